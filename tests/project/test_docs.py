"""The papers of the project: every path and link is there, every record and form is whole."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from tree import ROOT

PAPERS = [ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
RECORDS = sorted(
    set((ROOT / "docs" / "decisions").glob("*.md")) - {ROOT / "docs/decisions/README.md"}
)
_TEMPLATES = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(set(_TEMPLATES.glob("*.yml")) - {_TEMPLATES / "config.yml"})
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "checks.yml").read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

_PATH = re.compile(r"`((?:compare|corpus|ui|tests|docs)/[\w./-]+)`")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_every_link_leads_somewhere(paper: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", paper.read_text("utf-8"))
    inside = [target for target in targets if not target.startswith("https://")]
    assert [target for target in inside if not (paper.parent / target).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_every_path_is_there(paper: Path) -> None:
    paths = [p for p in _PATH.findall(paper.read_text("utf-8")) if "NAME" not in p]
    assert [p for p in paths if not (ROOT / p).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_every_target_of_make_is_there(paper: Path) -> None:
    for line in re.findall(
        r"(?:^|`)make ([a-z -]+)(?:`|$)", paper.read_text("utf-8"), re.MULTILINE
    ):
        for target in line.split():
            assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


@pytest.mark.parametrize("record", RECORDS, ids=name)
def test_a_record_has_its_parts_and_is_listed(record: Path) -> None:
    text = record.read_text("utf-8")
    for part in ("Decision", "Why", "Considered", "Costs", "In the code"):
        assert f"**{part}.**" in text
    assert f"]({record.name})" in (record.parent / "README.md").read_text("utf-8")


def test_the_workflow_runs_checks_and_tests_on_every_supported_python() -> None:
    job = WORKFLOW["jobs"]["checks"]
    steps = " ".join(step.get("run", "") for step in job["steps"])
    assert "make check" in steps
    assert "make test" in steps
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert job["strategy"]["matrix"]["python"] == [oldest, "3.12", "3.13", "3.14"]


@pytest.mark.parametrize("form", FORMS, ids=name)
def test_a_form_asks_for_what_is_needed(form: Path) -> None:
    data: dict[str, Any] = yaml.safe_load(form.read_text("utf-8"))
    assert data["name"]
    assert data["description"]
    fields = [field for field in data["body"] if field["type"] != "markdown"]
    assert any(field.get("validations", {}).get("required") for field in fields)
    ids = [field["id"] for field in fields]
    assert len(ids) == len(set(ids))
    for field in fields:
        assert field["attributes"]["label"]
        if field["type"] == "dropdown":
            assert len(field["attributes"]["options"]) > 1


# Translations


@pytest.mark.parametrize("original", ["tour", "what-may-be-quoted", "glossary"])
def test_a_translation_has_the_figures_and_commands_of_its_original(original: str) -> None:
    start = ROOT / "docs" / "start"
    figures = re.compile(r"(?<![\w-])\d[\d.,]*\d|(?<![\w-])\d|`[^`\n]+`")
    told = [
        Counter(figures.findall(path.read_text("utf-8")))
        for path in (start / f"{original}.md", start / f"{original}-zh.md")
    ]
    assert told[0] - told[1] == Counter()


def test_a_translated_glossary_has_every_term_of_its_original() -> None:
    start = ROOT / "docs" / "start"
    terms = [
        re.findall(r"^([a-z -]+?)(?:（.+）)?\n: ", (start / name).read_text("utf-8"), re.MULTILINE)
        for name in ("glossary.md", "glossary-zh.md")
    ]
    assert terms[0] == terms[1]
    assert len(terms[0]) >= 15
