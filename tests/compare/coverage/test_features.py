"""The evidence for a segment against a whole text: by hand, and by an obvious slow way."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose
from toy_sides import Passage, toy_evidence, toy_matches, toy_readings, toy_side

from compare.coverage.cross_reading import SURE
from compare.coverage.features import FEATURES, READING_FEATURES, coverage_features
from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence
from compare.coverage.prepared import PreparedStatement

LEAST = 1e-4


def rows_of(
    ours: PreparedStatement, theirs: PreparedStatement, p: object, evidence: PairEvidence
) -> list[dict[str, float]]:
    table = coverage_features(ours, theirs, np.array(p, float), evidence)
    names = FEATURES if evidence.left_read is None else FEATURES + READING_FEATURES
    assert table.shape == (len(ours.segments), len(names))
    return [dict(zip(names, row, strict=True)) for row in table]


def odds(p: float, least: float = LEAST) -> float:
    p = min(max(p, least), 1 - least)
    return math.log(p / (1 - p))


def slowly(
    ours: PreparedStatement, theirs: PreparedStatement, p: np.ndarray, evidence: PairEvidence
) -> list[dict[str, float]]:
    """What the features are said to be, one segment and one token at a time."""
    spoken = [j for j, s in enumerate(theirs.segments) if not s.procedural]

    def pair(i: int, j: int, name: str) -> float:
        return float(evidence.pairs[i, j, PAIR_FEATURES.index(name)])

    def found(cosine: float) -> float:
        return min(max((cosine - 0.35) / 0.4, 0.0), 1.0)

    rows = []
    for i in range(len(ours.segments)):
        weights = ours.token_weights[i].tolist()
        near = evidence.left_tokens.of(i)

        def share(held: list[float], weights: list[float] = weights) -> float:
            total = sum(weights)
            if not total:
                return 0.5
            return sum(w * h for w, h in zip(weights, held, strict=True)) / total

        def best_in(
            places: list[int], weights: list[float] = weights, near: np.ndarray = near
        ) -> list[float]:
            return [max([0.0, *(near[t, j] for j in places)]) for t in range(len(weights))]

        ranked = sorted(spoken, key=lambda j: -p[i, j])
        concepts, topics = ours.concepts[i], ours.topics[i]
        there = {c for j in spoken for c in theirs.concepts[j]}
        raised = {t for own in theirs.topics for t in own}
        told = [w for w in weights if w > 0]
        row = {
            "best_pair": odds(max([0.0, *(p[i, j] for j in spoken)])),
            "best_cosine": max([0.0, *(pair(i, j, "cosine") for j in spoken)]),
            "tokens_anywhere": share([found(c) for c in best_in(spoken)]),
            "tokens_best": share([found(c) for c in best_in(ranked[:1])]),
            "tokens_three": share([found(c) for c in best_in(ranked[:3])]),
            "concepts_anywhere": (
                sum(w for c, w in concepts.items() if c in there) / sum(concepts.values())
                if sum(concepts.values())
                else 0.5
            ),
            "topics": len(topics),
            "topics_anywhere": len(topics & raised) / len(topics) if topics else 0.5,
            "topics_missing": float(bool(topics) and not topics & raised),
            "length": math.log1p(len(told)),
            "length_ratio": math.log((len(ours.segments) + 1) / (len(theirs.segments) + 1)),
            "informativeness": sum(told) / len(told) if told else 0.0,
            "in_chinese": float(ours.statement.language == "zh"),
            "one_language": float(ours.statement.language == theirs.statement.language),
        }
        if evidence.left_read is not None and evidence.left_told is not None:
            told_of = [0.0 if math.isnan(q) else float(q) for q in evidence.left_told[i]]
            read = [evidence.left_read[i, j] for j in range(len(theirs.segments))]
            read = [one for one in read if not np.isnan(one[0])]
            some = sorted([0.0, 0.0, *(1 - nothing for nothing, _, _ in read)], reverse=True)
            row |= {
                "read_best": odds(some[0], SURE),
                "read_whole": odds(max([0.0, *(whole for _, _, whole in read)]), SURE),
                "read_second": odds(some[1], SURE),
                "read_any": odds(1 - math.prod(1 - one for one in some), SURE),
                "read_together": odds(told_of[1] + told_of[2], SURE),
                "read_together_whole": odds(told_of[2], SURE),
            }
        rows.append(row)
    return rows


def random_case(
    seed: int, m: int, n: int, languages: tuple[str, str]
) -> tuple[PreparedStatement, PreparedStatement, np.ndarray, PairEvidence]:
    chance = np.random.default_rng(seed)

    def side(count: int, language: str) -> PreparedStatement:
        passages = []
        for number in range(count):
            weights = np.where(chance.random(chance.integers(0, 5)) < 0.3, 0, chance.random())
            concepts = [c for c in "abcd" if chance.random() < 0.4]
            passages.append(
                Passage(
                    f"{language} {number}",
                    procedural=chance.random() < 0.25,
                    topics=[t for t in ("trade", "taiwan", "climate") if chance.random() < 0.4],
                    weights=weights.tolist(),
                    concepts=dict(zip(concepts, chance.random(len(concepts)), strict=True)),
                )
            )
        return toy_side(*passages, language=language)

    ours, theirs = side(m, languages[0]), side(n, languages[1])
    shared = [[float(bool(a & b)) / 2 for b in theirs.topics] for a in ours.topics]
    cosines = [chance.random((len(w), n)) for w in ours.token_weights]
    evidence = toy_evidence(
        ours,
        theirs,
        toy_matches(*cosines, passages=n),
        topics=np.reshape(shared, (m, n)),
        cosine=chance.uniform(-1, 1, (m, n)),
        margin=chance.uniform(-2, 1, (m, n)),
    )
    return ours, theirs, chance.random((m, n)), evidence


@pytest.mark.parametrize(("m", "n"), [(4, 6), (6, 2), (3, 1), (2, 0), (1, 8)])
@pytest.mark.parametrize("seed", range(4))
def test_the_features_are_what_they_are_said_to_be(seed: int, m: int, n: int) -> None:
    languages = [("en", "zh"), ("zh", "en"), ("en", "en"), ("zh", "zh")][seed]
    case = random_case(seed, m, n, languages)
    for fast, slow in itertools.zip_longest(rows_of(*case), slowly(*case)):
        assert fast == pytest.approx(slow, abs=1e-9)


@pytest.mark.parametrize(("m", "n"), [(4, 6), (3, 1), (2, 0)])
def test_what_reading_says_stands_at_the_end(m: int, n: int) -> None:
    ours, theirs, p, evidence = random_case(7, m, n, ("en", "zh"))
    chance = np.random.default_rng(8)
    read = chance.dirichlet([1, 1, 1], (m, n))
    read[chance.random((m, n)) < 0.3] = np.nan
    told = chance.dirichlet([1, 1, 1], m)
    told[-1] = np.nan
    unread = np.full((n, m, 3), np.nan), np.full((n, 3), np.nan)
    evidence = replace(
        evidence, left_read=read, right_read=unread[0], left_told=told, right_told=unread[1]
    )
    case = ours, theirs, p, evidence
    for fast, slow in itertools.zip_longest(rows_of(*case), slowly(*case)):
        assert fast == pytest.approx(slow, abs=1e-9)


def test_by_hand() -> None:
    ours = toy_side(
        Passage(
            "Grain, fish.",
            topics=["trade", "taiwan"],
            weights=[0.5, 0.0, 0.25, 0.25],
            concepts={"grain": 0.6, "fish": 0.2, "timber": 0.9},
        )
    )
    theirs = toy_side(
        Passage("粮食", topics=["trade"], weights=[0.5, 0.5], concepts={"grain": 0.6}),
        Passage("会见", procedural=True, weights=[0.1], concepts={"timber": 0.9}),
        Passage("鱼", weights=[0.0, 0.4], concepts={"fish": 0.2}),
        Passage("木材"),
        Passage("煤"),
        language="zh",
    )
    tokens = toy_matches(
        [
            [0.75, 1.0, 0.2, 0.0, 0.0],
            [0.9, 0.9, 0.9, 0.9, 0.9],
            [0.0, 1.0, 0.55, 0.45, 0.0],
            [0.1, 1.0, 0.3, 0.35, 0.75],
        ],
        passages=5,
    )
    evidence = toy_evidence(
        ours, theirs, tokens, topics=[[0.5, 0.0, 0.0, 0.0, 0.0]],
        cosine=[[0.4, 0.9, 0.7, 0.1, 0.0]],
    )  # fmt: skip
    (row,) = rows_of(ours, theirs, [[0.8, 0.99, 0.1, 0.05, 0.01]], evidence)
    expected = {
        # The likeliest of all is a formality, which covers nothing.
        "best_pair": math.log(4),
        "best_cosine": 0.7,
        # Of the weight 1: a half found for sure, a quarter half found, a quarter in the last.
        "tokens_anywhere": 0.5 + 0.25 * 0.5 + 0.25,
        "tokens_best": 0.5,
        # The last is the fourth likeliest.
        "tokens_three": 0.5 + 0.25 * 0.5,
        # Grain and fish are there; timber stands in a formality only.
        "concepts_anywhere": 0.8 / 1.7,
        "topics": 2.0,
        "topics_anywhere": 0.5,
        "topics_missing": 0.0,
        "length": math.log(4),
        "length_ratio": math.log(2 / 6),
        "informativeness": 1 / 3,
        "in_chinese": 0.0,
        "one_language": 0.0,
    }
    assert row == pytest.approx(expected)


def test_what_reading_says_by_hand() -> None:
    ours = toy_side(Passage("Grain and fish."), Passage("They met.", procedural=True))
    theirs = toy_side(Passage("粮食"), Passage("鱼"), Passage("木材"), language="zh")
    evidence = toy_readings(
        toy_evidence(ours, theirs),
        {(0, 0): (0.5, 0.25, 0.25), (0, 2): (0.8, 0.2, 0.0)},
        {0: (0.1, 0.15, 0.75)},
    )
    first, second = rows_of(ours, theirs, np.zeros((2, 3)), evidence)
    assert {name: first[name] for name in READING_FEATURES} == pytest.approx(
        {
            "read_best": 0.0,
            "read_whole": math.log(1 / 3),
            "read_second": math.log(1 / 4),
            "read_any": math.log(0.6 / 0.4),
            # Neither says the whole; together they very likely do.
            "read_together": math.log(9),
            "read_together_whole": math.log(3),
        }
    )
    # Of what was not read nothing is conveyed that is known.
    assert {second[name] for name in READING_FEATURES} == {odds(0.0, SURE)}


def test_the_features_are_named_once_and_in_order() -> None:
    assert FEATURES == (
        "best_pair", "best_cosine", "tokens_anywhere", "tokens_best", "tokens_three",
        "concepts_anywhere", "topics", "topics_anywhere", "topics_missing", "length",
        "length_ratio", "informativeness", "in_chinese", "one_language",
    )  # fmt: skip
    assert READING_FEATURES == (
        "read_best", "read_whole", "read_second", "read_any", "read_together",
        "read_together_whole",
    )  # fmt: skip


def test_equally_likely_passages_are_taken_in_order_of_text() -> None:
    ours = toy_side(Passage("Grain.", weights=[1.0]))
    theirs = toy_side(*(Passage(text) for text in "abcd"))
    evidence = toy_evidence(ours, theirs, toy_matches([[0.45, 0.35, 0.55, 0.75]], passages=4))
    (row,) = rows_of(ours, theirs, [[0.5, 0.5, 0.5, 0.5]], evidence)
    assert_allclose([row["tokens_best"], row["tokens_three"]], [0.25, 0.5])


@pytest.mark.parametrize("seed", range(4))
def test_shuffling_the_other_text_changes_no_feature(seed: int) -> None:
    ours, theirs, p, evidence = random_case(seed, 4, 7, ("en", "zh"))
    chance = np.random.default_rng(seed)
    read = {(i, j): chance.dirichlet([1, 1, 1]) for i in range(3) for j in range(0, 7, 2)}
    evidence = toy_readings(evidence, read, {i: chance.dirichlet([1, 1, 1]) for i in range(3)})
    order = chance.permutation(7)
    moved = toy_side(
        *(
            Passage(
                theirs.shown[j],
                procedural=theirs.segments[j].procedural,
                topics=sorted(theirs.topics[j]),
                weights=theirs.token_weights[j].tolist(),
                concepts=theirs.concepts[j],
            )
            for j in order
        ),
        language="zh",
    )
    assert evidence.left_read is not None
    tables = [evidence.left_tokens.of(i)[:, order] for i in range(4)]
    shuffled = replace(
        evidence,
        pairs=evidence.pairs[:, order],
        left_tokens=toy_matches(*tables, passages=7),
        left_read=evidence.left_read[:, order],
    )
    assert_allclose(
        coverage_features(ours, moved, p[:, order], shuffled),
        coverage_features(ours, theirs, p, evidence),
        atol=1e-12,
    )
