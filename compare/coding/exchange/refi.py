"""REFI-QDA projects and codebooks, which NVivo, MAXQDA, ATLAS.ti and QualCoder read and write.

QDA-XML 1.0 (REFI, 18 March 2019): statements are text sources, what coders say are codings of
selections, each statement is a case with date, side, language and publisher.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from compare.coding import files
from compare.coding.exchange.tables import label
from compare.coding.exchange.texts import Located, Texts
from compare.coding.exchange.zipped import zipped
from compare.coding.judgements import VALUES, Judgement
from corpus.statements import Event, Statement

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
RECORD = "Readouts: "
"""What a line of a comment begins with that holds a judgement whole. Programs keep comments of a
passage where they drop notes of their own, so that nothing is lost on the way back."""
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


def comment(judgements: Sequence[Judgement]) -> str:
    """What coders noted, each once and line by line."""
    return "\n".join(dict.fromkeys(each.note for each in judgements if each.note))


def _source(
    sources: Any, statement: Statement, judgements: Sequence[tuple[Judgement, Located]]
) -> None:
    id_ = guid("source", statement.id)
    source = etree.SubElement(
        sources, _p("TextSource"), guid=id_, name=_xml(statement.id),
        plainTextPath=f"internal://{id_}.txt",
    )  # fmt: skip
    groups: dict[tuple[object, ...], list[tuple[Judgement, Located]]] = defaultdict(list)
    for each, here in judgements:
        groups[here.start, here.end, each.coder, label(each)].append((each, here))
    for group in groups.values():
        _selection(source, group[0][1], [each for each, _ in group])


def _selection(source: Any, here: Located, judgements: Sequence[Judgement]) -> None:
    """A passage that one coder gave one code; programs know one coding of it alone."""
    first = judgements[0]
    made = {"creatingUser": guid("user", first.coder)}
    if first.dated:
        made["creationDateTime"] = f"{first.time.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    selection = etree.SubElement(
        source, _p("PlainTextSelection"), guid=_selection_guid(first),
        name=_xml(first.passage.quote[:80]), startPosition=str(here.start),
        endPosition=str(here.end), **made,
    )  # fmt: skip
    lines = [_xml(comment(judgements)), *map(_record, judgements)]
    etree.SubElement(selection, _p("Description")).text = "\n".join(filter(None, lines))
    coding = etree.SubElement(selection, _p("Coding"), guid=guid("coding", first.id), **made)
    etree.SubElement(coding, _p("CodeRef"), targetGUID=guid("code", label(first)))


def _selection_guid(judgement: Judgement) -> str:
    here = judgement.passage
    place = here.statement, str(here.start), str(here.end)
    return guid("selection", *place, judgement.coder, label(judgement))


def _record(judgement: Judgement) -> str:
    text = files.dump([judgement]).decode().strip()
    return RECORD + _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


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
            direction="Associative", originGUID=_selection_guid(each),
            targetGUID=guid("source", each.other.statement),
        )  # fmt: skip


def _bytes(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return data


def _packed(root: Any, statements: Sequence[Statement]) -> bytes:
    texts = {f"Sources/{guid('source', s.id)}.txt": s.text.encode() for s in statements}
    return zipped({"project.qde": _bytes(root), **texts})
