"""The machine held against coders, and they against each other, on codings of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from compare.coding.agreement.measuring import Agreement, measure_all
from compare.coding.applying import machine_answer
from compare.coding.judgements import Judgement
from compare.coding.placing import Places
from compare.comparison import Comparison
from compare.errors import CodingError
from compare.evaluation import metrics


@dataclass(frozen=True, slots=True)
class OwnScores:
    """Scores on one's own codings; one coder is enough."""

    agreements: tuple[Agreement, ...]
    """By kind, the machine's answers standing as one more coder."""
    left_out: dict[str, dict[str, float]]
    """By coder, scores of what is called left out, over passages of substance."""
    signature: str
    passed_over: int
    """Judgements of texts that were not compared, or that have changed."""

    def to_dict(self) -> dict[str, object]:
        """The whole as plain data, for JSON."""
        return asdict(self)


def score(
    results: Iterable[tuple[str, Comparison]], judgements: Sequence[Judgement], draws: int = 1_000
) -> OwnScores:
    """Score comparisons against judgements.

    Args:
        results: ids of events and comparisons as the machine made them.
        judgements: those that count; see :func:`compare.coding.judgements.current`.
        draws: bootstrap draws over events, from a fixed seed.

    Raises:
        CodingError: no judgement is of the texts that were compared.
    """
    topics = {each.topic for each in judgements if each.topic}
    answered: dict[str, Judgement] = {}
    sure: dict[str, list[tuple[float, bool, bool]]] = {}
    signature = ""
    for event, result in results:
        places, signature = Places(result, topics), str(result.signature)
        for each in judgements:
            found = [place for place in places.find(each) if not place.outdated]
            if not found or each.final:
                continue
            place, segment = found[0], found[0].segment
            machine = machine_answer(result, each.kind, place, each.topic)
            answered[each.id] = replace(each, machine=machine, event=each.event or event)
            if each.kind == "status" and segment is not None and each.value != "procedural":
                cover = result.coverage(place.side)[segment]
                row = cover.p_left_out, cover.status == "left_out", each.value == "left_out"
                sure.setdefault(each.coder, []).append(row)
    if not answered:
        raise CodingError(
            "no judgement is of the texts that were compared; name the library that holds them"
        )
    kept = list(answered.values())
    measured = measure_all(kept, machine=True, draws=draws)
    scored = {coder: _left_out(rows) for coder, rows in sorted(sure.items())}
    return OwnScores(measured, scored, signature, len(judgements) - len(kept))


def _left_out(rows: Sequence[tuple[float, bool, bool]]) -> dict[str, float]:
    probability, called, said = (np.array(column) for column in zip(*rows, strict=True))
    precision, recall, f1 = metrics.precision_recall_f1(called, said)
    return {
        "passages": float(len(rows)),
        "precision": precision,
        "recall": recall,
        "F1": f1,
        "AUC": metrics.auc(probability, said),
        "Brier": metrics.brier(probability, said),
        "calibration error": metrics.calibration_error(probability, said, 10),
    }
