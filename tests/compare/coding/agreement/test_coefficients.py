"""Coefficients of agreement on published tables, and against the reference packages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import cohen_kappa_score

from compare.coding.agreement import coefficients as coef
from compare.coding.agreement.codings import Codings, Row

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), data of sections A, B and C.
MEG_AND_OWEN = ("0100000010", "1110010000")
BEN_AND_GERRY = ("aabbdcccedda", "babbbccceddd")
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
# Fleiss, Measuring nominal scale agreement among many raters (1971), table 1.
FLEISS = """0 0 0 0 14
0 2 6 4 2
0 0 3 5 6
0 3 9 2 0
2 2 8 1 1
7 7 0 0 0
3 2 6 3 0
2 5 3 2 2
6 5 2 1 0
0 2 2 3 7"""


def codings(*coders: str) -> Codings:
    rows = tuple(
        Row("one", "", tuple(None if v == "." else v for v in place))
        for place in zip(*coders, strict=True)
    )
    return Codings("status", tuple(map(str, range(len(coders)))), rows)


def counted(found: Codings) -> np.ndarray[tuple[int, int], np.dtype[np.int_]]:
    labels = found.labels
    return coef.counts(coef.table(found, labels), len(labels))


@pytest.mark.parametrize(
    ("coders", "alpha"), [(MEG_AND_OWEN, 0.095), (BEN_AND_GERRY, 0.692), (FOUR, 0.743)]
)
def test_alpha_is_that_of_krippendorffs_tables(coders: tuple[str, ...], alpha: float) -> None:
    assert round(coef.krippendorff_alpha(counted(codings(*coders))), 3) == alpha


def test_kappa_is_that_of_fleiss_table() -> None:
    table = np.array([list(map(int, line.split())) for line in FLEISS.splitlines()])
    assert round(coef.fleiss_kappa(table), 3) == 0.210


@given(
    hnp.arrays(int, st.tuples(st.integers(2, 30), st.just(2)), elements=st.integers(0, 3)).filter(
        lambda table: len(np.unique(table)) > 1
    )
)
def test_kappa_of_two_is_that_of_scikit_learn(
    table: np.ndarray[tuple[int, int], np.dtype[np.int_]],
) -> None:
    ours = coef.cohen_kappa(table, 4)
    assert ours == pytest.approx(cohen_kappa_score(table[:, 0], table[:, 1]), nan_ok=True)


def test_what_one_coder_did_not_judge_does_not_count() -> None:
    table = np.array([[0, 0], [1, 1], [0, -1], [-1, 1]])
    assert coef.cohen_kappa(table, 2) == 1.0
    assert coef.observed(coef.counts(table, 2)) == 1.0


def test_what_is_not_defined_is_nan() -> None:
    same = coef.counts(np.zeros((4, 2), int), 1)
    none = coef.counts(np.full((4, 2), -1), 1)
    for value in (
        coef.krippendorff_alpha(same),
        coef.krippendorff_alpha(none),
        coef.fleiss_kappa(same),
        coef.fleiss_kappa(none),
        coef.observed(none),
        coef.cohen_kappa(np.full((4, 2), -1), 1),
        coef.cohen_kappa(np.zeros((4, 2), int), 1),
    ):
        assert np.isnan(value)
