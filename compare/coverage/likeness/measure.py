"""How far two texts are from the labelled events that the error line was drawn on.

A handful of numbers say what kind of texts two are, whatever their states. Of each, the labelled
events have a centre and a spread; the distance of two texts is how many spreads the number that
is farthest from its centre is away from it. So it can be said which number it is. Beyond the
line, the distance of the farthest labelled event from those it is not held out with, two texts are
unlike them.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence
from compare.coverage.prepared import PreparedStatement
from compare.coverage.types import Number, Unlike
from corpus.text.hashing import text_hash

if TYPE_CHECKING:
    from compare.arrays import Floats

FILE = "labelled.json"
NUMBERS: tuple[Number, ...] = get_args(Number)
"""The numbers of two texts, in this order."""
LOGARITHMS = frozenset({"passages"})
"""Numbers that are held against others by their logarithm: twice as many is as far as half."""
_COSINE = PAIR_FEATURES.index("cosine")


@dataclass(frozen=True, eq=False)
class Labelled:
    """What labelled events are like, and how far from them two texts are unlike them."""

    centre: Floats
    """Of every number, its mean over the events, shape (len(NUMBERS),)."""
    spread: Floats
    """The standard deviation of every number over the events, above 0, of the same shape."""
    line: float
    """The distance beyond which texts are unlike the events, in spreads."""

    def distances(self, numbers: Floats) -> Floats:
        """How many spreads each number is away from its centre.

        Args:
            numbers: as :func:`numbers_of` gives them, shape (..., len(NUMBERS)).

        Returns:
            Numbers from 0 on, of the same shape; the greatest of two texts is their distance.
        """
        return np.asarray(np.abs(numbers - self.centre) / self.spread)

    def unlike(self, numbers: Floats) -> tuple[Unlike, ...]:
        """Return which numbers of two texts lie beyond the line, the farthest first.

        Args:
            numbers: as :func:`numbers_of` gives them, shape (len(NUMBERS),).
        """
        far = self.distances(numbers)
        reach = self.line * self.spread
        return tuple(
            Unlike(
                NUMBERS[k],
                _in_its_unit(k, numbers[k]),
                max(_in_its_unit(k, self.centre[k] - reach[k]), 0.0),
                _in_its_unit(k, self.centre[k] + reach[k]),
            )
            for k in np.argsort(-far, kind="stable").tolist()
            if far[k] > self.line
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Labelled:
        """Read what :meth:`to_dict` wrote."""
        centre, spread = (np.array([data[k][n] for n in NUMBERS]) for k in ("centre", "spread"))
        return cls(centre, spread, float(data["line"]))

    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain data, of six decimals."""
        centre, spread = (
            dict(zip(NUMBERS, np.round(values, 6).tolist(), strict=True))
            for values in (self.centre, self.spread)
        )
        return {"centre": centre, "spread": spread, "line": round(self.line, 6)}


@dataclass(frozen=True, eq=False)
class LabelledEvents:
    """What all labelled events are like, and for a text of theirs those that it is not among."""

    everything: Labelled
    folds: tuple[tuple[frozenset[str], Labelled], ...]
    """By the hashes of the texts that are held out together, what the other events are like."""

    def hold(self, left: str, right: str) -> bool:
        """Whether two texts are of labelled events that are held out together."""
        hashes = {text_hash(left), text_hash(right)}
        return any(hashes <= held_out for held_out, _ in self.folds)

    def without(self, *texts: str) -> Labelled:
        """What the labelled events are like that are not held out together with these texts."""
        hashes = {text_hash(text) for text in texts}
        known = (rest for held_out, rest in self.folds if not hashes.isdisjoint(held_out))
        return next(known, self.everything)


@functools.cache
def load_labelled() -> LabelledEvents:
    """What the labelled events are like, from the file that ships with the package."""
    raw = (importlib.resources.files(__package__) / FILE).read_bytes()
    data = json.loads(raw)
    return LabelledEvents(
        Labelled.from_dict(data["everything"]),
        tuple((frozenset(f["texts"]), Labelled.from_dict(f)) for f in data["folds"]),
    )


def unlike_labelled(
    left: PreparedStatement, right: PreparedStatement, evidence: PairEvidence
) -> tuple[Unlike, ...]:
    """Return in what two texts are unlike the labelled events, the farthest number first.

    Two texts of labelled events that are held out together are like the labelled ones, however
    far from the others: the error rate was measured on them. One of them beside another text is
    held against the events that it is not held out with.

    Args:
        left, right: the two texts, of m and n segments, in any order.
        evidence: of the two, with ``left`` on the left.

    Returns:
        Nothing where they are like the labelled events, or where a text has no segment.
    """
    texts, events = (left.statement.text, right.statement.text), load_labelled()
    if events.hold(*texts) or not (left.segments and right.segments):
        return ()
    return events.without(*texts).unlike(numbers_of(left, right, evidence))


def numbers_of(left: PreparedStatement, right: PreparedStatement, evidence: PairEvidence) -> Floats:
    """Return the numbers of two texts, the same whichever is on the left.

    Args:
        left, right: the two texts, of m and n segments, at least one each.
        evidence: of the two, with ``left`` on the left.

    Returns:
        Shape (len(NUMBERS),), those of :data:`LOGARITHMS` as logarithms.
    """
    cosines = evidence.pairs[..., _COSINE]
    first = _of_side(left, cosines[:, right.substantive])
    second = _of_side(right, cosines.T[:, left.substantive])
    found: dict[Number, float] = {
        "passages": max(first["passages"], second["passages"]),
        "topics": min(first["topics"], second["topics"]),
        "speakers": min(first["speakers"], second["speakers"]),
        "nearest": (first["nearest"] + second["nearest"]) / 2,
    }
    return np.array([np.log(v) if n in LOGARITHMS else v for n, v in found.items()]).round(6)


def _of_side(side: PreparedStatement, cosines: Floats) -> dict[Number, float]:
    """The numbers of one text alone; of one without a passage of substance, those of all of it.

    Args:
        side: the text, of m segments.
        cosines: of its segments with those of substance of the other text, shape (m, k).
    """
    segments = side.segments
    kept = [k for k, segment in enumerate(segments) if not segment.procedural]
    kept = kept or list(range(len(segments)))
    best = np.sort(cosines.max(axis=1, initial=0.0)[kept])  # whatever their order, one sum
    return {
        "passages": float(len(kept)),
        "topics": sum(bool(side.topics[k]) for k in kept) / len(kept),
        "speakers": sum(segments[k].voice != "unattributed" for k in kept) / len(kept),
        "nearest": float(best.mean()),
    }


def _in_its_unit(index: int, value: float) -> float:
    """A number as it is said: what is held as a logarithm is no logarithm any more."""
    return round(float(np.exp(value) if NUMBERS[index] in LOGARITHMS else value), 4)
