"""Order decides nothing, on every labelled event: neither that of the passages nor of the sides.

The segments are given, so that how a text is cut is not at stake. Weights are looked up by the
text where it is known, which shuffling changes; so no text here is one that is known.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from compare.comparison import SIDES, Comparison, SideName
from compare.evaluation.gold import read_gold
from compare.pipeline import Engine
from compare.segmentation.segments import Segment, segment
from compare.settings import Settings
from corpus.statements import Statement

SEED = 20240112
MARK = "Passages in an order drawn.\n"
"""Makes every text one that the training data does not hold."""


def told(
    result: Comparison, old: Mapping[SideName, Sequence[int]]
) -> tuple[set[object], dict[object, object]]:
    """Links and coverage by the old numbers of the segments, probabilities to 9 digits."""
    links: set[object] = {
        (
            frozenset(old["left"][i] for i in link.left),
            frozenset(old["right"][j] for j in link.right),
            round(link.probability, 9),
        )
        for link in result.links
    }
    coverage: dict[object, object] = {
        (s, old[s][i]): (cover.status, round(cover.p_left_out, 9), round(cover.p_partly, 9))
        for s in SIDES
        for i, cover in enumerate(result.coverage(s))
    }
    return links, coverage


def in_lines(
    statement: Statement, segments: tuple[Segment, ...], order: Sequence[int]
) -> tuple[Statement, tuple[Segment, ...]]:
    """The statement with its segments in that order, a line each."""
    text, moved = "", []
    for old in order:
        one = segments[old]
        words = statement.text[one.start : one.end]
        moved.append(replace(one, start=len(text), end=len(text) + len(words)))
        text += words + "\n"
    return statement.model_copy(update={"text": MARK + text}), tuple(
        replace(one, start=one.start + len(MARK), end=one.end + len(MARK)) for one in moved
    )


def test_shuffling_renumbers_and_swapping_mirrors_every_labelled_event(shared: Path) -> None:
    engine = Engine(Settings())
    events = read_gold(shared / "gold" / "dev")
    linked = 0
    for number, gold in enumerate(events):
        statements = {side: gold.statement(side) for side in SIDES}
        cut = {side: segment(statements[side]) for side in SIDES}
        plain = {side: list(range(len(cut[side]))) for side in SIDES}
        ready = {s: engine.prepare(*in_lines(statements[s], cut[s], plain[s])) for s in SIDES}
        result = engine.compare(ready["left"], ready["right"])
        assert not result.signature.held_out
        linked += len(result.links)

        side = SIDES[number % 2]
        order = random.Random(SEED + number).sample(plain[side], len(plain[side]))
        moved = ready | {side: engine.prepare(*in_lines(statements[side], cut[side], order))}
        changed = engine.compare(moved["left"], moved["right"])
        assert told(changed, plain | {side: order}) == told(result, plain), gold.id

        swapped = engine.compare(ready["right"], ready["left"])
        assert swapped == result.mirrored(), gold.id
    assert linked > len(events)
