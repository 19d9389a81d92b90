"""Events from every kind of source, and a row for each that cannot be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from batch_events import event, folder_of

from compare.batches.sources import open_source, read_event
from compare.errors import BatchError, Failure
from corpus import Library
from corpus.statements import Event


def read(source: object) -> list[Event | Failure]:
    return list(open_source(source).items)


def test_a_folder_gives_its_events_by_name(tmp_path: Path) -> None:
    wanted = [event(number) for number in range(3)]
    found = read(folder_of(list(reversed(wanted)), tmp_path))
    assert [each.id for each in found if isinstance(each, Event)] == [e.id for e in wanted]
    first = found[0]
    assert isinstance(first, Event)
    assert first.date == wanted[0].date
    assert {s.side for s in first.statements} == {"US", "PRC"}


def test_a_library_gives_what_can_be_compared(tmp_path: Path) -> None:
    with Library(str(tmp_path / "own.db")) as library:
        for number in range(3):
            library.add_event(event(number))
        assert read(library) == list(library.events())
    assert len(read(tmp_path / "own.db")) == 3


def test_a_library_that_is_open_keeps_its_locks_when_it_is_a_source(tmp_path: Path) -> None:
    place = tmp_path / "own.db"
    visit = "import sys; from corpus import Library\nwith Library(sys.argv[1]) as own: own.events()"
    with Library(place) as library:
        library.add_event(event(0))
        assert len(read(place)) == 1
        subprocess.run([sys.executable, "-c", visit, place], check=True)
        library.add_event(event(1))
        assert len(read(place)) == 2
    assert len(read(place)) == 2


def test_a_table_under_the_name_of_a_library_is_a_table(tmp_path: Path) -> None:
    for content in ("", "event,side,text\n"):
        place = tmp_path / "own.db"
        place.write_text(content, encoding="utf-8")
        with pytest.raises(BatchError):
            read(place)


def test_tables_group_their_rows_by_event(tmp_path: Path) -> None:
    import pandas as pd

    rows = [
        {"event": each.id, "side": s.side, "text": s.text, "date": str(s.date)}
        for each in (event(0), event(1))
        for s in each.statements
    ]
    rows.append({"event": "alone", "side": "US", "text": "The Secretary spoke.", "date": ""})
    rows.append({"event": "event-000", "side": "US", "text": "", "date": ""})
    frame = pd.DataFrame(rows)
    frame.to_csv(tmp_path / "table.csv", index=False)
    frame.to_parquet(tmp_path / "table.parquet")
    frame.to_json(tmp_path / "table.jsonl", orient="records", lines=True)
    for source in (frame, *(tmp_path / f"table.{kind}" for kind in ("csv", "parquet", "jsonl"))):
        found = read(source)
        assert [e.id for e in found if isinstance(e, Event)] == ["event-000", "event-001"]
        alone, empty = (each for each in found if isinstance(each, Failure))
        assert (alone.event, alone.stage) == ("alone", "read")
        assert "add another side's" in alone.message
        assert "row 6" in empty.event


def test_lines_of_events_are_read_one_by_one(tmp_path: Path) -> None:
    lines = [event(0).model_dump_json(), '{"id": "broken"', event(1).model_dump_json()]
    (tmp_path / "events.jsonl").write_text("\n".join(lines), "utf-8")
    found = read(tmp_path / "events.jsonl")
    assert [isinstance(each, Event) for each in found] == [True, False, True]
    assert isinstance(found[1], Failure)
    assert found[1].event == "events.jsonl line 2"


def test_what_is_wrong_with_an_event_folder_is_said(tmp_path: Path) -> None:
    folder_of([event(0), event(1), event(2)], tmp_path)
    (tmp_path / "event-000" / "us.md").unlink()
    (tmp_path / "event-001" / "event.yaml").write_text("title: [", "utf-8")
    (tmp_path / "event-002" / "us.md").write_bytes(b"\0\0\0 no text")
    found = [each for each in read(tmp_path) if isinstance(each, Failure)]
    assert [each.event for each in found] == ["event-000", "event-001", "event-002"]
    assert [each.kind for each in found] == ["EventError", "EventError", "ReadError"]
    assert all("\n" not in each.message for each in found)


def test_a_folder_without_event_yaml_is_named_by_itself(tmp_path: Path) -> None:
    folder_of([event(0)], tmp_path)
    (tmp_path / "event-000" / "event.yaml").unlink()
    found = read_event(tmp_path / "event-000")
    assert found.id == "event-000"
    assert found.date == event(0).date


@pytest.mark.parametrize("source", ["nowhere", 3, "text.txt"])
def test_what_is_no_source_is_refused(
    source: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("words", "utf-8")
    with pytest.raises(BatchError, match="give"):
        read(source)


def test_a_table_without_events_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("side,text\nUS,The Secretary spoke.\n", "utf-8")
    with pytest.raises(BatchError, match="add one called event"):
        read(tmp_path / "t.csv")
