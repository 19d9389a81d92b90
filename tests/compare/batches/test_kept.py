"""Rows that are kept: what was compared before is copied, and only that."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from batch_events import event, files_of
from hypothesis import given
from hypothesis import strategies as st
from rows_unkept import cache_without_rows
from small_disk import NoDiskError, filled, small_disk
from toy_codebook import CODEBOOK
from tree import ROOT

import compare
from compare.batches import keys, run
from compare.batches.comparing import BatchEngine
from compare.batches.kept import kept_rows, pack_rows, unpack_rows
from compare.batches.keys import EventKeys
from compare.batches.parts import COLUMNS, EventRows
from compare.encoders.cache import cache_folder
from compare.encoders.cross_encoder import CrossEncoder
from compare.languages import Language, register, unregister
from compare.pipeline import Engine
from compare.report.writers.tables.tables import Row
from compare.version import digest_of
from corpus.statements import Event

SETTINGS = compare.Settings(read_pairs=False)
COUNT = 4

slow = pytest.mark.slow


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The results of four events, compared with an empty cache, which then is not empty."""
    cache = cache_without_rows(tmp_path / "cache")
    (cache / "results").unlink()
    monkeypatch.setenv("READOUTS_CACHE", str(cache))
    compare.batch(map(event, range(COUNT)), tmp_path / "first", SETTINGS, engine="here")
    return tmp_path / "first"


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the events that are compared in this process from now on."""
    ids: list[str] = []
    compare_all = BatchEngine.compare_all

    def noted(engine: BatchEngine, events: list[Event]) -> list[object]:
        ids.extend(each.id for each in events)
        return [*compare_all(engine, events)]

    monkeypatch.setattr(BatchEngine, "compare_all", noted)
    return ids


def again(folder: Path, settings: compare.Settings = SETTINGS) -> Path:
    """The folder, with the same four events compared into it in this process."""
    compare.batch(map(event, range(COUNT)), folder, settings, engine="here")
    return folder


@slow
@pytest.mark.parametrize("engine", ["here", "processes"])
def test_a_second_batch_gives_the_same_bytes_and_loads_no_model(
    first: Path, tmp_path: Path, engine: str
) -> None:
    (cache_folder() / "vectors").unlink()  # without them a model would have to be loaded
    script = (
        "import compare, sys; from batch_events import event\n"
        "compare.batch(map(event, range(4)), sys.argv[1], compare.Settings(read_pairs=False), "
        "engine=sys.argv[2])\n"
        "print({'torch', 'tokenizers', 'transformers', 'safetensors'} & set(sys.modules))\n"
    )
    path = f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'support'}"
    ended = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "second", engine],
        check=True, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.stdout == "set()\n"
    assert files_of(tmp_path / "second") == files_of(first)


@slow
def test_workers_copy_too(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where much is to be copied, workers do it; the size of a part is not theirs to know."""
    monkeypatch.setattr(run, "COPYING", 0.0)
    (cache_folder() / "vectors").unlink()
    compare.batch(map(event, range(COUNT)), tmp_path / "second", SETTINGS, workers=2)
    assert files_of(tmp_path / "second") == files_of(first)
    assert not (cache_folder() / "vectors").exists(), "nothing was encoded"


@slow
def test_only_what_was_added_or_changed_is_compared(
    first: Path, tmp_path: Path, compared: list[str]
) -> None:
    events = [event(number) for number in range(COUNT + 1)]
    results = compare.batch(events, tmp_path / "more", SETTINGS, engine="here")
    assert compared == ["event-004"]
    assert list(results.table("events")["event"]) == [each.id for each in events]
    compared.clear()
    changed = [
        events[0].model_copy(update={"title": "Another title"}),
        events[1].model_copy(update={"date": dt.date(2020, 2, 2)}),
        _with_statement(events[2], text="The Secretary spoke at length."),
        _with_statement(events[3], author="Somebody"),
        events[4],
    ]
    results = compare.batch(changed, tmp_path / "changed", SETTINGS, engine="here")
    assert compared == [each.id for each in events[:4]]
    assert results.table("events")["title"].iloc[0] == "Another title"
    assert "The Secretary spoke at length." in set(results.table("segments")["text"])


