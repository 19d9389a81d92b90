"""The page on the method: figures of other pages, constants and formulas of the code, sources."""

from __future__ import annotations

import ast
import importlib
import math
import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tree import PACKAGES, ROOT, dotted, sources

from compare.alignment import monotone
from compare.annotation.idf import Informativeness
from compare.coverage import pair_features
from compare.time_series import silence
from compare.topics import summary

PAGE = (ROOT / "docs" / "method.md").read_text("utf-8")
REFERENCES = (ROOT / "docs" / "references.md").read_text("utf-8")
STEPS = re.findall(r"^## \d+\. (.+)\n((?:.|\n)*?)(?=^## |\Z)", PAGE, re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[([^\]]*)\]\(([^)]+)\)")
FIGURE = re.compile(r"(?<![\w.])\.?\d[\d.,]*\d|(?<![\w.])\d")
PAPER = re.compile(r"([A-Z][\w' &,]*?(?: et al\.)?) ((?:19|20)\d\d)")
CONSTANT = re.compile(r"([A-Za-z_]+) = ([\d_.]+)")


def figures(text: str) -> set[str]:
    """Numbers of a text, those in names of code and addresses of links apart."""
    return set(FIGURE.findall(CODE.sub("", LINK.sub(r"\1", text))))


def parts(step: str) -> dict[str, str]:
    """The paragraphs of a step by what they begin with, such as ``How well``."""
    return dict(re.findall(r"^\*\*([\w ]+)\.\*\* (.+)$", step, re.MULTILINE))


def formula(name: str) -> Any:
    """A formula of the page as a function of its letters."""
    (text,) = re.findall(rf"`{name} = ([^`]+)`", PAGE)
    names = {"log": math.log, "min": min, "max": max}
    return lambda **letters: eval(text, names | letters)


@pytest.mark.parametrize(("title", "step"), STEPS, ids=[title for title, _ in STEPS])
def test_every_step_says_rule_and_code_and_how_well(title: str, step: str) -> None:
    assert {"Rule", "How well", "Code"} <= set(parts(step)), title


@pytest.mark.parametrize(("title", "step"), STEPS, ids=[title for title, _ in STEPS])
def test_a_figure_stands_in_a_page_that_is_linked_beside_it(title: str, step: str) -> None:
    told = parts(step)["How well"]
    pages = [ROOT / "docs" / target for _, target in LINK.findall(told)]
    known = set().union(*(FIGURE.findall(page.read_text("utf-8")) for page in pages))
    assert figures(told) - known == set()


def test_no_figure_stands_elsewhere_on_the_page() -> None:
    kept = re.sub(r"^\*\*(How well|Sources)\.\*\*.*$|^## \d+\.", "", PAGE, flags=re.MULTILINE)
    assert figures(kept) == set()


@pytest.mark.parametrize(("title", "step"), STEPS, ids=[title for title, _ in STEPS])
def test_a_constant_has_its_value_in_the_code_of_its_step(title: str, step: str) -> None:
    paths = [(ROOT / "docs" / target).resolve() for _, target in LINK.findall(parts(step)["Code"])]
    modules = [importlib.import_module(dotted(path)) for path in paths if path.suffix == ".py"]
    places = [*modules, *(getattr(module, "DEFAULTS", None) for module in modules)]
    for span in CODE.findall(step):
        if found := CONSTANT.fullmatch(span):
            values = [getattr(place, found[1], None) for place in places]
            assert ast.literal_eval(found[2]) in values, span


def test_the_formulas_are_those_of_the_code() -> None:
    for cosine in (0.0, 0.35, 0.4, 0.6, 0.75, 0.9):
        expected = float(pair_features.found(np.array(cosine)))
        assert formula("found")(c=cosine) == pytest.approx(expected)
    known = Informativeness({"en": 90}, {"word": 7})
    assert formula("information")(total=90, seen=7) == pytest.approx(
        known.information("word", "en")
    )
    for likely in (0.0, 0.2, 0.9):
        side: Any = SimpleNamespace(strongest={"topic": likely})
        expected = summary._missed("topic", False, side)
        assert formula("missed")(q=likely) == pytest.approx(expected)
    own, whole = silence._Record(1), silence._Record(1)
    own.raised, own.accounts, whole.raised, whole.accounts = np.array([2.0]), 5.0, np.array([3]), 9
    mean = formula("m")(R=3, N=9)
    expected = float(silence._mixed(own, whole, 8.0)[0])
    assert formula("p")(r=2, n=5, strength=8, m=mean) == pytest.approx(expected)


def test_the_cost_of_a_bead_is_that_of_the_code() -> None:
    meaning, length = np.full((1, 1, 1), 0.3, np.float32), np.full((1, 1, 1), 0.2, np.float32)
    beads = monotone.BEADS
    shape = len(beads), 1, 1
    both = np.broadcast_to(meaning, shape), np.broadcast_to(length, shape)
    (costs,) = monotone._bead_costs([both], 0.8)
    for (a, b), cost in zip(beads, costs.ravel(), strict=True):
        prior = monotone.PRIOR[min(a, b), max(a, b)]
        told = formula("cost")(a=a, b=b, d=0.3, l=0.2, scale=0.8, prior=prior)
        assert told == pytest.approx(float(cost), abs=1e-4)


def test_every_paper_is_in_the_references_and_in_the_code() -> None:
    cited = {paper for _, step in STEPS for paper in PAPER.findall(parts(step).get("Sources", ""))}
    listed = set(PAPER.findall(re.sub(r'"[^"]*"', "", REFERENCES)))
    assert len(cited) >= 20
    assert {year for _, year in cited} <= {year for _, year in listed}
    code = [path.read_text("utf-8") for package in PACKAGES for path in sources(package)]
    for authors, year in cited | listed:
        first = re.match(r"(?:and )?((?:Sparck )?[\w']+)", authors.strip())
        assert first is not None
        assert any(first[1] in text and year in text for text in code), (authors, year)
        assert re.search(rf"{first[1]}[^\n]* {year}", REFERENCES), (authors, year)


def test_it_is_as_long_as_a_section_on_method_may_be() -> None:
    assert 1_200 <= len(PAGE.split()) <= 1_900
