"""The library's events as one table: filters, comparing many in the background."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from page_runs import PRC, US, ended, fresh, looking, prose
from streamlit.testing.v1 import AppTest

from compare.library import compare_library, kept_comparison, open_library
from compare.pipeline import Engine
from compare.settings import DEFAULTS
from corpus import Library
from corpus.statements import Event, Statement
from ui import caches, events_list
from ui.components.elements import Node
from ui.listed import ListedEvent
from ui.work.background import Background

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


def table(app: AppTest) -> str:
    return prose(app).split("Who raises what")[-1]


def test_many_are_compared_in_the_background_and_filtered(shelf: Library) -> None:
    app = fresh("library")
    assert "3 events" in prose(app)
    assert table(app).index("Talks c") < table(app).index("Talks a"), "the newest first"
    assert table(app).count("not compared yet") == 3
    app.button(key="events-compare").click().run()
    ended()
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
    ended()
    assert set(work.topics(wanted)) == set(wanted)
    known = kept_comparison(shelf, shelf.event("a"), Engine(DEFAULTS))
    assert known is not None
    assert known.matrix() == first.matrix()
    raised = {topic.id: topic.states for topic in work.topics(wanted)["a"].topics}
    assert raised["taiwan"] == ("raised", "left_out")
    assert work.topics({"a": 2}) == {}, "another version of its texts is another event"


def test_an_event_that_cannot_be_compared_blocks_no_other(shelf: Library) -> None:
    day = dt.date(2026, 1, 1)
    russian = "Обе стороны обсудили торговлю и мир."
    left = Statement(id="d-1", side="West", language="ru", text=russian)
    right = Statement(id="d-2", side="East", language="en", text=PRC)
    shelf.add_event(Event(id="d", date=day, statements=(left, right)))
    wanted = dict.fromkeys(shelf.event_ids(), 1)
    work = Background(shelf, DEFAULTS)
    work.compare(wanted)
    ended()
    assert set(work.topics(wanted)) == {"a", "b", "c"}
    assert list(work.failures(wanted)) == ["d"]


def test_a_hit_names_its_event_and_leads_to_the_passage(shelf: Library) -> None:
    app = fresh("library")
    app.segmented_control(key="search-by").set_value("words").run()
    app.text_input(key="search-text").set_value("Taiwan Strait").run()
    assert "2 passages" in prose(app)
    assert "Talks c" in prose(app)
    app.selectbox(key="list-topic").set_value("trade").run()
    assert "No passage found" in prose(app)
    app.selectbox(key="list-topic").set_value("").run()
    app.date_input(key="list-until").set_value(dt.date(2024, 1, 1)).run()
    assert "1 passage," in prose(app)
    hit = shelf.search("Taiwan Strait", by="words")[0]
    app.query_params["statement"] = hit.statement
    app.query_params["chars"] = f"{hit.start}-{hit.end}"
    app.run()
    assert looking(app, "goal") == [hit.text]


def test_a_date_is_taken_away_and_one_that_no_field_holds_is_passed_over(shelf: Library) -> None:
    app = fresh("library")
    app.query_params["from"] = "1800-01-01"
    assert not app.run().exception
    assert "3 events" in prose(app)
    app.date_input(key="list-since").set_value(dt.date(2025, 1, 1)).run()
    assert "1 event" in prose(app)
    app.date_input(key="list-since").set_value(None).run()
    assert "from" not in app.query_params
    assert app.date_input(key="list-since").value is None
    assert "3 events" in prose(app)


def test_a_side_or_topic_that_is_gone_hides_nothing(shelf: Library) -> None:
    app = fresh("library")
    app.query_params["side"] = "Atlantis"
    app.query_params["raising"] = "of-another-codebook"
    app.run()
    assert "3 events" in prose(app)
    assert not {"side", "raising"} & set(app.query_params)


def test_no_more_is_made_of_a_long_list_than_is_shown(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = caches.listed_events()
    lone = [replace(listed[0], id=f"e{n}", statements=()) for n in range(300)]
    monkeypatch.setattr(caches, "listed_events", lambda: tuple(lone))
    made: list[str] = []
    row = events_list._row

    def counted(event: ListedEvent, *rest: Any) -> Node:
        made.append(event.id)
        return row(event, *rest)

    monkeypatch.setattr(events_list, "_row", counted)
    assert "and 200 older ones" in prose(fresh("library"))
    assert len(made) == 100
