"""Calibrations learned from judgements: refused of too few, kept, read, and what they change."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sample_comparison import sample
from sample_judgements import judge

from compare.calibration import Calibration, Origin, dump, load_calibration
from compare.coding import recalibrating
from compare.coding.recalibrating import Judged, cross_validated, gather, learn
from compare.coverage.models import load_weights
from compare.errors import CodingError
from compare.evaluation import metrics
from compare.report import export_comparison
from compare.report.content.findings import expected_error

RESULT = sample()
ORIGIN = Origin(
    RESULT.signature.encoder_hash, RESULT.signature.codebook_hash, RESULT.signature.weights_hash
)


def overconfident(events: int = 20, each: int = 20) -> Judged:
    """Passages whose probability is far more certain than what people say."""
    random = np.random.default_rng(7)
    truth = random.uniform(0.2, 0.8, events * each)
    said = random.uniform(size=len(truth)) < truth
    spread = 1 / (1 + np.exp(-6 * np.log(truth / (1 - truth))))
    names = tuple(f"e{k // each}" for k in range(len(truth)))
    return Judged(spread, said, names)


@pytest.mark.parametrize("method", ["platt", "isotonic"])
def test_events_not_learned_from_are_better_calibrated(method: str) -> None:
    judged = overconfident()
    after = cross_validated(judged, method)  # type: ignore[arg-type]
    before = metrics.calibration_error(judged.probability, judged.left_out, 10)
    assert metrics.calibration_error(after, judged.left_out, 10) < before / 3


def test_no_event_teaches_the_curve_it_is_measured_by() -> None:
    """Labels of one event turned round change every curve but the one of its own fold."""
    judged = overconfident()
    turned = np.array([label ^ (e == "e0") for label, e in zip(judged.left_out, judged.event,
                                                               strict=True)])  # fmt: skip
    first = cross_validated(judged, "platt")
    second = cross_validated(replace(judged, left_out=turned), "platt")
    own = np.array([event == "e0" for event in judged.event])
    assert np.array_equal(first[own], second[own])
    assert not np.allclose(first[~own], second[~own])


@pytest.mark.parametrize(("events", "each"), [(20, 2), (7, 20)])
def test_too_few_are_refused_in_words(events: int, each: int) -> None:
    with pytest.raises(CodingError, match=f"{events * each} judged passages of {events} events"):
        overconfident(events, each)


def test_one_answer_alone_teaches_nothing() -> None:
    judged = overconfident()
    with pytest.raises(CodingError, match="the same answer"):
        replace(judged, left_out=np.zeros(len(judged.left_out), dtype=bool))


def learned() -> Calibration:
    return learn(overconfident(), RESULT, [judge(RESULT, "status", "left", 1, "covered")])


def test_a_calibration_is_a_file_that_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    found = learned()
    path.write_bytes(dump(found))
    assert load_calibration(str(path), ORIGIN) == found
    assert load_calibration("", ORIGIN) is None
    assert json.loads(path.read_text())["passages"] == 400
    assert str(found).startswith("400 passages of 20 events, digest ")
    path.write_text("{}")
    with pytest.raises(CodingError, match="no calibration of the form"):
        load_calibration(str(path), ORIGIN)
    with pytest.raises(CodingError, match="cannot be read"):
        load_calibration(str(tmp_path / "none.json"), ORIGIN)


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"encoder_hash": "another"}, "learned with the encoder embedded"),
        ({"codebook_hash": "another"}, "learned with another codebook"),
        ({"weights_hash": "another"}, "learned with the weights of another version"),
        ({"read_pairs": False}, "learned with the cross-encoder, not without it"),
    ],
)
def test_a_curve_is_refused_where_probabilities_are_others(
    tmp_path: Path, other: dict[str, Any], message: str
) -> None:
    path = tmp_path / "calibration.json"
    path.write_bytes(dump(learned()))
    with pytest.raises(CodingError, match=message):
        load_calibration(str(path), replace(ORIGIN, **other))


def test_what_was_learned_without_the_cross_encoder_is_for_results_without_it(
    tmp_path: Path,
) -> None:
    unread = replace(RESULT, signature=replace(RESULT.signature, settings=(("read_pairs", False),)))
    found = learn(overconfident(), unread, [judge(RESULT, "status", "left", 1, "covered")])
    path = tmp_path / "calibration.json"
    path.write_bytes(dump(found))
    assert load_calibration(str(path), replace(ORIGIN, read_pairs=False)) == found
    with pytest.raises(CodingError, match="learned without the cross-encoder, not with it"):
        load_calibration(str(path), ORIGIN)


def test_thresholds_keep_their_rate_on_what_was_judged() -> None:
    judged, found = overconfident(), learned()
    assert found.thresholds
    after = cross_validated(judged, found.method)
    for rate, least in found.thresholds:
        called = judged.left_out[after >= least - 1e-4]
        assert (~called).mean() <= rate + 0.02
    assert found.threshold(0.0001) > 1


def test_weights_give_probabilities_by_the_curve() -> None:
    plain = load_weights().everything
    described = np.zeros((3, len(plain.coverage.features)))
    before = plain.covering(described)
    found = replace(plain, calibration=learned()).covering(described)
    out = plain.coverage.classes.index("left_out")
    assert np.allclose(found.sum(axis=1), 1)
    assert np.allclose(found[:, out], learned().probabilities(before[:, out]))
    one, two = (k for k in range(3) if k != out)
    assert np.allclose(found[:, one] / found[:, two], before[:, one] / before[:, two])


def test_the_promise_is_about_that_material() -> None:
    signature = replace(RESULT.signature, calibration=str(learned()), encoder="another")
    sentence = expected_error(export_comparison(replace(RESULT, signature=signature)))
    assert "400 passages of 20 events" in sentence
    assert "calibrated on 400 passages" in str(signature)


def test_what_people_decided_is_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalibrating, "LEAST_PASSAGES", 2)
    monkeypatch.setattr(recalibrating, "LEAST_EVENTS", 1)
    said = [
        judge(RESULT, "status", "left", 0, "procedural"),
        judge(RESULT, "status", "left", 1, "covered"),
        judge(RESULT, "status", "left", 2, "left_out"),
        judge(RESULT, "status", "left", 3, "covered"),
        judge(RESULT, "status", "left", 3, "left_out", coder="B"),
        judge(RESULT, "link", "left", 3, "linked", to=1),
    ]
    found = gather([("harbour", RESULT)], said)
    assert found.probability.tolist() == [RESULT.left_coverage[k].p_left_out for k in (1, 2)]
    assert found.left_out.tolist() == [False, True]
    calibrated = replace(RESULT, signature=replace(RESULT.signature, calibration="x"))
    with pytest.raises(CodingError, match="compare anew"):
        gather([("harbour", calibrated)], said)


def test_nothing_less_likely_than_not_is_called_left_out() -> None:
    """Where hardly any call errs, a low line would keep the rate all the same."""
    judged = overconfident()
    easy = replace(judged, left_out=judged.probability > 0.02)
    found = learn(easy, RESULT, [judge(RESULT, "status", "left", 1, "covered")])
    assert found.thresholds
    assert min(least for _, least in found.thresholds) >= 0.5
