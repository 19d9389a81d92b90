"""The elements and styles of a Word document, with fonts for Chinese beside those for English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from compare.report.content.document import Run
from compare.report.palette import LIGHT, TONES

if TYPE_CHECKING:
    from docx.document import Document as Word

LATIN, HAN, MONO, HAN_HEAD = "Cambria", "SimSun", "Consolas", "SimHei"
"""Fonts that Word has; where one is missing, a word processor puts its own in its place."""

_TWIPS = 9_638
"""Width of the text on A4 with margins of 20 mm, in twentieths of a point."""
_LOOKS = {"strong": "Strong", "quiet": "Readouts Quiet", "code": "Readouts Literal"}


def name(tag: str) -> str:
    """A qualified name, such as ``w:p``."""
    from docx.oxml.ns import qn

    return str(qn(tag))


def element(tag: str, /, **attributes: str | int) -> Any:
    """Return an element whose attributes have the name space of its tag."""
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    space = tag.partition(":")[0]
    for key, value in attributes.items():
        made.set(name(f"{space}:{key}"), str(value))
    return made


def run(stretch: Run, ids: dict[str, str], language: str) -> Any:
    """A run of text in its look and language."""
    made, properties = element("w:r"), element("w:rPr")
    look = "Hyperlink" if stretch.url else _LOOKS.get(stretch.look, "")
    if look:
        properties.append(element("w:rStyle", val=ids[look]))
    lang = stretch.lang or language
    if lang.startswith("zh"):
        hint = element("w:rFonts", hint="eastAsia")
        properties.append(hint)
        properties.append(element("w:lang", eastAsia="zh-TW" if "Hant" in lang else "zh-CN"))
    elif lang != language:
        properties.append(element("w:lang", val="en-US" if lang == "en" else lang[:20]))
    if len(properties):
        made.append(properties)
    text = element("w:t")
    text.text = f"“{stretch.text}”" if stretch.look == "quote" else stretch.text
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(text)
    return made


def widths(parts: Sequence[int]) -> list[int]:
    """Widths of columns in twips from the parts that they take."""
    total = sum(parts)
    return [part * _TWIPS // total for part in parts]


def table(parts: Sequence[int], about: str, style: str) -> Any:
    """An empty table with its columns and what it shows."""
    made, properties = element("w:tbl"), element("w:tblPr")
    properties.append(element("w:tblStyle", val=style))
    properties.append(element("w:tblW", w=sum(widths(parts)), type="dxa"))
    properties.append(element("w:tblLayout", type="fixed"))
    properties.append(element("w:tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1))
    properties.append(element("w:tblCaption", val=about))
    grid = element("w:tblGrid")
    for width in widths(parts):
        grid.append(element("w:gridCol", w=width))
    made.append(properties)
    made.append(grid)
    return made


def row(*, head: bool) -> Any:
    """Return an empty row; a head row is repeated on every page."""
    made = element("w:tr")
    if head:
        properties = element("w:trPr")
        properties.append(element("w:cantSplit"))
        properties.append(element("w:tblHeader"))
        made.append(properties)
    return made


def cell(width: int) -> Any:
    """An empty cell, ``width`` twips wide."""
    made, properties = element("w:tc"), element("w:tcPr")
    properties.append(element("w:tcW", w=width, type="dxa"))
    made.append(properties)
    return made


def page(word: Word) -> None:
    """A4 with margins of 20 mm at the sides, as :data:`_TWIPS` counts on.

    Sizes and margins are such that a brief stays on one page where Cambria is missing and a wider
    font, such as DejaVu Serif, stands in its place.
    """
    from docx.shared import Mm

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(15)
    normal = word.styles["Normal"]
    normal.paragraph_format.space_after = _points(6)
    _font(normal, 10)
    _font(word.styles["Title"], 20, "1d1f23", head=True)
    for level, size in ((1, 15), (2, 12.5), (3, 11), (4, 10.5)):
        style = word.styles[f"Heading {level}"]
        _font(style, size, "1d1f23", head=True)
        style.paragraph_format.space_before = _points(14 if level == 1 else 10)
        style.paragraph_format.space_after = _points(4)
    _font(word.styles["Caption"], 9, LIGHT.quiet[1:])
    for label in ("List Bullet", "List Bullet 2"):
        word.styles[label].paragraph_format.space_after = _points(3)


def prepare(word: Word) -> None:
    """Give the document the styles that the report needs and it does not have yet."""
    from docx.enum.style import WD_STYLE_TYPE

    paragraph, character = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER
    for label in ("Title", "Caption", "List Bullet", "List Bullet 2"):
        _style(word, label, paragraph)
    for level in range(1, 7):
        _style(word, f"Heading {level}", paragraph)
    accent, quiet = LIGHT.accent[1:], LIGHT.quiet[1:]
    if finding := _style(word, "Readouts Finding", paragraph):
        _font(finding, 12, "1d1f23")
        finding.paragraph_format.space_after = _points(8)
    if notice := _style(word, "Readouts Notice", paragraph):
        _font(notice, 10.5)
        _frame(notice, TONES["left_out"].light[1:], TONES["left_out"].light_tint[1:])
    if note := _style(word, "Readouts Note", paragraph):
        _font(note, 9, quiet)
        note.paragraph_format.space_after = _points(4)
    if code := _style(word, "Readouts Code", paragraph):
        _font(code, 8, mono=True)
        code.paragraph_format.space_after = _points(0)
    for label in ("Readouts Cell", "Readouts Head", "footnote text"):
        if small := _style(word, label, paragraph):
            _font(small, 8.5)
            small.font.bold = label == "Readouts Head"
            small.paragraph_format.space_after = _points(1)
    for label in (
        "Strong",
        "Readouts Quiet",
        "Readouts Literal",
        "Hyperlink",
        "footnote reference",
    ):
        if made := _style(word, label, character):
            _look(made, label, accent, quiet)
    _table_style(word)
    _default_language(word)


def _style(word: Word, label: str, kind: Any) -> Any:
    """A style that is made now, or None where the document has one of the name."""
    if label in {style.name for style in word.styles}:
        return None
    made = word.styles.add_style(label, kind)
    made.hidden = False
    return made


def _look(style: Any, label: str, accent: str, quiet: str) -> None:
    from docx.shared import RGBColor

    if label == "Strong":
        style.font.bold = True
    elif label == "Readouts Quiet":
        style.font.color.rgb = RGBColor.from_string(quiet.upper())
    elif label == "Readouts Literal":
        _font(style, 8, mono=True)
    elif label == "Hyperlink":
        style.font.color.rgb = RGBColor.from_string(accent.upper())
        style.font.underline = True
    else:
        style.font.superscript = True


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _font(
    style: Any, size: float, colour: str = "", *, head: bool = False, mono: bool = False
) -> None:
    from docx.shared import RGBColor

    style.font.size = _points(size)
    latin = MONO if mono else LATIN
    style.font.name = latin
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(name(f"w:{theme}"), None)
    fonts.set(name("w:eastAsia"), HAN_HEAD if head else HAN)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour.upper())


def _frame(style: Any, line: str, ground: str) -> None:
    """A bar at the left and a ground, for what must not be overlooked."""
    properties = style.element.get_or_add_pPr()
    borders = element("w:pBdr")
    borders.append(element("w:left", val="single", sz=24, space=8, color=line))
    properties.append(borders)
    properties.append(element("w:shd", val="clear", color="auto", fill=ground))


def _table_style(word: Word) -> None:
    """Rules between rows and none between columns."""
    from docx.enum.style import WD_STYLE_TYPE

    style = _style(word, "Readouts Table", WD_STYLE_TYPE.TABLE)
    if style is None:
        return
    properties, borders = element("w:tblPr"), element("w:tblBorders")
    rule = LIGHT.line[1:]
    for position, size in (("top", 8), ("bottom", 8), ("insideH", 4)):
        borders.append(element(f"w:{position}", val="single", sz=size, space=0, color=rule))
    properties.append(borders)
    margins = element("w:tblCellMar")
    for position, width in (("top", 30), ("left", 60), ("bottom", 30), ("right", 60)):
        margins.append(element(f"w:{position}", w=width, type="dxa"))
    properties.append(margins)
    style.element.append(properties)


def _default_language(word: Word) -> None:
    """Set the default language, for spell checkers and screen readers."""
    defaults = word.styles.element.find(f".//{name('w:rPrDefault')}/{name('w:rPr')}")
    if defaults is None:
        return
    for old in defaults.findall(name("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
