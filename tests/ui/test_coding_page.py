"""The page Coding: a passage at a time, kept in the library, shown on the other pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from element_texts import texts
from streamlit.testing.v1 import AppTest

from compare.coding import files
from compare.coding.judgements import current
from corpus import Library
from ui import caches, links

APP = Path(__file__).parents[2] / "ui" / "app.py"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "readouts.db"
    monkeypatch.setenv("READOUTS_LIBRARY", str(file))
    caches._opened.clear()
    return file


def page(coder: str, name: str = "coding") -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params.update({"text": "en"})
    app.run()
    app.switch_page(links.PAGES[name]).run()
    assert not app.exception
    if coder:
        app.text_input(key="coder-name").set_value(coder).run()
        assert not app.exception
    return app


def prose(app: AppTest) -> str:
    found = [one.proto for one in app.get("bidi_component")]
    trees: list[Any] = [json.loads(p.json) for p in found if p.component_name == "readouts_prose"]
    return "\n".join("".join(texts(tree)) for tree in trees)


def said(place: Path) -> list[tuple[str, str, bool, bool]]:
    with Library(place) as library:
        found = current(files.read_library(library))
    return [(j.coder, j.value, j.unsure, j.blind) for j in found]


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_judgements_are_kept_and_taken_back(place: Path) -> None:
    app = page("Ada")
    assert "The machine says" in prose(app)
    press(app, "coding-left_out")
    press(app, "coding-unsure")
    assert len(said(place)) == 2
    press(app, "coding-undo")
    assert said(place) == [("Ada", "left_out", False, False)]


def test_a_blind_coder_sees_no_answer_and_differing_coders_are_settled(place: Path) -> None:
    press(page("Ada"), "coding-covered")
    app = page("Ben")
    app.toggle(key="coding-blind").set_value(True).run()
    assert "The machine says" not in prose(app)
    press(app, "coding-left_out")
    assert ("Ben", "left_out", False, True) in said(place)
    assert "Where coders differ" not in prose(app)
    third = page("Cleo")
    assert "Where coders differ (1)" in prose(third)
    assert "Ada: covered" in prose(third)
    press(third, "coding-decide-0-partly")
    assert "Where coders differ" not in prose(third)
