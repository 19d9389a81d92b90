"""Fits against scikit-learn's, and folds against a slow walk from event to event."""

from __future__ import annotations

import json
import lzma
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from compare.comparison import SIDES
from compare.coverage.logistic import Linear
from compare.errors import GoldError
from compare.evaluation.gold import GoldEvent, GoldSide
from compare.evaluation.stand_off import SETS, read_labels
from compare.topics.features import MEANING, TOPIC_FEATURES, TopicEvidence
from compare.topics.models import FILE, Mode, TopicModel
from compare.training.folds import event_folds, fold_of_each
from compare.training.logistic import fit_logistic
from compare.training.real_pairs import read_silver
from compare.training.topics.fit import Fit, Rows, phrases_of


def toy(classes: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, targets on which two coders may differ, and weights of 200 rows."""
    rng = np.random.default_rng(classes)
    x = rng.normal(size=(200, 3)) * [1.0, 5.0, 0.2] + [0.0, 3.0, -1.0]
    score = x @ rng.normal(size=(3, classes)) + rng.gumbel(size=(2, 200, classes))
    targets = np.eye(classes)[score.argmax(axis=-1)].mean(axis=0)
    return x, targets, rng.choice([0.1, 1.0], size=200)


@pytest.mark.parametrize("penalty", [1.0, 10.0])
def test_the_fit_comes_to_that_of_scikit_learn(penalty: float) -> None:
    x, targets, weight = toy(3)
    names, classes = ("a", "b", "c"), ("covered", "partly", "left_out")
    model = fit_logistic(x, targets, weight, penalty, names, classes)
    assert isinstance(model, Linear)
    assert (model.features, model.classes) == (names, classes)
    mean = np.average(x, axis=0, weights=weight)
    scale = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weight))
    rows = [np.flatnonzero(targets[:, k]) for k in range(3)]
    theirs = LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=10_000).fit(
        np.concatenate([((x - mean) / scale)[r] for r in rows]),
        np.repeat(range(3), [len(r) for r in rows]),
        sample_weight=np.concatenate([weight[r] * targets[r, k] for k, r in enumerate(rows)]),
    )
    found = model.probabilities(x)
    np.testing.assert_allclose(found, theirs.predict_proba((x - mean) / scale), atol=1e-3)


def test_a_stronger_penalty_brings_the_weights_nearer_to_nothing() -> None:
    x, targets, weight = toy(3)
    sizes = [
        np.abs(fit_logistic(x, targets, weight, penalty, "abc", "xyz").weights).sum()
        for penalty in (0.1, 10.0, 1e6)
    ]
    assert sizes[0] > sizes[1] > sizes[2]
    assert sizes[2] < 1e-2


def test_a_row_that_weighs_nothing_teaches_nothing() -> None:
    x, targets, weight = toy(2)
    weight[:50] = 0
    all_rows = fit_logistic(x, targets, weight, 1.0, "abc", "xy")
    the_rest = fit_logistic(x[50:], targets[50:], weight[50:], 1.0, "abc", "xy")
    np.testing.assert_allclose(all_rows.probabilities(x), the_rest.probabilities(x), atol=1e-4)


def toy_rows(n: int = 60) -> Rows:
    """Two narrow topics and a broad one, of which two coders speak."""
    rng = np.random.default_rng(1)
    features = rng.normal(size=(n, 3, len(TOPIC_FEATURES))).astype(np.float32)
    vectors = rng.normal(size=(n, 4)).astype(np.float32)
    phrases = tuple((row, row % 3, "word") for row in range(0, n, 2))
    target = (rng.integers(0, 3, size=(n, 3)) / 2).astype(np.float32)
    weight = rng.choice([0.1, 1.0], size=(n, 3)).astype(np.float32)
    return Rows(features, vectors, phrases, target, weight, np.arange(n) // 4)


@pytest.mark.parametrize("mode", ["names", "meaning", "vectors"])
def test_topics_are_fitted_to_the_share_of_the_coders(mode: Mode) -> None:
    """At what was found no step to a side comes to a lesser loss."""
    rows = toy_rows()
    fit = Fit(rows, np.array([False, False, True]), mode, {(0, "word"): 0, (2, "word"): 1})
    found = fit.best(steps=500)
    least, slope = fit.loss(found)
    assert np.abs(slope).max() < 0.05
    rng = np.random.default_rng(2)
    for _ in range(20):
        step = rng.normal(size=fit.size) * 0.05
        there = fit.loss(found + step)[0]
        assert there > least
        # The slope is that of the loss.
        near = (fit.loss(step + 1e-3 * step)[0] - fit.loss(step - 1e-3 * step)[0]) / 2e-3
        assert near == pytest.approx(fit.loss(step)[1] @ step, rel=0.02, abs=0.02)


def test_what_is_written_scores_as_what_was_fitted() -> None:
    rows, number = toy_rows(), {(0, "word"): 0, (2, "word"): 1}
    broad = np.array([False, False, True])
    fit = Fit(rows, broad, "vectors", number)
    found = fit.best()
    written = {name: values.astype(float) for name, values in fit.tensors(found).items()}
    model = TopicModel(
        written["bias"][:3], written["weights"][:3],
        {key: written["phrases"][n] for key, n in number.items()}, written["directions"],
    )  # fmt: skip
    near = np.full(rows.target.shape, np.nan)
    evidence = TopicEvidence(
        rows.features.astype(float), rows.phrases, {}, near, np.ones(len(near), dtype=bool)
    )
    expected = 1 / (1 + np.exp(-fit.score(fit.part(found))))
    np.testing.assert_allclose(model.probabilities(evidence, rows.vectors), expected, atol=5e-3)


def test_what_no_encoder_measured_counts_nothing_by_names() -> None:
    fit = Fit(toy_rows(), np.array([False, False, True]), "names", {})
    weights = fit.tensors(fit.best())["weights"]
    for column, name in enumerate(TOPIC_FEATURES):
        assert (weights[:, column] == 0).all() == (name in MEANING), name


def test_a_row_that_was_left_out_teaches_nothing() -> None:
    rows, broad = toy_rows(), np.array([False, False, True])
    kept = rows.event != 3
    silent = replace(rows, weight=rows.weight * kept[:, None].astype(np.float32))
    number = {(0, "word"): 0}
    parts = [Fit(r, broad, "vectors", number).best(steps=500) for r in (rows.where(kept), silent)]
    np.testing.assert_allclose(parts[0], parts[1], atol=0.02)


def test_a_phrase_counts_where_more_than_one_event_holds_it() -> None:
    rows = toy_rows()
    phrases = ((0, 0, "once"), (1, 0, "once"), (0, 1, "twice"), (9, 1, "twice"), (59, 0, "once"))
    counted = np.arange(15) < 14
    assert phrases_of(replace(rows, phrases=phrases), counted) == {(1, "twice"): 0}


names = st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=2)


@given(st.lists(names, min_size=1, max_size=10), st.integers(1, 4))
def test_events_that_share_a_text_are_in_one_fold(texts: list[set[str]], folds: int) -> None:
    found = fold_of_each(texts, folds)
    group = list(range(len(texts)))
    for _ in texts:
        for a, first in enumerate(texts):
            for b, second in enumerate(texts):
                if first & second:
                    group[a] = group[b] = min(group[a], group[b])
    order = sorted(set(group))
    assert found == [order.index(g) % folds for g in group]


def made_event(id: str, left: str, right: str, pair: str = "", text: str = "") -> GoldEvent:
    def side(name: str) -> GoldSide:
        return GoldSide(side=name, lang="en", text=text or f"{id} {name}", units=())

    return GoldEvent(id=id, pair=pair, left=side(left), right=side(right))


def test_a_pair_of_states_is_held_out_whole_where_its_file_names_it() -> None:
    gold = [
        made_event("a", "US", "PRC"),
        made_event("b", "US", "PRC"),
        made_event("c", "Japan", "PRC", "Japan-PRC"),
        made_event("d", "PRC", "Japan", "PRC-Japan"),
        made_event("e", "US", "UK", "US-UK"),
        made_event("f", "PRC", "US", "US-PRC"),
    ]
    found = event_folds(gold, 4)
    assert found.fold_of == (0, 1, 2, 2, 3, 4)
    unseen = {name: {gold[k].id for k in events} for name, events in found.held_out.items()}
    # The weights of the pair that only some files name saw no event between the two.
    assert unseen == {"0": {"a"}, "1": {"b"}, "2": {"c", "d"}, "3": {"e"}, "4": {"a", "b", "f"}}


def test_events_that_share_a_text_are_held_out_together_whoever_met() -> None:
    gold = [
        made_event("a", "US", "UK", "US-UK", text="the same"),
        made_event("b", "US", "Japan", "US-Japan"),
        made_event("c", "US", "Canada", "US-Canada", text="the same"),
    ]
    assert event_folds(gold, 4).fold_of == (0, 1, 0)


def test_the_folds_of_the_topics_that_ship_are_those_of_the_labels() -> None:
    """Texts of one pair of states are in one fold, and every labelled text is in some."""
    folds = json.loads(FILE.read_text("utf-8"))["folds"]
    pairs: dict[frozenset[str], set[int]] = {}
    known = set()
    for name in SETS:
        for event in read_labels(name):
            texts = {text.sha256[:16] for text in event.texts}
            known |= texts
            if event.pair:
                pairs.setdefault(frozenset(event.pair.split("-")), set()).update(
                    folds[text] for text in texts
                )
    assert known == set(folds)
    assert all(len(found) == 1 for found in pairs.values())


LINE: dict[str, Any] = {
    "id": "p1",
    **{
        side: {"lang": "en", "text": "They met. On trade.", "units": [
            {"start": 0, "end": 9, "status": "procedural", "topics": [], "match": []},
            {"start": 10, "end": 19, "status": "covered", "topics": ["trade"], "match": [1]},
        ]}
        for side in SIDES
    },
}  # fmt: skip


def test_one_reader_stands_for_both_coders(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.jsonl.xz"
    plain.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    packed.write_bytes(lzma.compress(json.dumps(LINE | {"id": "p2"}).encode()))
    events = read_silver([plain, packed])
    assert [event.id for event in events] == ["p1", "p2"]
    for unit in (events[0].left.units[1], events[1].right.units[1]):
        assert unit.A == unit.B
        assert (unit.A.topics, unit.A.status, unit.A.match) == (("trade",), "covered", (1,))


@pytest.mark.parametrize("line", ["{", "[]", json.dumps({"id": "x"})])
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(LINE) + "\n" + line, encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.jsonl, line 2 is not a labelled pair"):
        read_silver([file])
