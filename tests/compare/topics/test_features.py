"""What is known of a segment and a topic, before any model weighs it: worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from toy_codebook import CODEBOOK, toy_codebook

from compare.segmentation.segments import Segment
from compare.topics.codebook import Codebook
from compare.topics.features import (
    FROM_BEFORE,
    HIGH,
    TOPIC_FEATURES,
    TopicEvidence,
    gather_evidence,
    similarity_to,
)
from compare.topics.names import Kind, NameMatch

Hits = Sequence[tuple[str, Kind, str]]
TOPICS = ("grain", "fish", "peace", "timber", "order")


def gathered(
    codebook: Codebook,
    *rows: Hits,
    procedural: Sequence[int] = (),
    similarity: object = None,
    words: str = "x" * 40,
    own: frozenset[str] = frozenset(),
) -> TopicEvidence:
    """What is gathered of segments of 40 letters, each with the names and cues of a row."""
    text, segments, hits = "", [], []
    for number, row in enumerate(rows):
        start = len(text)
        segments.append(Segment(start, start + len(words), 0, "", "own", number in procedural))
        hits.append(
            [
                NameMatch(t, kind, phrase, start + k, start + k + 3)
                for k, (t, kind, phrase) in enumerate(row)
            ]
        )
        text += words + "\n"
    table = None if similarity is None else np.array(similarity, np.float64)
    return gather_evidence(text, segments, hits, codebook, table, own)


def names(*topics: str) -> Hits:
    return [(topic, "name", topic) for topic in topics]


def told(evidence: TopicEvidence, row: int, topic: str, *features: str) -> list[float]:
    values = evidence.values[row, TOPICS.index(topic)]
    return [float(values[TOPIC_FEATURES.index(name)]) for name in features]


def phrases_of(evidence: TopicEvidence, topic: str) -> set[tuple[int, str]]:
    return {(row, phrase) for row, t, phrase in evidence.phrases if TOPICS[t] == topic}


def test_of_what_is_not_mentioned_only_the_segment_is_known(codebook: Codebook) -> None:
    found = gathered(codebook, ())
    known = {"nothing": 1.0, "length": 0.1}
    for topic in TOPICS:
        assert told(found, 0, topic, *TOPIC_FEATURES) == [known.get(n, 0) for n in TOPIC_FEATURES]
    assert found.phrases == ()
    assert found.spans == {}
    assert np.isnan(found.similarity).all()


def test_a_name_and_what_is_named_beside_it(codebook: Codebook) -> None:
    hits = [*names("grain", "fish", "peace"), ("grain", "name", "wheat"), ("grain", "cue", "bread")]
    found = gathered(codebook, hits)
    expected = {
        "name": 1.0, "names": 2 / 3, "cue": 1.0, "cues": 1 / 4, "narrow": 1 / 3, "broad": 1 / 3,
        "name_in_list": 1 / 3, "length": 0.1,
    }  # fmt: skip
    values = told(found, 0, "grain", *TOPIC_FEATURES)
    assert values == pytest.approx([expected.get(name, 0) for name in TOPIC_FEATURES])
    assert phrases_of(found, "grain") == {(0, "grain"), (0, "wheat"), (0, "bread")}
    assert found.spans[0, TOPICS.index("grain")] == ((0, 3), (3, 6))
    features = ("name", "narrow", "broad", "name_in_list")
    assert told(found, 0, "peace", *features) == pytest.approx([1, 2 / 3, 0, 2 / 3])
    # Beside a topic that is not named stand all those that are.
    assert told(found, 0, "order", *features) == pytest.approx([0, 2 / 3, 1 / 3, 0])


def test_counts_are_bounded(codebook: Codebook) -> None:
    hits: list[tuple[str, Kind, str]] = [("grain", "name", f"n{k}") for k in range(5)]
    hits += [("grain", "cue", f"c{k}") for k in range(7)]
    assert told(gathered(codebook, hits), 0, "grain", "names", "cues", "narrow") == [1, 1, 0]
    found = gathered(codebook, *[names("grain", "fish", "timber", "peace", "order")] * 4)
    assert told(found, 0, "grain", "narrow", "broad", "elsewhere") == pytest.approx(
        [2 / 3, 2 / 3, 1]
    )
    assert told(found, 0, "peace", "narrow", "broad") == pytest.approx([1, 1 / 3])


def test_a_cue_speaks_alone_where_nothing_is_named(codebook: Codebook) -> None:
    features = ("cue", "cue_alone", "nothing")
    found = gathered(codebook, [("grain", "cue", "bread")])
    assert told(found, 0, "grain", "name", *features) == [0, 1, 1, 1]
    assert found.spans == {}
    found = gathered(codebook, [("grain", "cue", "bread"), ("fish", "name", "fish")])
    assert told(found, 0, "grain", *features) == [1, 0, 0]


def test_what_stands_before_is_carried_where_nothing_is_named(codebook: Codebook) -> None:
    found = gathered(codebook, names("grain"), (), (), ())
    assert told(found, 1, "grain", "carried", "before", "name") == [1, 1, 0]
    # Past a segment that names nothing half is carried, and no further.
    assert told(found, 2, "grain", "carried", "before") == [0.5, 0]
    assert told(found, 3, "grain", "carried", "before") == [0, 0]
    assert [told(found, row, "grain", "elsewhere") for row in range(3)] == [[0], [0.5], [0.5]]


def test_a_name_here_ends_what_is_carried(codebook: Codebook) -> None:
    found = gathered(codebook, names("grain"), names("fish"), ())
    assert told(found, 1, "grain", "carried", "before") == [0, 1]
    assert told(found, 2, "grain", "carried", "before") == [0, 0]
    assert told(found, 2, "fish", "carried", "before") == [1, 1]


@pytest.mark.parametrize("procedural", [0, 1])
def test_nothing_is_carried_from_or_past_a_formality(codebook: Codebook, procedural: int) -> None:
    near = [[0.9, 0.1, 0.2, 0.1, 0.2]] * 3
    found = gathered(codebook, names("grain"), (), (), procedural=[procedural], similarity=near)
    assert not found.substance[procedural]
    assert not found.values[procedural].any()
    assert told(found, 2, "grain", "carried", "before") == [0, 0]
    after = told(found, procedural + 1, "grain", "meaning_before")
    assert after == [0]


def test_by_itself_a_segment_forgets_what_stood_before(codebook: Codebook) -> None:
    near = [[0.9, 0.1, 0.2, 0.1, 0.2]] * 2
    found = gathered(codebook, names("grain"), (), similarity=near)
    lone = found.by_itself()
    assert min(told(found, 1, "grain", *FROM_BEFORE)) > 0
    assert told(lone, 1, "grain", *FROM_BEFORE) == [0, 0, 0]
    others = [k for k, name in enumerate(TOPIC_FEATURES) if name not in FROM_BEFORE]
    assert_array_equal(lone.values[:, :, others], found.values[:, :, others])


STATES = "states:\n  FR: {en: [peace, cod], zh: []}\n  NO: {en: [timber], zh: []}\ntopics:"


@pytest.mark.parametrize("own", ["FR", "NO"])
def test_the_name_of_one_who_met_is_no_name_of_a_topic(tmp_path: Path, own: str) -> None:
    book = toy_codebook(tmp_path, CODEBOOK.replace("topics:", STATES))
    counts = own != "FR"
    found = gathered(book, names("peace", "grain"), own=frozenset({own}))
    assert told(found, 0, "peace", "name", "party") == [counts, not counts]
    assert told(found, 0, "grain", "name", "party", "broad") == pytest.approx([1, 0, counts / 3])
    assert phrases_of(found, "peace") == ({(0, "peace")} if counts else set())
    assert ((0, TOPICS.index("peace")) in found.spans) == counts


@pytest.mark.parametrize(
    ("words", "length", "chinese"),
    [("x" * 400, 1.0, 0.0), ("x" * 900, 1.0, 0.0), ("中" * 20, 60 / 400, 1.0),
     ("中" * 10 + "x" * 20, 50 / 400, 0.0), ("中" * 11 + "x" * 20, 53 / 400, 1.0)],
)  # fmt: skip
def test_length_and_language(codebook: Codebook, words: str, length: float, chinese: float) -> None:
    found = gathered(codebook, (), words=words)
    assert told(found, 0, "peace", "length", "chinese") == pytest.approx([length, chinese])


def test_meaning_is_told_in_deviations_above_the_other_topics(codebook: Codebook) -> None:
    row = [0.9, 0.1, 0.2, 0.1, 0.2]
    found = gathered(codebook, names("grain", "fish"), (), similarity=[row, row])
    middle = sum(row) / 5
    spread = math.sqrt(sum((x - middle) ** 2 for x in row) / 5) + 1e-6
    z = [(x - middle) / spread for x in row]
    features = ("meaning", "meaning_unnamed", "meaning_high")
    assert z[0] > HIGH
    assert told(found, 0, "grain", *features) == pytest.approx([z[0] / 2, 0, z[0] - HIGH])
    assert told(found, 0, "fish", *features) == pytest.approx([z[1] / 2, 0, 0])
    assert told(found, 0, "peace", *features) == pytest.approx([z[2] / 2, z[2] / 2, 0])
    assert told(found, 1, "grain", "meaning_before") == pytest.approx([z[0] / 2])
    assert told(found, 1, "fish", "meaning_before") == [0]
    assert_array_equal(found.similarity[0], row)


def test_a_topic_without_anchors_is_not_measured(codebook: Codebook) -> None:
    found = gathered(codebook, names("grain"), similarity=[[math.nan, 0.1, 0.2, 0.1, 0.2]])
    assert told(found, 0, "grain", "meaning", "meaning_high") == [0, 0]
    assert math.isnan(found.similarity[0, 0])
    assert told(found, 0, "peace", "meaning") != [0]


def test_similarity_is_to_the_two_nearest_anchors(codebook: Codebook) -> None:
    rows = [(1, 0), (0.6, 0.8), (0, 1), (0, 1), (-1, 0)]
    topics = ["grain", "grain", "grain", "fish", "peace"]
    found = similarity_to(np.array([(1.0, 0.0), (0.0, 1.0)]), topics, np.array(rows), codebook)
    nothing = math.nan
    assert_allclose(found, [[0.8, 0, 0, nothing, nothing], [0.9, 1, 0, nothing, nothing]])
