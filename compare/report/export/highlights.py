"""What readers highlighted and noted, put into the export of the texts that it is of."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import overload

from compare.coding.highlights import Highlight, words_in
from compare.comparison import SIDES, Comparison, EventComparison, SideName
from compare.evaluation.offsets import non_white
from compare.report.content import findings
from compare.report.export.conversion import export_comparison, export_event
from compare.report.export.schema import EventExport, Export
from compare.report.export.statement import HighlightExport
from corpus.text.hashing import text_hash


@overload
def with_highlights(result: Comparison | Export, found: Collection[Highlight]) -> Export: ...


@overload
def with_highlights(
    result: EventComparison | EventExport, found: Collection[Highlight]
) -> EventExport: ...


def with_highlights(
    result: Comparison | EventComparison | Export | EventExport, found: Collection[Highlight]
) -> Export | EventExport:
    """Return a result for a report, with what readers highlighted in its texts.

    Args:
        result: one comparison, or that of an event, of which every pair gets what is of its texts.
        found: as they are now, as :func:`compare.coding.highlights.begun` gives them; what is
            of other texts is left out.
    """
    if isinstance(result, EventComparison):
        result = export_event(result)
    if isinstance(result, EventExport):
        known = {text.id for pair in result.pairs for text in (pair.left, pair.right)}
        pairs = tuple(_of_pair(pair, found, known) for pair in result.pairs)
        return result.model_copy(update={"pairs": pairs})
    pair = export_comparison(result) if isinstance(result, Comparison) else result
    return _of_pair(pair, found, {pair.left.id, pair.right.id})


def _of_pair(result: Export, found: Collection[Highlight], known: Collection[str]) -> Export:
    placed = [one for each in found for one in _placed(result, each, known)]
    texts = {side: findings.statement(result, side) for side in SIDES}
    # By the texts and not by their sides, so that exchanging the sides changes no position.
    placed.sort(
        key=lambda each: (
            texts[each.side].text,
            texts[each.side].id,
            -1 if each.start is None else each.start,
            each.time,
            each.reader,
            each.note,
        )
    )
    return result.model_copy(update={"highlights": tuple(placed)})


def _placed(result: Export, found: Highlight, known: Collection[str]) -> Iterator[HighlightExport]:
    side = _side(result, found, known)
    if side is None:
        return
    start, end = _span(findings.statement(result, side).text, found) or (None, None)
    inside = (
        index
        for index, segment in enumerate(findings.segments(result, side))
        if start is not None and end is not None and segment.start < end and start < segment.end
    )
    yield HighlightExport(
        side=side,
        start=start,
        end=end,
        segments=tuple(inside),
        quote=found.passage.quote,
        note=found.note,
        reader=found.reader,
        time=found.time,
    )


def _side(result: Export, found: Highlight, known: Collection[str]) -> SideName | None:
    """The side that a highlight is of: by the id of its statement, else by its text."""
    here = found.passage
    for side in SIDES:
        text = findings.statement(result, side)
        if here.statement in known:
            if text.id == here.statement:
                return side
        elif text_hash(text.text) == here.text:
            return side
    return None


def _span(text: str, found: Highlight) -> tuple[int, int] | None:
    here = found.passage
    if text_hash(text) == here.text and 0 <= here.start <= here.end <= len(non_white(text)):
        return non_white(text).restore(here.start, here.end)
    return words_in(found, text)
