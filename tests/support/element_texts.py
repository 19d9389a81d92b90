"""The words in the elements that the pages are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def texts(node: Any) -> Iterator[str]:
    """All strings in an element, in the order of the page."""
    if isinstance(node, str):
        yield node
    else:
        for child in node["children"]:
            yield from texts(child)


def elements(node: Any) -> Iterator[Any]:
    """An element and all those in it, in the order of the page."""
    if not isinstance(node, str):
        yield node
        for child in node["children"]:
            yield from elements(child)
