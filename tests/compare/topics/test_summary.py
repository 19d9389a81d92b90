"""The topics of an event: states, how sure they are, shares and who speaks, worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from toy_codebook import CODEBOOK, toy_codebook

from compare.languages import letters
from compare.segmentation.segments import Segment, Voice
from compare.topics.codebook import Codebook
from compare.topics.summary import summarise
from compare.topics.types import Mention, Raised, Topic
from corpus.statements import Statement

Row = tuple[str, Sequence[str] | dict[str, float]]
"""Words of a segment, and its topics, with how sure that is unless it is 0.9."""
Side = tuple[Statement, tuple[Segment, ...], tuple[tuple[Mention, ...], ...]]


def side(
    *rows: Row,
    procedural: Sequence[int] = (),
    voices: Sequence[tuple[str, Voice]] = (),
) -> Side:
    text, segments, mentions = "", [], []
    for number, (words, topics) in enumerate(rows):
        who = voices[number] if voices else ("", "own")
        segments.append(Segment(len(text), len(text) + len(words), 0, *who, number in procedural))
        text += words + "\n"
        sure = topics if isinstance(topics, dict) else dict.fromkeys(topics, 0.9)
        mentions.append(tuple(Mention(topic, p, (), 0.0) for topic, p in sure.items()))
    statement = Statement(id="s", side="US", language="en", text=text)
    return statement, tuple(segments), tuple(mentions)


def topics_of(left: Side, right: Side, codebook: Codebook) -> dict[str, Topic]:
    found = summarise(*left, *right, codebook)
    assert [t.id for t in found] == [i for i in codebook.ids if i in {t.id for t in found}]
    return {topic.id: topic for topic in found}


@pytest.mark.parametrize(
    ("topic", "missed"), [("grain", 0.08), ("peace", 0.14)], ids=["narrow", "broad"]
)
def test_states_and_how_sure_they_are(codebook: Codebook, topic: str, missed: float) -> None:
    nothing = side(("They met.", ()))
    raised = side(("a", {topic: 0.8}), ("b", ()), ("c", {topic: 0.5}))
    once = side(("d", {topic: 0.6}))
    both = topics_of(raised, once, codebook)[topic]
    assert (both.state, both.left, both.right) == ("both", (0, 2), (0,))
    # Of several mentions the surest counts, and of two sides the less sure.
    assert both.confidence == pytest.approx(0.6)
    left = topics_of(raised, nothing, codebook)[topic]
    assert (left.state, left.left, left.right) == ("left_only", (0, 2), ())
    # What the silent side might have raised unseen is taken off.
    assert left.confidence == pytest.approx(0.8 * (1 - missed))
    right = topics_of(nothing, once, codebook)[topic]
    assert (right.state, right.left, right.right) == ("right_only", (), (0,))
    assert right.confidence == pytest.approx(0.6 * (1 - missed))
    assert topics_of(nothing, nothing, codebook) == {}


@pytest.mark.parametrize(("below", "missed"), [(0.0, 0.03), (0.2, 0.35), (0.44, 0.734)])
def test_the_nearer_a_side_comes_to_raising_a_topic_the_less_sure_its_silence(
    codebook: Codebook, below: float, missed: float
) -> None:
    raised, silent = side(("a", {"grain": 0.8})), side(("They met.", ()))
    (left,) = summarise(*raised, *silent, codebook, ({"grain": 0.8}, {"grain": below}))
    (right,) = summarise(*silent, *raised, codebook, ({"grain": below}, {"grain": 0.8}))
    assert (left.state, right.state) == ("left_only", "right_only")
    assert left.confidence == right.confidence == pytest.approx(0.8 * (1 - missed))


def test_the_name_of_the_side_itself_is_no_name_that_nobody_raised(tmp_path: Path) -> None:
    named = CODEBOOK.replace("topics:", "states:\n  US: {en: [grain], zh: []}\ntopics:")
    silent = side(("They spoke of grain.", ()))
    found = topics_of(side(("a", ("grain",))), silent, toy_codebook(tmp_path, named))
    assert found["grain"].state == "left_only"


@pytest.mark.parametrize(
    ("words", "procedural", "topic", "state"),
    [
        ("They spoke of grain.", False, "grain", "unclear"),
        # A narrow topic is named wherever its name stands, a broad one in substance only.
        ("The grain desk met.", True, "grain", "unclear"),
        ("They spoke of peace.", False, "peace", "unclear"),
        ("The peace envoy met.", True, "peace", "left_only"),
        ("They spoke of fish.", False, "grain", "left_only"),
    ],
)
def test_a_name_that_no_segment_raises_makes_the_state_unclear(
    codebook: Codebook, words: str, procedural: bool, topic: str, state: str
) -> None:
    raised, silent = side(("a", (topic,))), side((words, ()), procedural=[0] if procedural else [])
    there = topics_of(raised, silent, codebook)[topic]
    back = topics_of(silent, raised, codebook)[topic]
    assert there.state == state
    assert back.state == state.replace("left", "right")
    if state == "unclear":
        assert there.confidence == back.confidence == 0.5


def test_a_name_beyond_the_segments_counts_too(codebook: Codebook) -> None:
    statement, segments, mentions = side(("They met.", ()), ("They spoke of grain.", ()))
    cut = statement, segments[:1], mentions[:1]
    assert topics_of(side(("a", ("grain",))), cut, codebook)["grain"].state == "unclear"


def test_a_name_that_only_a_reporter_says_leaves_nothing_open(codebook: Codebook) -> None:
    raised = side(("a", ("grain",)))
    statement, segments, mentions = side(("Did they speak of grain?", ()))
    asked = tuple(replace(segment, voice="reporter") for segment in segments)
    assert topics_of(raised, (statement, segments, mentions), codebook)["grain"].state == "unclear"
    assert topics_of(raised, (statement, asked, mentions), codebook)["grain"].state == "left_only"


def test_a_cue_is_no_name(tmp_path: Path) -> None:
    cued = CODEBOOK.replace("names: {en: [grain]", "cues: {en: [harvest]}, names: {en: [grain]")
    silent = side(("They spoke of the harvest.", ()))
    found = topics_of(side(("a", ("grain",))), silent, toy_codebook(tmp_path, cued))
    assert found["grain"].state == "left_only"


def test_a_segment_of_several_topics_is_parted_among_them(codebook: Codebook) -> None:
    left = side(("aaaa", ("grain", "fish")), ("bb", ("grain",)), ("cccc", ()), ("dd", ("fish",)))
    found = topics_of(left, side(("x", ())), codebook)
    assert found["grain"].share == pytest.approx(((4 / 2 + 2) / 12, 0.0))
    assert found["fish"].share == pytest.approx(((4 / 2 + 2) / 12, 0.0))
    assert found["grain"].first == (0.0, None)
    late = topics_of(side(("aaaa", ()), ("bb", ("grain",)), ("cc", ("grain",))), left, codebook)
    assert late["grain"].share == pytest.approx((4 / 8, 4 / 12))
    assert late["grain"].first == pytest.approx((4 / 8, 0.0))


def test_what_is_procedural_is_no_share_of_the_text(codebook: Codebook) -> None:
    left = side(("aaaaaaaa", ()), ("bb", ("grain",)), ("cc", ()), procedural=[0])
    found = topics_of(left, side(("x", ())), codebook)["grain"]
    assert found.share == pytest.approx((1 / 2, 0.0))
    assert found.first == (0.0, None)


def test_a_text_without_letters_has_no_shares(codebook: Codebook) -> None:
    found = topics_of(side(("...", ("grain",))), side(("x", ("grain",))), codebook)["grain"]
    assert found.share == (0.0, 1.0)
    assert found.first == (0.0, 0.0)


def test_shares_compare_across_languages(codebook: Codebook) -> None:
    """A Chinese character counts three letters."""
    left = side(("粮食", ("grain",)), ("abcdef", ()))
    assert topics_of(left, side(("x", ())), codebook)["grain"].share[0] == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("text", "expected"), [("a, b - c!", 3), ("a1", 2), ("台湾。", 6), ("台a", 4), ("", 0)]
)
def test_weight_counts_letters_and_not_marks(text: str, expected: float) -> None:
    assert letters(text) == expected


def test_who_raises_a_topic_in_the_order_of_the_text(codebook: Codebook) -> None:
    left = side(
        ("a", ("grain",)),
        ("b", ("grain",)),
        ("c", ("grain",)),
        ("d", ("fish",)),
        ("e", ("grain",)),
        voices=[("He", "own"), ("中方", "other"), ("He", "own"), ("She", "own"), ("He", "both")],
    )
    right = side(("f", ("grain",)), voices=[("", "unattributed")])
    found = topics_of(left, right, codebook)
    assert found["grain"].speakers == (
        (
            Raised("He", "own", (0, 2)),
            Raised("中方", "other", (1,)),
            Raised("He", "both", (4,)),
        ),
        (Raised("", "unattributed", (0,)),),
    )
    assert found["fish"].speakers == ((Raised("She", "own", (3,)),), ())


@pytest.mark.parametrize("seed", range(20))
def test_sums_over_random_sides_and_their_mirror(codebook: Codebook, seed: int) -> None:
    chance = np.random.default_rng(seed)

    def drawn() -> Side:
        rows: list[Row] = []
        for _ in range(chance.integers(1, 6)):
            topics = [t for t in ("grain", "fish", "timber") if chance.random() < 0.5]
            rows.append(("a" * int(chance.integers(1, 9)), topics))
        return side(*rows)

    left, right = drawn(), drawn()
    there, back = topics_of(left, right, codebook), topics_of(right, left, codebook)
    assert there.keys() == back.keys()
    swap = {"left_only": "right_only", "right_only": "left_only"}
    for name, topic in there.items():
        assert back[name].state == swap.get(topic.state, topic.state)
        assert back[name].confidence == topic.confidence
        assert back[name].share == topic.share[::-1]
        assert back[name].first == topic.first[::-1]
        assert (back[name].left, back[name].right) == (topic.right, topic.left)
        assert back[name].speakers == topic.speakers[::-1]
    for number, one in enumerate((left, right)):
        lengths = [s.end - s.start for s in one[1]]
        spoken = [n for n, own in zip(lengths, one[2], strict=True) if own]
        shares = math.fsum(topic.share[number] for topic in there.values())
        assert shares == pytest.approx(sum(spoken) / sum(lengths))
