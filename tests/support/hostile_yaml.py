"""Texts in YAML that are built to harm: each is refused in one line, at every door."""

from __future__ import annotations

from pathlib import Path

from corpus.text.yaml_text import LONGEST

MERGES = "a: &a {x: 1}\n" + "b: {<<: [" + "*a, " * 200 + "*a]}\n"
BILLION = "a: &a [x, x]\n" + "".join(
    f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefghi", "bcdefghij", strict=True)
)
HOSTILE = {
    "brackets": "[" * 40_000,
    "closed brackets": "[" * 40_000 + "]" * 40_000,
    "braces": "a: " + "{a: " * 40_000,
    "dashes": "- " * 40_000 + "a",
    "questions": "? " * 40_000 + "a",
    "indents": "".join(f"{' ' * n}a:\n" for n in range(1_000)),
    "merge keys": MERGES,
    "a merge key": "a:\n  <<: b\n",
    "aliases": BILLION,
    "an alias to itself": "a: &a [*a]",
    "many aliases": "a: &a x\nb: [" + "*a, " * 300_000 + "*a]",
    "an anchor": "a: &b c",
    "a tag": "a: !!python/object/apply:os.system [ls]",
    "a tag of one's own": "a: !b c",
    "a plain mark": "a: ! b",
    "a binary": "a: !!binary aGk=",
    "beyond Unicode": 'a: "\\UFFFFFFFF"',
    "an escaped surrogate": 'a: "\\ud800"',
    "a surrogate": "a: \ud800",
    "a control character": "a: \x00",
    "an escape": "a: \x1b[31m",
    "a long text": "a: " + "x" * (LONGEST + 1),
    "a key twice": "a: b\na: c",
    "a list as key": "? [a, b]\n: c",
    "two documents": "a: b\n---\nc: d",
    "a tabulator": "a:\n\t- b",
    "an open quote": 'a: "b',
    "an unknown alias": "a: *b",
    "a directive": "%YAML 9.9\n---\na: b",
    "many parts": "[" + ",".join("a" * 300_000) + "]",
    "much": "#" * 2_000_001,
}

_TOPICS = "schema: readouts.codebook/1\nname: a\nversion: b\ntopics:\n"
CLUMSY = {
    "one bad id in a long file": (
        _TOPICS + "".join(f"- id: t{n}\n" for n in range(490)) + "- id: B B\n" + "#\n" * 500_000
    ),
    "many bad ids": _TOPICS + "".join(f"- id: B {n}\n" for n in range(30_000)),
    "a name of two topics": (
        f"{_TOPICS}- id: x\n  names: {{en: [{'a, ' * 90_000}b]}}\n- id: y\n  names: {{en: [b]}}\n"
    ),
    "unknown keys": _TOPICS + "- id: x\n" + "".join(f"k{n}: a\n" for n in range(90_000)),
    "a sexagesimal number": f"{_TOPICS}- id: 1:2{':59' * 30_000}\n",
    "a long number": f"{_TOPICS}- id: {'9' * 90_000}\n",
    "an id of half a surrogate pair": _TOPICS + '- id: "a\\udc80"\n',
}
"""Codebooks that are YAML, or nearly, and wrong; each took minutes or a traceback once."""


def write_all(folder: Path) -> list[Path]:
    """Write each of both tables to a file."""
    files = []
    for number, text in enumerate([*HOSTILE.values(), *CLUMSY.values()]):
        files.append(folder / f"{number}.yaml")
        files[-1].write_bytes(text.encode("utf-8", "surrogatepass"))
    return files
