"""The library: what goes in, what comes out, versions, originals; on SQLite and PostgreSQL."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from library_texts import event, refused, statement

import corpus
from corpus import EventError, Library, LibraryError, samples

DIGEST = hashlib.sha256(b"<p>page</p>").hexdigest()


@pytest.fixture
def library(library_place: str) -> Iterator[Library]:
    with Library(library_place) as library:
        yield library


def test_what_goes_in_comes_out(library: Library) -> None:
    for name in samples.names():
        library.add_event(samples.load(name))
    assert {one.id: one for one in library.events()} == {
        name: samples.load(name) for name in samples.names()
    }
    dates = [one.date for one in library.events()]
    assert dates == sorted(dates, key=str)
    assert library.check() == []


def test_all_fields_of_a_statement_come_out(library: Library) -> None:
    source = corpus.Source(
        publisher="外交部",
        url="https://example.org/a?b=c",
        retrieved=dt.datetime(
            2024, 5, 1, 12, 30, 15, 250, tzinfo=dt.timezone(dt.timedelta(hours=8))
        ),
        sha256=DIGEST,
        fidelity="excerpt",
    )
    whole = corpus.Statement(
        id="à/é: 声明",
        side="PRC",
        language="zh",
        text=" 首行\r\n\t末行\u3000\n\n",
        author="发言人",
        date=dt.date(987, 1, 2),
        title="“标题”",
        source=source,
    )
    library.add(whole, "an event")
    assert library.statement(whole.id) == whole
    assert library.check() == []


def test_an_event_may_be_under_construction(library: Library) -> None:
    record = library.add(statement(), "washington")
    assert (record.event, record.newest.number) == ("washington", 1)
    assert list(library.events()) == []
    assert [(one.id, one.complete, one.date) for one in library.records()] == [
        ("washington", False, statement().date)
    ]
    with pytest.raises(EventError) as error:
        library.event("washington")
    refused(error, "washington", "add that of another side")
    library.add(statement("prc", "PRC", "双方会谈。", language="zh"), "washington")
    assert [one.side for one in library.event("washington").statements] == ["US", "PRC"]


def test_without_an_event_a_statement_gets_its_own(library: Library) -> None:
    record = library.add(statement("lonely"))
    assert record.event == "lonely"
    assert library.record("lonely").title == "Meeting in Washington"


def test_an_edited_statement_is_a_new_version(library: Library) -> None:
    first, second = statement(text="They met."), statement(text="They met in Washington.")
    library.add(first, "e")
    record = library.add(second, "e")
    assert [v.number for v in record.versions] == [1, 2]
    assert library.statement("us") == second
    assert library.statement("us", 1) == first
    assert library.statement("us", 2) == second
    back = library.add(first, "e")
    assert [v.statement.text for v in back.versions] == [first.text, second.text, first.text]
    [[newest]] = (event.statements for event in library.records(newest=True))
    assert newest.versions == back.versions[-1:]
    assert library.check() == []
    with pytest.raises(LibraryError) as error:
        library.statement("us", 4)
    refused(error, "no version 4", "1 to 3")


def test_the_same_statement_again_is_no_version(library: Library) -> None:
    library.add(statement(), "e")
    later = corpus.Source(publisher="A ministry", retrieved=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    record = library.add(statement().model_copy(update={"source": later}), "e")
    assert len(record.versions) == 1


def test_an_edited_page_is_known_by_its_address(library: Library) -> None:
    url = "https://example.org/readout"
    library.add(statement("a1", text="They met.", url=url), "e")
    record = library.add(statement("b2", text="They met today.", url=url), "e")
    assert record.id == "a1"
    assert len(record.versions) == 2
    assert library.statement("a1").text == "They met today."
    other = library.add(statement("c3", "PRC", "他们会面。", language="zh", url=url), "e")
    assert other.id == "c3"
    elsewhere = library.add(statement("d4", text="They met again.", url=url), "another")
    assert elsewhere.id == "d4"


def test_without_an_event_a_statement_stays_where_it_is(library: Library) -> None:
    url = "https://example.org/readout"
    library.add(statement("a1", text="They met.", url=url), "e")
    assert library.add(statement("a1", text="They met today.", url=url)).event == "e"
    page = library.add(statement("b2", text="They met at noon.", url=url))
    assert (page.event, page.id, len(page.versions)) == ("e", "a1", 3)
    # An address that many statements share, such as that of an index, makes them no versions.
    later = statement("c3", text="They met.", url=url, date=dt.date(2024, 5, 1))
    assert library.add(later).event == "c3"
    undated = statement("d4", text="They met.", url=url, date=None)
    assert library.add(undated).event == "d4"
    assert library.check() == []


def test_a_statement_is_in_one_event(library: Library) -> None:
    library.add(statement(), "e")
    with pytest.raises(LibraryError) as error:
        library.add(statement(text="Other words."), "f")
    refused(error, "'us'", "'e'", "move it")
    assert library.event_ids() == ("e",)
    assert library.move("us", "f").id == "f"
    assert library.event_ids() == ("f",)
    library.move("us", "f")
    assert library.check() == []


def test_an_event_comes_in_whole_or_not_at_all(library: Library) -> None:
    library.add(statement("washington-prc"), "elsewhere")
    with pytest.raises(LibraryError):
        library.add_event(event())
    assert library.event_ids() == ("elsewhere",)
    assert library.check() == []


def test_bytes_are_kept_under_their_digest(library: Library) -> None:
    page = b"<p>page</p>"
    one = library.add(statement(), "e", original=page)
    assert one.newest.original == one.statement.source.sha256 == DIGEST
    two = library.add(statement("prc", "PRC", sha256=DIGEST), "e", original=page)
    assert two.newest.original == DIGEST
    assert library.original(DIGEST.upper()) == page
    assert library.check() == []
    library.remove("us")
    assert library.original(DIGEST) == page
    library.remove("prc")
    with pytest.raises(LibraryError):
        library.original(DIGEST)
    assert library.event_ids() == ()


def test_bytes_that_are_others_are_refused(library: Library) -> None:
    with pytest.raises(LibraryError) as error:
        library.add(statement(sha256=DIGEST), "e", original=b"something else")
    refused(error, "'us'", DIGEST[:12], "give the bytes of the file itself")
    assert library.event_ids() == ()


def test_bytes_may_come_later(library: Library) -> None:
    library.add(statement(sha256=DIGEST), "e")
    record = library.add(statement(sha256=DIGEST), "e", original=b"<p>page</p>")
    assert (len(record.versions), record.newest.original) == (1, DIGEST)


def test_tags_and_notes(library: Library) -> None:
    library.add(statement(), "e", tags=["summit", "trade"], note="First.")
    record = library.add(statement(), "e", tags=["trade", "更新"], note="Second.")
    assert record.tags == ("summit", "trade", "更新")
    assert record.note == "First.\n\nSecond."
    assert library.edit_statement("us", note="Only this.", tags=["x"]).note == "Only this."
    assert library.statement_record("us").tags == ("x",)
    edited = library.edit_event(
        "e",
        title="  A\ntitle ",
        date=dt.date(2024, 2, 1),
        place="Munich",
        note="n",
        tags=["y", "y"],
    )
    assert (edited.title, edited.place, edited.note, edited.tags) == (
        "A title",
        "Munich",
        "n",
        ("y",),
    )
    assert library.edit_event("e", note="").note == ""
    assert library.record("e").date == dt.date(2024, 2, 1)
    assert library.check() == []


@pytest.mark.parametrize("id_", ["  ", "a" * 201, "a\x07b"])
def test_ids_and_tags_that_cannot_be_kept(library: Library, id_: str) -> None:
    with pytest.raises(LibraryError) as error:
        library.add(statement(), id_ if id_.strip() else "\u200b")
    refused(error, "printable characters")
    with pytest.raises(LibraryError):
        library.add(statement(), "e", tags=[id_])
    assert library.event_ids() == ()


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_what_is_no_text_is_refused(library: Library, text: str) -> None:
    for wrong in ({"text": text}, {"title": text}):
        with pytest.raises(LibraryError) as error:
            library.add(statement().model_copy(update=wrong), "e")
        refused(error, "not text")
    assert library.event_ids() == ()


def test_what_is_too_long_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError) as error:
        library.add(statement(title="x" * 10_001), "e")
    refused(error, "title", "10,001", "shorten it")
    with pytest.raises(LibraryError) as error:
        library.add(statement(), "e", note="x" * 100_001)
    refused(error, "100,001", "shorten it")
    assert library.event_ids() == ()


def test_what_is_not_there(library: Library) -> None:
    library.add(statement("blinken-liu-us"), "blinken-liu-2024")
    with pytest.raises(LibraryError) as error:
        library.record("blinken-lui-2024")
    refused(error, "no event", "did you mean blinken-liu-2024?")
    with pytest.raises(LibraryError) as error:
        library.statement("zzz")
    refused(error, "no statement 'zzz'", "readouts events")
    assert "blinken-liu-us" in library
    assert "zzz" not in library


def test_comparisons_are_kept_by_their_key(library: Library) -> None:
    assert library.comparison("k") is None
    library.keep_comparison("k", '{"a": "台"}')
    library.keep_comparison("k", json.dumps({"a": 2}))
    assert library.comparison("k") == '{"a": 2}'
    with pytest.raises(LibraryError):
        library.keep_comparison("k", "{")
    assert library.check() == []


def test_a_second_opening_finds_all(library_place: str) -> None:
    with Library(library_place) as library:
        library.add_event(event())
    with Library(library_place, create=False) as library:
        assert list(library.events()) == [event()]


def test_what_was_removed_comes_back_as_it_was(library: Library) -> None:
    page = b"<p>page</p>"
    source = corpus.Source(url="https://example.org/a", sha256=DIGEST)
    first = statement("a-us", "US", "They met.").model_copy(update={"source": source})
    library.add(first, "talks", original=page, tags=["call"], note="From the archive.")
    library.add(first.model_copy(update={"text": "They met again."}), "talks")
    library.add(statement("a-prc", "PRC", "They talked."), "talks")
    library.edit_event("talks", title="Talks", place="Lima", tags=["level: leader"], note="Short.")
    before = library.record("talks")
    for removed in (("a-us",), ("a-prc", "a-us"), ("a-us", "a-prc")):
        held = []
        for id_ in removed:
            record, event_ = library.statement_record(id_), library.record("talks")
            held.append((record, event_))
            library.remove(id_)
        for record, event_ in reversed(held):
            library.restore(record, event_, {DIGEST: page})
        assert library.record("talks") == before
        assert library.original(DIGEST) == page
        assert library.check() == []
    with pytest.raises(LibraryError, match="already"):
        library.restore(before.statements[0], before, {})


def test_what_was_added_since_a_removal_stands_behind_what_comes_back(library: Library) -> None:
    for side in "ab":
        library.add(statement(side, side), "talks")
    held = library.statement_record("b"), library.record("talks")
    library.remove("b")
    library.add(statement("d", "d"), "talks")
    library.restore(*held, {})
    assert [each.id for each in library.record("talks").statements] == ["a", "b", "d"]


def test_what_is_said_of_an_event_goes_with_its_last_statement(library: Library) -> None:
    day, later = dt.date(2024, 1, 12), dt.date(2024, 1, 13)
    library.add(statement("a", "a", date=day), "talks")
    library.add(statement("b", "b", date=None), "talks")
    said: dict[str, Any] = {"title": "Talks", "place": "Lima", "tags": ("call",), "note": "Short."}
    library.edit_event("talks", **said)
    moved = library.move("a", "visit")
    assert (moved.date, moved.title) == (day, ""), "the event that stays keeps what is said of it"
    library.edit_event("visit", title="Visit", tags=["tour"], note="Long.", date=later)
    assert library.move("b", "call").title == "Talks"
    whole = library.record("call")
    assert whole == dataclasses.replace(whole, date=day, **said)
    both = library.move("b", "visit")
    assert (both.title, both.place, both.date) == ("Visit", "Lima", later)
    assert (both.tags, both.note) == (("call", "tour"), "Long.\n\nShort.")
    assert library.event_ids() == ("visit",)
