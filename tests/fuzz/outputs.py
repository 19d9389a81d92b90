"""Saved comparisons made into reports again, alignments read back, and templates of strangers."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

from sample_comparison import sample

import compare
from compare.bitext import FORMS, Alignment, Bead
from compare.bitext.reading import read_alignment as read_beads
from compare.bitext.reading import read_ladder
from compare.report import encode, export_comparison
from compare.report.bundle import Bundle
from compare.report.preferences import DEFAULTS
from compare.report.writers.template_process import made_by
from compare.report.writers.templates_of_users import context
from corpus import Statement
from tests.fuzz.judging import attempt
from tests.fuzz.mutations import Seed
from tests.fuzz.targets import Target
from tests.fuzz.tokens import JSON, TEMPLATE

_SECONDS = 5
"""Seconds of a template: those that never end are to be many in an hour."""


def read_comparison(data: bytes) -> object:
    """Read a saved comparison, ask it what is left out, and write reports of it."""
    Path("given.json").write_bytes(data)
    Path("given.jsonl").write_bytes(data)
    attempt(compare.load_all, "given.jsonl")
    result = compare.load("given.json")
    for form in ("text", "md", "html", "latex", "tables", "json", "bibtex"):
        encode(result, form)
    return result.left_out("left"), result.left_out("right"), result.to_pandas()


def comparisons() -> list[Seed]:
    """A comparison as JSON, changed anywhere."""
    return [Seed(encode(sample(), "json"))]


def read_alignment(data: bytes) -> object:
    """Read an alignment in each form, and write what was read."""
    for suffix in ("tsv", "tmx", "xliff", "txt", "ladder"):
        Path(f"given.{suffix}").write_bytes(data)
        attempt(_all_forms, f"given.{suffix}")
    Path("given.json").write_bytes(data)
    return _all_forms("given.json")


def _all_forms(name: str) -> object:
    if name.endswith(".ladder"):
        return read_ladder(Path(name).read_text("utf-8", "replace"))
    read = read_beads(name)
    return [FORMS[form](read) for form in FORMS]


def alignments() -> list[Seed]:
    """An alignment in every form."""
    left = Statement(id="a", side="US", language="en", text="They met.\nThey spoke.\nBye.")
    right = Statement(id="b", side="PRC", language="zh", text="双方会面。\n再见。")
    beads = (Bead((0,), (0,), 0.9), Bead((1,), (), None), Bead((2,), (1,), 0.5))
    spans = (((0, 9), (10, 21), (22, 26)), ((0, 5), (6, 9)))
    made = Alignment(left, right, *spans, beads, "lines", "monotone")
    return [Seed(FORMS[form](made).encode()) for form in FORMS if form != "html"]


def fill(data: bytes) -> object:
    """Fill a template that begins with the name of its kind."""
    kind, _, body = data.partition(b"\n")
    kinds: dict[bytes, tuple[str, dict[str, Any]]] = {
        b"typst": ("given.typ", {"inputs": {"a": "b"}, "fonts": []}),
        b"word": ("given.docx", {"context": _context()}),
    }
    text = "given.html", {"context": _context(), "autoescape": True}
    name, given = kinds.get(kind, text)
    Path(name).write_bytes(body)
    asked: Any = {"given.typ": "typst", "given.docx": "word"}.get(name, "text")
    return made_by(Path(name), asked, _SECONDS, **given)


@cache
def _context() -> dict[str, Any]:
    return context(Bundle((export_comparison(sample()),)), DEFAULTS, "the report")


def templates() -> list[Seed]:
    """Templates of each kind."""
    import docx

    topics = "{% for t in p.topics %}{{ t.label }}{% endfor %}"
    text = f"{{% for p in pairs %}}{{{{ p.finding }}}}{topics}{{% endfor %}}"
    typst = "#set page(width: 9cm)\n= Talks\n#for t in range(3) [ #t $x^2$ ]\n#sys.inputs.a"
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("{{ title }} {% for p in pairs %}{{ p.finding }}{% endfor %}")
    document.save(file)
    return [
        Seed(b"text\n" + text.encode()),
        Seed(b"typst\n" + typst.encode()),
        Seed(text.encode(), lambda changed: b"word\n" + _word(changed.decode("utf-8", "replace"))),
        Seed(b"word\n" + file.getvalue()),
    ]


def _word(text: str) -> bytes:
    import docx

    document, file = docx.Document(), io.BytesIO()
    kept = "".join(char for char in text if char.isprintable())
    document.add_paragraph(kept)
    document.save(file)
    return file.getvalue()


TARGETS = {
    "comparison": Target(read_comparison, comparisons, JSON, 40, json=True),
    "alignment": Target(read_alignment, alignments, (*JSON, b"<tu>", b"<seg>", b"\t")),
    "templates": Target(fill, templates, TEMPLATE, 6),
}
