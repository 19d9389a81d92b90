"""Passages that readers mark: kept, changed, taken out, found again, exported."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from sample_comparison import sample

from compare.coding import files, highlights
from compare.coding.exchange.texts import Texts
from compare.coding.highlights import Highlight, current
from compare.coding.placing import Places
from compare.comparison import SIDES
from compare.errors import CodingError
from corpus import Library
from corpus.errors import LibraryError
from corpus.library import JudgementRecord
from corpus.statements import Event, Statement

US = Statement(id="us", side="US", language="en", text="We met.\n\nWe spoke of  grain. =1+1 too.")
PRC = Statement(id="prc", side="PRC", language="zh", text="双方谈到粮食。")
TALKS = Event(id="talks", title="Talks", statements=(US, PRC))
START, END = US.text.index("We spoke"), US.text.index(" =1")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    found = Library(tmp_path / "readouts.db")
    found.add_event(TALKS)
    return found


def mark(note: str = "", **changes: str) -> Highlight:
    return highlights.highlight(US, START, END, "talks", note=note, **changes)


def test_a_highlight_is_kept_noted_on_and_taken_out_and_its_history_stays(
    library: Library,
) -> None:
    first = mark(reader=" Ada  L. ")
    other = highlights.highlight(PRC, 0, 4, "talks", note="粮食 first")
    assert highlights.keep(library, [first, other]) == 2
    assert highlights.keep(library, [first]) == 0
    noted = highlights.noted(first, " they say grain \n\n twice ")
    highlights.keep(library, [noted])
    found = {each.mark: each for each in current(highlights.read_library(library, "talks"))}
    assert found == {first.mark: noted, other.mark: other}
    assert (noted.note, noted.reader) == ("they say grain \n\n twice", "Ada L.")
    highlights.keep(library, [highlights.taken_out(noted)])
    assert current(highlights.read_library(library)) == (other,)
    assert len(highlights.read_library(library)) == 4
    assert highlights.read_library(library, "other") == ()


def test_the_order_in_which_entries_come_decides_nothing() -> None:
    first = mark("one")
    later = first.time + dt.timedelta(seconds=1)
    second = dataclasses.replace(highlights.noted(first, "two"), time=later)
    assert current([first, second]) == current([second, first]) == (second,)


def test_what_is_said_last_counts_though_another_clock_is_ahead() -> None:
    ahead = dt.datetime.now(dt.UTC) + dt.timedelta(hours=3)
    first = dataclasses.replace(mark("one"), time=ahead)
    second = highlights.noted(first, "two")
    assert current([first, second]) == (second,)
    assert current([first, second, highlights.taken_out(second)]) == ()


def test_highlights_are_no_judgements_and_travel_in_the_export(
    library: Library, tmp_path: Path
) -> None:
    kept = mark("a <b>note</b>")
    highlights.keep(library, [kept])
    assert files.read_library(library) == ()
    library.export(tmp_path / "all.zip")
    with Library(tmp_path / "other.db") as other:
        other.import_(tmp_path / "all.zip")
        assert highlights.read_library(other) == (kept,)
    assert library.check() == []


def test_rows_say_where_the_words_are_from_and_stand(library: Library) -> None:
    gone = dataclasses.replace(mark(), passage=dataclasses.replace(mark().passage, text="0" * 64))
    first, second = highlights.rows([mark("see p. 2"), gone], Texts([TALKS]))
    assert list(first) == list(highlights.COLUMNS)
    assert (first["event"], first["side"], first["note"]) == ("talks", "US", "see p. 2")
    assert first["quote"] == US.text[int(first["start"]) : int(first["end"])]
    assert (second["side"], second["start"]) == ("us", "")
    assert second["quote"] == US.text[START:END]


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 4), (0, 10_000), (7, 9), (5, 2)])
def test_a_span_without_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(CodingError, match="holds no text; mark a passage"):
        highlights.highlight(US, start, end, "talks")


def test_a_note_that_is_too_long_is_refused_and_nothing_is_kept(library: Library) -> None:
    with pytest.raises(CodingError, match=r"at most 10,000 characters and this has 10,001"):
        mark("x" * 10_001)
    with pytest.raises(CodingError, match="shorten it"):
        highlights.noted(mark(), "x" * 10_001)
    with pytest.raises(LibraryError, match="printable"):
        highlights.keep(library, [mark(), mark(reader="\x07")])
    assert highlights.read_library(library) == ()


def test_half_a_character_is_refused_in_words() -> None:
    with pytest.raises(CodingError, match="half a character"):
        mark("cut off: \ud83d")
    with pytest.raises(CodingError, match="half a character"):
        highlights.noted(mark(), "\udc00")
    assert mark("whole: \U0001f600").note == "whole: \U0001f600"


def test_what_a_newer_program_wrote_is_said(library: Library) -> None:
    library.keep_judgements([JudgementRecord("n", "talks", "A", '{"mark": "m", "colour": "red"}')])
    with pytest.raises(CodingError, match="highlight n is not understood"):
        highlights.read_library(library)


def test_a_highlight_is_found_in_a_comparison_and_in_a_text_that_changed_since() -> None:
    result = sample()
    places = Places(result, ())
    for side in SIDES:
        statement = result.statement(side)
        for index, segment in enumerate(result.segments(side)):
            found = highlights.highlight(statement, segment.start, segment.end, "e")
            assert places.passages(found.passage) == ((side, index),)
            older = dataclasses.replace(found.passage, text="0" * 64, start=0, end=1)
            assert places.passages(older) == ((side, index),)
    assert places.passages(mark().passage) == ()
