"""Labels without texts: what the coders said, where a text is found, and how it is known.

The texts of labelled events belong to those who published them, so only the labels ship. A text
is known by the SHA-256 of its characters without white space, and units are counted in these
characters alone: the labels fit however the text was wrapped when it was saved. The files stand
in ``labels/``, one event a line; ``python -m compare.training.labels`` makes them.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from compare.errors import GoldError
from compare.evaluation.gold import CODERS, GoldEvent, GoldSide, Label, Status, Unit
from compare.evaluation.offsets import NonWhite
from corpus.field_faults import first_fault
from corpus.text.hashing import text_hash

SETS = {
    "us-prc": "the United States and China, 2021 to 2026",
    "states": "other pairs of states and defence, 2017 to 2024, with topics of a wider codebook",
}
"""The sets of labelled events that ship, and what each holds."""

_Label = tuple[Status, tuple[str, ...], tuple[int, ...]]
_Unit = tuple[int, int, _Label, _Label]


class LabelledText(BaseModel):
    """One side of an event: where its text is found, how it is known, and its units."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    side: str
    lang: str
    publisher: str = ""
    url: str = ""
    complete: bool = True
    """False where the text is an excerpt of what was published."""
    sha256: str
    """See :func:`corpus.text.hashing.text_hash`."""
    characters: int
    """How many there are, white space not counted."""
    code_sum: int
    """Sum of their code points: where in a longer text they may stand, before it is hashed."""
    units: tuple[_Unit, ...]
    """Start, end, and of both coders status, topics and matched units."""

    def find_in(self, text: str) -> str | None:
        """Return the text within another, as it stands there; None where it is not.

        A whole text is returned with the white space around it, a part without.
        """
        bare, sums = _add_up(text)
        size = self.characters
        if size > len(bare) or not size:
            return None
        for start in np.flatnonzero(sums[size:] - sums[:-size] == self.code_sum):
            if text_hash(bare[start : start + size]) == self.sha256:
                if size == len(bare):
                    return text
                first, last = NonWhite(text).restore(int(start), int(start) + size)
                return text[first:last]
        return None

    def restore(self, text: str) -> GoldSide:
        """Return the labelled side with its text, the units counted in all its characters.

        Raises:
            GoldError: it is another text.
        """
        if text_hash(text) != self.sha256:
            raise GoldError(f"a text given for {self.side} is another than was labelled")
        solid = NonWhite(text)
        units = []
        for start, end, *labels in self.units:
            first, last = solid.restore(start, end)
            a, b = (Label(status=s, topics=t, match=m) for s, t, m in labels)
            units.append(Unit(start=first, end=last, A=a, B=b))
        known = self.model_dump(include={"side", "lang", "publisher", "url", "complete"})
        return GoldSide(**known, text=text, units=tuple(units))


class LabelledEvent(BaseModel):
    """One event's labels, without its texts."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    title: str
    date: str
    kind: str = ""
    pair: str = ""
    left: LabelledText
    right: LabelledText

    @property
    def texts(self) -> tuple[LabelledText, LabelledText]:
        """Both sides, the left first."""
        return self.left, self.right

    def restore(self, left: str, right: str) -> GoldEvent:
        """Return the labelled event with its two texts.

        Raises:
            GoldError: a text is another than was labelled.
        """
        known = self.model_dump(include={"id", "title", "date", "kind", "pair"})
        return GoldEvent(**known, left=self.left.restore(left), right=self.right.restore(right))


def strip_texts(event: GoldEvent) -> LabelledEvent:
    """Return the labels of an event without its texts, from which :meth:`restore` makes it."""
    return LabelledEvent(
        id=event.id,
        title=event.title,
        date=event.date,
        kind=event.kind,
        pair=event.pair,
        left=_strip(event.left),
        right=_strip(event.right),
    )


@functools.lru_cache(maxsize=1)
def _add_up(text: str) -> tuple[str, NDArray[np.int64]]:
    """A text without white space, and the sums of its code points up to each, shape (n + 1,)."""
    bare = "".join(text.split())
    return bare, np.cumsum([0, *map(ord, bare)], dtype=np.int64)


def _strip(side: GoldSide) -> LabelledText:
    solid = NonWhite(side.text)
    bare = "".join(side.text.split())

    def label(unit: Unit, index: int) -> _Label:
        found = unit.by(CODERS[index])
        return found.status, found.topics, found.match

    return LabelledText(
        side=side.side,
        lang=side.lang,
        publisher=side.publisher,
        url=side.url,
        complete=side.complete,
        sha256=text_hash(side.text),
        characters=len(bare),
        code_sum=sum(map(ord, bare)),
        units=tuple((*solid.count(u.start, u.end), label(u, 0), label(u, 1)) for u in side.units),
    )


def write_labels(events: Sequence[LabelledEvent]) -> str:
    """Return labels as JSON, one event a line; the same labels give the same text."""
    lines = (
        json.dumps(
            event.model_dump(exclude_defaults=True), ensure_ascii=False, separators=(",", ":")
        )
        for event in events
    )
    return "[\n" + ",\n".join(lines) + "\n]\n"


def read_labels(name: str) -> tuple[LabelledEvent, ...]:
    """Read the labels of one of :data:`SETS`.

    Raises:
        GoldError: there is no set of that name, or its file is damaged.
    """
    if name not in SETS:
        raise GoldError(f"no set of labelled events is called {name}; there are {', '.join(SETS)}")
    file = resources.files("compare.evaluation") / "labels" / f"{name}.json"
    try:
        return tuple(LabelledEvent.model_validate(e) for e in json.loads(file.read_bytes()))
    except ValidationError as error:
        raise GoldError(
            f"the labels {name} are damaged, install again: {first_fault(error).sentence()}"
        ) from error
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise GoldError(f"the labels {name} are damaged, install again: {reason}") from error
