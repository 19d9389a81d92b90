"""An export with its sides swapped, made from its JSON as a reader of the contract would."""

from __future__ import annotations

from typing import Any

from compare.report import Export

_SWAPS = {
    "left": "right",
    "right": "left",
    "left_only": "right_only",
    "right_only": "left_only",
    "left_use": "right_use",
    "right_use": "left_use",
}


def naive(value: Any) -> Any:
    """Swap every left and right of a JSON value."""
    if isinstance(value, list):
        return [naive(one) for one in value]
    if not isinstance(value, dict):
        return value
    swap = {_SWAPS.get(key, key): naive(one) for key, one in value.items()}
    for key in ("state", "side"):
        if swap.get(key) in _SWAPS:
            swap[key] = _SWAPS[swap[key]]
    return swap


def mirror(result: Export) -> Export:
    """The export that comparing the two texts in the other order gives."""
    return Export.model_validate(naive(result.model_dump(mode="json", by_alias=True)))
