"""Every knob of a comparison, with its default and its reason."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Settings:
    """How to compare. The defaults are what the published scores were measured with."""

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
    """Whether vectors are kept on disk, so that a second comparison does not encode."""

    def differing(self) -> tuple[tuple[str, str | int | float | bool], ...]:
        """Names and values of the settings that bear on the numbers and are not the default."""
        silent = {"encoder", "codebook", "cache", "max_segments"}
        return tuple(
            (f.name, getattr(self, f.name))
            for f in fields(self)
            if f.name not in silent and getattr(self, f.name) != f.default
        )


DEFAULTS = Settings()
"""The settings that the published scores were measured with."""
