"""The page Coding: a passage at a time, kept in the library, shown on the other pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from element_texts import texts
from streamlit.testing.v1 import AppTest

from compare.coding import files
from compare.coding.judgements import Judgement, current
from corpus import Library
from corpus.library import JudgementRecord
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


def kept(place: Path) -> list[Judgement]:
    with Library(place) as library:
        return list(current(files.read_library(library)))


def said(place: Path) -> list[tuple[str, str, bool, bool]]:
    found = kept(place)
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
    app.button_group(key="coding-blind").set_value("blind").run()
    assert "The machine" not in prose(app)
    press(app, "coding-left_out")
    assert ("Ben", "left_out", False, True) in said(place)
    assert "History (1)" in prose(app)
    for kept_back in ("Where coders differ", "The machine", "Ada"):
        assert kept_back not in prose(app)
    third = page("Cleo")
    assert "Where coders differ (1)" in prose(third)
    assert "Ada: covered" in prose(third)
    press(third, "coding-decide-0-partly")
    assert "Where coders differ" not in prose(third)
    press(third, "coding-agree")
    for words in ("Krippendorff's alpha", "Ada and Ben", "2 coders independently judged"):
        assert words in prose(third)


def test_a_name_that_another_coder_typed_does_nothing_on_a_button(place: Path) -> None:
    for coder, value in (("Ada", "unattributed"), ("Ben", "own")):
        app = page(coder)
        app.button_group(key="coding-kind").set_value("speaker").run()
        field = next(field for field in app.text_input if "by name" in field.label)
        field.set_value("![x](https://example.org/x.png)").run()
        press(app, f"coding-{value}")
    labels = [one.label for one in page("Cleo").button if one.label.startswith("Decide: ")]
    assert any("example" in label for label in labels)
    assert not any("![x](" in label or "https://" in label for label in labels)


def test_a_judgement_that_is_not_understood_is_said_and_the_page_stays(place: Path) -> None:
    with Library(place) as library:
        newer = JudgementRecord("n", "blinken-liu-2024", "Ada", '{"id": "n", "mood": "calm"}')
        library.keep_judgements([newer])
    assert "Judgement n is no judgement" in page("").error[0].value


def test_topics_links_and_speakers_are_judged_with_notes(place: Path) -> None:
    app = page("Ada")
    for kind, button in (("topic", "denied"), ("link", "not_linked"), ("speaker", "both")):
        app.button_group(key="coding-kind").set_value(kind).run()
        assert not app.exception
        note = next(field for field in app.text_input if "Note" in field.label)
        note.set_value(f"about a {kind}").run()
        press(app, f"coding-{button}")
    found = {j.kind: j for j in kept(place)}
    assert {kind: (j.value, j.note) for kind, j in found.items()} == {
        "topic": ("denied", "about a topic"),
        "link": ("not_linked", "about a link"),
        "speaker": (found["speaker"].value, "about a speaker"),
    }
    assert found["speaker"].value.partition(": ")[0] == "both"
    assert all(j.machine for j in found.values())
    link = found["link"]
    assert link.other is not None
    words = prose(app)
    for shown in ("about a topic", "History (3)", "The machine: ", link.other.quote[:30]):
        assert shown in words


def test_a_topic_that_nobody_asked_about_is_added(place: Path) -> None:
    app = page("Ada")
    app.button_group(key="coding-kind").set_value("topic").run()
    box = next(box for box in app.selectbox if box.label.startswith("Another topic"))
    box.set_value(box.options[-1]).run()
    press(app, "coding-add")
    (judgement,) = kept(place)
    assert (judgement.kind, judgement.value, judgement.machine) == ("topic", "raised", "not_raised")
