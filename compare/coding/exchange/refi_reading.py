"""Codings of a REFI-QDA project as rows of a table, and judgements that it holds whole."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from compare.coding import files
from compare.coding.exchange.refi import NOTE, PROJECT
from compare.coding.exchange.rows import Row
from compare.coding.exchange.tables import label
from compare.coding.exchange.texts import Texts
from compare.coding.judgements import Entry, Judgement
from compare.errors import CodingError
from corpus.text.hashing import text_hash

_LARGEST = 200_000_000
"""Bytes of a project that are read at most."""
_NS = {"q": PROJECT}


@dataclass(frozen=True, slots=True)
class Project:
    """What a project holds."""

    rows: tuple[Row, ...]
    """Codings as :func:`compare.coding.exchange.importing.bring` takes them."""
    whole: tuple[Entry, ...]
    """Judgements that were written here, as they were, where the coding still says the same."""
    foreign: tuple[str, ...]
    """Names of sources whose text is none of the events'."""


def read_project(path: Path | str, texts: Texts) -> Project:
    """Read the codings of a ``.qdpx`` on texts of events.

    Raises:
        CodingError: the file cannot be read, or is no project.
    """
    root, packed = _opened(Path(path))
    users = {_guid(u): u.get("name") or u.get("id") or "" for u in root.iterfind(".//q:User", _NS)}
    codes = {_guid(code): code.get("name", "") for code in root.iterfind(".//q:Code", _NS)}
    notes = {
        _guid(note): note.findtext("q:PlainTextContent", "", _NS)
        for note in root.iterfind(".//q:Note", _NS)
        if note.get("name") == NOTE
    }
    held = {text_hash(s.text): (e, s) for e in texts.events for s in e.statements}
    rows: list[Row] = []
    whole: list[Entry] = []
    foreign = []
    for source in root.iterfind(".//q:Sources/q:TextSource", _NS):
        text = _text(source, packed)
        found = held.get(text_hash(text))
        if found is None:
            foreign.append(source.get("name", ""))
            continue
        event, statement = found
        for selection in source.iterfind("q:PlainTextSelection", _NS):
            for coding in selection.iterfind("q:Coding", _NS):
                said = _said(coding, codes)
                kept = _whole(coding, notes, said)
                if kept is not None:
                    whole.append(kept)
                    continue
                start, end = selection.get("startPosition"), selection.get("endPosition")
                rows.append(
                    {
                        "event": event.id,
                        "side": statement.id,
                        "quote": text[int(start) : int(end)],
                        "label": said,
                        "coder": users.get(coding.get("creatingUser", "").strip("{}").lower(), ""),
                        "time": coding.get("creationDateTime", ""),
                        "note": selection.findtext("q:Description", "", _NS),
                    }
                )
                if text == statement.text:
                    rows[-1] |= {"start": start, "end": end}
    packed.close()
    return Project(tuple(_filled(row) for row in rows), tuple(whole), tuple(foreign))


def _filled(row: Row) -> Row:
    return {key: value for key, value in row.items() if value}


def _guid(element: Any) -> str:
    return str(element.get("guid", "")).strip("{}").lower()


def _target(element: Any) -> str:
    return str(element.get("targetGUID", "")).strip("{}").lower()


def _said(coding: Any, codes: dict[str, str]) -> str:
    reference = coding.find("q:CodeRef", _NS)
    return codes.get(_target(reference), "") if reference is not None else ""


def _whole(coding: Any, notes: dict[str, str], said: str) -> Judgement | None:
    """The judgement in the note of a coding, unless the coding says something else by now."""
    for reference in coding.iterfind("q:NoteRef", _NS):
        text = notes.get(_target(reference), "")
        if text:
            found = files.parse(text)
            if isinstance(found, Judgement) and label(found) == said:
                return found
    return None


def _text(source: Any, packed: zipfile.ZipFile) -> str:
    """The text of a source, which stands in it or in a file beside it."""
    if (inline := source.findtext("q:PlainTextContent", None, _NS)) is not None:
        return str(inline)
    name = str(source.get("plainTextPath", "")).rpartition("/")[2]
    for there in packed.namelist():
        if name and there.rpartition("/")[2] == name and there.lower().startswith("sources/"):
            with packed.open(there) as file:
                return file.read(_LARGEST).decode("utf-8-sig", "replace")
    return ""


def _opened(path: Path) -> tuple[Any, zipfile.ZipFile]:
    try:
        packed = zipfile.ZipFile(path)
        name = next(n for n in packed.namelist() if n.lower().endswith(".qde"))
        with packed.open(name) as file:
            data = file.read(_LARGEST + 1)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(data, parser)
    except OSError as error:
        raise CodingError(f"{path} cannot be read: {error.strerror or error}") from error
    except (zipfile.BadZipFile, StopIteration, etree.XMLSyntaxError, RuntimeError) as error:
        raise CodingError(
            f"{path} is no REFI-QDA project; export one as .qdpx from your program"
        ) from error
    if root.tag != f"{{{PROJECT}}}Project":
        raise CodingError(f"{path} is no REFI-QDA project of version 1.0; export it anew")
    return root, packed
