"""The sentences of docs/architecture.md on imports, sizes and journeys, each proved on the tree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest
from tree import PACKAGES, ROOT, cycles, dotted, import_graph, imported, parsed, sources

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
# Loaded on first use, inside a function, because they take long to import.
HEAVY = (
    "altair lxml.html pandas pdfminer pyarrow ray scipy sentence_transformers sklearn streamlit "
    "torch trafilatura transformers"
).split()
# They define layers of a network, and are themselves imported on first use.
NETWORKS = {
    "compare.encoders.bilingual",
    "compare.encoders.networks.body",
    "compare.encoders.networks.sentence_model",
    "compare.encoders.pair_network",
}
LONGEST = 350
LARGEST = 12
# A folder of one kind of thing may hold as many as there are of it.
OF_ONE_KIND = {"compare/report/writers"}


def rooms() -> list[list[str]]:
    """The rooms in their order, lowest first; those of one line may not import each other."""
    block = re.search(r"^```rooms\n(.*?)^```$", ARCHITECTURE, re.DOTALL | re.MULTILINE)
    assert block, "docs/architecture.md has no block of rooms"
    lines = (line.partition("#")[0].split() for line in block[1].splitlines())
    return [line for line in lines if line]


ORDER = {room: level for level, line in enumerate(rooms()) for room in line}
FACES = {"corpus", "compare"}
"""Packages whose own module gathers the public names of all their rooms."""


def room_of(module: str) -> str | None:
    """The room of a module: the longest name of the order that begins the module's."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in ORDER), None)


# Order


def test_every_module_is_in_a_room() -> None:
    modules = {dotted(path) for package in PACKAGES for path in sources(package)}
    assert [m for m in sorted(modules - FACES - {"ui"}) if room_of(m) is None] == []


def test_every_room_is_there() -> None:
    modules = {dotted(path) for package in PACKAGES for path in sources(package)}
    there = {room_of(module) for module in modules}
    assert [room for room in ORDER if room not in there] == []


def test_a_room_imports_lower_rooms_only() -> None:
    wrong = []
    for module, names in import_graph().items():
        for name in sorted(names):
            here, there = room_of(module), room_of(name)
            if here and there and there != here and ORDER[there] >= ORDER[here]:
                wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_no_module_imports_the_face_of_its_own_package() -> None:
    wrong = [
        module
        for module, names in import_graph().items()
        for name in names
        if name in FACES and module.split(".")[0] == name
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions and those for types alone count too."""
    assert cycles(import_graph()) == []


def test_circles_are_found() -> None:
    assert cycles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}) == [["a", "b", "c"]]
    assert cycles({"a": ["b"], "b": ["c"], "c": []}) == []


def test_nothing_imports_training() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, names in import_graph().items()
        for name in names
        if name.startswith("compare.training") and not module.startswith("compare.training")
    ]
    assert wrong == []


def test_alignment_sees_matrices_only() -> None:
    allowed = {"numpy", "scipy"} | sys.stdlib_module_names
    rooms_allowed = {"compare.errors", "compare.settings", "compare.arrays", "compare.alignment"}
    found = {
        name
        for path in sources("compare")
        if dotted(path).startswith("compare.alignment.")
        for name in imported(path)
    }
    assert found, "alignment imports nothing at all: is it still there?"
    assert {
        n for n in found if n.split(".")[0] not in allowed and room_of(n) not in rooms_allowed
    } == set()


def test_wording_and_topics_do_not_know_coverage() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, names in import_graph().items()
        for name in names
        if room_of(module) in ("compare.topics", "compare.wording")
        and room_of(name) == "compare.coverage"
    ]
    assert wrong == []


# Sizes


def test_no_folder_is_crowded() -> None:
    folders = {path.parent for package in PACKAGES for path in sources(package)}
    counted = {
        folder.relative_to(ROOT).as_posix(): sum(1 for _ in folder.glob("*.py"))
        for folder in folders
    }
    crowded = {f: n for f, n in counted.items() if n > LARGEST and f not in OF_ONE_KIND}
    assert crowded == {}


def test_no_module_is_long() -> None:
    paths = [path for package in (*PACKAGES, "tests") for path in sources(package)]
    lengths = {
        p.relative_to(ROOT).as_posix(): len(p.read_text("utf-8").splitlines()) for p in paths
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


# Journeys


def journeys() -> dict[str, list[str]]:
    """What a change is called, and the files that it touches."""
    section = ARCHITECTURE.partition("\n## Five journeys\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return {row[0].strip(): re.findall(r"`([^`]+)`", row[1]) for row in rows[2:]}


JOURNEYS = journeys()


def test_the_five_journeys_are_described() -> None:
    assert list(JOURNEYS) == [
        "add a language",
        "add a format",
        "add a topic",
        "change how left out is decided",
        "fix a speaker",
    ]


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_journey_touches_few_files_and_they_are_there(journey: str) -> None:
    files = JOURNEYS[journey]
    assert 1 <= len(files) <= 3
    for name in files:
        # What stands in pointed brackets is new; the folder that it comes into is there.
        there = name.partition("<")[0].rpartition("/")[0] if "<" in name else name
        assert (ROOT / there).exists(), f"{journey}: {name} is not there"


# What is never used


@pytest.mark.parametrize("package", PACKAGES)
def test_no_difflib_and_no_pickle(package: str) -> None:
    banned = {"difflib", "pickle", "cPickle", "_pickle", "shelve", "marshal", "dill", "joblib"}
    wrong = [
        (dotted(path), name)
        for path in sources(package)
        for name in imported(path)
        if name.split(".")[0] in banned
    ]
    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_arrays_are_stored_without_pickle(package: str) -> None:
    wrong = [
        f"{dotted(path)}:{keyword.value.lineno}"
        for path in sources(package)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "allow_pickle"
        and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
    ]
    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_names_say_what_is_inside(package: str) -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert [dotted(p) for p in sources(package) if p.stem in vague] == []


def test_nothing_in_ui_hides_a_package() -> None:
    assert [dotted(p) for p in sources("ui") if p.stem in {"compare", "corpus"}] == []


# What importing costs


def test_importing_any_module_loads_nothing_heavy() -> None:
    """Each module in turn, in a Python of its own; the dashboard needs Streamlit, and may."""
    modules = [
        module
        for package in ("corpus", "compare")
        for module in map(dotted, sources(package))
        if module not in NETWORKS
        and not module.startswith(("compare.training", "corpus.library.migrations"))
        and module != "compare.__main__"
    ]
    script = (
        "import importlib, sys\n"
        f"for module in {modules}:\n"
        "    importlib.import_module(module)\n"
        f"    for heavy in {HEAVY}:\n"
        "        if heavy in sys.modules:\n"
        "            print(module, 'loads', heavy)\n"
        "            sys.exit()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout == ""


def test_importing_both_packages_loads_few_modules() -> None:
    """A count, which no other work on the machine changes; seconds are in tests/bench."""
    script = (
        "import sys; begun = len(sys.modules); import compare, corpus; "
        "print(len(sys.modules) - begun)"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(run.stdout) < 400
