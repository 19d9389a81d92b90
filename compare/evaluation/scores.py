"""Scores against events that two coders labelled, as their guide defines them.

A program's segments need not be the coders' units, so answers are carried over by
characters. Every score is the mean of the score against either coder, pooled over the units
of all events, with a bootstrap interval over events: units of one event are not independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from compare.comparison import Comparison
from compare.evaluation import metrics
from compare.evaluation.gold import GoldEvent, read_gold
from compare.evaluation.pool import CALIBRATION_BINS, Pool, gather_facts
from compare.evaluation.results import Answers, answers_of, match_results, read_results
from compare.pipeline import Progress, statements
from compare.settings import DEFAULTS, Settings

SEED = 20240112


@dataclass(frozen=True, slots=True)
class Score:
    """A number with its 95% bootstrap interval over events."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of comparisons against gold labels."""

    events: int
    units: int
    """Units that neither coder called procedural."""
    scores: dict[str, Score]
    baselines: dict[str, dict[str, float]]
    """Scores of simpler answers on the same units, by name."""
    per_event: dict[str, dict[str, float]]
    held_out: int
    """Events in the training data, scored by weights that had not seen them."""
    reliability: tuple[tuple[float, float, int], ...]
    """Mean probability of left out, share that coders call so, and labels, by bin."""
    precision_recall: tuple[tuple[float, float], ...]
    """Recall and precision of left out at every threshold, the strictest first."""
    signature: str

    def to_dict(self) -> dict[str, object]:
        """The whole as plain data, for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def evaluate(
    gold: Path | str | Sequence[GoldEvent],
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
    draws: int = 1_000,
) -> Evaluation:
    """Compare every event of ``gold`` and score the answers.

    An event whose text is in the training data is scored by weights that never saw it.

    Args:
        gold: a folder of labelled events, or the events from :func:`read_gold`.
        settings: how to compare.
        progress: told which event is being compared.
        draws: bootstrap draws over events, from a fixed seed.

    Raises:
        GoldError: nothing is there, or a file does not fit.
        CompareError: as :func:`compare.statements` does.
    """
    labelled = read_gold(gold) if isinstance(gold, Path | str) else gold
    results = []
    for event in labelled:
        if progress:
            progress(f"comparing {event.id}")
        results.append(statements(event.statement("left"), event.statement("right"), settings))
    return score_results(labelled, results, draws)


def score_results(
    gold: Sequence[GoldEvent], results: Sequence[Comparison], draws: int = 1_000
) -> Evaluation:
    """Score comparisons already made, one for each labelled event, in the same order."""
    return score_answers(gold, [answers_of(result) for result in results], draws)


def score_saved(
    gold: Path | str | Sequence[GoldEvent], results: Path | str, draws: int = 1_000
) -> Evaluation:
    """Score the saved results of any program; see :mod:`compare.evaluation.results`.

    Args:
        gold: a folder of labelled events, or the events from :func:`read_gold`.
        results: a ``.json`` or ``.jsonl`` file, or a folder of them.
        draws: bootstrap draws over events, from a fixed seed.

    Raises:
        GoldError: a file is missing or does not fit, or an event has no result.
    """
    labelled = read_gold(gold) if isinstance(gold, Path | str) else gold
    return score_answers(labelled, match_results(labelled, read_results(results)), draws)


def score_answers(
    gold: Sequence[GoldEvent], answers: Sequence[Answers], draws: int = 1_000
) -> Evaluation:
    """Score a program's answers, one for each labelled event, in the same order.

    Raises:
        ValueError: there are more or fewer answers than events.
    """
    facts = [gather_facts(event, answer) for event, answer in zip(gold, answers, strict=True)]
    pool = Pool(facts)
    everything = np.arange(len(facts))
    random = np.random.default_rng(SEED)
    drawn = [pool.scores(random.integers(0, len(facts), len(facts))) for _ in range(draws)]
    scores = {
        name: Score(value, *np.quantile([d[name] for d in drawn], [0.025, 0.975]).tolist())
        for name, value in pool.scores(everything).items()
    }
    return Evaluation(
        events=len(facts),
        units=int(pool.substantive.sum()),
        scores=scores,
        baselines=pool.baselines(),
        per_event={f.id: pool.scores(np.array([i])) for i, f in enumerate(facts)},
        held_out=sum(answer.held_out for answer in answers),
        signature=answers[0].signature,
        reliability=tuple(metrics.reliability(*pool.labels(), CALIBRATION_BINS)),
        precision_recall=tuple(metrics.precision_recall_curve(*pool.labels())),
    )


def _lines(evaluation: Evaluation) -> list[str]:
    seen = f", {evaluation.held_out} of them scored by weights that had not seen them"
    lines = [
        f"{evaluation.events} events, {evaluation.units} substantive units, 95% intervals over "
        f"events{seen if evaluation.held_out else ''}",
        "",
        f"{'score':<36}{'value':>7}   interval",
    ]
    lines += [
        f"{name:<36}{score.value:>7.3f}   {score.low:.3f} to {score.high:.3f}"
        for name, score in evaluation.scores.items()
    ]
    lines += ["", "for comparison, on the same units"]
    lines += [
        f"  {name}: " + ", ".join(f"{k} {v:.3f}" for k, v in scores.items())
        for name, scores in evaluation.baselines.items()
    ]
    lines += ["", f"{'event':<18}{'left_out F1':>12}{'AUC':>8}{'links F1':>10}{'topics F1':>11}"]
    lines += [
        f"{name:<18}{s['left_out F1']:>12.3f}{s['left_out AUC']:>8.3f}"
        f"{s['matched-pair F1']:>10.3f}{s['topics of a side F1']:>11.3f}"
        for name, s in evaluation.per_event.items()
    ]
    return [*lines, "", evaluation.signature]
