"""A comparison as text that is made into the same comparison again."""

from __future__ import annotations

import functools

from pydantic import TypeAdapter, ValidationError

from compare.comparison.pair import Comparison


def to_json(comparison: Comparison) -> bytes:
    """Everything about a comparison as JSON in UTF-8; no number loses a digit."""
    return _comparisons().dump_json(comparison)


def from_json(text: str | bytes) -> Comparison | None:
    """The comparison that :func:`to_json` wrote; None for what it did not write in this form."""
    try:
        found = _comparisons().validate_json(text)
    except ValidationError:
        return None
    # One that was written before all probabilities were is made anew.
    whole = found.probabilities.shape == (len(found.left_segments), len(found.right_segments))
    return found if whole else None


@functools.cache
def _comparisons() -> TypeAdapter[Comparison]:
    return TypeAdapter(Comparison)
