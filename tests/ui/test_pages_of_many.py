"""The pages on many events: topics over time, and silences, out of a folder of results."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from element_texts import texts
from made_results import Made, results_of
from streamlit.testing.v1 import AppTest
from tree import ROOT

from ui import caches

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Eighteen talks, of which the last four pass over what all before raised."""
    day = dt.date(2023, 1, 1)
    events: Made = {
        f"talk-{number:02}": (
            str(day + dt.timedelta(days=30 * number)),
            "",
            {"PRC": {"trade": 0.5, **({"taiwan": 0.3} if number < 14 else {})}, "US": {"trade": 1}},
        )
        for number in range(18)
    }
    made = results_of(events, tmp_path / "results")
    monkeypatch.setenv(caches.RESULTS, str(made))
    return made


def page(name: str) -> tuple[AppTest, str]:
    app = AppTest.from_file(str(ROOT / "ui" / "views" / f"{name}.py"), default_timeout=120).run()
    assert not app.exception
    return app, said_by(app)


def said_by(app: AppTest) -> str:
    trees = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return "\n".join("".join(texts(tree)) for tree in trees)


def test_a_topic_leads_to_the_accounts_that_raise_it(folder: Path) -> None:
    app, _ = page("over_time")
    app.selectbox[2].set_value("taiwan").run()
    assert not app.exception
    said = said_by(app)
    assert said.count("30% of text") == 14
    assert "talk-13" in said
    assert "talk-14" not in said


def test_what_was_passed_over_is_listed(folder: Path) -> None:
    _, said = page("silences")
    assert "PRC raised Taiwan in 14 of 14 accounts of talks with US" in said
    assert "Trade" not in said


@pytest.mark.parametrize("name", ["over_time", "silences"])
def test_without_results_a_page_says_how_to_get_some(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(caches.RESULTS, raising=False)
    assert "readouts batch SOURCE -o results" in page(name)[1]


def test_a_folder_of_something_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(caches.RESULTS, str(tmp_path))
    app, _ = page("over_time")
    assert "no folder of results" in app.error[0].value
