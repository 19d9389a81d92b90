"""The frozen types: equal, hashable, checked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus import Event, EventError, Source, Statement, StatementError, samples

US = Statement(id="a", side="US", language="en", text="They met.", date=dt.date(2024, 1, 12))
PRC = Statement(id="b", side="PRC", language="zh", text="双方会面。")


def test_a_statement_is_a_value() -> None:
    again = Statement.model_validate(US.model_dump())
    assert again == US
    assert hash(again) == hash(US)
    assert len({US, again, PRC}) == 2
    event = Event(id="e", statements=(US, PRC))
    assert hash(event) == hash(Event.model_validate_json(event.model_dump_json()))


def test_nothing_can_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        US.text = "They did not meet."  # type: ignore[misc]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("side", "  "),
        ("language", ""),
        ("text", None),
        ("date", "soon"),
        ("lang", "en"),
    ],
)
def test_a_field_that_does_not_fit_is_named(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Statement.model_validate({**US.model_dump(), field: value})
    assert [error["loc"] for error in caught.value.errors()] == [(field,)]


def test_a_source_is_checked() -> None:
    assert Source().fidelity == "unknown"  # nothing is claimed that nobody said
    for bad in ({"fidelity": "exact"}, {"sha256": "ABC"}, {"retrieved": "never"}):
        with pytest.raises(ValidationError):
            Source.model_validate(bad)


def test_an_event_needs_two_statements() -> None:
    with pytest.raises(EventError, match=r"statements.* holds too few; give at least two"):
        Event(id="e", statements=(US,))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Statement: the field 'id' is missing; add it"),
        ({"side": " "}, "the field 'side' does not fit: it is empty; give it"),
        ({"date": "soon"}, "the field 'date' does not fit: it is no date; write it as 2024-01-31"),
        ({"lang": "en"}, "the field 'lang' is unknown; the fields are id, side, language, text"),
        (
            {"source": {"fidelity": "exact"}},
            "'source.fidelity' does not fit: it is 'exact' and",
        ),
        ({"source": {"sha256": "ABC"}}, "'source.sha256' does not fit: it is no SHA-256"),
        ({"text": 5}, "the field 'text' does not fit: it is no text"),
    ],
)
def test_what_is_made_wrongly_is_one_line_of_ours(fields: dict[str, Any], says: str) -> None:
    known = {**US.model_dump(), **fields} if fields else {}
    with pytest.raises(StatementError) as caught:
        Statement(**known)
    assert says in str(caught.value)
    assert isinstance(caught.value, ValueError)
    for word in ("\n", "pydantic", "Input should", "validation"):
        assert word not in str(caught.value)


def test_a_part_of_an_event_is_named_with_its_place() -> None:
    parts: Any = [US.model_dump(), {**PRC.model_dump(), "source": {"fidelity": "exact"}}]
    with pytest.raises(EventError, match=r"'statements\.1\.source\.fidelity'"):
        Event(id="e", statements=parts)


@given(st.text().filter(lambda text: text.isprintable()))
def test_text_is_kept_as_it_is(text: str) -> None:
    statement = US.model_copy(update={"text": text})
    assert Statement.model_validate_json(statement.model_dump_json()).text == text


@pytest.mark.parametrize("name", samples.names())
def test_an_event_survives_json(name: str) -> None:
    event = samples.load(name)
    assert Event.model_validate_json(event.model_dump_json()) == event
