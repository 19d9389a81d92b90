"""The pages of the dashboard, run as Streamlit runs them, without a browser."""

from __future__ import annotations

import json
import threading
from typing import Any

from element_texts import elements, texts
from streamlit.testing.v1 import AppTest
from tree import ROOT

from ui import links
from ui.work import background

APP = ROOT / "ui" / "app.py"
WAIT, FIRST = 120, 300
"""Seconds for a page, and for the first comparison, which loads the encoder."""

US = (
    "The Secretary stressed peace and stability in the Taiwan Strait. "
    "Both sides discussed trade and agreed to lower tariffs on grain."
)
PRC = (
    "The two sides discussed trade and agreed to cut tariffs on grain. China set out its position."
)


def run(**query: str) -> AppTest:
    """The app at an address, run once, without an error."""
    app = AppTest.from_file(str(APP), default_timeout=WAIT)
    app.query_params.update({"text": "en", **query})
    app.run(timeout=FIRST)
    assert not app.exception
    return app


def fresh(page: str) -> AppTest:
    """A page of a new session, before which nothing was compared."""
    app = AppTest.from_file(str(APP), default_timeout=WAIT).run()
    assert not app.exception
    return turn(app, page)


def shown(app: AppTest, component: str) -> list[Any]:
    """What the app handed to a component, in order of the page."""
    found = [one.proto for one in app.get("bidi_component")]
    return [json.loads(one.json) for one in found if one.component_name == component]


def prose(app: AppTest) -> str:
    return "\n".join("".join(texts(tree)) for tree in shown(app, "readouts_prose"))


def looking(app: AppTest, look: str) -> list[str]:
    """The words of each element of the pages' prose that has this look."""
    return ["".join(texts(node)) for node in _elements(app) if node["look"] == look]


def goes(app: AppTest) -> list[str]:
    """Where the links on the page lead, in their order."""
    return [node["attributes"]["go"] for node in _elements(app) if "go" in node["attributes"]]


def _elements(app: AppTest) -> list[Any]:
    return [node for tree in shown(app, "readouts_prose") for node in elements(tree)]


def ended() -> None:
    """Wait until what compares events in the background is done."""
    for thread in threading.enumerate():
        if thread.name == background.THREAD:
            thread.join(WAIT)
            assert not thread.is_alive(), "the run in the background does not end"


def turn(app: AppTest, page: str) -> AppTest:
    app.switch_page(links.PAGES[page]).run()
    assert not app.exception
    return app


def bring(app: AppTest, *given: tuple[str, str], language: str = "") -> AppTest:
    """Paste statements, each a side and a text, and compare them."""
    for number, (side, text) in enumerate(given):
        app.text_input(key=f"own-side-{number}").set_value(side)
        app.text_area(key=f"own-text-{number}").set_value(text)
        app.selectbox(key=f"own-language-{number}").set_value(language)
    app.button[0].click().run()
    assert not app.exception
    return app


def keep(app: AppTest, event: str, side: str, text: str) -> AppTest:
    app.text_input(key="keep-event").set_value(event)
    app.text_input(key="keep-side").set_value(side)
    app.text_area(key="keep-text").set_value(text)
    app.button[0].click().run()
    assert not app.exception
    return app
