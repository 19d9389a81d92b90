"""Every knob of a comparison, with its default and its reason."""

from __future__ import annotations

from dataclasses import dataclass, fields
from numbers import Real

from compare.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """How to compare. The defaults are what the published scores were measured with.

    Raises:
        SettingsError: a value is not in the range that is given beside it.
    """

    encoder: str = "embedded"
    """``embedded``, the name of a sentence-transformers model on the hub, or a folder."""

    codebook: str = "bundled"
    """``bundled`` or the path of a YAML file of the same form."""

    max_error: float = 0.15
    """Largest share in (0, 1) of the passages called left out that may be wrong.

    A passage less certain than that is called ``unclear``. This value finds most of what is left
    out and gave the best F1 on the labelled events; one in ten is for claims that stand alone in
    a headline.
    """

    link_threshold: float = 0.3
    """Probability in [0, 1] from which two segments are linked.

    Links are rare among pairs, so asking for more than even odds misses too many: this value
    gave the best F1 on the labelled events.
    """

    read_pairs: bool = True
    """Whether the nearest passages are also read together, which takes seconds and decides better
    what is left out. Texts too long for it, and those in other languages, are judged without."""

    max_segments: int = 2_000
    """Segments a side beyond which a comparison is refused: pairs grow with the product."""

    cache: bool = True
    """Whether vectors, and comparisons with their texts, are kept on disk for the next time."""

    def __post_init__(self) -> None:
        _check("max_error", self.max_error, 0 < _number(self.max_error) < 1, "between 0 and 1")
        _check(
            "link_threshold",
            self.link_threshold,
            0 <= _number(self.link_threshold) <= 1,
            "from 0 to 1",
        )
        if isinstance(self.max_segments, bool) or not isinstance(self.max_segments, int):
            raise SettingsError(f"max_segments is {self.max_segments!r}: give a whole number")
        _check("max_segments", self.max_segments, self.max_segments >= 1, "of 1 or more")
        for name in ("encoder", "codebook"):
            if not isinstance(value := getattr(self, name), str) or not value:
                raise SettingsError(f"{name} is {value!r}: give its name or path as text")

    calibration: str = ""
    """Path of a calibration that `readouts recalibrate` learned from your own judgements."""

    def differing(self) -> tuple[tuple[str, str | int | float | bool], ...]:
        """Names and values of the settings that bear on the numbers and are not the default."""
        silent = {"encoder", "codebook", "cache", "max_segments", "calibration"}
        return tuple(
            (f.name, getattr(self, f.name))
            for f in fields(self)
            if f.name not in silent and getattr(self, f.name) != f.default
        )


def _number(value: object) -> float:
    """The value as a number; not a number where it is none, which is in no range."""
    return float(value) if isinstance(value, Real) else float("nan")


def _check(name: str, value: object, fits: bool, wanted: str) -> None:
    if fits:
        return
    share = _number(value) / 100
    percent = f"; {value:g} per cent is {share:g}" if 0 < share < 1 and share >= 0.01 else ""
    raise SettingsError(f"{name} is {value!r}: give a number {wanted}{percent}")


DEFAULTS = Settings()
"""The settings that the published scores were measured with."""
