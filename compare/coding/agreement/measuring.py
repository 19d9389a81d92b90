"""Agreement of coders with intervals, by label and by event, and where they differ."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from compare.coding.agreement import coefficients as coef
from compare.coding.agreement.codings import Codings, Row, tabulate
from compare.coding.judgements import VALUES, Judgement
from compare.comparison.decisions import DecisionKind
from compare.errors import CodingError
from compare.evaluation.scores import SEED, Score

if TYPE_CHECKING:
    from numpy.typing import NDArray

POSITIVE: dict[DecisionKind, str] = {"link": "linked", "topic": "raised"}
"""Kinds of which most places are not judged because nothing is there, and what says that there
is something: of them F1 is the measure, which does not count what nobody found."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one kind of judgement."""

    kind: DecisionKind
    coders: tuple[str, ...]
    events: int
    places: int
    """Places that at least two coders judged."""
    scores: dict[str, Score]
    """By the name of the coefficient, with 95% intervals over events."""
    pairs: dict[str, Score]
    """Cohen's kappa of each pair of coders, or F1 for links and topics; by ``A and B``."""
    by_label: dict[str, float]
    """Krippendorff's alpha of each label against all others."""
    by_event: dict[str, tuple[float, int]]
    """Share of pairs of judgements that agree, and the number of places, by event."""
    disagreements: tuple[Row, ...]
    """Places of which coders say different things."""

    def to_dict(self) -> dict[str, object]:
        """The whole as plain data, for JSON."""
        return asdict(self)


def measure(
    judgements: Sequence[Judgement],
    kind: DecisionKind = "status",
    *,
    machine: bool = False,
    draws: int = 1_000,
) -> Agreement:
    """Measure how far coders agree.

    Args:
        judgements: those that count; see :func:`compare.coding.judgements.current`.
        kind: which of them.
        machine: whether what the machine had said is one more coder.
        draws: bootstrap draws over events, from a fixed seed: places of one event are not
            independent.

    Raises:
        CodingError: no place was judged by two coders.
    """
    return measure_codings(tabulate(judgements, kind, machine=machine), draws=draws)


def measure_all(
    judgements: Sequence[Judgement],
    kinds: Iterable[DecisionKind] = tuple(VALUES),
    *,
    machine: bool = False,
    draws: int = 1_000,
) -> tuple[Agreement, ...]:
    """Measure each kind of which two coders judged a place; none where there is no such kind.

    Args:
        judgements: as for :func:`measure`.
        kinds: which of them.
        machine: as for :func:`measure`.
        draws: as for :func:`measure`.
    """
    tables = (tabulate(judgements, kind, machine=machine) for kind in kinds)
    return tuple(measure_codings(each, draws=draws) for each in tables if each.shared().rows)


def measure_codings(codings: Codings, *, draws: int = 1_000) -> Agreement:
    """Measure how far the coders of a table agree; as :func:`measure` else.

    Raises:
        CodingError: no place was judged by two coders.
    """
    whole, codings = codings, codings.shared()
    if not codings.rows:
        raise CodingError(
            f"no {codings.kind} was judged by two coders; have a second one judge the same passages"
        )
    labels = codings.labels
    labelled = coef.table(codings, labels)
    counted = coef.counts(labelled, len(labels))
    events = np.array([codings.events.index(row.event) for row in codings.rows])

    def scored(function: Callable[[NDArray[np.int_]], float]) -> Score:
        return _bootstrapped(function, events, draws)

    scores = {
        "agreement": scored(lambda rows: coef.observed(counted[rows])),
        "Krippendorff's alpha": scored(lambda rows: coef.krippendorff_alpha(counted[rows])),
    }
    if len(codings.coders) > 2:
        scores["Fleiss' kappa"] = scored(lambda rows: coef.fleiss_kappa(counted[rows]))
    return Agreement(
        kind=codings.kind,
        coders=codings.coders,
        events=len(codings.events),
        places=len(codings.rows),
        scores=scores,
        pairs={
            " and ".join(pair): _of_pair(whole.of(pair), labels, draws)
            for pair in itertools.combinations(codings.coders, 2)
        },
        by_label={
            label: coef.krippendorff_alpha(
                np.stack([counted[:, k], counted.sum(axis=1) - counted[:, k]], axis=1)
            )
            for k, label in enumerate(labels)
        },
        by_event={
            event: (coef.observed(counted[events == k]), int((events == k).sum()))
            for k, event in enumerate(codings.events)
        },
        disagreements=tuple(row for row in codings.rows if len(set(row.values) - {None}) > 1),
    )


def _of_pair(codings: Codings, labels: Sequence[str], draws: int) -> Score:
    """Cohen's kappa of two coders; of links and topics the F1 of what they found."""
    positive = POSITIVE.get(codings.kind)
    if positive is not None:
        return _set_f1(codings, positive, draws)
    shared = codings.shared()
    labelled = coef.table(shared, labels)
    events = np.array([shared.events.index(row.event) for row in shared.rows], dtype=int)
    return _bootstrapped(lambda rows: coef.cohen_kappa(labelled[rows], len(labels)), events, draws)


def _set_f1(codings: Codings, positive: str, draws: int) -> Score:
    """F1 of what two coders found, over the events that both of them coded.

    What one found and the other said nothing of counts as not found by the other.
    """
    judged = [{r.event for r in codings.rows if r.values[k] is not None} for k in (0, 1)]
    rows = [row for row in codings.rows if row.event in judged[0] & judged[1]]
    names = list(dict.fromkeys(row.event for row in rows))
    found = np.array([[v == positive for v in row.values] for row in rows]).reshape(-1, 2)
    events = np.array([names.index(row.event) for row in rows], dtype=int)

    def f1(chosen: NDArray[np.int_]) -> float:
        both = found[chosen]
        total = int(both.sum())
        return 2 * int(both.all(axis=1).sum()) / total if total else float("nan")

    return _bootstrapped(f1, events, draws)


def _bootstrapped(
    function: Callable[[NDArray[np.int_]], float], events: NDArray[np.int_], draws: int
) -> Score:
    """A measure over all rows, with its interval over drawings of whole events.

    Args:
        function: of the indices of rows, which may repeat.
        events: number of the event of each row.
        draws: how often to draw; drawings of which the measure is not defined do not count.
    """
    count = int(events.max(initial=-1)) + 1
    rows = [np.flatnonzero(events == k) for k in range(count)]
    value = function(np.arange(len(events)))
    random = np.random.default_rng(SEED)
    drawn = [
        function(np.concatenate([rows[k] for k in random.integers(0, count, count)]))
        for _ in range(draws if count > 1 else 0)
    ]
    kept = [score for score in drawn if not np.isnan(score)]
    low, high = np.quantile(kept, [0.025, 0.975]).tolist() if kept else (float("nan"),) * 2
    return Score(value, low, high)
