"""Choices are told apart, whatever they are called."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st
from tree import ROOT

from ui.components.choice import distinct

WIDGETS = {"selectbox", "segmented_control", "radio", "multiselect"}
LABELS = st.sampled_from(["Talks", "talks", " Talks ", "Talks (a)", "Talks (a) 2", "", "会谈"])


@given(st.dictionaries(st.sampled_from("abcdefgh"), LABELS | st.text(max_size=5)))
def test_no_two_labels_look_alike(labels: dict[str, str]) -> None:
    for beside in (str, lambda id_: "the same"):
        found = distinct(labels, labels.__getitem__, beside)
        assert list(found) == list(labels)
        shown = [" ".join(text.split()).casefold() for text in found.values()]
        assert len(set(shown)) == len(labels)


def test_a_label_of_its_own_stays_as_it_is() -> None:
    names = {"a": "Talks", "b": "Talks", "c": "Call"}
    assert distinct(names, names.__getitem__) == {"a": "Talks (a)", "b": "Talks (b)", "c": "Call"}


def test_every_choice_of_the_dashboard_is_made_here() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "ui").rglob("*.py")
        if path.name != "choice.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in WIDGETS
    ]
    assert found == []
