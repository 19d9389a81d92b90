"""What does not fit in a file is said in plain English, never in the words of a library."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from command import Run, refused
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator
from sample_comparison import sample

import compare
from compare.errors import CompareError
from compare.evaluation.gold import read_gold
from corpus.field_faults import first_fault

FOREIGN = ("Input", "should be", "pydantic", "Value error", "Field required", "Extra inputs", "loc")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(min_length=2, max_length=4)] = "ab"
    number: Annotated[int, Field(ge=0, le=9)] = 0
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    truth: bool = True
    kind: Literal["a", "b"] = "a"
    day: dt.date | None = None
    moment: dt.datetime | None = None
    entries: Annotated[list[int], Field(min_length=1, max_length=2)] = [1]
    pair: tuple[int, int] = (1, 2)
    nothing: None = None
    digest: Annotated[str, Field(pattern="^x$")] = "x"

    @field_validator("text")
    @classmethod
    def _of_our_own(cls, text: str) -> str:
        if text == "own":
            raise ValueError("is no word; write another")
        return text


class _Whole(BaseModel):
    parts: list[_Part]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"text": 1}, "text: is 1 and must be text"),
        ({"text": "a"}, "text: must have at least 2 characters"),
        ({"text": "abcde"}, "text: must have at most 4 characters"),
        ({"text": "own"}, "text: is no word; write another"),
        ({"number": "many"}, "number: is 'many' and must be a whole number"),
        ({"number": 1.5}, "number: is 1.5 and must be a whole number"),
        ({"number": -1}, "number: is -1 and must be at least 0"),
        ({"number": 10}, "number: is 10 and must be at most 9"),
        ({"share": "half"}, "share: is 'half' and must be a number"),
        ({"share": 0}, "share: is 0 and must be more than 0.0"),
        ({"share": 1}, "share: is 1 and must be less than 1.0"),
        ({"truth": "so"}, "truth: is 'so' and must be true or false"),
        ({"kind": "c"}, "kind: is 'c' and may be 'a' or 'b'"),
        ({"day": "soon"}, "day: is 'soon' and must be a date, such as 2024-01-31"),
        ({"moment": "now"}, "moment: is 'now' and must be a time, such as 2024-01-31T12:00:00Z"),
        ({"entries": 1}, "entries: is 1 and must be a list"),
        ({"entries": []}, "entries: must have at least 1 entries"),
        ({"entries": [1, 2, 3]}, "entries: must have at most 2 entries"),
        ({"pair": 1}, "pair: is 1 and must be a list"),
        ({"nothing": 1}, "nothing: has to be empty"),
        ({"digest": "y"}, "digest: is 'y' and must match ^x$"),
        ({"other": 1}, "other: is unknown; take it out or correct its name"),
        ({"text": "x" * 200, "number": 1}, "text: must have at most 4 characters"),
    ],
)
def test_every_kind_of_fault(part: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as error:
        _Whole.model_validate({"parts": [{}, part]})
    fault = first_fault(error.value)
    assert fault.path[:2] == ("parts", 1)
    assert fault.sentence() == f"parts.1.{said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "parts: is missing; add it"),
        ("[]", "the whole: is [] and must be fields with names"),
        ('{"parts": [', "the whole: is not JSON; it may be damaged or cut off"),
        ('{"parts": [3]}', "parts.0: is 3 and must be fields with names"),
    ],
)
def test_the_whole_of_a_file(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as error:
        _Whole.model_validate_json(text)
    assert first_fault(error.value).sentence() == said


def test_a_long_value_is_not_repeated_whole() -> None:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(int).validate_python("long\n" * 900)
    assert len(first_fault(error.value).what) < 120
    assert "\n" not in first_fault(error.value).what


CODEBOOK = (
    "schema: readouts.codebook/1\nname: mine\nversion: '1'\ntopics:\n"
    "  - id: ice\n    label: {en: Ice, zh: 冰}\n    names: {en: [ice]}\n"
)


@pytest.mark.parametrize("line", ["    scope: wide", "    nick: x", "    anchors: 3", "    id: 3"])
def test_a_codebook(run: Run, tmp_path: Path, line: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"{CODEBOOK}{line}\n", encoding="utf-8")
    code, out, err = run("codebook", "check", file)
    refused((code, out, err), "mine.yaml")
    assert not [word for word in FOREIGN if word in err]


def _damaged(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The same with each field of the first level taken out, of another kind, or added."""
    made = [{k: v for k, v in data.items() if k != key} for key in data]
    made += [{**data, key: 3} for key in data]
    return [*made, {**data, "another": 1}]


def test_a_saved_comparison(tmp_path: Path) -> None:
    file = tmp_path / "saved.json"
    compare.write(sample(), file)
    whole = json.loads(file.read_text("utf-8"))
    count = 0
    for data in _damaged(whole):
        file.write_text(json.dumps(data), encoding="utf-8")
        try:
            compare.load(file)
        except CompareError as error:
            count += 1
            message = str(error)
            assert message.startswith(f"{file}: ")
            assert ";" in message
            assert "\n" not in message
            assert not [word for word in FOREIGN if word in message], message
    assert count > len(whole)


def test_a_labelled_event(tmp_path: Path) -> None:
    unit = {"start": 0, "end": 5, "A": {"status": "covered"}, "B": {"status": "covered"}}
    side = {"side": "US", "lang": "en", "text": "Peace", "units": [unit]}
    whole = {"id": "e", "left": side, "right": side}
    file = tmp_path / "e.json"
    unreadable = {**whole, "left": {**side, "units": [{**unit, "start": "x"}]}}
    said = []
    for data in (*_damaged(whole), unreadable):
        file.write_text(json.dumps(data), encoding="utf-8")
        said.append(_fault_of(file))
    assert "left.units.0.start: is 'x' and must be a whole number" in said[-1]
    assert not [line for line in said if any(word in line for word in FOREIGN)]


def _fault_of(file: Path) -> str:
    try:
        read_gold(file)
    except CompareError as error:
        return str(error)
    return ""
