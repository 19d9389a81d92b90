"""Silences and first mentions against the record: by hand, and error rates by simulation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_results import Made, results_of

from compare.errors import BatchError
from compare.time_series.silence import (
    STRENGTHS,
    false_discovery,
    foretell,
    silences,
)

pytest.importorskip("pandas")


def test_the_first_account_is_foretold_by_nothing() -> None:
    raised = np.array([[True], [True], [False]])
    told = foretell(raised, np.array(["PRC"] * 3))
    assert told.probability[0, 0] == pytest.approx(0.5)
    # After one that raised it: (1 + strength * (1 + .5) / 2) / (1 + strength).
    strength = told.strength
    assert strength in STRENGTHS
    assert told.probability[1, 0] == pytest.approx((1 + strength * 0.75) / (1 + strength))


def test_what_comes_later_changes_nothing_before() -> None:
    chance = np.random.default_rng(0)
    raised = chance.random((30, 5)) < 0.5
    names = np.array(["PRC", "Japan"] * 15)
    whole = foretell(raised, names)
    for number in (5, 12, 29):
        part = foretell(raised[:number], names[:number])
        if (part.decay, part.strength) == (whole.decay, whole.strength):
            assert np.allclose(part.probability, whole.probability[:number])
            assert np.allclose(part.chance, whole.chance[:number])


def test_a_record_with_others_counts_where_there_is_none_of_ones_own() -> None:
    often = np.ones((12, 1), dtype=bool)
    names = np.array(["PRC"] * 11 + ["Japan"])
    assert foretell(often, names).probability[-1, 0] > 0.9
    never = ~often
    assert foretell(never, names).probability[-1, 0] < 0.1


def test_a_run_is_the_product_of_its_accounts() -> None:
    raised = np.array([[True]] * 8 + [[False]] * 3)
    told = foretell(raised, np.array(["PRC"] * 11))
    assert list(told.run[-3:, 0]) == [1, 2, 3]
    silent = 1 - told.probability[-3:, 0]
    assert told.chance[-1, 0] == pytest.approx(silent.prod())
    assert silent[0] < silent[1] < silent[2]


def test_false_discovery_is_that_of_benjamini_and_hochberg() -> None:
    """The fifteen p-values of the example in their paper of 1995: four are rejected at .05."""
    p = np.array(
        [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
         0.5719, 0.6528, 0.7590, 1.0]
    )  # fmt: skip
    assert (false_discovery(p) <= 0.05).sum() == 4
    assert false_discovery(p[::-1])[::-1] == pytest.approx(false_discovery(p))


def events(raised: list[bool], topic: str = "taiwan") -> Made:
    """Accounts of the PRC on talks with the US, a month apart, which raise trade always."""
    day = dt.date(2020, 1, 1)
    return {
        f"e{number:02}": (
            str(day + dt.timedelta(days=30 * number)),
            "",
            {"PRC": {"trade": 0.5, **({topic: 0.5} if said else {})}, "US": {"trade": 1.0}},
        )
        for number, said in enumerate(raised)
    }


def test_a_silence_is_told_in_words_and_once(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    folder = results_of(events([True] * 15 + [False] * 3), tmp_path / "silent")
    found = silences(folder)
    listed = found.listed("silence", q=0.2)
    assert [(r["side"], r["topic"], r["run"]) for r in listed.to_dict("records")] == [
        ("PRC", "taiwan", 3)
    ]
    assert (listed["before"].item(), listed["of"].item()) == (15, 15)
    code, said, _ = run("silences", folder, "--q", "0.2")
    assert code == 0
    passed = "15 of 15 successive accounts of talks with US, and not in the 3 since"
    assert f"PRC raised Taiwan in {passed}" in said
    code, said, _ = run("silences", folder, "--q", "0.2", "--report-lang", "zh")
    assert "PRC此前15份关于与US会谈的通稿中有15份提到议题taiwan" in said


def test_a_language_of_sentences_is_refused_for_a_table(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    folder = results_of(events([True] * 6), tmp_path / "made")
    code, said, wrong = run("silences", folder, "-o", tmp_path / "s.csv", "--report-lang", "zh")
    assert (code, said) == (2, "")
    assert "--report-lang is of sentences" in wrong
    assert not (tmp_path / "s.csv").exists()


def test_of_chosen_topics_the_false_discovery_rate_is_theirs_alone(tmp_path: Path) -> None:
    made: dict[str, tuple[str, str, dict[str, Any]]] = {}
    for number, (event, (day, place, raised)) in enumerate(
        events([True] * 15 + [False] * 3).items()
    ):
        often = {"gaza": 0.5} if number % 2 else {}  # Raised now and then: no surprise.
        made[event] = day, place, {**raised, "PRC": {**raised["PRC"], **often}}
    folder = results_of(made, tmp_path / "silent")
    every, alone = silences(folder), silences(folder, topics=("taiwan",))
    assert set(alone.table["topic"]) == {"taiwan"}
    before, after = (
        next(row for row in each.listed("silence", q=1).to_dict("records") if row["run"] == 3)
        for each in (every, alone)
    )
    # Chances are those of the whole record; gaza was another test of nearly as many accounts.
    assert before["chance"] == after["chance"]
    assert after["q"] < 0.6 * before["q"]
    with pytest.raises(BatchError, match="no event raises a topic 'moon'"):
        silences(folder, topics=("moon",))


def test_a_first_mention_is_told_too(tmp_path: Path) -> None:
    folder = results_of(events([False] * 14 + [True] * 3), tmp_path / "new")
    listed = silences(folder).listed("first_mention", q=0.2)
    assert list(listed["topic"]) == ["taiwan"]
    assert "never raised Taiwan before" in silences(folder).sentences(listed)[0]


def test_what_is_as_before_is_no_surprise(tmp_path: Path) -> None:
    folder = results_of(events([True, False] * 9), tmp_path / "often")
    found = silences(folder)
    assert found.listed(q=0.3).empty
    assert (found.table.loc[found.table["topic"] == "trade", "kind"] == "").all()


def test_of_sides_that_never_change_few_alarms_are_raised() -> None:
    """At a chance of .05, at most 5 % of accounts and topics; a wrong record would raise more."""
    from tests.bench.silence_changes import judge, simulate

    chance = np.random.default_rng(11)
    alarms, changes = [], []
    for _ in range(12):
        side = simulate(chance)
        p, tested = judge(side)
        steady = side.changes < 0
        alarms.append((p[:, steady] <= 0.05)[tested[:, steady]])
        first = side.counterparts == "A"
        for topic in np.flatnonzero(~steady):
            after = np.flatnonzero(first & (np.arange(len(first)) >= side.changes[topic]))[:3]
            changes.append(bool((p[after, topic] <= 0.05).any()))
    assert np.concatenate(alarms).mean() <= 0.05
    assert np.mean(changes) >= 0.85
