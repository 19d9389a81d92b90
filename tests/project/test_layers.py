"""The sentences of the design on imports, each proved on the tree."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tree import ROOT

PACKAGES = ("corpus", "compare", "ui")

# The order of the flow: a step may import those on lines above its own.
STEPS = """
    version errors settings arrays
    files
    languages
    annotation.word_folding annotation.matcher segmentation.affiliations
    annotation.quantities segmentation.reporting_verbs annotation.lexicon
    segmentation.clauses segmentation.procedural segmentation.sentences segmentation.attribution
    segmentation.segments
    encoders
    topics.codebook_schema annotation.glossary annotation.terms annotation.token_words
    annotation.annotated
    annotation.passage
    wording.difference
    wording.tone
    training.idf annotation.idf topics.codebook
    topics.types topics.names
    topics.features
    topics.models
    topics.detection
    topics.summary
    topics.discovery
    coverage.token_matches
    coverage.prepared
    coverage.pair_features
    coverage.cross_reading
    alignment.links alignment.monotone coverage.pair_context
    coverage.logistic
    coverage.models coverage.reasons coverage.features
    coverage.decision
    wording.lexical wording.word_diff wording.quantities_places
    wording.shifts
    comparison
    pipeline
    evaluation.metrics
    evaluation.gold
    evaluation.carry_over
    evaluation.scores
    training.encoder training.idf training.logistic training.synthetic
    training.coverage
    training.cross_encoder training.topics
    report
    bitext report.figures.score_plots library cli.library_text cli.options cli.progress
    cli.alignment cli.codebook cli.library cli.report
    cli.app
    __main__
"""
PLACE = {name: place for place, line in enumerate(STEPS.splitlines()) for name in line.split()}
# Loaded on first use, inside a function, because they take seconds to import.
HEAVY = ("torch", "transformers", "sentence_transformers", "streamlit", "pandas", "scipy", "ray")


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """Absolute dotted names of all modules a file imports, wherever the import stands."""
    module = dotted(path)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base] if base else parents)
            # `from . import x` names a module where one of that name exists.
            for alias in node.names:
                full = f"{base}.{alias.name}"
                here = ROOT.joinpath(*full.split("."))
                is_module = here.is_dir() or here.with_suffix(".py").is_file()
                yield full if is_module else base


def step_of(module: str) -> str | None:
    """The step of `compare` that a dotted name belongs to; None outside it.

    A step is a module or a whole package: the longest name listed above that begins the module's.
    """
    package, _, name = module.partition(".")
    if package != "compare" or not name:
        return None
    parts = name.split(".")
    names = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    packages = {step.rpartition(".")[0] for step in PLACE}
    return next((known for known in names if known in PLACE), None if name in packages else name)


@pytest.mark.parametrize(
    ("package", "banned"),
    [("corpus", {"compare", "ui"}), ("compare", {"ui"}), ("ui", set())],
)
def test_packages_import_one_way(package: str, banned: set[str]) -> None:
    assert sources(package), f"{package} holds no module"
    wrong = [
        (dotted(path), name)
        for path in sources(package)
        for name in imported(path)
        if name.split(".")[0] in banned
    ]
    assert wrong == []


def test_every_module_of_compare_has_its_place() -> None:
    steps = {step for path in sources("compare") if (step := step_of(dotted(path)))}
    assert steps <= PLACE.keys(), f"say where these stand: {sorted(steps - PLACE.keys())}"


def test_a_step_imports_only_earlier_steps() -> None:
    wrong = []
    for path in sources("compare"):
        own = step_of(dotted(path))
        if own is None:  # compare/__init__.py gathers the public names of all steps
            continue
        for name in imported(path):
            other = step_of(name)
            if other is not None and other != own and PLACE[other] >= PLACE[own]:
                wrong.append(f"{dotted(path)} imports {name}")
    assert wrong == []


def test_alignment_sees_matrices_only() -> None:
    allowed = {"numpy", "scipy", "compare.errors", "compare.settings"} | sys.stdlib_module_names
    found = {
        name
        for path in sources("compare")
        if dotted(path).startswith("compare.alignment.")
        for name in imported(path)
    }
    assert found, "alignment imports nothing at all: is it still there?"
    assert {n for n in found if n not in allowed and n.split(".")[0] not in allowed} == set()


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
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
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


@pytest.mark.parametrize("module", ["compare", "corpus"])
def test_importing_a_package_loads_nothing_heavy(module: str) -> None:
    script = f"import {module}, sys; print(*[m for m in {HEAVY} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.split() == []


def test_importing_both_packages_is_fast() -> None:
    """Under 0.3 s of work beyond the start of Python itself; other programs do not count."""
    script = (
        "import time; begun = time.process_time(); import compare, corpus; "
        "print(time.process_time() - begun)"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert float(run.stdout) < 0.3
