"""What recalibration is worth on events that it has not seen: by halves of pairs of states.

``python -m tests.bench.recalibration ../shared/gold/states`` compares the labelled events of a
folder, learns a curve from the events of one half of the pairs of states and measures it on those
of the other, both ways round, over random halves; passages are those on which both coders agree.
``--results`` takes comparisons that were saved before.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path

import numpy as np

from compare.coding.recalibrating import BINS, Judged, fit_curve
from compare.comparison import SIDES
from compare.evaluation import metrics
from compare.evaluation.carry_over import carry_over
from compare.evaluation.gold import GoldEvent, read_gold
from compare.evaluation.results import Answers, answers_of, match_results, read_results
from compare.pipeline import statements

SEED = 20240112


def judged(gold: list[GoldEvent], answers: list[Answers]) -> Judged:
    """The passages of substance on which both coders agree, as if people had judged them."""
    rows = [
        (answer.p_left_out, answer.unit.A.status == "left_out", event.id)
        for event, answered in zip(gold, answers, strict=True)
        for side in SIDES
        for answer in carry_over(event, answered, side)
        if answer.unit.substantive and answer.unit.A.status == answer.unit.B.status
    ]
    probability, left_out, events = zip(*rows, strict=True)
    return Judged(np.array(probability), np.array(left_out), events)


def halves(found: Judged, pairs: dict[str, str], method: str, draw: int) -> tuple[float, ...]:
    """Calibration error and Brier score before and after, each half by a curve of the other."""
    random = np.random.default_rng([SEED, draw])
    names = sorted(set(pairs.values()))
    chosen = set(random.permutation(names)[: len(names) // 2].tolist())
    first = np.array([pairs[event] in chosen for event in found.event])
    after = np.zeros(len(first))
    for here in (first, ~first):
        curve = fit_curve(found.probability[~here], found.left_out[~here], method)  # type: ignore[arg-type]
        after[here] = np.interp(found.probability[here], *np.array(curve).T)
    return (
        metrics.calibration_error(found.probability, found.left_out, BINS),
        metrics.brier(found.probability, found.left_out),
        metrics.calibration_error(after, found.left_out, BINS),
        metrics.brier(after, found.left_out),
    )


def main() -> None:
    """Print calibration error and Brier score before and after, for either kind of curve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--results", type=Path)
    parser.add_argument("--draws", type=int, default=50)
    given = parser.parse_args()
    gold = list(read_gold(given.gold))
    if given.results:
        answers = list(match_results(gold, read_results(given.results)))
    else:
        answers = [answers_of(statements(e.statement("left"), e.statement("right"))) for e in gold]
    found = judged(gold, answers)
    pairs = {event.id: event.pair for event in gold}
    print(f"{len(found.event)} passages of {len(gold)} events, {len(set(pairs.values()))} pairs")
    print("mean over random halves [5%, 95%], on events of pairs not learned from")
    for method in ("platt", "isotonic"):
        drawn = list(
            zip(*(halves(found, pairs, method, d) for d in range(given.draws)), strict=True)
        )
        for name, k in (("calibration error", 0), ("Brier score", 1)):
            before, after = drawn[k], drawn[k + 2]
            low, high = np.quantile(after, [0.05, 0.95])
            print(
                f"{method:<10}{name:<20}before {statistics.fmean(before):.3f}  after "
                f"{statistics.fmean(after):.3f} [{low:.3f}, {high:.3f}]"
            )


if __name__ == "__main__":
    main()
