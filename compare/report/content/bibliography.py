"""References in BibTeX: the program, and each statement that was compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compare.phrases.words import EN, Words
from compare.report.bundle import Bundle
from compare.report.escaping import latex, line
from compare.report.export.schema import Export, StatementExport
from compare.report.preferences import Preferences

_TITLE = "{Readouts}: comparing the statements that two sides publish after one meeting"
_KEY = re.compile(r"[^A-Za-z0-9]+")


def bibtex(pairs: Sequence[Export], words: Words = EN) -> str:
    """Return one entry for the program and one for each text, without a line end after the last."""
    return "\n\n".join(_entries(pairs, words))


def write_bibtex(bundle: Bundle, preferences: Preferences) -> str:
    """Return a file of references, ending with a newline."""
    return f"{bibtex(bundle.pairs, preferences.words)}\n"


def _entries(pairs: Sequence[Export], words: Words) -> Iterator[str]:
    version = pairs[0].signature.version
    yield _entry(
        "software",
        "readouts",
        {
            "author": "{Readouts contributors}",
            "title": _TITLE,
            "version": latex(line(version)),
            "note": latex(line(pairs[0].signature.string)),
        },
    )
    keys: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        for statement in (pair.left, pair.right):
            if (statement.id, statement.text) in seen:
                continue
            seen.add((statement.id, statement.text))
            key = _key(statement)
            keys[key] = keys.get(key, 0) + 1
            numbered = key if keys[key] == 1 else f"{key}-{keys[key]}"
            yield _entry("online", numbered, _fields(statement, words))


def _key(statement: StatementExport) -> str:
    return _KEY.sub("-", statement.id).strip("-").lower() or f"text-{statement.lang}"


def _fields(statement: StatementExport, words: Words) -> dict[str, str]:
    author = line(statement.source.publisher or statement.author or statement.side)
    retrieved = statement.source.retrieved
    return {
        "author": f"{{{latex(author)}}}",
        "title": f"{{{latex(line(statement.title) or author)}}}",
        "date": str(statement.date or ""),
        "url": _url(line(statement.source.url)),
        "urldate": retrieved.date().isoformat() if retrieved else "",
        "langid": {"en": "english", "zh": "chinese"}.get(statement.lang, ""),
        "note": words.say(f"fidelity.{statement.source.fidelity}"),
    }


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{body}\n}}"


def _url(url: str) -> str:
    """Return the address with characters that BibTeX could misread percent-encoded."""
    return "".join(f"%{ord(char):02X}" if char in '{}\\"<>^`| ' else char for char in url)
