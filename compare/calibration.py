"""How far probabilities hold on somebody's own material: a curve learned from their judgements.

A small file that people can read says what it was learned from, the curve, and from which
probability a passage may be called left out at each error rate; :mod:`compare.coding` makes it.
"""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from pydantic import TypeAdapter, ValidationError

from compare.errors import CodingError
from corpus.field_faults import first_fault
from corpus.files import readable

if TYPE_CHECKING:
    from compare.arrays import Floats

FORM = "readouts.calibration/1"
Method = Literal["isotonic", "platt"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A curve from the machine's probability of left out to that of one's own coders."""

    method: Method
    curve: tuple[tuple[float, float], ...]
    """Points of probability before and after, ascending; straight lines join them."""
    thresholds: tuple[tuple[float, float], ...]
    """Pairs of an error rate and the probability after, from which calls err at most that often."""
    passages: int
    events: int
    coders: int
    encoder: str
    """Name of the encoder that it was learned with."""
    encoder_hash: str
    codebook_hash: str
    judgements: str
    """Digest of the judgements that it was learned from."""
    error_before: float
    """Expected calibration error in [0, 1] on the passages, before."""
    error_after: float
    """The same after, each event predicted by a curve that had not seen it."""
    brier_before: float
    brier_after: float
    read_pairs: bool = True
    """Whether the cross-encoder had read passages together: without it probabilities differ."""
    weights_hash: str = ""
    """Of the trained weights whose probabilities the curve begins with; empty where not known."""

    def probabilities(self, p_left_out: Floats) -> Floats:
        """Probabilities in [0, 1] by the curve, shape (n,).

        Args:
            p_left_out: the machine's, in [0, 1], shape (n,).
        """
        before, after = np.array(self.curve).T
        return np.asarray(np.interp(p_left_out, before, after))

    def threshold(self, max_error: float) -> float:
        """Smallest probability at which calls err at most ``max_error``; above 1 if none is."""
        return min((p for rate, p in self.thresholds if rate <= max_error), default=1.01)

    @property
    def digest(self) -> str:
        """SHA-256 of the file's content, in hexadecimal."""
        return hashlib.sha256(dump(self)).hexdigest()

    def __str__(self) -> str:
        return f"{self.passages} passages of {self.events} events, digest {self.digest[:12]}"


def dump(calibration: Calibration) -> bytes:
    """The calibration as the bytes of its file, the same each time."""
    data = {"form": FORM, **asdict(calibration)}
    lines = (f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in data.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


@dataclass(frozen=True, slots=True)
class Origin:
    """What gives the probabilities that a curve begins with; of others it does not hold."""

    encoder_hash: str
    codebook_hash: str
    weights_hash: str
    read_pairs: bool = True


def load_calibration(path: str, origin: Origin) -> Calibration | None:
    """Read a calibration that was learned on probabilities of this origin; None for an empty path.

    Raises:
        CodingError: it cannot be read, has another form, or was learned with another encoder,
            another codebook or other weights, or with the cross-encoder where it is not used
            now, or the other way round.
    """
    if not path:
        return None
    found = _load(path, Path(path).stat().st_mtime_ns if Path(path).exists() else 0)
    had, has = ("with", "without") if found.read_pairs else ("without", "with")
    for differs, how in (
        (found.encoder_hash != origin.encoder_hash, f"with the encoder {found.encoder}"),
        (found.codebook_hash != origin.codebook_hash, "with another codebook"),
        (found.weights_hash != origin.weights_hash, "with the weights of another version"),
        (found.read_pairs != origin.read_pairs, f"{had} the cross-encoder, not {has} it"),
    ):
        if differs:
            raise CodingError(
                f"{path} was learned {how}, and its curve does not fit the probabilities of this "
                "comparison; compare as it was learned, or make one by `readouts recalibrate`"
            )
    return found


@functools.lru_cache(maxsize=8)
def _load(path: str, changed: int) -> Calibration:
    try:
        data: dict[str, Any] = json.loads(readable(Path(path)).read_bytes())
    except OSError as error:
        raise CodingError(f"{path} cannot be read: {error.strerror}; check the path") from error
    except ValueError as error:
        raise CodingError(f"{path} is not JSON; make it anew by `readouts recalibrate`") from error
    if not isinstance(data, dict) or data.get("form") != FORM:
        raise CodingError(f"{path} is no calibration of the form {FORM}; make one by `readouts "
                          "recalibrate`")  # fmt: skip
    try:
        return TypeAdapter(Calibration).validate_python(data)
    except ValidationError as error:
        raise CodingError(
            f"{path}: {first_fault(error).sentence()}; make it anew by `readouts recalibrate`"
        ) from error
