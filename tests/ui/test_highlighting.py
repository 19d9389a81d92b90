"""What is kept of what visitors do in the texts, with several windows open on one library."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from sample_comparison import sample
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.testing.v1 import AppTest

from compare.coding import highlights
from compare.coding.highlights import Highlight
from compare.report import export_comparison
from corpus import Library
from corpus.statements import Event, Statement
from ui import session
from ui.caches import ComparedPair
from ui.components.side_by_side import identity
from ui.forms import highlights as forms
from ui.forms.located import Found, Located

RESULT = sample()
EXPORT = export_comparison(RESULT)
TALKS = ComparedPair(Event(id="talks", statements=(RESULT.left, RESULT.right)), RESULT, EXPORT)

pytestmark = pytest.mark.usefixtures("library")


def _script(*given: object) -> None:
    from tests.ui import test_highlighting

    test_highlighting.draw(*given)


def draw(*given: Any) -> None:
    pair, asked, reader = given
    session.code_as(reader)
    st.session_state[session.SIDE_BY_SIDE] = {"mark": asked}
    forms.take(pair)
    st.session_state["said"] = session.take_message()
    st.session_state["shown"] = forms.of_pair(pair)


class Window:
    """A window on the texts side by side."""

    def __init__(self, pair: ComparedPair = TALKS, reader: str = "", **query: str) -> None:
        self.app = AppTest.from_function(_script, default_timeout=60)
        self.app.query_params.update(query)
        self.pair, self.reader, self.number = pair, reader, 0

    def do(self, *asked: dict[str, Any]) -> None:
        for one in asked:
            self.number = one.setdefault("number", self.number + 1)
            one.setdefault("texts", identity(EXPORT))
        self.app.args = (self.pair, list(asked), self.reader)
        self.app.run()
        assert not self.app.exception

    @property
    def said(self) -> str:
        return str(self.app.session_state["said"])

    @property
    def shown(self) -> Any:
        return self.app.session_state["shown"]


def keep(note: str = "", before: str = "", id: str = "", index: int = 0) -> dict[str, Any]:
    return {
        "do": "keep", "side": "left", "index": index, "id": id, "before": before, "note": note,
    }  # fmt: skip


def remove(id: str) -> dict[str, Any]:
    return {"do": "remove", "side": "left", "index": 0, "id": id}


def restore(id: str) -> dict[str, Any]:
    return {**remove(id), "do": "restore"}


def kept(library: Path) -> tuple[Highlight, ...]:
    with Library(library) as shelf:
        return highlights.current(highlights.read_library(shelf))


def test_to_highlight_what_another_window_noted_on_leaves_the_note(library: Path) -> None:
    Window().do(keep("precious"))
    Window().do(keep())
    assert [one.note for one in kept(library)] == ["precious"]


def test_of_two_notes_written_at_the_same_time_both_are_kept(library: Path) -> None:
    first, second = Window(), Window()
    first.do(keep("one"))
    (mark,) = kept(library)
    second.do(keep("two", before="one", id=mark.mark))
    first.do(keep("one more", before="one", id=mark.mark))
    assert [one.note for one in kept(library)] == ["two\n\none more"]
    first.do(keep("short", before="two\n\none more", id=mark.mark))
    assert [one.note for one in kept(library)] == ["short"]
    second.do(keep("", before="short", id=mark.mark))
    assert [one.note for one in kept(library)] == [""]


def test_a_note_that_is_kept_unchanged_leaves_what_another_window_wrote(library: Path) -> None:
    first, second = Window(), Window()
    first.do(keep("one"))
    (mark,) = kept(library)
    second.do(keep("two", before="one", id=mark.mark))
    first.do(keep("one", before="one", id=mark.mark))
    assert [one.note for one in kept(library)] == ["two"]
    first.do(keep("two", before="one", id=mark.mark), keep("", before="one", id=mark.mark))
    assert [one.note for one in kept(library)] == ["two"]
    with Library(library) as shelf:
        assert len(highlights.read_library(shelf)) == 2


def test_what_was_taken_out_is_put_back_with_its_note_in_the_same_window_alone(
    library: Path,
) -> None:
    window, other = Window(), Window()
    window.do(keep("precious"))
    (mark,) = kept(library)
    window.do(remove(mark.mark))
    assert kept(library) == ()
    assert [(one.mark, one.gone) for one in window.shown] == [(mark.mark, True)]
    other.do(restore(mark.mark))
    assert (kept(library), other.shown) == ((), [])
    window.do(restore(mark.mark))
    assert [one.note for one in kept(library)] == ["precious"]
    assert [(one.mark, one.gone) for one in window.shown] == [(mark.mark, False)]
    window.do(restore(mark.mark))
    with Library(library) as shelf:
        assert len(highlights.read_library(shelf)) == 3


def test_putting_back_leaves_what_another_window_says_by_then(library: Path) -> None:
    first, second = Window(), Window()
    first.do(keep("one"))
    (mark,) = kept(library)
    first.do(remove(mark.mark))
    with Library(library) as shelf:
        back = highlights.put_back(highlights.read_library(shelf)[-1])
        highlights.keep(shelf, [highlights.noted(back, "of the second")])
    second.do()
    assert [one.gone for one in second.shown] == [False]
    first.do(restore(mark.mark))
    assert [one.note for one in kept(library)] == ["of the second"]


def test_what_is_highlighted_again_is_no_longer_to_be_put_back(library: Path) -> None:
    window = Window()
    window.do(keep())
    (mark,) = kept(library)
    window.do(remove(mark.mark), keep())
    assert [one.gone for one in window.shown] == [False]
    (again,) = kept(library)
    window.do(keep("worth it", id=again.mark), remove(again.mark), keep("anew"))
    assert sorted((one.note, one.gone) for one in window.shown) == [
        ("anew", False), ("worth it", True),
    ]  # fmt: skip


def test_what_another_window_highlighted_anew_is_not_taken_out_by_the_old(library: Path) -> None:
    first, second = Window(), Window()
    first.do(keep())
    (old,) = kept(library)
    second.do(remove(old.mark), keep("anew"))
    first.do(remove(old.mark))
    assert [one.note for one in kept(library)] == ["anew"]


def test_all_requests_that_come_together_are_taken_and_each_once(library: Path) -> None:
    window = Window()
    asked = [keep(index=0), keep("b", index=1)]
    window.do(*asked)
    assert [one.note for one in kept(library)] == ["", "b"]
    first, _ = kept(library)
    window.do({**remove(first.mark), "number": 3})
    window.do(*asked, {**remove(first.mark), "number": 3})
    assert [one.note for one in kept(library)] == ["b"]
    there = [one for one in window.shown if not one.gone]
    assert [(one.side, one.segment) for one in there] == [("left", 1)]


@pytest.mark.parametrize("kept_by_then", [False, True])
def test_what_a_click_interrupts_is_kept_by_the_next_run_and_once(
    library: Path, monkeypatch: pytest.MonkeyPatch, kept_by_then: bool
) -> None:
    """Streamlit ends a run at any step where the visitor does something else."""
    keep_now, runs = forms.keep, itertools.count()

    def interrupted(found: Highlight) -> None:
        first = next(runs) == 0
        if kept_by_then or not first:
            keep_now(found)
        if first:
            raise RerunException(RerunData())

    monkeypatch.setattr(forms, "keep", interrupted)
    Window().do(keep("a", index=0), keep("b", index=1))
    assert sorted(one.note for one in kept(library)) == ["a", "b"]


def test_what_is_asked_of_other_texts_is_refused_in_words(library: Path) -> None:
    window = Window()
    window.do({**keep(), "texts": "those of before"})
    assert "other texts were shown by then" in window.said
    assert not library.exists()


@pytest.mark.parametrize(
    "asked", [None, "x", {"number": 1}, [7], [{}], [{"number": "1"}], [{"number": 1, "index": -1}]]
)
def test_what_is_no_request_keeps_nothing(library: Path, asked: Any) -> None:
    window = Window()
    window.app.args = (TALKS, asked, "")
    assert not window.app.run().exception
    assert not library.exists()


def test_of_what_is_not_kept_nothing_reaches_the_library(library: Path) -> None:
    window = Window(event="own")
    window.do(keep("mine"))
    assert window.shown is None
    assert not library.exists()


def test_whatever_spaces_a_name_holds_the_highlight_is_ones_own(library: Path) -> None:
    window = Window(reader=" Ada   L. ")
    window.do(keep())
    assert [(one.reader, one.own) for one in window.shown] == [("Ada L.", True)]
    other = Window(reader="Bo")
    (mark,) = kept(library)
    other.do(remove(mark.mark))
    assert [(one.reader, one.own) for one in other.shown] == [("Ada L.", False)]


def test_a_highlight_is_shown_with_its_text_under_another_event_too(library: Path) -> None:
    Window().do(keep("seen"))
    moved = replace(TALKS, event=TALKS.event.model_copy(update={"id": "talks-of-may"}))
    window = Window(moved)
    window.do(keep("seen again", before="seen"))
    assert [one.note for one in window.shown] == ["seen again"]
    assert len(kept(library)) == 1


FIRST, SECOND, THIRD = "We met in May. ", "We spoke of grain. ", "We spoke of ships."
KEPT = Statement(id="kept", side="A", language="en", text=f"{FIRST}{SECOND}{THIRD}")
OTHER = Statement(id="other", side="B", language="en", text="They spoke of grain and of ships.")


@pytest.fixture
def marked(library: Path) -> Library:
    """A library with two statements, of one of which the second sentence is highlighted."""
    shelf = Library(library)
    shelf.add_event(Event(id="grain-talks", statements=(KEPT, OTHER)))
    start = len(FIRST)
    end = start + len(SECOND) - 1
    highlights.keep(shelf, [highlights.highlight(KEPT, start, end, "grain-talks", note="why")])
    return shelf


def found_now(shelf: Library) -> Found:
    located = Located(shelf)
    (one,) = located.highlights
    return located.find(one)


def changed(shelf: Library, text: str) -> None:
    """Give the highlighted statement a new version."""
    shelf.add(KEPT.model_copy(update={"text": text}), "grain-talks")


def test_words_that_a_new_version_still_has_are_led_to(marked: Library) -> None:
    before = found_now(marked)
    assert (before.changed, before.placed, before.page) == (False, True, "")
    changed(marked, f"{SECOND}{FIRST}We parted.")
    after = found_now(marked)
    assert (after.changed, after.placed, after.page) == (True, True, "")
    assert after.address is not None
    assert (after.address.opened, after.address.span) == ("kept", (0, len(SECOND) - 1))
    assert after.statement is not None
    assert after.statement.text[slice(*after.address.span or ())] == SECOND.strip()


@pytest.mark.parametrize("text", [f"{FIRST}{THIRD}", f"{SECOND}{FIRST}{SECOND}{THIRD}"])
def test_words_that_a_new_version_has_not_or_twice_are_said_to_be_so(
    marked: Library, text: str
) -> None:
    changed(marked, text)
    found = found_now(marked)
    assert (found.changed, found.placed, found.page) == (True, False, "library")
    assert found.address is not None
    assert (found.address.opened, found.address.span) == ("kept", None)


def test_a_statement_that_is_alone_in_its_event_is_shown_by_itself(marked: Library) -> None:
    marked.remove("other")
    found = found_now(marked)
    assert (found.changed, found.placed, found.page) == (False, True, "library")
    assert found.address is not None
    assert found.address.span == (len(FIRST), len(FIRST) + len(SECOND) - 1)


def test_of_a_text_that_is_gone_it_is_said(marked: Library) -> None:
    marked.remove("kept")
    found = found_now(marked)
    assert (found.statement, found.address, found.event) == (None, None, "grain-talks")
