"""No file that a user names is opened beside SQLite while this process has it open as a library.

Whoever opens and closes it takes the locks of all connections of this process away, and another
process may then delete what they have written: readers and writers of files ask first.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from library_texts import event
from tree import PACKAGES, ROOT, parsed, sources

import compare
import corpus
from compare.annotation.terms import load_terms
from compare.batches.sources import open_source
from compare.bitext import read_alignment
from compare.calibration import Origin, load_calibration
from compare.cli.coding.sources import read_codings
from compare.coding import files as judgement_files
from compare.coding.exchange.mapping_files import read_mapping
from compare.coding.exchange.refi_reading import read_codes, read_project
from compare.coding.exchange.rows import read_rows
from compare.coding.exchange.texts import Texts
from compare.errors import CompareError
from compare.evaluation.gold import read_gold
from compare.evaluation.results import read_results
from compare.report.export.loading import load_all
from compare.report.writers.template_files import read_template
from compare.time_series.records import known_of
from compare.topics.codebook import load_codebook
from corpus import Library
from corpus.errors import CorpusError
from corpus.files import replacing

OWN = {
    "corpus/files.py", "corpus/samples/__init__.py", "corpus/text/folding.py",
    "corpus/text/language.py", "compare/phrases/words.py", "compare/annotation/procedural.py",
    "compare/annotation/glossary.py", "compare/annotation/idf.py", "compare/annotation/lexicon.py",
    "compare/coverage/models.py", "compare/coverage/likeness/measure.py",
    "compare/segmentation/affiliations.py",
    "compare/evaluation/stand_off.py", "compare/evaluation/quality.py",
    "compare/report/writers/html.py", "compare/report/writers/tables/dictionary.py",
    "compare/topics/models.py", "compare/topics/discovery.py", "compare/version.py",
    "ui/components/styles.py",
}  # fmt: skip
"""Modules that read what is installed with them; the first is the one that asks."""
OWN_NAMES = {
    "compare/encoders": "files of a model, under names of their own in its folder",
    "compare/batches/results.py": "files of results, under names of their own in their folder",
    "compare/cli/terminal.py": "the system's empty file",
    "compare/training": "makes weights, and is not installed",
    "ui/server/__main__.py": "the browser, and a file that is made new",
}
OPENERS = {"open", "read_bytes", "read_text", "ZipFile", "read_parquet", "read_csv", "ParquetFile"}


def test_whoever_opens_a_file_that_a_user_named_asks_first() -> None:
    found = []
    for path in (path for package in PACKAGES for path in sources(package)):
        name = path.relative_to(ROOT).as_posix()
        if name in OWN or any(name.startswith(known) for known in OWN_NAMES):
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and _opens(node):
                found.append(f"{name}:{node.lineno}: {ast.unparse(node)[:80]}")
    assert found == []


def _opens(call: ast.Call) -> bool:
    """Whether a call opens a file by its name without asking."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    shown = ast.unparse(call)
    inside = (
        "io.BytesIO",
        "archive.open",
        "webbrowser.open",
        "ZipFile(file, 'w'",
        "ZipFile(out, 'w'",
    )
    return (
        name in OPENERS and "readable(" not in shown and not any(known in shown for known in inside)
    )


# What a process of another's sees of the locks: those of the file, and those of its shared index.
PROBE = """
import fcntl, sys
for name, start, length in ((sys.argv[1], 0x40000002, 510), (sys.argv[1] + "-shm", 128, 1)):
    with open(name, "r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except OSError:
            continue
        print("nobody holds", name)
"""


def _free(place: Path) -> str:
    """Which files of a library nobody holds, as another process sees it."""
    command = [sys.executable, "-I", "-S", "-c", PROBE, str(place)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _replace(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"They met.")


DOORS: dict[str, Callable[[Path], object]] = {
    "read": corpus.read,
    "read as text": lambda path: corpus.read(path, kind="text"),
    "read_all": corpus.read_all,
    "read_table": corpus.read_table,
    "compare": lambda path: compare.compare(path, path),
    "load": compare.load,
    "load_all": load_all,
    "codebook": lambda path: load_codebook(str(path)),
    "terms": lambda path: load_terms(str(path)),
    "calibration": lambda path: load_calibration(str(path), Origin("", "", "")),
    "alignment": read_alignment,
    "judgements": judgement_files.read,
    "judgements, more": lambda path: judgement_files.append(path, []),
    "codings": lambda path: read_codings(path, None, "bundled", None, True),
    "rows": read_rows,
    "project": lambda path: read_project(path, Texts(())),
    "codes": read_codes,
    "mapping": lambda path: read_mapping(path, "labels", "a: b"),
    "gold": read_gold,
    "results": read_results,
    "template": read_template,
    "about events": lambda path: known_of(None, path),
    "batch": lambda path: open_source(path),
    "a file written anew": _replace,
}
SUFFIXES = {"rows": ".csv", "codings": ".csv", "project": ".qdpx", "codes": ".qdc",
            "batch": ".jsonl"}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Library]]:
    place = tmp_path_factory.mktemp("held") / "readouts.db"
    with Library(str(place)) as held:
        held.add_event(event("talks"))
        yield place, held


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no POSIX locks")
@pytest.mark.parametrize("door", DOORS)
def test_no_door_takes_the_locks_of_an_open_library_away(
    door: str, library: tuple[Path, Library], tmp_path: Path
) -> None:
    place, held = library
    for ending in ("", "-wal", "-shm"):
        linked = tmp_path / f"linked{ending}{SUFFIXES.get(door, '')}"
        os.link(f"{place}{ending}", linked)
        refused = ""
        try:
            DOORS[door](linked)
        except (CompareError, CorpusError, OSError) as error:
            refused = str(error)
        # A batch takes a library for what it is.
        assert "it is a library that is in use" in refused or (door, ending) == ("batch", "")
    assert _free(place) == ""
    assert [one.id for one in held.events()] == ["talks"]
    assert held.check() == []


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_a_library_is_not_brought_into_itself_nor_written_over(
    ending: str, library: tuple[Path, Library]
) -> None:
    place, held = library
    for act in (held.import_, held.export):
        with pytest.raises(CorpusError, match="it is a library that is in use"):
            act(f"{place}{ending}")
    assert _free(place) == ""
    assert [one.id for one in held.events()] == ["talks"]


def test_a_library_that_is_closed_is_a_file_like_any_other(tmp_path: Path) -> None:
    place = tmp_path / "readouts.db"
    with Library(str(place)), Library(str(place)):
        pass
    with pytest.raises(CorpusError) as raised:
        corpus.read(place)
    assert "in use" not in str(raised.value)
