"""References to the program and to each statement that was compared, with no more than is known.

BibLaTeX and classic BibTeX, RIS (as reference managers read it) and CSL-JSON (of citeproc).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compare.phrases.words import EN, Words
from compare.report.bundle import Bundle
from compare.report.escaping import latex, line
from compare.report.export.schema import Export
from compare.report.export.statement import StatementExport
from compare.report.preferences import Preferences

_TITLE = "Readouts: comparing the statements that two sides publish after one meeting"
_AUTHOR = "Readouts contributors"
_KEY = re.compile(r"[^A-Za-z0-9]+")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference; what is not known is empty, and nothing stands in its place."""

    key: str
    author: str
    """Whoever wrote or published the text."""
    title: str
    date: dt.date | None
    url: str
    accessed: dt.date | None
    language: str
    note: str
    version: str = ""
    """Of the program, which alone has one."""


def references(pairs: Sequence[Export], words: Words = EN) -> list[Reference]:
    """Return one reference for the program and one for each text."""
    signature = pairs[0].signature
    found = [
        Reference(
            "readouts", _AUTHOR, _TITLE, None, "", None, "", line(signature.string),
            line(signature.version),
        )
    ]  # fmt: skip
    keys: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        for statement in (pair.left, pair.right):
            if (statement.id, statement.text) not in seen:
                seen.add((statement.id, statement.text))
                key = _key(statement)
                keys[key] = keys.get(key, 0) + 1
                numbered = key if keys[key] == 1 else f"{key}-{keys[key]}"
                found.append(reference(numbered, statement, words))
    return found


def reference(key: str, statement: StatementExport, words: Words) -> Reference:
    """Return the reference to one text."""
    source = statement.source
    published = line(source.publisher or statement.author or statement.side)
    paraphrased = source.fidelity == "paraphrase"
    note = (
        words.say("cite.paraphrase", publisher=published)
        if paraphrased
        else words.say(f"fidelity.{source.fidelity}")
    )
    return Reference(
        key=key,
        # A paraphrase is not by whom it tells of, and bears no title of theirs.
        author=line(statement.author) if paraphrased else published,
        title="" if paraphrased else line(statement.title),
        date=statement.date,
        url=line(source.url),
        accessed=source.retrieved.date() if source.retrieved else None,
        language=statement.lang,
        note=note,
    )


def bibtex(pairs: Sequence[Export], words: Words = EN) -> str:
    """Return the references as BibLaTeX, without a line end after the last."""
    return "\n\n".join(_biblatex(reference) for reference in references(pairs, words))


def write_bibtex(bundle: Bundle, preferences: Preferences) -> str:
    """Return a file of references in BibLaTeX, ending with a newline."""
    return f"{bibtex(bundle.pairs, preferences.words)}\n"


def write_classic_bibtex(bundle: Bundle, preferences: Preferences) -> str:
    """Return a file of references in classic BibTeX, whose styles know year, month and note."""
    return "\n".join(f"{_classic(r)}\n" for r in references(bundle.pairs, preferences.words))


def write_ris(bundle: Bundle, preferences: Preferences) -> str:
    """Return a file of references in RIS."""
    return "\n".join(_ris(r) for r in references(bundle.pairs, preferences.words))


def write_csl_json(bundle: Bundle, preferences: Preferences) -> str:
    """Return a file of references in CSL-JSON."""
    items = [_csl(reference) for reference in references(bundle.pairs, preferences.words)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _biblatex(found: Reference) -> str:
    fields = {
        **_named(found),
        "version": latex(found.version),
        "date": str(found.date or ""),
        "url": _url(found.url),
        "urldate": str(found.accessed or ""),
        "langid": {"en": "english", "zh": "chinese"}.get(found.language, ""),
        "note": latex(found.note),
    }
    return _entry("software" if found.version else "online", found.key, fields)


def _classic(found: Reference) -> str:
    address = f"\\url{{{_url(found.url)}}}" if found.url else ""
    accessed = f"accessed {found.accessed}" if found.accessed else ""
    version = f"version {latex(found.version)}" if found.version else ""
    fields = {
        **_named(found),
        "howpublished": address,
        "year": str(found.date.year) if found.date else "",
        "note": ", ".join(filter(None, (version, latex(found.note), accessed))),
    }
    entry = _entry("misc", found.key, fields)
    if found.date is None:
        return entry
    # A month is a macro of the style, which puts it in its language.
    month = f'  month = {_MONTHS[found.date.month - 1]} # "~{found.date.day}",\n'
    return entry.replace("  year = ", f"{month}  year = ", 1)


def _named(found: Reference) -> dict[str, str]:
    """Author and title, in braces of their own, so that no program takes them apart."""
    pairs = (("author", found.author), ("title", found.title))
    return {name: f"{{{latex(text)}}}" for name, text in pairs if text}


def _ris(found: Reference) -> str:
    tags = [
        ("TY", "COMP" if found.version else "ELEC"),
        ("ID", found.key),
        ("AU", f"{found.author}," if found.author else ""),
        ("TI", found.title),
        ("ET", found.version),
        ("PY", str(found.date.year) if found.date else ""),
        ("DA", f"{found.date:%Y/%m/%d}" if found.date else ""),
        ("UR", found.url),
        ("Y2", f"{found.accessed:%Y/%m/%d}" if found.accessed else ""),
        ("LA", found.language),
        ("N1", found.note),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\n".join([*lines, "ER  - ", ""])


def _csl(found: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": found.key,
        "type": "software" if found.version else "webpage",
        "author": [{"literal": found.author}] if found.author else None,
        "title": found.title,
        "version": found.version,
        "issued": _date_parts(found.date),
        "URL": found.url,
        "accessed": _date_parts(found.accessed),
        "language": found.language,
        "note": found.note,
    }
    return {name: value for name, value in item.items() if value}


def _date_parts(date: dt.date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[date.year, date.month, date.day]]} if date else None


def _key(statement: StatementExport) -> str:
    return _KEY.sub("-", statement.id).strip("-").lower() or f"text-{statement.lang}"


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{body}\n}}"


def _url(url: str) -> str:
    """Return the address with characters that BibTeX could misread percent-encoded."""
    return "".join(f"%{ord(char):02X}" if char in '{}\\"<>^`| ' else char for char in url)
