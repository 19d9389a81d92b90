"""Questions to a comparison: what was left out, and the same seen from the other side."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pandas as pd
import pytest
from sample_comparison import SIGNATURE
from toy_sides import Passage, toy_comparison, toy_cover, toy_side

from compare.alignment.links import Link
from compare.comparison import (
    SIDES,
    AttributionGap,
    Comparison,
    EventComparison,
    SideName,
    other,
)
from compare.comparison.gaps import attribution_gaps
from compare.coverage.types import Coverage
from compare.errors import SideError
from compare.segmentation.segments import Segment, Voice
from compare.topics.discovery import Suggestion
from compare.topics.types import Raised, State, Topic
from compare.wording.difference import Note
from compare.wording.shifts import Shift
from compare.wording.tone import UNHEARD, ToneCount, ToneProfile
from corpus.statements import Event


def topic(id: str, state: State, confidence: float = 0.9) -> Topic:
    return Topic(
        id,
        (("en", id),),
        (0,),
        (1, 2),
        state,
        confidence,
        (0.25, 0.5),
        (0.0, None),
        ((Raised("He", "own", (0,)),), ()),
    )


LEFT = toy_side(
    Passage("They met.", procedural=True),
    Passage("Grain.", topics=["trade", "taiwan"]),
    Passage("Fish."),
    Passage("Timber.", topics=["climate"]),
)
RIGHT = toy_side(Passage("甲。"), Passage("乙。", topics=["trade"]), language="zh", side="PRC")


def test_what_a_side_left_out_the_most_certain_first() -> None:
    result = toy_comparison(
        LEFT,
        RIGHT,
        (
            toy_cover("procedural", 0.99, 0),
            toy_cover("left_out", 0.8, 1),
            toy_cover("unclear", 0.85, 0),
            toy_cover("left_out", 0.9),
        ),
        (toy_cover("left_out", 0.7, 3), toy_cover("partly", 0.1, 1)),
    )
    timber, grain = result.left_out("right")
    assert (timber.segment, timber.text, timber.probability) == (3, "Timber.", 0.9)
    assert (timber.nearest, timber.nearest_text, timber.topics) == (None, "", ("climate",))
    assert (grain.segment, grain.text, grain.probability) == (1, "Grain.", 0.8)
    assert (grain.nearest, grain.nearest_text) == (1, "乙。")
    assert grain.topics == ("trade", "taiwan")
    (first,) = result.left_out("left")
    assert (first.segment, first.text, first.nearest_text) == (0, "甲。", "Timber.")
    # What is left out is the same from wherever it is seen.
    assert result.mirrored().left_out("left") == result.left_out("right")
    assert result.mirrored().left_out("right") == result.left_out("left")


def test_equally_certain_passages_come_in_the_order_of_the_text() -> None:
    covers = tuple(toy_cover("left_out", p) for p in (0.9, 0.8, 0.9, 0.8))
    found = toy_comparison(LEFT, RIGHT, covers).left_out("right")
    assert [passage.segment for passage in found] == [0, 2, 1, 3]


def test_topics_that_only_the_other_side_raised() -> None:
    topics = (
        topic("a", "left_only", 0.7),
        topic("b", "right_only", 0.9),
        topic("c", "both"),
        topic("d", "left_only", 0.8),
        topic("e", "unclear"),
        topic("f", "left_only", 0.7),
    )
    result = toy_comparison(LEFT, RIGHT, topics=topics)
    assert [t.id for t in result.topics_left_out("right")] == ["d", "a", "f"]
    assert [t.id for t in result.topics_left_out("left")] == ["b"]
    backwards = toy_comparison(LEFT, RIGHT, topics=topics[::-1])
    assert [t.id for t in backwards.topics_left_out("right")] == ["d", "a", "f"]


def test_each_question_is_answered_for_the_side_that_is_named() -> None:
    covers = tuple(toy_cover("covered", p) for p in (0.1, 0.2, 0.3, 0.4))
    result = toy_comparison(LEFT, RIGHT, covers)
    assert [other(side) for side in SIDES] == ["right", "left"]
    for side, made in zip(SIDES, (LEFT, RIGHT), strict=True):
        assert result.statement(side) == made.statement
        assert result.segments(side) == made.segments
        assert result.mentions(side) == made.mentions
        assert [result.passage(side, i) for i in range(len(made.segments))] == made.texts
    assert result.coverage("left") == covers
    assert result.coverage("right") == result.right_coverage


def test_mirrored_exchanges_the_sides_of_everything() -> None:
    links = (Link((0,), (2,), 0.5), Link((1,), (0, 1), 0.7), Link((3,), (0,), 0.9))
    gaps = (
        AttributionGap("left", 1, "He", 0.9, 0),
        AttributionGap("right", 1, "他", 0.9, None),
        AttributionGap("left", 3, "She", 0.8, 1),
    )
    topics = (topic("a", "left_only"), topic("b", "both"), topic("c", "unclear"))
    result = toy_comparison(LEFT, RIGHT, links=links, topics=topics, gaps=gaps)
    turned = result.mirrored()
    assert [(k.left, k.right, k.probability) for k in turned.links] == [
        ((0,), (3,), 0.9), ((0, 1), (1,), 0.7), ((2,), (0,), 0.5),
    ]  # fmt: skip
    assert [(g.side, g.segment, g.probability) for g in turned.attribution_gaps] == [
        ("left", 1, 0.9), ("right", 1, 0.9), ("right", 3, 0.8),
    ]  # fmt: skip
    assert [t.state for t in turned.topics] == ["right_only", "both", "unclear"]
    first = turned.topics[0]
    assert (first.left, first.right, first.share, first.first) == (
        (1, 2), (0,), (0.5, 0.25), (None, 0.0),
    )  # fmt: skip
    assert first.speakers == ((), (Raised("He", "own", (0,)),))
    for field in fields(Comparison):
        name = field.name
        if name.startswith(("left", "right")):
            swapped = name.replace("left", "X").replace("right", "left").replace("X", "right")
            assert getattr(turned, swapped) == getattr(result, name), name
    assert turned.mirrored() == result
    assert turned.signature == result.signature


def test_a_table_has_a_row_for_every_segment_the_left_first() -> None:
    links = (Link((1,), (0, 1), 0.7), Link((1, 2), (1,), 0.6))
    table = toy_comparison(LEFT, RIGHT, links=links).to_pandas()
    assert table["side"].tolist() == ["US"] * 4 + ["PRC"] * 2
    assert table["segment"].tolist() == [0, 1, 2, 3, 0, 1]
    assert table["linked"].tolist() == [[], [0, 1], [1], [], [1], [1, 2]]
    assert table["topics"].tolist()[1] == ["trade", "taiwan"]
    assert table["text"].tolist() == [*LEFT.texts, *RIGHT.texts]


def test_the_matrix_of_an_event_says_who_raises_what() -> None:
    sides = [
        toy_side(Passage("a", topics=own), side=name)
        for name, own in (("US", ["trade"]), ("PRC", ["trade", "taiwan"]), ("EU", ["climate"]))
    ]
    pairs = tuple(
        toy_comparison(sides[i], sides[j], topics=tuple(topic(t, "both") for t in raised))
        for i, j, raised in ((0, 1, ["trade", "taiwan"]), (0, 2, ["trade", "climate"]))
    )
    event = Event(id="e", title="", statements=[side.statement for side in sides])
    assert EventComparison(event, pairs).matrix() == {
        "trade": {"US": True, "PRC": True, "EU": False},
        "taiwan": {"US": False, "PRC": True, "EU": False},
        "climate": {"US": False, "PRC": False, "EU": True},
    }


@pytest.mark.parametrize("voice", ["own", "other", "both", "unattributed"])
@pytest.mark.parametrize("status", ["left_out", "unclear", "partly", "covered", "procedural"])
def test_a_gap_is_what_the_other_is_said_to_have_said_and_left_out(
    voice: Voice, status: str
) -> None:
    segment = Segment(0, 5, 0, "He", voice, False)
    covers = (toy_cover(status, 0.9, 2),)  # type: ignore[arg-type]
    found = attribution_gaps({"left": (segment,), "right": ()}, {"left": covers, "right": ()})
    wanted = voice == "other" and status == "left_out"
    assert found == ((AttributionGap("left", 0, "He", 0.9, 2),) if wanted else ())


def test_gaps_of_both_sides_the_most_certain_first() -> None:
    segments = tuple(Segment(k, k + 1, 0, f"s{k}", "other", False) for k in range(3))
    covers: dict[SideName, tuple[Coverage, ...]] = {
        "left": tuple(toy_cover("left_out", p) for p in (0.8, 0.9, 0.8)),
        "right": tuple(toy_cover("left_out", p) for p in (0.9, 0.95, 0.7)),
    }
    found = attribution_gaps({"left": segments, "right": segments}, covers)
    assert [(gap.side, gap.segment) for gap in found] == [
        ("right", 1), ("left", 1), ("right", 0), ("left", 0), ("left", 2), ("right", 2),
    ]  # fmt: skip


def test_a_signature_says_what_the_numbers_depend_on() -> None:
    assert str(replace(SIGNATURE, held_out=True)) == str(SIGNATURE).replace(
        "weights 2d2d2d2d", "weights 2d2d2d2d (held out)"
    )
    assert "max_error 0.1" in str(SIGNATURE)


SHIFTS = tuple(
    Shift(link, left, right, span, None, "term", "minor", Note("term", side="left"))
    for link, left, right, span in (
        (0, "a", "b", (0, 1)),
        (1, "c", "d", (2, 3)),
        (1, "e", "", None),
    )
)


def test_shifts_follow_their_links_into_the_mirror() -> None:
    links = (Link((0,), (1,), 0.5), Link((1,), (0,), 0.7))
    result = replace(toy_comparison(LEFT, RIGHT, links=links), shifts=SHIFTS)
    turned = result.mirrored()
    # What was the second link is the first, seen from the other side.
    assert [(s.link, s.left, s.right) for s in turned.shifts] == [
        (0, "d", "c"), (0, "", "e"), (1, "b", "a"),
    ]  # fmt: skip
    assert turned.shifts[0].right_span == (2, 3)
    assert turned.shifts[0].note.side == "right"
    assert turned.mirrored() == result


def test_tone_and_suggestions_change_sides_too() -> None:
    tone = ToneProfile(words=(ToneCount("candid", "candid", "坦诚", 0, True, ((0, 6),)),))
    suggestion = Suggestion((("en", "grain"),), (), ((0, 2), (1,)), 0.8)
    result = replace(toy_comparison(LEFT, RIGHT), left_tone=tone, suggestions=(suggestion,))
    assert (result.tone("left"), result.tone("right")) == (tone, UNHEARD)
    turned = result.mirrored()
    assert (turned.tone("left"), turned.tone("right")) == (UNHEARD, tone)
    assert turned.suggestions[0].segments == suggestion.segments[::-1]


def test_a_comparison_in_short() -> None:
    covers = tuple(toy_cover("left_out" if k > 1 else "covered", 0.9) for k in range(4))
    result = toy_comparison(LEFT, RIGHT, covers, links=(Link((1,), (0,), 0.7),))
    assert repr(result) == (
        "<Comparison US: 4 segments, 2 left out by PRC; PRC: 2 segments, 0 left out by US; 1 links>"
    )
    page = result._repr_html_()
    assert page is not None
    columns = ["side", "status", "p_left_out", "text", "topics"]
    assert re.findall("<th>(.*?)</th>", page) == columns
    assert page.count("<tr") == 7
    assert "<td>0.90</td>" in page


def test_the_columns_of_the_table() -> None:
    segment = replace(LEFT.segments[1], speaker="He", paragraph=3, voice="both")
    covers = (toy_cover("covered"), Coverage("partly", 0.25, 0.5, 0.25, 1, ()))
    result = replace(
        toy_comparison(LEFT, RIGHT),
        left_segments=(LEFT.segments[0], segment),
        left_coverage=covers,
        left_mentions=LEFT.mentions[:2],
    )
    row = result.to_pandas().iloc[1].to_dict()
    row.pop("reason")
    assert pd.isna(row.pop("event_date"))
    assert row == {
        "event": "", "position": "left", "id": "US", "side": "US", "lang": "en", "other_id": "PRC",
        "segment": 1, "passage": 2, "nearest_passage": 2.0, "linked_passages": [],
        "other_fidelity": "unknown", "start": segment.start, "end": segment.end, "paragraph": 3,
        "speaker": "He",
        "voice": "both", "procedural": False, "status": "partly", "p_covered": 0.25,
        "p_partly": 0.5, "p_left_out": 0.25, "nearest": 1.0, "linked": [],
        "topics": ["trade", "taiwan"], "text": "Grain.", "nearest_text": "乙。", "links": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "side"),
    [("left", "left"), ("right", "right"), ("US", "left"), ("us", "left"), ("prc", "right")],
)
def test_a_side_goes_by_its_own_name_too(name: str, side: SideName) -> None:
    result = toy_comparison(LEFT, RIGHT)
    assert result.side(name) == side
    assert result.statement(name) is result.statement(side)
    assert result.left_out(name) == result.left_out(side)


def test_a_name_that_is_no_side_is_an_error_that_lists_the_two() -> None:
    result = toy_comparison(LEFT, RIGHT)
    with pytest.raises(SideError) as error:
        result.side("EU")
    assert str(error.value) == "no side is called 'EU': use left (US) or right (PRC)"
    with pytest.raises(SideError, match="both sides are called 'us': use left"):
        toy_comparison(LEFT, toy_side(Passage("a"), side="US")).side("us")
