"""Word documents (DOCX) to drafts."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from corpus.documents import Draft
from corpus.errors import ReadError
from corpus.formats.boilerplate import clean
from corpus.formats.kinds import PART
from corpus.formats.zip import open_archive, read_member
from corpus.text.datelines import only_date

_LIMIT = 20_000_000
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_ELEMENTS = 2_000_000
_DEPTH = 1_000
# Deleted text of tracked changes, and the copy of a text box for old versions of Word.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
_TITLES = frozenset({"title", "heading1", "heading 1", "1", "a3"})


class _RefusedError(Exception):
    """Stops the parser from within; the argument says why."""


@dataclass
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    style: str = ""

    @property
    def text(self) -> str:
        return "".join(self.parts).strip(" \t\r\n\u00a0\u3000")


class _Body:
    """Collects the paragraphs while expat reads; holds no tree, so memory stays small."""

    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self._open: list[_Paragraph] = []
        self._path: list[str] = []
        self._skipped = 0
        self._elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        self._path.append(local)
        self._elements += 1
        if self._elements > _ELEMENTS or len(self._path) > _DEPTH:
            raise _RefusedError("is too tangled to read; save its text")
        if local in _SKIPPED:
            self._skipped += 1
        elif local == "p":
            self._open.append(_Paragraph())
            # Kept in the order in which they begin: a text box stands inside a paragraph.
            self.paragraphs.append(self._open[-1])
        elif self._open and not self._skipped:
            if local == "pStyle":
                styles = (value for key, value in attributes.items() if key.endswith(" val"))
                self._open[-1].style = next(styles, "")
            elif local in _BREAKS and "pPr" not in self._path:
                self._open[-1].parts.append(_BREAKS[local])

    def end(self, name: str) -> None:
        local = self._path.pop()
        if local in _SKIPPED:
            self._skipped -= 1
        elif local == "p" and self._open:
            self._open.pop()

    def text(self, data: str) -> None:
        if self._open and not self._skipped and self._path[-1] == "t":
            self._open[-1].parts.append(data)


def read_docx(data: bytes, name: str) -> Draft:
    """The statement in a Word document.

    Text of tracked deletions is left out, that of insertions kept; so are text boxes and
    tables, cell by cell; footnotes and endnotes come last. Numbers that Word makes up for lists
    are not in the file as text.

    Raises:
        ReadError: the document is damaged, unpacks to too much, or declares XML entities.
    """
    archive = open_archive(data, name)
    if PART not in archive.namelist():
        raise ReadError(f"{name} is no Word document: it lacks {PART}; save it as DOCX")
    part = read_member(archive, archive.getinfo(PART), name, _LIMIT)
    paragraphs = [p for p in _paragraphs(part, name) if p.text]
    title = ""
    if paragraphs and paragraphs[0].style.lower() in _TITLES:
        title = " ".join(paragraphs.pop(0).text.split())
    texts = [p.text for p in paragraphs]
    date = next((d for p in texts[:5] if (d := only_date(p))), None)
    kept = list(clean(texts))
    if kept and date is not None and only_date(kept[0]) == date:
        kept.pop(0)
    for notes in _NOTES:
        if notes in archive.namelist():
            part = read_member(archive, archive.getinfo(notes), name, _LIMIT)
            kept.extend(p.text for p in _paragraphs(part, name) if p.text)
    return Draft(text="\n\n".join(kept), title=title, date=date)


def _paragraphs(part: bytes, name: str) -> list[_Paragraph]:
    body = _Body()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = body.start
    parser.EndElementHandler = body.end
    parser.CharacterDataHandler = body.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)
    except _RefusedError as refused:
        raise ReadError(f"{name} {refused}") from None
    except (expat.ExpatError, ValueError, LookupError):
        raise ReadError(f"{name} is a damaged Word document; save it anew") from None
    return body.paragraphs


def _refuse_doctype(*_: object) -> None:
    # Word never writes one; it is where entities that blow up are declared.
    raise _RefusedError("declares XML entities, as no Word document does; save it anew")


def _local(name: str) -> str:
    """The local name of a Word element; of others with their namespace, so that none match."""
    space, _, local = name.rpartition(" ")
    known = not space or "wordprocessingml" in space or "markup-compatibility" in space
    return local if known else name
