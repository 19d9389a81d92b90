"""A comparison that is waited for: how far it is, and Stop, which leaves the page whole."""

from __future__ import annotations

import functools
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from dashboard_server import bring
from page_runs import APP, WAIT
from page_steps import FIRST, LONG, opened, quiet
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from compare.encoders import cross_encoder, loading
from compare.settings import DEFAULTS, Settings
from corpus.statements import Event, Statement
from ui import caches
from ui.work import ahead
from ui.work.steps import Job, Step

WORDS = "grain trade visas fisheries flights tourism tariffs students ports rivers".split()
LONG_TEXT = "\n\n".join(
    f"On day {day} both sides discussed {WORDS[day % 10]} and {WORDS[day // 10 % 10]}, "
    f"and the {WORDS[day * 7 % 10]} of province {day}."
    for day in range(110)
)


def test_steps_are_done_in_their_order_and_counted() -> None:
    may_go_on = threading.Event()
    job = Job("a", [Step("first", lambda: 1), Step("second", may_go_on.wait), Step("third", str)])
    while job.done < 1:
        assert not job.wait(0.01)
    assert (job.step, job.done, job.total, job.halted) == ("second", 1, 3, False)
    may_go_on.set()
    assert job.wait(10)
    assert job.results() == [1, True, ""]
    assert job.step == ""


def test_a_job_that_is_halted_does_no_further_step() -> None:
    may_go_on, done = threading.Event(), []
    job = Job("a", [Step("first", may_go_on.wait), Step("second", lambda: done.append(2))])
    job.halt()
    may_go_on.set()
    assert job.wait(10)
    assert (job.halted, job.done, done) == (True, 1, [])


def test_what_fails_is_raised_to_whoever_waits() -> None:
    job = Job("a", [Step("first", lambda: 1 // 0), Step("second", str)])
    assert job.wait(10)
    with pytest.raises(ZeroDivisionError):
        job.results()


class CountingEngine:
    """Takes the place of the engine, which takes seconds for each pair."""

    def __init__(self) -> None:
        self.gathered: list[tuple[str, str]] = []

    def prepare(self, statement: Statement) -> str:
        return statement.id

    def gather(self, left: str, right: str) -> tuple[str, str]:
        self.gathered.append((left, right))
        return left, right

    def judge(self, pair: tuple[str, str], settings: Settings) -> tuple[str, str]:
        return pair


def _draw_all(*given: object) -> None:
    from tests.ui import test_stopping

    test_stopping.draw_all(*given)


def draw_all(*given: Any) -> None:
    event, pairs = given
    st.session_state["found"] = caches._compare(event, pairs, DEFAULTS)


def test_the_pairs_of_many_texts_are_each_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """More pairs than the evidence of which is held at once."""
    engine = CountingEngine()
    monkeypatch.setattr(caches, "_engine", lambda *_: engine)
    ids = [f"many-{number}" for number in range(8)]
    texts = [Statement(id=id_, side="US", language="en", text=f"We are {id_}.") for id_ in ids]
    app = AppTest.from_function(_draw_all, default_timeout=60)
    pairs = list(combinations(range(8), 2))
    app.args = (Event(id="many", statements=tuple(texts)), pairs)
    for _ in range(2):
        assert not app.run().exception
        assert app.session_state["found"] == list(combinations(ids, 2))
    assert engine.gathered == list(combinations(ids, 2))


def test_whatever_ends_a_job_its_end_is_said() -> None:
    def leave() -> None:
        raise SystemExit(3)

    job = Job("a", [Step("first", leave)])
    assert job.wait(10)
    with pytest.raises(SystemExit):
        job.results()


@pytest.mark.slow
@pytest.mark.parametrize("query", [{}, {"event": "own"}])
def test_the_models_are_loaded_before_anybody_compares(
    query: dict[str, str], monkeypatch: pytest.MonkeyPatch, library: Path
) -> None:
    monkeypatch.setattr(ahead, "load", functools.cache(ahead.load.__wrapped__))
    for opened_once in (loading._open_once, cross_encoder._open_once):
        opened_once.cache_clear()
    app = AppTest.from_file(str(APP), default_timeout=WAIT)
    app.query_params.update(query)
    for _ in range(2):
        assert not app.run().exception
        ahead.load().join(WAIT)
    assert ahead.load.cache_info().misses == 1
    # Those that comparisons use, with the body of each language.
    for opened_once in (loading._open_once, cross_encoder._open_once):
        assert opened_once.cache_info().misses == 1
    assert {"_english_body", "_chinese_body"} <= vars(loading.open_embedded()).keys()
    cross_encoder.open_reader()
    assert cross_encoder._open_once.cache_info().misses == 1


def test_a_model_that_is_being_opened_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def slowly(folder: Path) -> object:
        time.sleep(0.2)
        made.append(object())
        return made[-1]

    monkeypatch.setattr(loading, "_open_once", functools.cache(slowly))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: loading.open_embedded(), range(4)))
    assert found == made * 4


@pytest.mark.slow
def test_a_comparison_is_stopped_and_gone_on_with_and_the_page_stays(page: Page) -> None:
    opened(page)  # The encoder is loaded by then.
    bring(page, LONG_TEXT, LONG_TEXT.replace("both sides discussed", "the two sides talked of"))
    # The header has a button of that name, too.
    stop = page.get_by_test_id("stMain").get_by_role("button", name="Stop", exact=True)
    expect(stop).to_be_visible(timeout=LONG)
    said = page.get_by_test_id("stProgress")
    told = said.inner_text()
    stop.click()
    assert re.search(r"… \d of 4 steps done, \d left \(\d+ s\)", told)
    expect(page.get_by_text("Stopped: these texts are not compared")).to_be_visible(timeout=LONG)
    quiet(page)
    expect(stop).to_have_count(0)
    expect(page.get_by_role("combobox", name="Event")).to_be_visible()
    for name in ("Topics", "Compare"):
        page.get_by_role("link", name=name, exact=True).click()
        quiet(page)
        expect(page.get_by_text("Stopped: these texts are not compared")).to_be_visible()
    page.get_by_role("button", name="Compare", exact=True).last.click()
    expect(page.locator(".segment").first).to_be_visible(timeout=FIRST)
    expect(page.get_by_text("Stopped: these texts")).to_have_count(0)
    expect(said).to_have_count(0)
