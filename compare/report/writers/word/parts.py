"""Parts that a Word document has beside its body: footnotes, and figures as vector graphics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compare.report.figures.emf import emf
from compare.report.figures.shapes import Drawing, svg
from compare.report.writers.word.styles import element, name

if TYPE_CHECKING:
    from docx.document import Document as Word

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_EMPTY = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote></w:footnotes>"
)
_UNIT = 9_525
"""One unit of a drawing in EMU: a pixel of 96 to the inch."""
_WIDEST = 6_120_000
"""170 mm in EMU, the width of the text."""


class Footnotes:
    """The footnotes of a document; those that a template has stay."""

    def __init__(self, word: Word) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml

        self._styles = {style.name: style.style_id for style in word.styles}
        owner = word.part
        found = [r for r in owner.rels.values() if r.reltype == RELATIONSHIP_TYPE.FOOTNOTES]
        if found:
            self._part = found[0].target_part
        else:
            target = PackURI("/word/footnotes.xml")
            self._part = Part(target, _TYPE, _EMPTY.encode(), owner.package)
            owner.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._root = parse_xml(self._part.blob)
        ids = [int(footnote.get(name("w:id"))) for footnote in self._root]
        self._last = max([0, *ids])

    def add(self, runs: list[Any]) -> int:
        """Add a note of runs; gives its number in the file."""
        self._last += 1
        note = element("w:footnote", id=self._last)
        paragraph, properties = element("w:p"), element("w:pPr")
        properties.append(element("w:pStyle", val=self._styles["footnote text"]))
        paragraph.append(properties)
        mark = self._mark()
        mark.append(element("w:footnoteRef"))
        paragraph.append(mark)
        space = element("w:r")
        text = element("w:t")
        text.text = " "
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        space.append(text)
        paragraph.append(space)
        for run in runs:
            # A link needs a relation of the part that it stands in; here the address is text.
            paragraph.extend(list(run) if run.tag == name("w:hyperlink") else [run])
        note.append(paragraph)
        self._root.append(note)
        return self._last

    def reference(self, number: int) -> Any:
        """The mark in the text of a note."""
        mark = self._mark()
        mark.append(element("w:footnoteReference", id=number))
        return mark

    def _mark(self) -> Any:
        mark, properties = element("w:r"), element("w:rPr")
        properties.append(element("w:rStyle", val=self._styles["footnote reference"]))
        mark.append(properties)
        return mark

    def save(self) -> None:
        """Put the notes into the document's part."""
        from lxml import etree

        self._part._blob = etree.tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def picture(word: Word, drawing: Drawing, number: int) -> Any:
    """A run that shows a drawing as SVG, with a metafile for programs that know none."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    ids = []
    for kind, type_, data in (
        ("emf", "image/x-emf", emf(drawing)),
        ("svg", "image/svg+xml", svg(drawing).encode()),
    ):
        target = PackURI(f"/word/media/readouts-{number}.{kind}")
        part = Part(target, type_, data, word.part.package)
        ids.append(word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))
    width = min(round(drawing.width * _UNIT), _WIDEST)
    height = round(drawing.height / drawing.width * width)
    made = parse_xml(
        _PICTURE.format(number=number, width=width, height=height, emf=ids[0], svg=ids[1])
    )
    for target in made.iter():
        if target.tag.endswith(("}docPr", "}cNvPr")):
            target.set("name", drawing.name)
            target.set("descr", drawing.alt[:60_000])
    return made


_PICTURE = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name=""/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name=""/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{emf}"><a:extLst>'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'r:embed="{svg}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
    '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
