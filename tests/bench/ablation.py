"""What each kind of evidence adds: ``python -m tests.bench.ablation ../shared/gold/dev``.

Every row is fitted anew and cross-validated by event, the coverage model on what pair models
that had not seen the event predicted. Rows add to those above them, but the last ones, which
leave one kind out of the whole.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compare.coverage.cross_reading import PAIR_READING_FEATURES
from compare.coverage.features import FEATURES, READING_FEATURES
from compare.coverage.models import PairModels
from compare.coverage.pair_features import PAIR_FEATURES
from compare.coverage.types import CLASSES
from compare.evaluation import metrics
from compare.evaluation.gold import read_gold
from compare.pipeline import Engine
from compare.settings import DEFAULTS
from compare.training.coverage import (
    COVERAGE_PENALTY,
    FOLDS,
    Example,
    fit_matching,
    make_examples,
    matched,
    rows_of,
    split,
)
from compare.training.logistic import fit_logistic

Floats = NDArray[np.float64]
KINDS = {
    "length, languages": "length in_chinese one_language",
    "cosine": "cosine best_cosine best_pair",
    "margin over the nearest": "margin",
    "strings, figures": "string figures",
    "tokens found": "tokens informativeness",
    "concepts of the glossary": "concepts",
    "topics": "topics",
    "passages read together": "read",
}
"""The beginnings of the names of the evidence of each kind."""


def kind_of(name: str) -> str:
    """The kind of a piece of evidence: the one with the longest beginning of its name."""
    beginnings = {start: kind for kind, starts in KINDS.items() for start in starts.split()}
    return beginnings[max((start for start in beginnings if name.startswith(start)), key=len)]


def columns(names: Sequence[str], kinds: Iterable[str]) -> list[int]:
    """Where the evidence of some kinds stands."""
    return [place for place, name in enumerate(names) if kind_of(name) in set(kinds)]


def cross_validated(examples: Sequence[Example], kinds: Sequence[str]) -> tuple[Floats, Floats]:
    """Probabilities (n, 3) and both coders' statuses (n, 2) of all units of substance."""
    pairs = columns((*PAIR_FEATURES, *PAIR_READING_FEATURES), kinds)
    signs = columns((*FEATURES, *READING_FEATURES), kinds)
    said, status = [], []
    for train, test in split(examples, FOLDS):
        inner = [
            row for a, b in split(train, 5) for row in _rows(b, _matching(a, pairs), pairs, signs)
        ]
        x, targets = (np.concatenate(part) for part in zip(*inner, strict=True))
        model = fit_logistic(
            x, np.eye(3)[targets].mean(axis=1), np.ones(len(x)), COVERAGE_PENALTY,
            [str(k) for k in signs], CLASSES,
        )  # fmt: skip
        for x, targets in _rows(test, _matching(train, pairs), pairs, signs):
            said.append(model.probabilities(x))
            status.append(targets)
    return np.concatenate(said), np.concatenate(status)


def _matching(examples: Sequence[Example], chosen: list[int]) -> PairModels | None:
    """A model of pairs over the chosen evidence; none where there is none to learn from."""
    return fit_matching([_only(e, chosen) for e in examples]) if chosen else None


def _only(example: Example, chosen: list[int]) -> Example:
    pairs = example.evidence.pairs[..., chosen]
    return replace(example, evidence=replace(example.evidence, pairs=pairs))


def _rows(
    examples: Sequence[Example], matching: PairModels | None, pairs: list[int], signs: list[int]
) -> list[tuple[Floats, NDArray[np.int_]]]:
    rows = []
    for e in examples:
        p = np.zeros(e.evidence.pairs.shape[:2])
        if matching is not None:
            p = matched(_only(e, pairs), matching)
        x, status = rows_of(e, p)
        keep = (status >= 0).all(axis=1)
        rows.append((x[keep][:, signs], status[keep]))
    return rows


def scores(p: Floats, status: Floats) -> dict[str, float]:
    """AUC on agreed units; recall at precision .90, Brier and macro F1 as means over coders."""
    left_out = CLASSES.index("left_out")
    agreed = status[:, 0] == status[:, 1]
    score, called = p[:, left_out], p.argmax(axis=1)
    by_coder = [
        (
            metrics.recall_at_precision(score, own == left_out, 0.9),
            metrics.brier(score, own == left_out),
            float(
                np.mean([metrics.precision_recall_f1(called == k, own == k)[2] for k in range(3)])
            ),
        )
        for own in status.T
    ]
    recall, brier, macro = np.mean(by_coder, axis=0)
    auc = metrics.auc(score[agreed], status[agreed, 0] == left_out)
    return {"AUC": auc, "R at P .90": recall, "Brier": brier, "macro F1": macro}


def main() -> int:
    """Print the table."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    examples = make_examples(read_gold(Path(sys.argv[1])), Engine(DEFAULTS))
    kinds = list(KINDS)
    rows = [(f"+ {kind}", kinds[: k + 1]) for k, kind in enumerate(kinds)]
    rows += [(f"all but {kind}", [k for k in kinds if k != kind]) for kind in kinds[:-1]]
    for number, (name, chosen) in enumerate(rows):
        found = scores(*cross_validated(examples, chosen))
        if not number:
            units = len(cross_validated(examples, chosen)[0])
            print(f"{len(examples)} events, {units} units of substance, {FOLDS} folds by event")
            print(f"{'evidence':36}" + "".join(f"{score:>12}" for score in found))
        print(f"{name:36}" + "".join(f"{v:12.3f}" for v in found.values()), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
