"""Learning from judgements how far the machine's probabilities hold on one's own material."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from compare.calibration import Calibration, Method
from compare.coding.applying import apply
from compare.coding.judgements import Judgement, current, digest
from compare.comparison import Comparison
from compare.errors import CodingError
from compare.evaluation import metrics

if TYPE_CHECKING:
    from compare.arrays import Floats, Mask

LEAST_PASSAGES, LEAST_EVENTS = 60, 8
"""Fewer teach a curve nothing that holds on the next event."""
FOLDS = 10
BINS = 10
_RATES = (0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.50)
_LEAST_CALLS = 20
"""Calls below which no rate is promised: of fewer, one or two decide."""

_EVEN = 0.5
"""Nothing that is less likely than not is called left out, however few such calls would err."""


@dataclass(frozen=True)
class Judged:
    """Passages with the machine's probability and what people say, shape (n,) each."""

    probability: Floats
    """That the passage is left out, in [0, 1], before any calibration."""
    left_out: Mask
    event: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse too little to learn from.

        Raises:
            CodingError: says how many there are and how many it takes.
        """
        events = len(set(self.event))
        if len(self.event) < LEAST_PASSAGES or events < LEAST_EVENTS:
            raise CodingError(
                f"{len(self.event)} judged passages of {events} events are too few to learn from: "
                f"it takes {LEAST_PASSAGES} of {LEAST_EVENTS}; judge more, those most unclear first"
            )
        if self.left_out.all() or not self.left_out.any():
            raise CodingError(
                "all judged passages have the same answer, and nothing can be learned from that; "
                "judge passages that the machine calls covered and such that it calls left out"
            )


def gather(results: Iterable[tuple[str, Comparison]], judgements: Sequence[Judgement]) -> Judged:
    """Collect the passages that people decided on, with what the machine had said of them.

    A passage counts where the coders agree or one adjudicated, and it is not procedural.

    Args:
        results: ids of events and comparisons, made without a calibration.
        judgements: those that count.

    Raises:
        CodingError: there are too few, or a result has been calibrated already.
    """
    probability, left_out, events = [], [], []
    for event, result in results:
        if result.signature.calibration:
            raise CodingError("a calibration is learned from results without one; compare anew")
        for decision in apply(result, judgements).decisions:
            if decision.kind != "status" or decision.segment is None:
                continue
            if decision.value not in ("covered", "partly", "left_out"):
                continue
            if result.segments(decision.side)[decision.segment].procedural:
                continue
            probability.append(result.coverage(decision.side)[decision.segment].p_left_out)
            left_out.append(decision.value == "left_out")
            events.append(event)
    return Judged(np.array(probability), np.array(left_out, dtype=bool), tuple(events))


def learn(
    judged: Judged,
    like: Comparison,
    judgements: Sequence[Judgement],
    method: Method | Literal["best"] = "best",
) -> Calibration:
    """Learn a curve, and measure it by cross-validation over events.

    Args:
        judged: what to learn from.
        like: one of the results, whose encoder and codebook the others share.
        judgements: for the digest and the number of coders.
        method: isotonic regression (Zadrozny & Elkan 2002), Platt's sigmoid (1999), or the
            one with the smaller Brier score on events that it had not seen.
    """
    methods: list[Method] = ["platt", "isotonic"] if method == "best" else [method]
    held_out = {name: cross_validated(judged, name) for name in methods}
    chosen = min(methods, key=lambda name: metrics.brier(held_out[name], judged.left_out))
    after = held_out[chosen]
    used = [each for each in current(judgements) if each.kind == "status"]
    return Calibration(
        method=chosen,
        curve=fit_curve(judged.probability, judged.left_out, chosen),
        thresholds=_thresholds(after, judged.left_out),
        passages=len(judged.event),
        events=len(set(judged.event)),
        coders=len({each.coder for each in used}),
        encoder=like.signature.encoder,
        encoder_hash=like.signature.encoder_hash,
        codebook_hash=like.signature.codebook_hash,
        judgements=digest(used),
        error_before=_rounded(metrics.calibration_error(judged.probability, judged.left_out, BINS)),
        error_after=_rounded(metrics.calibration_error(after, judged.left_out, BINS)),
        brier_before=_rounded(metrics.brier(judged.probability, judged.left_out)),
        brier_after=_rounded(metrics.brier(after, judged.left_out)),
        read_pairs=("read_pairs", False) not in like.signature.settings,
        weights_hash=like.signature.weights_hash,
    )


def cross_validated(judged: Judged, method: Method) -> Floats:
    """Probabilities by curves that had not seen the event, shape (n,)."""
    names = sorted(set(judged.event))
    fold = np.array([names.index(event) % min(FOLDS, len(names)) for event in judged.event])
    found = np.zeros(len(fold))
    for k in np.unique(fold):
        rest = fold != k
        curve = fit_curve(judged.probability[rest], judged.left_out[rest], method)
        before, after = np.array(curve).T
        found[~rest] = np.interp(judged.probability[~rest], before, after)
    return found


def fit_curve(
    probability: Floats, left_out: Mask, method: Method
) -> tuple[tuple[float, float], ...]:
    """Points of the curve from probabilities to what people say, ascending from 0 to 1.

    Args:
        probability: that a passage is left out, in [0, 1], shape (n,).
        left_out: whether it is, shape (n,); both answers occur.
        method: how the curve is fitted.
    """
    from sklearn.isotonic import IsotonicRegression
    from sklearn.linear_model import LogisticRegression

    if method == "isotonic":
        fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
        fitted.fit(probability, left_out.astype(float))
        points = zip(fitted.X_thresholds_, fitted.y_thresholds_, strict=True)
        inner = [(float(x), float(y)) for x, y in points]
        ends = [(0.0, inner[0][1])] * (inner[0][0] > 0), [(1.0, inner[-1][1])] * (inner[-1][0] < 1)
        return tuple((_rounded(x), _rounded(y)) for x, y in (*ends[0], *inner, *ends[1]))
    grid = np.linspace(0, 1, 41)
    model = LogisticRegression(C=1e3).fit(_logit(probability), left_out)
    after = model.predict_proba(_logit(grid))[:, 1]
    return tuple((_rounded(x), _rounded(y)) for x, y in zip(grid, after, strict=True))


def _logit(probability: Floats) -> Floats:
    p = np.clip(probability, 0.01, 0.99)
    return np.log(p / (1 - p)).reshape(-1, 1)


def _thresholds(score: Floats, left_out: Mask) -> tuple[tuple[float, float], ...]:
    """For each error rate that can be kept, the least probability from even whose calls do."""
    order = np.argsort(-score, kind="stable")
    rate = np.cumsum(~left_out[order]) / np.arange(1, len(order) + 1)
    # A call at a probability takes all others of the same with it.
    last = np.append(np.diff(score[order]) != 0, True)
    fits = last & (np.arange(1, len(order) + 1) >= min(_LEAST_CALLS, int(left_out.sum())))
    found = []
    for asked in _RATES:
        kept = np.flatnonzero(fits & (rate <= asked))
        if len(kept):
            found.append((asked, max(_EVEN, _rounded(float(score[order][kept.max()])))))
    return tuple(found)


def _rounded(value: float) -> float:
    return round(float(value), 4)


def lines(found: Calibration) -> list[str]:
    """What was learned, in words for a terminal."""
    drawn = ", ".join(f"{rate:.0%} wrong from {p:.2f}" for rate, p in found.thresholds)
    return [
        f"learned from {found.passages} passages of {found.events} events, {found.coders} coders, "
        f"by {found.method}",
        f"calibration error {found.error_before:.3f} before, {found.error_after:.3f} after; Brier "
        f"score {found.brier_before:.3f} and {found.brier_after:.3f}; on events that the curve had "
        "not seen",
        f"left out may be called at {drawn or 'no rate that can be promised'}",
    ]
