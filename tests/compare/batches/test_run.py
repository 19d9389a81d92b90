"""Batches as users run them: same bytes everywhere, nothing lost, nothing twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from batch_events import event, files_of, folder_of
from rows_unkept import cache_without_rows
from tree import ROOT

import compare
from compare.batches import run as running
from compare.batches.comparing import PartComparer
from compare.batches.parts import Part, request
from compare.batches.processes import Worker, compare_surely
from compare.report.writers.tables.tables import TABLES
from corpus.statements import Event

pytestmark = pytest.mark.slow

SETTINGS = compare.Settings(read_pairs=False)
COUNT = 7


@pytest.fixture(scope="module", autouse=True)
def _compared_anew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test is given the rows of another."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("anew") / "cache"
        patch.setenv("READOUTS_CACHE", str(cache_without_rows(folder)))
        yield


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of seven events in parts of two, in this process."""
    folder = tmp_path_factory.mktemp("batch") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "EVENTS_A_PART", 2)
        compare.batch(map(event, range(COUNT)), folder, SETTINGS, engine="here")
    return folder


def test_a_batch_gives_what_single_comparisons_give(whole: Path) -> None:
    results = compare.open_results(whole)
    assert (results.compared, results.failed) == (COUNT, 0)
    single = list(compare.events(map(event, range(COUNT)), SETTINGS))
    for table in TABLES:
        found = results.table(table.name).drop(columns="event")
        rows = [row for one in single for row in one.to_pandas(table.name).itertuples(index=False)]
        assert len(found) == len(rows)
    topics = results.table("topics")
    wanted = [t.id for one in single for t in compare.report.export_event(one).pairs[0].topics]
    assert list(topics["topic"]) == wanted


def test_worker_processes_give_the_same_bytes(whole: Path, tmp_path: Path) -> None:
    script = (
        "import compare, sys; from batch_events import event; from compare.batches import run\n"
        "run.EVENTS_A_PART = 2\n"
        "compare.batch(map(event, range(7)), sys.argv[1], compare.Settings(read_pairs=False), "
        "workers=2)\n"
    )
    # No guard around the main part, which children of multiprocessing would run again.
    subprocess.run([sys.executable, "-c", script, tmp_path / "out"], check=True, env=_with_path())
    assert files_of(tmp_path / "out") == files_of(whole)


