"""Products of matrices have the same bits whatever the number of cores."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from compare.arrays import one_thread
from compare.coverage import pair_features
from compare.pipeline import Engine
from compare.settings import Settings
from corpus import samples


def threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_it_holds_inside_and_not_after() -> None:
    with threadpool_limits(2, user_api="blas"):
        with one_thread():
            with one_thread():
                assert threads() == {1}
            assert threads() == {1}
        assert threads() == {2}


def test_callers_in_several_threads_leave_the_number_as_it_was() -> None:
    def held(_: int) -> set[int]:
        with one_thread():
            return threads()

    before = threads()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(held, range(40))) == [{1}] * 40
    assert threads() == before


def test_pairs_are_weighed_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(Settings(read_pairs=False))
    event = samples.load("blinken-liu-2024")
    left, right = (engine.prepare(statement) for statement in event.statements)
    seen: list[set[int]] = []
    margin = pair_features._margin

    def watched(cosine: np.ndarray) -> np.ndarray:
        seen.append(threads())
        return margin(cosine)

    monkeypatch.setattr(pair_features, "_margin", watched)
    with threadpool_limits(2, user_api="blas"):
        engine.compare(left, right)
    assert seen == [{1}]
