"""Events that two coders labelled, read from their files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from compare.comparison import SIDES, which_side
from compare.errors import GoldError
from corpus.field_faults import first_fault
from corpus.files import readable
from corpus.statements import Fidelity, Source, Statement

Coder = Literal["A", "B"]
CODERS: tuple[Coder, Coder] = ("A", "B")
Status = Literal["covered", "partly", "left_out", "procedural"]
STATUSES: tuple[Status, ...] = ("covered", "partly", "left_out", "procedural")
"""What a coder may say of a unit."""

LATER_TOPICS = frozenset(
    {
        "other-topic", "european-security", "sanctions", "defence-cooperation", "peace-talks",
        "energy", "migration", "humanitarian", "terrorism", "space", "science-technology",
        "infrastructure", "government-reform", "history", "territory", "diplomatic-presence",
    }
)  # fmt: skip
"""Topics that the first codebook did not have, and the one that stood for them."""

_Known = Annotated[str, BeforeValidator(lambda value: value or "")]
"""A fact about a text; empty where a file leaves it out or says null."""


class Label(BaseModel):
    """What one coder says of one unit: its status, its topics, the units it matches."""

    model_config = ConfigDict(frozen=True)
    status: Status
    topics: tuple[str, ...] = ()
    match: tuple[int, ...] = ()


class Unit(BaseModel):
    """A sentence or clause of a statement with the labels of both coders.

    It is ``text[start:end]``, counted in Unicode characters.
    """

    model_config = ConfigDict(frozen=True)
    start: int
    end: int
    A: Label
    B: Label

    def by(self, coder: Coder) -> Label:
        """Return the label of one coder."""
        return self.A if coder == "A" else self.B

    @property
    def substantive(self) -> bool:
        """True where neither coder called the unit procedural."""
        return all(self.by(coder).status != "procedural" for coder in CODERS)


class GoldSide(BaseModel):
    """One side's statement and its units."""

    model_config = ConfigDict(frozen=True)
    side: str
    lang: str
    text: str
    publisher: _Known = ""
    url: _Known = ""
    complete: bool = True
    units: tuple[Unit, ...]


class GoldEvent(BaseModel):
    """One event with its two texts, cut into units that two coders labelled."""

    model_config = ConfigDict(frozen=True)
    id: str
    title: str = ""
    date: str = ""
    kind: str = ""
    pair: str = ""
    """The two states, for scores with whole pairs of states held out; empty where not said."""
    left: GoldSide
    right: GoldSide

    @property
    def first_codebook(self) -> bool:
        """Whether the coders had the first codebook, written for one pair of states, so that
        their labels say nothing of :data:`LATER_TOPICS`: the files of such events name no pair.
        """
        return not self.pair

    def side(self, side: str) -> GoldSide:
        """One side's text and its labels.

        Args:
            side: ``left``, ``right``, or the side's own name.

        Raises:
            SideError: neither side has that name, or both have.
        """
        sides = (self.left, self.right)
        return sides[SIDES.index(which_side(side, [held.side for held in sides]))]

    def statement(self, side: str) -> Statement:
        """The text of one side as a statement; raises as :meth:`side` does."""
        gold = self.side(side)
        fidelity: Fidelity = "verbatim" if gold.complete else "excerpt"
        return Statement(
            id=f"{self.id}-{which_side(side, [self.left.side, self.right.side])}",
            side=gold.side,
            language=gold.lang,
            text=gold.text,
            title=self.title,
            source=Source(publisher=gold.publisher, url=gold.url, fidelity=fidelity),
        )

    def units(self, side: str) -> tuple[Unit, ...]:
        """The units of one side, in order; raises as :meth:`side` does."""
        return self.side(side).units


def read_gold(folder: Path | str) -> tuple[GoldEvent, ...]:
    """Read every ``*.json`` event of a folder, or one file, in the order of their names.

    Raises:
        GoldError: nothing is there, or a file does not fit; the message names file and field.
    """
    path = Path(folder)
    files = [path] if path.is_file() else sorted(path.glob("*.json"))
    if not files:
        raise GoldError(f"{path} holds no labelled events: pass a folder of *.json files")
    return tuple(_read_event(file) for file in files)


def _read_event(file: Path) -> GoldEvent:
    try:
        return GoldEvent.model_validate(json.loads(readable(file).read_text(encoding="utf-8")))
    except OSError as error:
        raise GoldError(f"{file} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise GoldError(
            f"{file} is not a labelled event: {first_fault(error).sentence()}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise GoldError(f"{file} is not JSON, {error}; it may be damaged or cut off") from error
