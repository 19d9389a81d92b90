"""What people decided, as a part of the export."""

from __future__ import annotations

from compare.comparison import SideName
from compare.comparison.decisions import DecisionKind, DecisionState
from compare.report.export.fields import Index, Model


class DecisionExport(Model):
    """What people decided on one place, beside what the machine says of it.

    Of a link ``side`` is always the left, and ``other`` the passage on the right.
    """

    kind: DecisionKind
    state: DecisionState
    side: SideName
    segment: Index | None
    other: Index | None
    topic: str
    machine: str
    value: str
    coders: tuple[str, ...]
    note: str = ""
    quote: str = ""
