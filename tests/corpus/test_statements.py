"""The frozen types: equal, hashable, checked."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus import Event, Source, Statement, samples

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
    assert Source().fidelity == "verbatim"
    for bad in ({"fidelity": "exact"}, {"sha256": "ABC"}, {"retrieved": "never"}):
        with pytest.raises(ValidationError):
            Source.model_validate(bad)


def test_an_event_needs_two_statements() -> None:
    with pytest.raises(ValidationError, match="at least 2"):
        Event(id="e", statements=(US,))


@given(st.text().filter(lambda text: text.isprintable()))
def test_text_is_kept_as_it_is(text: str) -> None:
    statement = US.model_copy(update={"text": text})
    assert Statement.model_validate_json(statement.model_dump_json()).text == text


@pytest.mark.parametrize("name", samples.names())
def test_an_event_survives_json(name: str) -> None:
    event = samples.load(name)
    assert Event.model_validate_json(event.model_dump_json()) == event
