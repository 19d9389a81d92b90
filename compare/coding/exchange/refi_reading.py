"""Codings of a REFI-QDA project as rows of a table, and judgements that it holds whole."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import etree

from compare.coding import files
from compare.coding.exchange.refi import CODEBOOK, PROJECT, RECORD, comment
from compare.coding.exchange.rows import Row
from compare.coding.exchange.tables import label
from compare.coding.exchange.texts import Texts
from compare.coding.judgements import Anchor, Entry, Judgement
from compare.errors import CodingError, refusing_damage
from corpus.files import readable
from corpus.formats.zip import read_member
from corpus.statements import Statement
from corpus.text.hashing import text_hash

_REMEDY = "no REFI-QDA project; export one as .qdpx from your program"
_LARGEST = 200_000_000
"""Bytes of a project that are read at most."""
_NS = {"q": PROJECT}


@dataclass(frozen=True, slots=True)
class Project:
    """What a project holds."""

    rows: tuple[Row, ...]
    """Codings as :func:`compare.coding.exchange.importing.bring` takes them."""
    whole: tuple[Entry, ...]
    """Judgements that were written here, where passage and code are still the same; a comment
    that was changed elsewhere is their note now."""
    foreign: tuple[str, ...]
    """Names of sources whose text is none of the events'."""


def read_project(path: Path | str, texts: Texts) -> Project:
    """Read the codings of a ``.qdpx`` on texts of events.

    Raises:
        CodingError: the file cannot be read, or is no project.
    """
    with refusing_damage(path, CodingError, _REMEDY):
        return _project(Path(path), texts)


def _project(path: Path, texts: Texts) -> Project:
    root, packed = _opened(path)
    users = {_guid(u): u.get("name") or u.get("id") or "" for u in root.iterfind(".//q:User", _NS)}
    codes = {_guid(code): code.get("name", "") for code in root.iterfind(".//q:Code", _NS)}
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
                start, end = _offsets(selection)
                note, records = _comment(selection.findtext("q:Description", "", _NS))
                kept = [r for r in records if _is_of(r, statement, text, start, end, said)]
                if kept:
                    whole += _noted(kept, note)
                    continue
                rows.append(
                    {
                        "event": event.id,
                        "side": statement.id,
                        "quote": text[start:end],
                        "label": said,
                        "coder": users.get(_user(selection, coding), ""),
                        "time": coding.get("creationDateTime")
                        or selection.get("creationDateTime", ""),
                        "note": note,
                        "against": next((r.other.statement for r in records if r.other), ""),
                    }
                )
                if text == statement.text:
                    rows[-1] |= {"start": str(start), "end": str(end)}
    packed.close()
    return Project(tuple(_filled(row) for row in rows), tuple(whole), tuple(foreign))


def _offsets(selection: Any) -> tuple[int, int]:
    """Start and end of a selection; an empty one, which has no place, where they are no numbers."""
    try:
        return int(selection.get("startPosition")), int(selection.get("endPosition"))
    except (TypeError, ValueError):
        return 0, 0


def _filled(row: Row) -> Row:
    return {key: value for key, value in row.items() if value}


def _guid(element: Any) -> str:
    return str(element.get("guid", "")).strip("{}").lower()


def _target(element: Any) -> str:
    return str(element.get("targetGUID", "")).strip("{}").lower()


def _said(coding: Any, codes: dict[str, str]) -> str:
    reference = coding.find("q:CodeRef", _NS)
    return codes.get(_target(reference), "") if reference is not None else ""


def _user(selection: Any, coding: Any) -> str:
    found = coding.get("creatingUser") or selection.get("creatingUser", "")
    return str(found).strip("{}").lower()


def _comment(text: str | None) -> tuple[str, list[Judgement]]:
    """What a person wrote in a comment, and the judgements that it holds."""
    note, records = [], []
    for line in (text or "").splitlines():
        if line.startswith(RECORD):
            try:
                found = files.parse(line.removeprefix(RECORD))
            except CodingError:
                found = None
            if isinstance(found, Judgement):
                records.append(found)
                continue
        note.append(line)
    return "\n".join(note).strip(), records


def _is_of(
    record: Judgement, statement: Statement, text: str, start: int, end: int, said: str
) -> bool:
    """Whether a record is still of the passage and the code that it stands with."""
    here = Anchor.of(_wrapped(statement, text), start, end)
    there = record.passage
    same = (here.text, here.start, here.end) == (there.text, there.start, there.end)
    return same and label(record) == said


def _wrapped(statement: Statement, text: str) -> Statement:
    """The statement with the text as a program wrapped it."""
    return statement if text == statement.text else statement.model_copy(update={"text": text})


def _noted(records: list[Judgement], note: str) -> Iterator[Judgement]:
    """The judgements of a coding; with the note that somebody wrote elsewhere, new ones."""
    if note == comment(records).strip():
        yield from records
        return
    for record in records:
        made = hashlib.sha256(f"{record.id}\x1f{note}".encode("utf-8", "surrogatepass"))
        yield replace(record, id=made.hexdigest()[:32], note=note)


def _text(source: Any, packed: zipfile.ZipFile) -> str:
    """The text of a source, which stands in it or in a file beside it."""
    if (inline := source.findtext("q:PlainTextContent", None, _NS)) is not None:
        return str(inline)
    name = str(source.get("plainTextPath", "")).rpartition("/")[2]
    for there in packed.namelist():
        if name and there.rpartition("/")[2] == name and there.lower().startswith("sources/"):
            whole = f"{packed.filename}: {there}"
            data = read_member(packed, packed.getinfo(there), whole, _LARGEST)
            return data.decode("utf-8-sig", "replace")
    return ""


def _opened(path: Path) -> tuple[Any, zipfile.ZipFile]:
    packed = zipfile.ZipFile(readable(path))
    name = next(n for n in packed.namelist() if n.lower().endswith(".qde"))
    data = read_member(packed, packed.getinfo(name), f"{path}: {name}", _LARGEST)
    root = etree.fromstring(data, _parser())
    if root.tag != f"{{{PROJECT}}}Project":
        raise CodingError(f"{path} is no REFI-QDA project of version 1.0; export it anew")
    return root, packed


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a codebook."""

    name: str
    description: str = ""


def read_codes(path: Path | str) -> tuple[Code, ...]:
    """Read the codes of a ``.qdc`` or a ``.qdpx``, those that can be given to a passage.

    Raises:
        CodingError: the file cannot be read, or is neither.
    """
    path = Path(path)
    if path.suffix.lower() == ".qdpx":
        with refusing_damage(path, CodingError, _REMEDY):
            root, packed = _opened(path)
        packed.close()
    else:
        root = _codebook(path)
    return tuple(
        Code(code.get("name", ""), (code.findtext("{*}Description") or "").strip())
        for code in root.iterfind(".//{*}Code")
        if code.get("name") and code.get("isCodable", "true") != "false"
    )


def _codebook(path: Path) -> Any:
    try:
        data = readable(path).read_bytes()
        root = etree.fromstring(data, _parser())
    except OSError as error:
        raise CodingError(f"{path} cannot be read: {error.strerror or error}") from error
    except etree.XMLSyntaxError as error:
        raise CodingError(f"{path} is no codebook of REFI-QDA; export one as .qdc") from error
    if root.tag != f"{{{CODEBOOK}}}CodeBook":
        raise CodingError(f"{path} is no codebook of REFI-QDA, version 1.0; export it anew")
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
