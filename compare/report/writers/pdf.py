"""A report as PDF, set by Typst: tagged, with an outline and its fonts embedded.

Typst comes as one wheel and needs nothing of the system but fonts: letters for English are
inside it, Chinese characters come from a font of the machine.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from compare.errors import WriteError
from compare.report.bundle import Bundle
from compare.report.content.document import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
)
from compare.report.content.sections import Contents
from compare.report.figures.shapes import svg
from compare.report.palette import LIGHT, TONES
from compare.report.preferences import Preferences
from compare.report.writers.template_process import made_by
from corpus.extras import require
from corpus.text.characters import HAN

_TEMPLATE = Path(__file__).parents[1] / "templates" / "report.typ"
_LATIN = ("Libertinus Serif",)
_HAN = re.compile(f"[\u2e80-\u2fdf{HAN}]")
# By preference; a family that is not there is passed over.
_HAN_SERIF = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
    "SimSun",
)
_HAN_SANS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "STHeiti",
    "Microsoft YaHei",
    "SimHei",
    "DengXian",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "AR PL UMing CN",
    "Droid Sans Fallback",
)
_MARKS = ("DejaVu Sans", "Noto Sans Symbols2", "Segoe UI Symbol", "Apple Symbols")
_MONO = ("DejaVu Sans Mono",)
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffef]{45,}")
_EVERY = 20


def write_pdf(bundle: Bundle, preferences: Preferences) -> bytes:
    """The bytes of the PDF.

    Raises :class:`WriteError` where the package typst is missing, where a text holds Chinese
    and the machine no font for it, and where a template of the user's own goes wrong.
    """
    document = Contents(preferences).document(bundle)
    return _pdf(document, preferences, preferences.words.say("note.left_out"))


def pdf_of(document: Document, preferences: Preferences) -> bytes:
    """The bytes of the PDF of a document; raises as :func:`write_pdf` does."""
    return _pdf(document, preferences, document.title)


def _pdf(document: Document, preferences: Preferences, note: str) -> bytes:
    """``note`` is the description among the properties of the file."""
    require("reports", "typst", purpose="PDF", error=WriteError)
    import typst

    data = _data(document, note)
    text = json.dumps(data, ensure_ascii=False)
    fonts = _fonts(preferences.fonts)
    if _HAN.search(text) and not fonts["han"]:
        raise WriteError(
            "no font with Chinese characters was found, which the PDF would embed; install one, "
            "such as Noto Sans CJK (fonts-noto-cjk), or name a folder that holds one with --fonts"
        )
    inputs = {
        "data": text,
        "palette": json.dumps(_palette()),
        "fonts": json.dumps({key: list(names) for key, names in fonts.items()}),
    }
    if preferences.template is not None:
        folders = [str(preferences.fonts.resolve())] if preferences.fonts else []
        return made_by(preferences.template, "typst", inputs=inputs, fonts=folders)
    try:
        return _compile(_TEMPLATE, preferences.fonts, inputs, accessible=True)
    except typst.TypstError:
        # PDF/UA refuses a character that no font has; without it such a one is an empty box.
        pass
    try:
        return _compile(_TEMPLATE, preferences.fonts, inputs, accessible=False)
    except typst.TypstError as error:
        message = " ".join(str(error).split())
        raise WriteError(f"Typst could not set the PDF: {message}; write another form") from error


def _compile(
    template: Path, fonts: Path | None, inputs: dict[str, str], *, accessible: bool
) -> bytes:
    import typst

    made: bytes = typst.compile(
        str(template),
        root=str(template.resolve().parent),
        font_paths=[str(fonts)] if fonts else [],
        sys_inputs=inputs,
        timestamp=0,
        pdf_standards=["ua-1"] if accessible else [],
    )
    return made


@cache
def _families(folder: Path | None) -> frozenset[str]:
    import typst

    paths = [str(folder)] if folder else []
    return frozenset(typst.Fonts(font_paths=paths).families())


def _fonts(folder: Path | None) -> dict[str, tuple[str, ...]]:
    """Families for each purpose, those of the machine only; ``han`` is empty without Chinese."""
    families = _families(folder)
    added: tuple[str, ...] = ()
    if folder:
        added = tuple(sorted(families - _families(None)))

    def there(*names: str) -> tuple[str, ...]:
        return tuple(name for name in names if name in families)

    serif = added or there(*_HAN_SERIF, *_HAN_SANS)
    sans = added or there(*_HAN_SANS, *_HAN_SERIF)
    marks, mono = there(*_MARKS), there(*_MONO)
    return {
        "body": (*_LATIN, *serif[:1], *marks),
        "head": (*_LATIN, *sans[:1], *marks),
        "mark": (*marks, *_LATIN, *sans[:1]),
        "mono": (*mono, *sans[:1], *_LATIN),
        "han": serif[:1],
    }


def _palette() -> dict[str, str]:
    left_out = TONES["left_out"]
    return {**asdict(LIGHT), "left_out": left_out.light, "left_out_tint": left_out.light_tint}


def _data(document: Document, note: str) -> dict[str, Any]:
    return {
        "title": document.title,
        "language": document.language,
        "version": document.version,
        "date": document.date,
        "keywords": list(document.keywords),
        "note": note,
        "notes": [[_run(run) for run in note] for note in document.notes],
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, text, part):
            return {"type": "heading", "level": level, "text": _breakable(text), "part": part}
        case Paragraph(runs, kind):
            return {"type": "paragraph", "kind": kind, "runs": [_run(run) for run in runs]}
        case Figure(drawing, caption):
            return {
                "type": "figure",
                "svg": svg(drawing),
                "alt": drawing.alt,
                "caption": caption,
            }
        case Code(text, _):
            return {"type": "code", "text": _breakable(text)}
        case Table():
            return {
                "type": "table",
                "head": [_breakable(cell) for cell in block.head],
                "rows": [[[_run(run) for run in cell] for cell in row] for row in block.rows],
                "widths": list(block.widths),
            }


def _run(run: Run) -> dict[str, Any]:
    return {
        "text": _breakable(run.text),
        "look": run.look,
        "lang": run.lang if re.fullmatch("[a-zA-Z]{2,3}(-[A-Za-z0-9-]+)?", run.lang) else "",
        "url": run.url,
        "note": run.note,
    }


def _breakable(text: str) -> str:
    """With places to break inside very long words of an alphabet, which would leave the page."""
    return _LONG_WORD.sub(_cut, text)


def _cut(match: re.Match[str]) -> str:
    word = match[0]
    return "\u200b".join(word[at : at + _EVERY] for at in range(0, len(word), _EVERY))
