"""The library's events as one table: filters, comparing many in the background, stopping it."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from page_runs import PRC, US, fresh, prose
from streamlit.testing.v1 import AppTest

import corpus
from compare.library import compare_library, kept_comparison, open_library
from compare.pipeline import Engine
from compare.settings import DEFAULTS
from corpus import Library
from corpus.statements import Event, Statement
from ui import caches
from ui.background import Background

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("library")]


def made(name: str, day: dt.date, sides: tuple[str, str], texts: tuple[str, str]) -> Event:
    statements = tuple(
        Statement(id=f"{name}-{side}", side=side, language="en", text=text)
        for side, text in zip(sides, texts, strict=True)
    )
    return Event(id=name, title=f"Talks {name}", date=day, statements=statements)


@pytest.fixture
def shelf(library: Path) -> Library:
    found = open_library(str(library), encoder=None)
    grain = "Both sides discussed trade and agreed to lower tariffs on grain."
    for number, (sides, left) in enumerate(
        [(("West", "East"), US), (("West", "North"), grain), (("West", "East"), f"{US} Fish.")]
    ):
        found.add_event(made("abc"[number], dt.date(2023 + number, 3, 1), sides, (left, PRC)))
    return found


def waited(work: Background) -> None:
    for _ in range(1200):
        if not work.state.running:
            return
        time.sleep(0.1)
    pytest.fail("the run in the background does not end")


def table(app: AppTest) -> str:
    return prose(app).split("Who raises what")[-1]


def test_many_are_compared_in_the_background_and_filtered(shelf: Library) -> None:
    app = fresh("library")
    assert "3 events" in prose(app)
    assert table(app).index("Talks c") < table(app).index("Talks a"), "the newest first"
    assert table(app).count("not compared yet") == 3
    app.button(key="events-compare").click().run()
    waited(caches.background(DEFAULTS))
    app.run()
    assert "not compared yet" not in table(app)
    assert "○ Only West: " in table(app)
    assert not [one for one in app.button if one.key == "events-compare"]

    app.selectbox(key="list-topic").set_value("taiwan").run()
    assert "2 events of 3" in prose(app)
    assert "Talks b" not in table(app)
    assert "● West: raises it" in table(app)
    app.selectbox(key="list-topic").set_value("").run()
    app.selectbox(key="list-side").set_value("North").run()
    assert "1 event" in prose(app)
    assert "Talks b" in table(app)
    app.selectbox(key="list-side").set_value("").run()
    app.date_input(key="list-since").set_value(dt.date(2024, 6, 1)).run()
    assert app.query_params["from"] == "2024-06-01"
    assert "Talks c" in table(app)
    assert "Talks b" not in table(app)


def test_what_the_library_keeps_is_shown_and_not_compared_again(shelf: Library) -> None:
    [first, *_] = compare_library(shelf)
    wanted = dict.fromkeys(shelf.event_ids(), 1)
    work = Background(shelf, DEFAULTS)
    work.look_up(wanted)
    waited(work)
    assert set(work.topics(wanted)) == set(wanted)
    known = kept_comparison(shelf, shelf.event("a"), Engine(DEFAULTS))
    assert known is not None
    assert known.matrix() == first.matrix()
    raised = {topic.id: topic.states for topic in work.topics(wanted)["a"].topics}
    assert raised["taiwan"] == ("raised", "left_out")
    assert work.topics({"a": 2}) == {}, "another version of its texts is another event"


def test_a_run_is_stopped_and_goes_on_where_it_was(shelf: Library) -> None:
    wanted = dict.fromkeys(shelf.event_ids(), 1)
    work = Background(shelf, DEFAULTS)
    work.compare(wanted)
    while not work.topics(wanted):
        assert work.state.running
        time.sleep(0.02)
    work.stop()
    assert not work.state.running
    time.sleep(0.3)
    assert not work.state.running
    done = set(work.topics(wanted))
    assert done < set(wanted)
    assert not work.failures(wanted)
    work.compare(wanted)
    waited(work)
    assert set(work.topics(wanted)) == set(wanted)


def test_an_event_that_cannot_be_compared_blocks_no_other(shelf: Library) -> None:
    day = dt.date(2026, 1, 1)
    russian = "Обе стороны обсудили торговлю и мир."
    left = Statement(id="d-1", side="West", language="ru", text=russian)
    right = Statement(id="d-2", side="East", language="en", text=PRC)
    shelf.add_event(Event(id="d", date=day, statements=(left, right)))
    wanted = dict.fromkeys(shelf.event_ids(), 1)
    work = Background(shelf, DEFAULTS)
    work.compare(wanted)
    waited(work)
    assert set(work.topics(wanted)) == {"a", "b", "c"}
    assert list(work.failures(wanted)) == ["d"]


def test_a_hit_names_its_event_and_leads_to_the_passage(shelf: Library) -> None:
    app = fresh("library")
    app.segmented_control(key="search-by").set_value("words").run()
    app.text_input(key="search-text").set_value("Taiwan Strait").run()
    assert "2 passages" in prose(app)
    assert "Talks c" in prose(app)
    app.selectbox(key="list-topic").set_value("trade").run()
    assert "0 passages" in prose(app) or "No passage found" in prose(app)
    app.selectbox(key="list-topic").set_value("").run()
    app.date_input(key="list-until").set_value(dt.date(2024, 1, 1)).run()
    assert "1 passage," in prose(app)
    hit = corpus.Library(shelf.name).search("Taiwan Strait", by="words")[0]
    app.query_params["statement"] = hit.statement
    app.query_params["chars"] = f"{hit.start}-{hit.end}"
    app.run()
    assert "SHA-256" in prose(app) or "Versions" in prose(app)
