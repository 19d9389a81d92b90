"""REFI-QDA projects and codebooks, which NVivo, MAXQDA, ATLAS.ti and QualCoder read and write.

QDA-XML 1.0 (REFI, 18 March 2019): statements are text sources, what coders say are codings of
selections, each statement is a case with date, side, language and publisher.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from compare.coding import files
from compare.coding.exchange.tables import label
from compare.coding.exchange.texts import Located, Texts
from compare.coding.judgements import VALUES, Judgement
from corpus.statements import Event, Statement

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
NOTE = "Readouts judgement"
"""Name of the note that holds a judgement whole, so that nothing is lost on the way back."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = uuid.UUID("5b8f0c0e-6a0e-4d55-9d0e-3f6f4f6b0a11")
_VARIABLES = (("event", "Text"), ("side", "Text"), ("language", "Text"), ("publisher", "Text"),
              ("kind", "Text"), ("date", "Date"))  # fmt: skip


def guid(*parts: str) -> str:
    """The identifier of a thing: the same for the same names."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts)))


def project(judgements: Sequence[Judgement], texts: Texts, name: str = "Readouts") -> bytes:
    """The bytes of a ``.qdpx``: the same judgements and texts give the same bytes.

    Judgements of texts that are not given are left out; every given statement is a source.
    """
    root = etree.Element(_p("Project"), nsmap={None: PROJECT}, name=_xml(name), origin="Readouts")
    placed = [
        (each, here) for each in judgements if (here := texts.locate(each.passage)) is not None
    ]
    if coders := sorted({each.coder for each, _ in placed}):
        users = etree.SubElement(root, _p("Users"))
        for coder in coders:
            etree.SubElement(users, _p("User"), guid=guid("user", coder), name=_xml(coder))
    _codes(etree.SubElement(root, _p("CodeBook")), PROJECT, [each for each, _ in placed])
    variables = etree.SubElement(root, _p("Variables"))
    for variable, kind in _VARIABLES:
        etree.SubElement(
            variables, _p("Variable"), guid=guid("variable", variable), name=variable,
            typeOfVariable=kind,
        )  # fmt: skip
    cases = etree.SubElement(root, _p("Cases"))
    sources = etree.SubElement(root, _p("Sources"))
    held = [(event, statement) for event in texts.events for statement in event.statements]
    for event, statement in held:
        _case(cases, event, statement)
        mine = [(each, here) for each, here in placed if here.statement == statement]
        _source(sources, statement, mine)
    _notes(root, [each for each, _ in placed])
    _links(root, placed)
    return _packed(root, [statement for _, statement in held])


def codebook(judgements: Iterable[Judgement]) -> bytes:
    """The bytes of a ``.qdc``: the codes that judgements use, and all statuses."""
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap={None: CODEBOOK}, origin="Readouts")
    _codes(root, CODEBOOK, list(judgements))
    return _bytes(root)


def _p(tag: str) -> str:
    return f"{{{PROJECT}}}{tag}"


def _xml(text: str) -> str:
    """Text that XML can hold."""
    return _NO_XML.sub(" ", text)


def _codes(parent: Any, space: str, judgements: Sequence[Judgement]) -> None:
    """Codes by what they are of: status, links, topics, speakers."""
    names: dict[str, set[str]] = {kind: set() for kind in VALUES}
    names["status"].update(VALUES["status"])
    for each in judgements:
        names[each.kind].add(label(each))
    codes = etree.SubElement(parent, f"{{{space}}}Codes")
    for kind, known in names.items():
        if known:
            group = etree.SubElement(
                codes, f"{{{space}}}Code", guid=guid("kind", kind), name=kind, isCodable="false"
            )
            for name in sorted(known):
                etree.SubElement(
                    group, f"{{{space}}}Code", guid=guid("code", name), name=_xml(name),
                    isCodable="true",
                )  # fmt: skip


def _case(cases: Any, event: Event, statement: Statement) -> None:
    case = etree.SubElement(
        cases, _p("Case"), guid=guid("case", statement.id), name=_xml(statement.id)
    )
    date = statement.date or event.date
    values = {
        "event": event.title or event.id,
        "side": statement.side,
        "language": statement.language,
        "publisher": statement.source.publisher,
        "kind": statement.source.fidelity,
        "date": date.isoformat() if date else "",
    }
    for variable, kind in _VARIABLES:
        if values[variable]:
            value = etree.SubElement(case, _p("VariableValue"))
            etree.SubElement(value, _p("VariableRef"), targetGUID=guid("variable", variable))
            text = etree.SubElement(value, _p("DateValue" if kind == "Date" else "TextValue"))
            text.text = _xml(values[variable])
    etree.SubElement(case, _p("SourceRef"), targetGUID=guid("source", statement.id))


def _source(
    sources: Any, statement: Statement, judgements: Sequence[tuple[Judgement, Located]]
) -> None:
    id_ = guid("source", statement.id)
    source = etree.SubElement(
        sources, _p("TextSource"), guid=id_, name=_xml(statement.id),
        plainTextPath=f"internal://{id_}.txt",
    )  # fmt: skip
    for each, here in judgements:
        moment, user = each.time.isoformat(), guid("user", each.coder)
        selection = etree.SubElement(
            source, _p("PlainTextSelection"), guid=guid("selection", each.id),
            name=_xml(each.passage.quote[:80]), startPosition=str(here.start),
            endPosition=str(here.end), creatingUser=user, creationDateTime=moment,
        )  # fmt: skip
        if each.note:
            etree.SubElement(selection, _p("Description")).text = _xml(each.note)
        coding = etree.SubElement(
            selection, _p("Coding"), guid=guid("coding", each.id), creatingUser=user,
            creationDateTime=moment,
        )  # fmt: skip
        etree.SubElement(coding, _p("CodeRef"), targetGUID=guid("code", label(each)))
        etree.SubElement(coding, _p("NoteRef"), targetGUID=guid("note", each.id))


def _notes(root: Any, judgements: Sequence[Judgement]) -> None:
    if not judgements:
        return
    notes = etree.SubElement(root, _p("Notes"))
    for each in judgements:
        note = etree.SubElement(notes, _p("Note"), guid=guid("note", each.id), name=NOTE)
        text = files.dump([each]).decode().strip()
        etree.SubElement(note, _p("PlainTextContent")).text = _xml(text)


def _links(root: Any, placed: Sequence[tuple[Judgement, Located]]) -> None:
    """Pairs that coders linked, from the passage to the source that holds the other."""
    joined = [each for each, _ in placed if each.kind == "link" and each.other is not None]
    if not joined:
        return
    links = etree.SubElement(root, _p("Links"))
    for each in joined:
        assert each.other is not None  # a link has another passage
        etree.SubElement(
            links, _p("Link"), guid=guid("link", each.id), name=_xml(each.value),
            direction="Associative", originGUID=guid("selection", each.id),
            targetGUID=guid("source", each.other.statement),
        )  # fmt: skip


def _bytes(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return data


def _packed(root: Any, statements: Sequence[Statement]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        named = {f"Sources/{guid('source', s.id)}.txt": s.text.encode() for s in statements}
        for name, data in {"project.qde": _bytes(root), **named}.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            packed.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
