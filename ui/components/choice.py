"""Choices among things that have ids: whatever their labels, the one that was chosen is meant.

Streamlit's widgets send the label of a choice back, and of two that are alike the last counts. So
no two labels are alike here: what stands beside one tells it apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import streamlit as st

Id = TypeVar("Id", bound=Hashable)


def distinct(
    ids: Iterable[Id], label: Callable[[Id], str], beside: Callable[[Id], str] = str
) -> dict[Id, str]:
    """A label for each id, no two of which a browser shows alike.

    Args:
        ids: of what can be chosen, in order; one that comes twice counts once.
        label: how a choice is called, perhaps as others are.
        beside: what tells choices of one label apart, such as the id itself.
    """
    known = list(dict.fromkeys(ids))
    labels = [_shown(label(id_)) for id_ in known]
    often = Counter(map(str.casefold, labels))
    found: dict[Id, str] = {}
    taken: set[str] = {text for text, count in often.items() if count == 1}
    for id_, text in zip(known, labels, strict=True):
        if often[text.casefold()] > 1:
            text = _untaken(f"{text} ({_shown(beside(id_))})", taken)
        found[id_] = text
    return found


def select(
    title: str,
    ids: Iterable[Id],
    label: Callable[[Id], str],
    *,
    beside: Callable[[Id], str] = str,
    **options: Any,
) -> Id | None:
    """A box to choose one from; ``options`` are those of :func:`streamlit.selectbox`."""
    labels = distinct(ids, label, beside)
    chosen: Id | None = st.selectbox(title, list(labels), format_func=_named(labels), **options)
    return chosen


def segments(
    title: str,
    ids: Iterable[Id],
    label: Callable[[Id], str],
    *,
    beside: Callable[[Id], str] = str,
    **options: Any,
) -> Id | None:
    """Buttons in a row to choose one; see :func:`streamlit.segmented_control`."""
    labels = distinct(ids, label, beside)
    chosen: Id | None = st.segmented_control(
        title, list(labels), format_func=_named(labels), wrap=True, **options
    )
    return chosen


def _named(labels: dict[Id, str]) -> Callable[[Id], str]:
    """The label of a choice; that of one which is no longer there is its id."""
    return lambda id_: labels.get(id_, str(id_))


def _shown(text: str) -> str:
    """A label as browsers show it: spaces and line ends as one space."""
    return " ".join(text.split())


def _untaken(text: str, taken: set[str]) -> str:
    """The text, with the first number behind it by which it differs from all others."""
    number, wanted = 1, text
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{text} {number}"
    taken.add(wanted.casefold())
    return wanted
