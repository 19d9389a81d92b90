"""Fixtures for all tests, and the last words of a run: what did not run, and why."""

from __future__ import annotations

import io
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from dashboard_server import find_chromium
from postgres_server import PostgresServer, find_programs

# The same examples every time: a run that fails can be repeated. No deadline: other work may
# hold the processor, and speed has tests of its own.
hypothesis.settings.register_profile("readouts", deadline=None, derandomize=True)
hypothesis.settings.load_profile("readouts")

_ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real statements beside the checkout, or a skip that says so."""
    folder = Path(os.environ.get("READOUTS_SHARED", _ROOT.parent / "shared"))
    if not (folder / "gold" / "dev").is_dir():
        pytest.skip(f"no gold labels at {folder}: set READOUTS_SHARED to the folder holding gold/")
    return folder


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that Streamlit runs takes the place of ``__main__``, which new processes read."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium of the system, or a skip that says so."""
    if found := find_chromium():
        return found
    pytest.skip("no Chromium on this machine: install the package chromium")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A running PostgreSQL, or a skip that says so."""
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine: install the package postgresql")
    server = PostgresServer(programs)
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def library_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new library can be kept: each test runs on a file and on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "readouts.db")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.empty_database()


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep vectors and library of the tests apart from the user's, and reach for no network.

    All processes of a run share the vectors, so that no text is read by a model twice.
    """
    run = tmp_path_factory.getbasetemp()
    cache = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "vectors"
    cache.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("library") / "readouts.db"
        patch.setenv("READOUTS_LIBRARY", str(place))
        patch.setenv("READOUTS_CACHE", str(cache))
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.delenv("READOUTS_DEBUG", raising=False)
        yield


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run the command in this process; give exit code, standard output and error."""
    from compare.cli.app import main

    def run(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    """Two English statements of one event as files."""
    from corpus import samples

    event = samples.load("blinken-liu-2024", {"PRC": "en"})
    files = tmp_path / "us.txt", tmp_path / "prc.txt"
    for file, statement in zip(files, event.statements, strict=True):
        file.write_text(statement.text, encoding="utf-8")
    return files


_MARKERS = {"shared": "gold", "chromium": "browser", "postgres": "postgres"}
"""What a test needs beside the checkout, by the fixture that provides it."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test by what it needs, so that ``-m`` chooses without a list to keep up."""
    for item in items:
        needed = set(getattr(item, "fixturenames", ()))
        parameters = getattr(item, "callspec", None)
        if parameters and parameters.params.get("library_place") == "postgresql":
            needed.add("postgres")
        for fixture in needed & _MARKERS.keys():
            item.add_marker(_MARKERS[fixture])
        if "chromium" in needed:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say at the very end which tests did not run and why, and which had to be run again."""
    yield
    again = terminalreporter.stats.get("rerun", [])
    if again:
        terminalreporter.write_sep("=", f"{len(again)} tests in the browser were run again")
        for report in again:
            terminalreporter.write_line(f"    {report.nodeid}")
            terminalreporter.write_line(str(report.longrepr).strip().rpartition("\n")[2])
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        terminalreporter.write_sep("=", "every selected test ran")
        return
    by_reason: dict[str, list[str]] = defaultdict(list)
    for report in skipped:
        told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        by_reason[told.removeprefix("Skipped: ")].append(report.nodeid)
    terminalreporter.write_sep("=", f"{len(skipped)} tests did not run")
    for reason, tests in sorted(by_reason.items()):
        terminalreporter.write_line(reason)
        for test in tests:
            terminalreporter.write_line(f"    {test}")
