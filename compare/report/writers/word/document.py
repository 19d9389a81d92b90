"""A report as a Word document: real styles, repeated heads of tables, footnotes for sources."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    Runs,
    Table,
)
from compare.report.content.sections import Contents
from compare.report.preferences import Preferences
from compare.report.writers import templates_of_users as templating
from compare.report.writers.tables.zip import redated
from compare.report.writers.template_files import read_template
from compare.report.writers.template_process import made_by
from compare.report.writers.word import styles as word_styles
from compare.report.writers.word.parts import Footnotes, picture
from corpus.extras import require

if TYPE_CHECKING:
    from docx.document import Document as Word

_STYLES = {
    "plain": "Normal",
    "finding": "Readouts Finding",
    "warning": "Readouts Notice",
    "note": "Readouts Note",
    "item": "List Bullet",
    "subitem": "List Bullet 2",
}
_REPORT_MARKER = "\ue0aa readouts report \ue0aa"
"""Stands in a template of the user's own where the report goes."""
_LANGUAGES = {"en": "en-US", "zh": "zh-CN"}


def write_docx(bundle: Bundle, preferences: Preferences) -> bytes:
    """The document as bytes.

    A template of the user's own gives its styles and its first pages: with ``{{ report }}`` in a
    paragraph of its own the report stands there, with other tags of Jinja2 the template
    chooses the content, and without any the report follows the text of the template.
    """
    document = Contents(preferences).document(bundle)
    return _written(document, *_open(preferences, bundle))


def docx_of(document: Document, preferences: Preferences) -> bytes:
    """A document as the bytes of a Word file."""
    return _written(document, *_blank())


def _written(document: Document, word: Word, anchor: Any) -> bytes:
    """``anchor`` is the element before which the report goes, if any."""
    word_styles.prepare(word)
    if anchor is not None:
        writer = _Writer(word, document)
        for element in writer.elements():
            anchor.addprevious(element)
        if anchor.tag.endswith("}p"):
            anchor.getparent().remove(anchor)
        writer.footnotes.save()
    _describe(word, document)
    file = io.BytesIO()
    word.save(file)
    return redated(file.getvalue())


def _open(preferences: Preferences, bundle: Bundle) -> tuple[Word, Any]:
    """The document to write into, and the element before which the report goes, if any."""
    if preferences.template is None:
        return _blank()
    require("reports", "docx", purpose="Word", error=WriteError)
    word, tagged = _fill(preferences.template, bundle, preferences)
    for paragraph in word.element.body.iter(word_styles.name("w:p")):
        shown = "".join(text.text or "" for text in paragraph.iter(word_styles.name("w:t")))
        if shown.strip() == _REPORT_MARKER:
            return word, paragraph
    return word, None if tagged else word.element.body.sectPr


def _blank() -> tuple[Word, Any]:
    """An empty document, and the element before which the report goes."""
    require("reports", "docx", purpose="Word", error=WriteError)
    import docx

    word = docx.Document()
    word_styles.page(word)
    return word, word.element.body.sectPr


def _fill(path: Path, bundle: Bundle, preferences: Preferences) -> tuple[Word, bool]:
    """A template with its tags filled in, and whether it had any."""
    import docx

    content = read_template(path)[path.name]
    remedy = "give a .docx file saved by a word processor"
    try:
        word = docx.Document(io.BytesIO(content))
    # A broken archive makes the parsers fail in any way there is, and each means the same.
    except Exception as error:
        raise WriteError(f"{path} is no Word template that can be read; {remedy}") from error
    whole = "".join(word.element.body.itertext())
    if "{{" not in whole and "{%" not in whole:
        return word, False
    require("reports", "docxtpl", purpose="a Word template with tags", error=WriteError)
    context = templating.context(bundle, preferences, report=_REPORT_MARKER)
    return docx.Document(io.BytesIO(made_by(path, "word", context=context))), True


def _describe(word: Word, document: Document) -> None:
    """Title, author, language and date among the file's properties."""
    import datetime as dt

    core = word.core_properties
    core.title = document.title[:255]
    core.author = f"Readouts {document.version}"
    core.language = _LANGUAGES.get(document.language, document.language)
    core.keywords = ", ".join(document.keywords)[:255]
    core.comments = ""
    # A date of its own would make two reports of one comparison differ.
    core.created = core.modified = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    core.revision = 1


class _Writer:
    """Elements of the body, in order; notes go to a part of their own."""

    def __init__(self, word: Word, document: Document) -> None:
        self.word = word
        self.document = document
        self.footnotes = Footnotes(word)
        self.ids = {style.name: style.style_id for style in word.styles}
        self.figures = 0

    def elements(self) -> Iterator[Any]:
        for block in self.document.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Any]:
        match block:
            case Heading(level, text, part):
                style = "Title" if level == 1 else f"Heading {min(level - 1, 9)}"
                yield self.paragraph((Run(text),), style, new_page=part == "annex")
            case Paragraph(runs, "finding"):
                # The style is strong enough by its size.
                yield self.paragraph(tuple(map(_plainly, runs)), "Readouts Finding")
            case Paragraph(runs, kind):
                yield self.paragraph(runs, _STYLES[kind])
            case Code(text, _):
                for line in text.split("\n"):
                    yield self.paragraph((Run(line),), "Readouts Code")
            case Figure(drawing, caption):
                self.figures += 1
                holder = self.paragraph((), "Normal", keep=True)
                holder.append(picture(self.word, drawing, self.figures))
                yield holder
                yield self.paragraph((Run(caption),), "Caption")
            case Table():
                yield self._table(block)
                yield self.paragraph((), "Readouts Note")

    def paragraph(
        self, runs: Runs, style: str, *, keep: bool = False, new_page: bool = False
    ) -> Any:
        properties = word_styles.element("w:pPr")
        if style != "Normal":
            properties.append(word_styles.element("w:pStyle", val=self.ids[style]))
        if keep:
            properties.append(word_styles.element("w:keepNext"))
        if new_page:
            properties.append(word_styles.element("w:pageBreakBefore"))
        paragraph = word_styles.element("w:p")
        if len(properties):
            paragraph.append(properties)
        for run in runs:
            paragraph.append(self._run(run))
        return paragraph

    def _run(self, run: Run) -> Any:
        if run.note is not None:
            body = self.document.notes[run.note]
            number = self.footnotes.add([self._run(part) for part in body])
            return self.footnotes.reference(number)
        made = word_styles.run(run, self.ids, self.document.language)
        if not run.url:
            return made
        from docx.opc.constants import RELATIONSHIP_TYPE

        link = word_styles.element("w:hyperlink")
        # A note stands in a part of its own, whose addresses would need relations of their own.
        target = self.word.part.relate_to(run.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(word_styles.name("r:id"), target)
        link.append(made)
        return link

    def _table(self, table: Table) -> Any:
        made = word_styles.table(table.widths, table.about, self.ids["Readouts Table"])
        made.append(self._row([(Run(text),) for text in table.head], table, head=True))
        for cells in table.rows:
            made.append(self._row(cells, table, head=False))
        return made

    def _row(self, cells: Any, table: Table, *, head: bool) -> Any:
        row = word_styles.row(head=head)
        for runs, width in zip(cells, word_styles.widths(table.widths), strict=True):
            style = "Readouts Head" if head else "Readouts Cell"
            cell = word_styles.cell(width)
            cell.append(self.paragraph(_filled(runs), style))
            row.append(cell)
        return row


def _plainly(run: Run) -> Run:
    return replace(run, look="plain") if run.look == "strong" else run


def _filled(runs: Runs) -> Runs:
    return runs or (Run(""),)
