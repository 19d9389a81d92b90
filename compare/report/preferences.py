"""What the reader of a report may choose: parts, language, names, templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Self, cast, get_args

from compare.errors import WriteError
from compare.phrases.words import Language, Words, words

Part = Literal[
    "brief",
    "finding",
    "sources",
    "coverage",
    "topics",
    "left_out",
    "gaps",
    "shifts",
    "terms",
    "tone",
    "suggestions",
    "texts",
    "notes",
    "method",
    "cite",
]
PARTS: tuple[Part, ...] = get_args(Part)
"""The parts of a report in their order; the notice on the texts always stands at its top."""


@dataclass(frozen=True)
class Preferences:
    """How a report is made; the defaults give all of it, in English."""

    parts: tuple[Part, ...] = PARTS
    """Which parts, in the order of ``PARTS``. JSON, JSONL and tables hold everything."""

    language: Language = "en"
    """Language of the report's own words; the statements stay as they are."""

    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """New name of a side, by the name that it has."""

    template: Path | None = None
    """A template of one's own: Jinja2 for text formats, .docx for Word, .typ for PDF."""

    table: str = "segments"
    """Which table CSV and Parquet hold; a .zip holds all of them."""

    bom: bool = False
    """Whether CSV begins with a byte order mark, by which older spreadsheets know UTF-8."""

    fonts: Path | None = None
    """A folder of fonts for PDF, beside those of the system."""

    command: str = ""
    """The command that makes the same report; derived from the results where empty."""

    @property
    def words(self) -> Words:
        """The words of the report's language."""
        return words(self.language)

    def has(self, part: Part) -> bool:
        """Whether the report has a part."""
        return part in self.parts

    @classmethod
    def choose(
        cls, parts: Iterable[str] | None = None, language: str = "en", **rest: object
    ) -> Self:
        """Return preferences from user input; raises :class:`WriteError` listing known values."""
        kept = PARTS if parts is None else _known_parts(parts)
        found = words(language).language
        return cls(kept, found, **cast("dict[str, Any]", rest))

    def with_choices(
        self, *, language: str | None, parts: Iterable[str] | None, **rest: object
    ) -> Self:
        """Return these with what is given, and is not None, in its place; raises as above."""
        changes = {name: value for name, value in rest.items() if value is not None}
        if language is not None:
            changes["language"] = words(language).language
        if parts is not None:
            changes["parts"] = _known_parts(parts)
        return replace(self, **cast("dict[str, Any]", changes)) if changes else self


def _known_parts(parts: Iterable[str]) -> tuple[Part, ...]:
    chosen = tuple(dict.fromkeys((parts,) if isinstance(parts, str) else parts))
    unknown = [part for part in chosen if part not in PARTS]
    if unknown:
        raise WriteError(f"no part {unknown[0]!r} of a report; use some of {' '.join(PARTS)}")
    return tuple(part for part in PARTS if part in chosen)


DEFAULTS = Preferences()
"""All parts, in English."""
