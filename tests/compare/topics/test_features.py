"""What is known of a segment and a topic, before any model weighs it: worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.testing import assert_allclose

from compare.segmentation.segments import Segment
from compare.topics.codebook import Codebook
from compare.topics.features import (
    NEAR,
    TOPIC_FEATURES,
    TopicEvidence,
    gather_evidence,
    similarity_to,
)
from compare.topics.names import Kind, NameMatch

Hits = Sequence[tuple[str, Kind, str]]


def gathered(
    codebook: Codebook,
    *rows: Hits,
    procedural: Sequence[int] = (),
    similarity: object = None,
    words: str = "x" * 40,
) -> list[dict[str, TopicEvidence]]:
    """For each segment of 40 letters what is gathered, by topic."""
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
    found = gather_evidence(text, segments, hits, codebook, table)
    assert all(
        [e.topic for e in own] == [i for i in codebook.ids if i in {e.topic for e in own}]
        for own in found
    )
    assert all(e.evidence.keys() <= set(TOPIC_FEATURES) for own in found for e in own)
    return [{e.topic: e for e in own} for own in found]


def names(*topics: str) -> Hits:
    return [(topic, "name", topic) for topic in topics]


def told(evidence: TopicEvidence, *features: str) -> list[float]:
    return [evidence.evidence[name] for name in features]


def test_what_is_not_mentioned_is_asked_of_broad_topics_only(codebook: Codebook) -> None:
    (found,) = gathered(codebook, ())
    assert found.keys() == {"peace", "order"}
    assert found["peace"].evidence == {
        "narrow": 0.0, "broad": 0.0, "nothing": 1.0, "length": 0.1, "chinese": 0.0,
    }  # fmt: skip
    assert found["peace"].alone
    assert not found["peace"].measured
    assert not found["peace"].follows
    assert found["peace"].by_itself() is found["peace"]


def test_a_name_and_what_is_named_beside_it(codebook: Codebook) -> None:
    hits = [*names("grain", "fish", "peace"), ("grain", "name", "wheat"), ("grain", "cue", "bread")]
    (found,) = gathered(codebook, hits)
    grain = found["grain"]
    assert grain.evidence == pytest.approx(
        {
            "name": 1.0, "names": 2 / 3, "cue": 1.0, "cues": 1 / 4, "cue_alone": 0.0,
            "carried": 0.0, "before": 0.0, "narrow": 1 / 3, "broad": 1 / 3, "nothing": 0.0,
            "name_in_list": 1 / 3, "length": 0.1, "chinese": 0.0,
        }
    )  # fmt: skip
    assert grain.phrases == {"grain", "wheat", "bread"}
    assert grain.company == {"fish", "peace"}
    assert grain.spans == ((0, 3), (3, 6))
    assert grain.alone
    peace = found["peace"]
    assert told(peace, "name", "narrow", "broad", "name_in_list") == pytest.approx(
        [1, 2 / 3, 0, 2 / 3]
    )
    assert peace.company == {"grain", "fish"}
    # Of a topic that is not named all those named are company.
    order = found["order"]
    assert order.company == {"grain", "fish", "peace"}
    assert told(order, "narrow", "broad", "nothing") == pytest.approx([2 / 3, 1 / 3, 0])
    assert (order.spans, order.phrases) == ((), frozenset())


def test_counts_are_bounded(codebook: Codebook) -> None:
    hits = [("grain", "name", f"n{k}") for k in range(5)]
    hits += [("grain", "cue", f"c{k}") for k in range(7)]
    (found,) = gathered(codebook, hits)  # type: ignore[arg-type]
    assert told(found["grain"], "names", "cues", "narrow") == [1.0, 1.0, 0.0]
    (found,) = gathered(codebook, names("grain", "fish", "timber", "peace", "order"))
    assert told(found["grain"], "narrow", "broad") == pytest.approx([2 / 3, 2 / 3])


def test_a_cue_speaks_alone_where_nothing_is_named(codebook: Codebook) -> None:
    (found,) = gathered(codebook, [("grain", "cue", "bread")])
    assert told(found["grain"], "name", "cue", "cue_alone", "nothing") == [0, 1, 1, 1]
    assert found["grain"].alone
    assert found["grain"].spans == ()
    (found,) = gathered(codebook, [("grain", "cue", "bread"), ("fish", "name", "fish")])
    assert told(found["grain"], "cue", "cue_alone", "nothing", "name_in_list") == [1, 0, 0, 0]


def test_what_stands_before_is_carried_where_nothing_is_named(codebook: Codebook) -> None:
    found = gathered(codebook, names("grain"), (), (), ())
    assert told(found[1]["grain"], "carried", "before", "name") == [1, 1, 0]
    # Past a segment that names nothing half is carried, and no further.
    assert told(found[2]["grain"], "carried", "before") == [0.5, 0]
    assert "grain" not in found[3]
    assert found[1]["grain"].follows
    assert not found[1]["grain"].alone
    assert found[1]["grain"].by_itself() is None


def test_a_name_here_ends_what_is_carried(codebook: Codebook) -> None:
    found = gathered(codebook, names("grain"), names("fish"), ())
    assert told(found[1]["grain"], "carried", "before") == [0, 1]
    assert "grain" not in found[2]
    assert told(found[2]["fish"], "carried", "before") == [1, 1]


@pytest.mark.parametrize("procedural", [[0], [1]])
def test_nothing_is_carried_from_or_past_a_formality(
    codebook: Codebook, procedural: list[int]
) -> None:
    found = gathered(codebook, names("grain"), (), (), procedural=procedural)
    assert found[procedural[0]] == {}
    assert "grain" not in found[2]


def test_by_itself_a_segment_forgets_what_stood_before(codebook: Codebook) -> None:
    found = gathered(codebook, names("peace", "grain"), [("grain", "cue", "bread")])
    for topic in ("peace", "grain"):
        evidence = found[1][topic]
        assert evidence.follows
        lone = evidence.by_itself()
        assert lone is not None
        assert not lone.follows
        assert told(lone, "carried", "before") == [0, 0]
        kept = evidence.evidence.keys() - {"carried", "before"}
        assert all(lone.evidence[name] == evidence.evidence[name] for name in kept)


@pytest.mark.parametrize(
    ("words", "length", "chinese"),
    [("x" * 400, 1.0, 0.0), ("x" * 900, 1.0, 0.0), ("中" * 20, 60 / 400, 1.0),
     ("中" * 10 + "x" * 20, 50 / 400, 0.0), ("中" * 11 + "x" * 20, 53 / 400, 1.0)],
)  # fmt: skip
def test_length_and_language(codebook: Codebook, words: str, length: float, chinese: float) -> None:
    (found,) = gathered(codebook, (), words=words)
    assert told(found["peace"], "length", "chinese") == pytest.approx([length, chinese])


def test_meaning_is_told_in_deviations_above_the_other_topics(codebook: Codebook) -> None:
    row = [0.9, 0.1, 0.2, 0.1, 0.2]
    (found,) = gathered(codebook, names("grain", "fish"), similarity=[row])
    middle = sum(row) / 5
    spread = math.sqrt(sum((x - middle) ** 2 for x in row) / 5) + 1e-6
    z = [(x - middle) / spread for x in row]
    assert z[0] > NEAR
    assert told(found["grain"], "meaning", "meaning_unnamed", "meaning_high") == pytest.approx(
        [z[0] / 2, 0, z[0] - NEAR]
    )
    assert told(found["fish"], "meaning", "meaning_unnamed", "meaning_high") == pytest.approx(
        [z[1] / 2, 0, 0]
    )
    assert told(found["peace"], "meaning", "meaning_unnamed") == pytest.approx([z[2] / 2, z[2] / 2])
    assert found["grain"].similarity == 0.9
    assert found["grain"].measured
    assert "timber" not in found


def test_meaning_alone_can_raise_a_narrow_topic(codebook: Codebook) -> None:
    (found,) = gathered(codebook, (), similarity=[[0.9, 0.1, 0.2, 0.1, 0.2]])
    assert found.keys() == {"grain", "peace", "order"}
    assert found["grain"].alone
    assert found["grain"].by_itself() is found["grain"]


def test_a_topic_without_anchors_is_not_measured(codebook: Codebook) -> None:
    (found,) = gathered(codebook, names("grain"), similarity=[[math.nan, 0.1, 0.2, 0.1, 0.2]])
    assert not found["grain"].measured
    assert found["grain"].similarity == 0.0
    assert found["peace"].measured


def test_similarity_is_to_the_two_nearest_anchors(codebook: Codebook) -> None:
    rows = [(1, 0), (0.6, 0.8), (0, 1), (0, 1), (-1, 0)]
    topics = ["grain", "grain", "grain", "fish", "peace"]
    found = similarity_to(np.array([(1.0, 0.0), (0.0, 1.0)]), topics, np.array(rows), codebook)
    nothing = math.nan
    assert_allclose(found, [[0.8, 0, 0, nothing, nothing], [0.9, 1, 0, nothing, nothing]])
