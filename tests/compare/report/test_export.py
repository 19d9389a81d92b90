from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mirrored_export import mirror, naive
from sample_comparison import sample
from sample_events import sample_event, swapped

from compare.alignment.links import Link
from compare.report import (
    ExportError,
    export_comparison,
    export_event,
    load,
    load_event,
    render,
    schema,
    write,
)
from compare.report.export.wording import ShiftExport
from compare.wording.difference import Note
from compare.wording.shifts import Shift

indices = st.lists(st.integers(0, 4), unique=True, max_size=3).map(lambda one: tuple(sorted(one)))
links = st.builds(Link, indices, indices, st.floats(0, 1))


def test_json_fits_the_schema() -> None:
    for kind, result in (("comparison", sample()), ("event", sample_event())):
        described = schema(kind)  # type: ignore[arg-type]
        jsonschema.Draft202012Validator.check_schema(described)
        assert described["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        validator = jsonschema.Draft202012Validator(described)
        body = json.loads(render(result, "json"))
        validator.validate(body)
        validator.validate({**body, "added_later": 1})
        with pytest.raises(jsonschema.ValidationError):
            validator.validate({**body, "schema": "other/1"})


def test_the_fields_of_the_contract_are_there_and_in_order() -> None:
    body = json.loads(render(sample(), "json"))
    assert list(body) == [
        "schema",
        "left",
        "right",
        "segments",
        "links",
        "topics",
        "attribution_gaps",
        "shifts",
        "terms",
        "tone",
        "suggestions",
        "signature",
    ]
    segment = (
        "start end paragraph speaker procedural status p_covered p_partly p_left_out nearest "
        "reason topics"
    )
    topic = "id labels left right state confidence share first"
    assert body["schema"] == "readouts.comparison/1"
    assert set(body["left"]) >= set("id side lang title date text source".split())
    assert set(body["segments"]["left"][0]) >= set(segment.split())
    assert set(body["links"][0]) >= {"left", "right", "probability"}
    assert set(body["topics"][0]) >= set(topic.split())
    required = schema()["$defs"]["SegmentExport"]["required"]
    assert set(required) >= set(segment.split())


def test_json_text() -> None:
    text = render(sample(), "json")
    assert text.endswith("}\n")
    assert "港口城市会谈" in text
    assert '"probability": 0.6667}' in text
    body = json.loads(text)
    for side in ("left", "right"):
        for one in body["segments"][side]:
            assert body[side]["text"][one["start"] : one["end"]].strip()


def test_json_keeps_every_character_and_shows_none_that_acts() -> None:
    text = "".join(map(chr, [*range(32), 0x7F, 0x9B, 0x202E, 0x2066, 0x2028])) + "🙂."
    one = sample()
    hostile = replace(one, left=one.left.model_copy(update={"text": one.left.text + text}))
    written = render(hostile, "json")
    assert json.loads(written)["left"]["text"] == one.left.text + text
    assert not {"\x1b", "\x9b", "\u202e", "\u2066", "\u2028", "\x7f"} & set(written)
    assert "🙂" in written


def test_swapping_the_sides_mirrors_the_json() -> None:
    assert mirror(export_comparison(sample())) == export_comparison(swapped(sample()))
    assert mirror(export_comparison(sample())) == export_comparison(sample().mirrored())
    assert mirror(mirror(export_comparison(sample()))) == export_comparison(sample())
    assert json.loads(render(swapped(sample()), "json")) == naive(
        json.loads(render(sample(), "json"))
    )
    assert render(mirror(export_comparison(sample())), "json") == render(swapped(sample()), "json")


@given(st.lists(links, max_size=6, unique_by=lambda link: (link.left, link.right)), st.data())
def test_crossing_links_and_their_shifts_mirror_too(found: list[Link], data: st.DataObject) -> None:
    ties = st.lists(st.integers(0, len(found) - 1), max_size=4) if found else st.just([])
    shifts = tuple(
        Shift(link, "a", "b", (place, place + 1), None, "term", "minor", Note("words_other"))
        for place, link in enumerate(data.draw(ties))
    )
    one = replace(sample(), links=tuple(found), shifts=shifts)
    shuffled = replace(one, links=tuple(reversed(found)), shifts=())
    assert mirror(export_comparison(one)) == export_comparison(swapped(one))
    assert export_comparison(replace(one, shifts=())) == export_comparison(shuffled)
    exported_one = export_comparison(one)

    def place(shift: ShiftExport) -> int:
        return shift.left.start or 0 if shift.left else 0

    for shift, exported in zip(
        sorted(shifts, key=lambda shift: shift.left_span or (0, 0)),
        sorted(exported_one.shifts, key=place),
        strict=True,
    ):
        link = exported_one.links[exported.link]
        assert (link.left, link.right) == (found[shift.link].left, found[shift.link].right)


@given(st.floats(0, 1))
def test_floats_have_four_decimals(number: float) -> None:
    one = replace(sample(), links=(Link((0,), (0,), number),), shifts=())
    probability = export_comparison(one).links[0].probability
    assert probability == round(number, 4)
    assert abs(probability - number) <= 0.00005


@pytest.mark.parametrize(("number", "text"), [(0.00005, "0.0001"), (-0.0, "0.0"), (1, "1.0")])
def test_rounding_at_the_edges(number: float, text: str) -> None:
    one = replace(sample(), links=(Link((0,), (0,), number),), shifts=())
    assert f'"probability": {text}}}' in render(one, "json")


def test_load_gives_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    write(sample(), path)
    assert load(path) == export_comparison(sample())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(path) == export_comparison(sample())
    write(sample_event(), path)
    assert load_event(path) == export_event(sample_event())


def _spoil(where: str, value: object) -> str:
    body: Any = json.loads(render(sample(), "json"))
    *path, last = (int(part) if part.isdigit() else part for part in where.split("/"))
    place = body
    for part in path:
        place = place[part]
    place[last] = value
    return json.dumps(body)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "JSON"),
        ("[]", "readouts.comparison/1"),
        ("{", "JSON"),
        ("\x00\xff", "JSON"),
        (_spoil("schema", "readouts.comparison/9"), "schema: .*readouts.comparison/1"),
        (_spoil("segments/left/1/status", "gone"), "segments.left.1.status: "),
        (_spoil("segments/right/1/end", 10_000), "segments.right.1 "),
        (_spoil("segments/right/1/nearest", 99), "segments.right.1.nearest is 99"),
        (_spoil("segments/left/0/p_left_out", 1.5), "p_left_out: "),
        (_spoil("links/0/right", [17]), "links.0.right is 17"),
        (_spoil("shifts/0/link", 3), "shifts.0.link is 3"),
        (_spoil("attribution_gaps/0/segment", 8), "attribution_gaps.0.segment is 8"),
        (_spoil("topics/0/confidence", float("nan")), "topics.0.confidence: "),
    ],
)
def test_load_says_in_a_line_what_does_not_fit(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "one.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExportError, match=words) as caught:
        load(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_load_of_a_missing_file_or_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.json", tmp_path):
        with pytest.raises(ExportError, match="give a file"):
            load(path)


def test_matrix_of_an_event() -> None:
    matrix = export_event(sample_event()).matrix
    assert [one.side for one in matrix.sides] == ["West", "East", "South"]
    states = {row.id: [cell.state for cell in row.cells] for row in matrix.topics}
    assert states == {
        "strait": ["raised", "left_out", "raised"],
        "trade": ["raised", "raised", "raised"],
        "contacts": ["raised", "raised", "raised"],
        "respect": ["left_out", "raised", "left_out"],
        "youth": ["left_out", "raised", "left_out"],
        "climate": ["raised", "unclear", "raised"],
    }
    strait = next(row for row in matrix.topics if row.id == "strait")
    assert strait.cells[0].segments == (1, 2)
    assert strait.cells[1].first is None


def test_a_topic_without_an_english_label_goes_by_its_id() -> None:
    one = sample()
    bare = replace(one.topics[0], labels=(("zh", "贸易"),))
    (topic,) = export_comparison(replace(one, topics=(bare,))).topics
    assert (topic.labels.en, topic.labels.zh) == (bare.id, "贸易")


def test_every_field_of_a_note_is_in_the_export() -> None:
    from dataclasses import asdict

    for note in (
        Note("term", ((("en", "a"), ("zh", "甲")),), ((("en", "b"),),), (("en", "why"),)),
        Note("number_only", quotes=("30%",)),
        Note(
            "joint_act",
            ((("en", "a"), ("zh", "甲")),),
            ((("en", "b"), ("zh", "乙")),),
            side="right",
        ),
    ):
        one = replace(sample().shifts[0], note=note)
        (shift,) = export_comparison(replace(sample(), shifts=(one,))).shifts
        assert shift.note is not None
        exported = shift.note.model_dump()
        labels = {"left", "right", "subject", "left_signal", "right_signal"}
        plain = {key: value for key, value in asdict(note).items() if key not in labels}
        assert {key: exported[key] for key in plain} == plain
        assert [label["en"] for label in exported["left"]] == [dict(p)["en"] for p in note.left]
        assert (exported["subject"] is None) == (not note.subject)