@slow
def test_other_settings_codebooks_and_versions_compare_anew(
    first: Path, tmp_path: Path, compared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = [f"event-{number:03}" for number in range(COUNT)]
    (tmp_path / "toy.yaml").write_text(CODEBOOK, "utf-8")
    for number, settings in enumerate(
        (
            replace(SETTINGS, max_error=0.1),
            replace(SETTINGS, link_threshold=0.5),
            replace(SETTINGS, codebook=str(tmp_path / "toy.yaml")),
        )
    ):
        compared.clear()
        again(tmp_path / f"out-{number}", settings)
        assert compared == everything
        compared.clear()
        again(tmp_path / f"again-{number}", settings)
        assert compared == []
    monkeypatch.setattr("compare.pipeline.__version__", "99.0")
    newer = compare.open_results(again(tmp_path / "newer"))
    assert compared == everything
    assert newer.table("events")["signature"].str.startswith("readouts 99.0 |").all()
    compared.clear()
    monkeypatch.setattr(keys, "program", lambda: "edited")
    again(tmp_path / "edited")
    assert compared == everything


@slow
@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "of another"])
def test_a_damaged_entry_is_compared_anew(
    first: Path, tmp_path: Path, compared: list[str], damage: str
) -> None:
    damages: dict[str, Callable[[bytes], bytes]] = {
        "cut": lambda blob: blob[:-7],
        "flipped": lambda blob: blob[:200] + bytes([blob[200] ^ 4]) + blob[201:],
        "empty": lambda blob: b"",
        "of another": lambda blob: b"x" * 32 + blob[32:],
    }
    with _base() as base:
        for key, blob in base.execute("SELECT key, blob FROM vectors").fetchall():
            base.execute("UPDATE vectors SET blob = ? WHERE key = ?", (damages[damage](blob), key))
    assert files_of(again(tmp_path / "second")) == files_of(first)
    assert len(compared) == COUNT
    compared.clear()
    assert files_of(again(tmp_path / "third")) == files_of(first)
    assert compared == [], "what was damaged is whole again"


@slow
def test_a_damaged_file_is_begun_anew(first: Path, tmp_path: Path, compared: list[str]) -> None:
    (cache_folder() / "results" / "results.sqlite3").write_bytes(b"no database" * 1_000)
    assert files_of(again(tmp_path / "second")) == files_of(first)
    assert len(compared) == COUNT
    again(tmp_path / "third")
    assert len(compared) == COUNT


@slow
def test_a_cache_that_cannot_be_written_stops_no_batch(first: Path, tmp_path: Path) -> None:
    shutil.rmtree(cache_folder() / "results")
    (cache_folder() / "results").write_text("a file in its place", "utf-8")
    assert files_of(again(tmp_path / "second")) == files_of(first)