def test_the_parts_of_a_small_source_are_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All workers have something to do, and the parts depend on the source alone."""
    monkeypatch.setattr(running, "EVENTS_A_PART", 50)  # Other tests part theirs otherwise.
    for count, sizes in ((7, [5, 2]), (12, [5, 5, 2])):
        failing = [event(number, language="fr") for number in range(count)]
        out = tmp_path / str(count)
        compare.batch(failing, out, SETTINGS, engine="here")
        lists = sorted((out / ".batch" / "parts").glob("*.json"))
        assert [len(json.loads(path.read_text("utf-8"))["events"]) for path in lists] == sizes


def test_a_source_without_a_length_begins_with_small_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "EVENTS_A_PART", 8)
    monkeypatch.setattr(running, "PARTS", 3)
    failing = (event(number, language="fr") for number in range(25))
    compare.batch(failing, tmp_path, SETTINGS, engine="here")
    lists = sorted((tmp_path / ".batch" / "parts").glob("*.json"))
    sizes = [len(json.loads(path.read_text("utf-8"))["events"]) for path in lists]
    assert sizes == [5, 5, 5, 8, 2]


def test_a_driver_that_was_killed_goes_on_where_it_was(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    script = (
        "import compare, os, sys; from batch_events import event; from compare.batches import run\n"
        "run.EVENTS_A_PART = 2\n"
        "def kill(state):\n"
        "    if state.done >= 4: os.kill(os.getpid(), 9)\n"
        "compare.batch(map(event, range(7)), sys.argv[1], compare.Settings(read_pairs=False), "
        "workers=1, progress=kill)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, out], env=_with_path())
    assert killed.returncode == -signal.SIGKILL
    assert compare.open_results(out).compared == 4
    again: list[tuple[int, int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "EVENTS_A_PART", 2)
        compare.batch(
            map(event, range(COUNT)), out, SETTINGS, engine="here",
            progress=lambda state: again.append((state.done, state.earlier)),
        )  # fmt: skip
    assert again[-1] == (COUNT, 4)
    assert files_of(out) == files_of(whole)


def test_a_second_run_compares_nothing_and_a_changed_event_alone(tmp_path: Path) -> None:
    events = [event(number) for number in range(3)]
    compare.batch(events, tmp_path / "out", SETTINGS, engine="here")
    before = files_of(tmp_path / "out")
    compare.batch(events, tmp_path / "out", SETTINGS, engine="here")
    assert files_of(tmp_path / "out") == before
    changed = events[1].statements[0].model_copy(update={"text": "The Secretary spoke at length."})
    events[1] = events[1].model_copy(update={"statements": (changed, events[1].statements[1])})
    states: list[running.BatchProgress] = []
    results = compare.batch(
        events, tmp_path / "out", SETTINGS, engine="here", progress=states.append
    )
    assert (states[-1].done, states[-1].earlier) == (3, 2)
    assert sorted(results.table("events")["event"]) == [each.id for each in events]
    texts = results.table("segments").groupby("event")["text"].agg(list)
    assert "The Secretary spoke at length." in texts["event-001"]


def test_broken_events_are_rows_and_the_others_are_compared(tmp_path: Path) -> None:
    """Six ways to be broken, each an event among good ones."""
    folder_of([event(number) for number in range(8)], tmp_path / "in")
    for number, damage in enumerate(DAMAGES):
        damage(tmp_path / "in" / f"event-{number:03}")
    results = compare.batch(tmp_path / "in", tmp_path / "out", SETTINGS, engine="here")
    failures = results.table("failures").set_index("event")
    assert list(results.table("events")["event"]) == ["event-006", "event-007"]
    assert list(failures["stage"]) == ["read", "read", "read", "compare", "compare", "read"]
    assert list(failures.index)[:5] == [f"event-{number:03}" for number in range(5)]
    assert "knows English and Chinese, not French" in failures["message"]["event-003"]
    assert "can be compared: cut it" in failures["message"]["event-004"]
    assert "another event before it is called" in failures["message"].iloc[5]


def test_on_error_raise_ends_the_batch(tmp_path: Path) -> None:
    events = [event(0), event(1, language="fr"), event(2)]
    with pytest.raises(compare.BatchError, match="event-001: the encoder"):
        compare.batch(events, tmp_path / "out", SETTINGS, engine="here", on_error="raise")


def test_a_failure_takes_the_place_of_an_event(tmp_path: Path) -> None:
    events = [event(0), event(1, language="fr"), event(2)]
    found = list(compare.events(events, SETTINGS, on_error="row"))
    assert [isinstance(each, compare.Failure) for each in found] == [False, True, False]
    with pytest.raises(compare.LanguageError, match="event-001"):
        list(compare.events(events, SETTINGS))
    with compare.open_library(str(tmp_path / "own.db"), encoder=None) as library:
        for each in events:
            library.add_event(each)
        kept = list(compare.compare_library(library, SETTINGS, on_error="row"))
    assert [isinstance(each, compare.Failure) for each in kept] == [False, True, False]


class Killed(Worker):
    """A worker whose process is killed whenever it is to compare the third event."""

    def ask(self, asked: bytes) -> bytes:
        if b"meeting number 2." in asked:
            process = self._process or self._begin()
            os.kill(process.pid, signal.SIGKILL)
        return super().ask(asked)


def test_an_event_that_ends_its_process_is_a_row() -> None:
    items: list[tuple[str, Event]] = [(str(n), event(n)) for n in range(4)]
    worker = Killed(SETTINGS)
    try:
        packed = compare_surely(worker, request(0, items))
    finally:
        worker.stop()
    part = Part.unpack(packed)
    assert [done.state for done in part.events] == ["compared"] * 2 + ["to_retry"] + ["compared"]


def test_a_worker_that_was_killed_begins_again() -> None:
    asked = request(0, [("0", event(0))])
    worker = Worker(SETTINGS)
    try:
        first = worker.ask(asked)
        assert worker.pid
        os.kill(worker.pid, signal.SIGKILL)
        assert compare_surely(worker, asked) == first == PartComparer(SETTINGS)(asked)
    finally:
        worker.stop()


def test_ctrl_c_leaves_whole_parts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "compare", "batch", str(tmp_path / "in"), "-o"]
    folder_of([event(number) for number in range(400)], tmp_path / "in")
    # Rows that other tests left would be copied, and the batch be done before it is stopped.
    compared_anew = {"READOUTS_CACHE": str(cache_without_rows(tmp_path / "cache"))}
    with subprocess.Popen(
        [*command, str(tmp_path / "out"), "--workers", "1", "--no-read-pairs"],
        env=_with_path() | compared_anew, stderr=subprocess.PIPE, start_new_session=True,
    ) as running_batch:  # fmt: skip
        while not (tmp_path / "out/events/part-00000.parquet").exists():
            assert running_batch.poll() is None, (
                running_batch.stderr and running_batch.stderr.read()
            )
            time.sleep(0.05)
        os.killpg(running_batch.pid, signal.SIGINT)
        assert running_batch.wait() == 130
    results = compare.open_results(tmp_path / "out")
    assert results.compared % 25 == 0, "sixteen parts of 400 events"
    assert results.table("events")["event"].is_unique


def test_the_command_says_what_it_did(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    folder_of([event(0), event(1)], tmp_path / "in")
    (tmp_path / "in/event-001/us.md").unlink()
    code, _, said = run(
        "batch", tmp_path / "in", "-o", tmp_path / "out", "--engine", "here", "--no-read-pairs"
    )
    assert code == 0
    assert "1 events are in" in said
    assert "1 could not be compared" in said
    code, _, said = run("batch", tmp_path / "nowhere", "-o", tmp_path / "out")
    assert (code, said.count("\n")) == (2, 1)


def _one_statement(folder: Path) -> None:
    (folder / "us.md").unlink()


def _broken_yaml(folder: Path) -> None:
    (folder / "event.yaml").write_text("title: [", "utf-8")


def _no_text(folder: Path) -> None:
    (folder / "us.md").write_bytes(b"\0\0\0")


def _unknown_language(folder: Path) -> None:
    text = (folder / "us.md").read_text("utf-8")
    (folder / "us.md").write_text(text.replace("language: en", "language: fr"), "utf-8")


def _too_long(folder: Path) -> None:
    with (folder / "us.md").open("a", encoding="utf-8") as file:
        file.write("The Secretary spoke. " * 50_000)


def _same_id(folder: Path) -> None:
    text = (folder / "event.yaml").read_text("utf-8")
    (folder / "event.yaml").write_text(text.replace("event-005", "event-000"), "utf-8")


DAMAGES = (_one_statement, _broken_yaml, _no_text, _unknown_language, _too_long, _same_id)


def _with_path() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'support'}"}
