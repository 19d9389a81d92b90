"""What was measured on the labelled events, as the dashboard and the reports quote it."""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import Any


@functools.cache
def measured() -> dict[str, Any]:
    """Return the scores that ship.

    Returns:
        ``about``, how the first set was scored; ``measures``, a list of the score, what it is, its
        value and what it means; ``other_states``, scores of the second set by their name;
        ``other_states_unread``, the same without reading pairs of passages together.
    """
    file = resources.files(__package__) / "quality.json"
    found: dict[str, Any] = json.loads(file.read_bytes())
    return found