@slow
def test_a_full_disk_stops_no_batch(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        with small_disk(tmp_path / "disk") as disk, filled(disk, 0):
            monkeypatch.setenv("READOUTS_CACHE", str(disk))
            assert files_of(again(tmp_path / "second")) == files_of(first)
    except NoDiskError as error:
        pytest.skip(f"no disk can be mounted here: {error}")


@slow
def test_failures_are_not_kept(first: Path, tmp_path: Path, compared: list[str]) -> None:
    events = [event(0), event(1, language="fr")]
    for _ in range(2):
        results = compare.batch(events, tmp_path / "out", SETTINGS, engine="here")
        shutil.rmtree(tmp_path / "out")
        assert compared == ["event-001"]
        compared.clear()
    assert results.folder == tmp_path / "out"
    with _base() as base:
        assert base.execute("SELECT COUNT(*) FROM vectors").fetchone()[0] == COUNT


@slow
@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders apart by other means")
def test_texts_are_kept_for_their_owner_alone(first: Path) -> None:
    assert stat.S_IMODE((cache_folder() / "results").stat().st_mode) == 0o700


@slow
def test_nothing_is_kept_where_nothing_is_to_be(
    first: Path, tmp_path: Path, compared: list[str]
) -> None:
    settings = compare.Settings(read_pairs=False, cache=False)
    compare.batch([event(0)], tmp_path / "second", settings, engine="here")
    assert compared == ["event-000"]


def test_a_key_holds_everything(tmp_path: Path) -> None:
    (tmp_path / "toy.yaml").write_text(CODEBOOK, "utf-8")
    several = [
        SETTINGS,
        replace(SETTINGS, read_pairs=True),
        replace(SETTINGS, max_error=0.1),
        replace(SETTINGS, link_threshold=0.5),
        replace(SETTINGS, max_segments=7),
        replace(SETTINGS, codebook=str(tmp_path / "toy.yaml")),
    ]
    found = {EventKeys(Engine(settings)).key(event(0)) for settings in several}
    assert len(found) == len(several)
    engine = Engine(SETTINGS)
    before = EventKeys(engine).key(event(0))
    assert EventKeys(engine).key(event(0)) == before
    engine.reader = CrossEncoder("another", None)
    assert EventKeys(engine).key(event(0)) != before


def test_the_program_is_known_by_its_files(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "room").mkdir(parents=True)
    (package / "room" / "code.py").write_text("x = 1\n", "utf-8")
    (package / "words.tsv").write_text("a\tb\n", "utf-8")
    before = digest_of([package])
    (package / "room" / "code.pyc").write_bytes(b"compiled")
    assert digest_of([package]) == before
    (package / "room" / "code.py").write_text("x = 2\n", "utf-8")
    changed = digest_of([package])
    (package / "words.tsv").rename(package / "other.tsv")
    assert len({before, changed, digest_of([package])}) == 3


def _values(type_: str) -> st.SearchStrategy[object]:
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    small = st.integers(-(2**31), 2**31 - 1)
    return (
        st.none()
        | {
            "text": text,
            "index": small,
            "number": st.floats(allow_nan=False),
            "flag": st.booleans(),
            "date": st.dates(),
            "indices": st.lists(small, max_size=3),
            "ids": st.lists(text, max_size=3),
            "phrases": st.lists(text, max_size=3),
        }[type_]
    )


def _rows_of_a_table(name: str) -> st.SearchStrategy[dict[str, list[Row]]]:
    row = st.tuples(*map(_values, COLUMNS[name].values())).map(list)
    return st.lists(row, max_size=2).map(lambda rows: {name: rows})


_ROWS = st.sampled_from([name for name in COLUMNS if name != "failures"]).flatmap(_rows_of_a_table)


@given(_ROWS)
def test_rows_come_back_as_they_were(rows: dict[str, list[Row]]) -> None:
    assert unpack_rows(pack_rows(EventRows("an event", rows))) == EventRows("an event", rows)


def _with_statement(of: Event, **changes: object) -> Event:
    left, *others = of.statements
    return of.model_copy(update={"statements": (left.model_copy(update=changes), *others)})


@contextlib.contextmanager
def _base() -> Iterator[sqlite3.Connection]:
    """The file of kept rows, opened for one block."""
    base = sqlite3.connect(cache_folder() / "results" / "results.sqlite3")
    with base:
        yield base
    base.close()


def test_with_other_languages_than_those_that_ship_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path))
    rows = {"00" * 32: EventRows("talks", {name: [] for name in COLUMNS})}
    register(Language(code="xx", name="Nordic"))
    try:
        kept_rows().put(rows)
    finally:
        unregister("xx")
    assert kept_rows().get(rows) == {}
    kept_rows().put(rows)
    assert kept_rows().get(rows) == rows
    register(Language(code="xx", name="Nordic"))
    try:
        assert kept_rows().get(rows) == {}
    finally:
        unregister("xx")
