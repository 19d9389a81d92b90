"""The parts of a comparison that no other room makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pydantic import ConfigDict

from compare.comparison.sides import SideName
from compare.coverage.types import Reason
from corpus.statements import Fidelity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats


@dataclass(frozen=True, slots=True)
class Signature:
    """All that is needed to get the same numbers again."""

    version: str
    encoder: str
    """Name of the encoder."""
    encoder_hash: str
    codebook: str
    """Name and version of the codebook."""
    codebook_hash: str
    weights_hash: str
    """Of the trained weights and the glossary that turn evidence into probabilities."""
    held_out: bool
    """True where a text is in the training data, and weights were used that never saw it."""
    settings: tuple[tuple[str, str | int | float | bool], ...]
    """Name and value of every setting that bears on the numbers and is not the default."""
    topics_hash: str = ""
    """Of the trained numbers that turn evidence for a topic into a probability."""
    terms: str = ""
    """Name and version of the list of contested terms."""
    terms_hash: str = ""
    calibration: str = ""
    """What a calibration was learned from, and its digest; empty for what was published."""
    judged: str = ""
    """How many coders judged the result, and a digest of what they said; empty where none did."""

    def __str__(self) -> str:
        parts = [
            f"readouts {self.version}",
            f"encoder {self.encoder} {self.encoder_hash[:8]}",
            f"codebook {self.codebook} {self.codebook_hash[:8]}",
            f"weights {self.weights_hash[:8]}{' (held out)' if self.held_out else ''}",
        ]
        if self.topics_hash:
            parts.append(f"topics {self.topics_hash[:8]}")
        if self.terms:
            parts.append(f"terms {self.terms} {self.terms_hash[:8]}")
        parts += [f"{name} {value}" for name, value in self.settings]
        if self.calibration:
            parts.append(f"calibrated on {self.calibration}")
        return " | ".join(parts + [f"judged by {self.judged}"] * bool(self.judged))


@dataclass(frozen=True, slots=True)
class AttributionGap:
    """What one side's text says the other said, and the other's own text does not contain."""

    side: SideName
    """The side whose text reports it."""
    segment: int
    """Index of the reporting segment."""
    speaker: str
    """The words that name whom the text says said it."""
    probability: float
    """Probability in [0, 1] that the other side's own text does not contain it."""
    nearest: int | None


@dataclass(frozen=True, slots=True)
class LeftOutPassage:
    """A passage of one side that the other left out."""

    segment: int
    """Index of the segment in the side that has it."""
    text: str
    probability: float
    """Probability in [0, 1] that the other side's text does not take the point up."""
    nearest: int | None
    """Index of the closest segment of the side that left it out."""
    nearest_text: str
    topics: tuple[str, ...]
    reason: str
    """Why, in English words."""
    reasons: tuple[Reason, ...]
    """Why, as data."""
    side: str
    """Own name of the side that has it."""
    statement: str
    """Id of the statement that has it."""
    against: Fidelity
    """What the text that leaves it out is: of an excerpt the whole text may still hold it."""


@dataclass(frozen=True, slots=True)
class PairProbabilities:
    """How likely each segment of the left side carries the same point as each of the right's.

    Bytes and no array, so that comparisons are hashed, compared and kept as what they hold.
    """

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    shape: tuple[int, int]
    """Number of segments of the left side and of the right."""
    data: bytes
    """Numbers in [0, 1] as little-endian floats of 32 bits, row after row."""

    @classmethod
    def of(cls, probabilities: Floats) -> PairProbabilities:
        """Keep an array of shape (m, n)."""
        rows, columns = probabilities.shape
        return cls((rows, columns), np.ascontiguousarray(probabilities, "<f4").tobytes())

    @property
    def array(self) -> NDArray[np.float32]:
        """The numbers, shape (m, n); not to be written to."""
        return np.frombuffer(self.data, "<f4").reshape(self.shape)

    def mirrored(self) -> PairProbabilities:
        """The same with left and right exchanged."""
        rows, columns = self.shape
        turned = np.ascontiguousarray(self.array.T)
        return PairProbabilities((columns, rows), turned.tobytes())


NO_PROBABILITIES = PairProbabilities((0, 0), b"")
