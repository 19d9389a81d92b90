"""Every way by which a file comes in, by name; the module of each is loaded when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from tests.fuzz.judging import REFUSALS
from tests.fuzz.mutations import Seed, mutated, mutated_json

if TYPE_CHECKING:
    from hypothesis import strategies as st

_MODULES = {
    "files": "html, mhtml, pdf, pdf pages, docx, markdown, text, zip, tables, segmenter",
    "events": "yaml, codebook, library",
    "outputs": "comparison, alignment, templates",
    "codings": "codings, projects",
    "broken": "fails, hangs, swells, dies, says much",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split(", ")}
NAMES = tuple(name for name, module in _MODULE_OF.items() if module != "broken")
"""Names of the targets, but for those that are wrong on purpose."""


def find(name: str) -> Target:
    """The target of that name."""
    found: dict[str, Target] = import_module(f"tests.fuzz.{_MODULE_OF[name]}").TARGETS
    return found[name]


@dataclass(frozen=True)
class Target:
    """One way in."""

    read: Callable[[bytes], object]
    """Does with the bytes what a user would have done with a file of them."""
    seeds: Callable[[], list[Seed]]
    tokens: tuple[bytes, ...] = ()
    """Bytes that mean something there."""
    examples: int = 100
    """Inputs of a short run: what takes a few seconds."""
    refusals: tuple[type[Exception], ...] = REFUSALS
    """How it may refuse an input: by an error of the project's own tree, in one line."""

    seconds: float = 30
    """Of processor time that one input may take."""
    memory: int = 1_000
    """Megabytes that the process may hold more than before its first input."""
    json: bool = False
    """Whether every seed is JSON, of which single values are changed as well."""

    @cached_property
    def good(self) -> list[Seed]:
        """What is changed."""
        return self.seeds()

    def strategy(self) -> st.SearchStrategy[bytes]:
        """Damaged files of this kind."""
        anywhere = mutated(self.good, self.tokens)
        return anywhere | mutated_json(self.good) if self.json else anywhere
