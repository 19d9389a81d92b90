"""The page of licences names every package that is needed, as the package names its licence."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tree import ROOT

from tests.bench.licences import PAGE, licence_of, needed_packages, table

ROWS = dict(re.findall(r"^\| ([\w-]+) \| ([^|]+) \| [\w-]+ \|$", PAGE.read_text("utf-8"), re.M))


def direct() -> list[str]:
    """The packages that the project itself names, tools of development apart."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {k: v for k, v in project["optional-dependencies"].items() if k not in {"dev", "ray"}}
    lines = [*project["dependencies"], *(line for held in extras.values() for line in held)]
    names = {canonicalize_name(Requirement(line).name) for line in lines}
    return sorted(names - {"readouts"})


@pytest.mark.parametrize("name", direct())
def test_a_package_that_is_needed_is_named_with_its_licence(name: str) -> None:
    assert ROWS[name] == licence_of(name), "python -m tests.bench.licences --write"


def test_every_package_says_its_licence() -> None:
    packages = needed_packages()
    assert [p.name for p in packages if p.licence == "not said"] == []
    assert {p.name for p in packages} >= set(direct())
    assert table(packages[:1]).endswith(f"| {packages[0].part} |\n")


def test_what_is_learned_from_research_data_is_labelled_so() -> None:
    words = PAGE.read_text("utf-8")
    assert re.search(r"wmt_zh_en, news that is for research", words)
    for path in re.findall(r"`((?:compare|corpus)/[\w./-]+)`", words):
        assert (ROOT / path).exists(), path
