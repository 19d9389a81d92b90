"""Highlights that are taken out and put back, while other windows write on, and the page Notes."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from element_texts import texts
from page_runs import prose, run, shown
from sample_comparison import sample
from streamlit.testing.v1 import AppTest
from tree import ROOT

from compare.coding import highlights
from compare.coding.highlights import Highlight
from corpus import Library
from corpus.library import JudgementRecord
from corpus.statements import Event, Statement
from ui.forms import highlights as forms
from ui.forms.located import Located
from ui.query_address import Address

TEXT = sample().left
NEWER = '{"mark": "m", "id": "i", "colour": "green", "passage": {"text": "of another"}}'

pytestmark = pytest.mark.usefixtures("library")


def _script(*given: object) -> None:
    from tests.ui import test_undoing_highlights

    test_undoing_highlights.act(*given)


def act(*given: Any) -> None:
    name, *arguments = given
    getattr(forms, name)(*arguments)
    st.session_state["undos"] = forms._taken_out()


class Window:
    """A window, which does what the page Notes does."""

    def __init__(self) -> None:
        self.app = AppTest.from_function(_script, default_timeout=60)

    def do(self, *given: Any) -> None:
        self.app.args = given
        self.app.run()
        assert not self.app.exception

    @property
    def undos(self) -> tuple[Highlight, ...]:
        found: tuple[Highlight, ...] = self.app.session_state["undos"]
        return found


def mark(note: str = "", **changes: Any) -> Highlight:
    end = len(TEXT.text) // 3
    return highlights.highlight(TEXT, 0, end, "talks", note=note, **changes)


def written(library: Path, *entries: Highlight) -> None:
    with Library(library) as shelf:
        highlights.keep(shelf, entries)


def entries(library: Path) -> tuple[Highlight, ...]:
    with Library(library) as shelf:
        return highlights.read_library(shelf)


def notes(library: Path) -> list[str]:
    return [each.note for each in highlights.current(entries(library))]


def test_undo_brings_no_old_note_back_over_a_newer_one(library: Path) -> None:
    one, window = mark("one"), Window()
    written(library, one, highlights.noted(one, "two"))
    window.do("take_out", one)
    window.do("put_back", window.undos[0])
    assert notes(library) == ["two"]


def test_undo_puts_back_what_another_window_wrote_and_took_out_again(library: Path) -> None:
    one, window = mark("one"), Window()
    written(library, one)
    window.do("take_out", one)
    back = highlights.put_back(window.undos[0])
    three = highlights.noted(back, "three")
    written(library, back, three, highlights.taken_out(three))
    window.do("put_back", window.undos[0])
    assert notes(library) == ["three"]


def test_two_clicks_take_out_once_and_undo_once(library: Path) -> None:
    one, window = mark("one"), Window()
    written(library, one)
    for _ in range(2):
        window.do("take_out", one)
    assert (len(window.undos), len(entries(library))) == (1, 2)
    (undo,) = window.undos
    for _ in range(2):
        window.do("put_back", undo)
    assert (window.undos, len(entries(library))) == ((), 3)
    assert notes(library) == ["one"]


@pytest.mark.parametrize(("again", "joined"), [("", "old"), ("new", "new\n\nold"), ("old", "old")])
def test_undo_joins_its_note_to_the_same_passage_highlighted_again(
    library: Path, again: str, joined: str
) -> None:
    old, window, other = mark("old"), Window(), Window()
    written(library, old)
    for each in (window, other):
        each.do("take_out", old)
    new = mark(again)
    written(library, new, mark("of another", reader="Bo"))
    for each in (window, other):
        (undo,) = each.undos
        for _ in range(2):
            each.do("put_back", undo)
        assert each.undos == ()
    mine = [each for each in highlights.current(entries(library)) if not each.reader]
    assert [(each.mark, each.note) for each in mine] == [(new.mark, joined)]


def test_the_same_words_of_a_new_version_are_the_same_passage() -> None:
    old = mark()
    passage = replace(old.passage, text="of the new version", start=7)
    assert highlights.same_passage(old, replace(mark(), passage=passage))
    assert not highlights.same_passage(old, replace(old, passage=replace(old.passage, start=7)))
    assert not highlights.same_passage(old, replace(old, passage=replace(passage, quote="x")))


def test_a_note_saved_on_what_another_window_took_out_leaves_no_note_out(library: Path) -> None:
    one = mark("one")
    two = highlights.noted(one, "two")
    written(library, one, two, highlights.taken_out(two))
    Window().do("change_note", one, "one more")
    assert notes(library) == ["two\n\none more"]


def notes_page(**state: Any) -> AppTest:
    app = AppTest.from_file(str(ROOT / "ui" / "views" / "notes.py"), default_timeout=120)
    for name, value in state.items():
        app.session_state[name.replace("_", "-")] = value
    return app.run()


def said_by(app: AppTest) -> str:
    trees = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return "\n".join("".join(texts(tree)) for tree in trees)


def test_what_another_window_put_back_is_not_said_to_be_taken_out(library: Path) -> None:
    one = mark("one")
    gone = highlights.taken_out(one)
    written(library, one, gone)
    app = notes_page(removed_highlights=(gone,))
    assert "Taken out" in said_by(app)
    written(library, highlights.put_back(gone))
    app = notes_page(removed_highlights=(gone,))
    assert not app.exception
    assert "Taken out" not in said_by(app)
    assert "one" in said_by(app)


def test_a_passage_is_dated_by_its_highlighting_and_not_by_its_last_change(library: Path) -> None:
    one = replace(mark("one"), time=dt.datetime(2020, 1, 2, 3, 4, tzinfo=dt.UTC))
    written(library, one, highlights.noted(one, "two"))
    assert "highlighted 2020-01-02 03:04 UTC" in said_by(notes_page())


def test_a_library_that_cannot_be_read_once_the_page_is_begun_is_said(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Statement(id="kept", side="A", language="en", text="We met in May.")
    with Library(library) as shelf:
        shelf.add_event(Event(id="alone", statements=(kept, kept.model_copy(update={"id": "b"}))))
        shelf.remove("b")
        highlights.keep(shelf, [highlights.highlight(kept, 0, 6, "alone")])
    read = Located.__init__

    def then_damaged(self: Located, shelf: Library, seen: Address) -> None:
        read(self, shelf, seen)
        with closing(sqlite3.connect(library)) as base:
            base.execute("ALTER TABLE statements RENAME TO gone")

    monkeypatch.setattr(Located, "__init__", then_damaged)
    app = notes_page()
    assert not app.exception
    assert len(app.error) == 1


@pytest.mark.slow
@pytest.mark.parametrize("pair", ["0-1", "all"])
def test_what_a_newer_program_highlighted_leaves_the_texts_to_be_read(
    library: Path, pair: str
) -> None:
    name = "seoul-trilateral-2024"
    with Library(library) as shelf:
        shelf.keep_judgements([JudgementRecord("i", "another", "Ada", NEWER)])
    app = run(event=name, pair=pair)
    assert not app.exception
    assert not app.error
    with Library(library) as shelf:
        shelf.keep_judgements([JudgementRecord("j", name, "Ada", NEWER)])
    app = run(event=name, pair=pair)
    assert not app.exception
    assert "Highlights are not shown" in app.error[0].value
    assert shown(app, "readouts_reader") if pair == "0-1" else "Beside each passage" in prose(app)
