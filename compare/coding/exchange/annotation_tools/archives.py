"""What annotation tools bring in, as one ZIP a tool."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from compare.coding.exchange.annotation_tools.cas_json import cas_json
from compare.coding.exchange.annotation_tools.documents import documents
from compare.coding.exchange.annotation_tools.potato import potato_files
from compare.coding.exchange.annotation_tools.webanno import webanno_tsv
from compare.coding.exchange.zipped import zipped
from compare.coding.judgements import Judgement
from compare.errors import CodingError
from corpus.statements import Event

POTATO, CAS, WEBANNO = ".potato.zip", ".cas.zip", ".webanno.zip"
"""Ends of the names of files that hold a task for Potato, UIMA CAS JSON, and WebAnno TSV 3."""


def archive(path: Path, events: Iterable[Event], judgements: Sequence[Judgement]) -> bytes:
    """The bytes of a file for an annotation tool; its name says which.

    Raises:
        CodingError: the name says none.
    """
    name = path.name.lower()
    if name.endswith(POTATO):
        return zipped(potato_files(events, path.name[: -len(POTATO)] or "readouts"))
    for end, suffix, write in ((CAS, ".json", cas_json), (WEBANNO, ".tsv", webanno_tsv)):
        if name.endswith(end):
            found = documents(events, judgements)
            return zipped({f"{each.name}{suffix}": write(each) for each in found})
    raise CodingError(
        f"{path.name} does not say for which tool; end its name in {POTATO}, {CAS} or {WEBANNO}"
    )
