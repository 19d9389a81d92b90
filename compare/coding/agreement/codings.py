"""What several coders said of the same places, as a table: one row a place, one column a coder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.coding.judgements import Judgement
from compare.comparison.decisions import DecisionKind

MACHINE = "machine"
"""The name under which the machine's answers stand among the coders."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place and what each coder said of it."""

    event: str
    place: str
    """The words of the passage, cut; of a link both passages; of a topic with the topic."""
    values: tuple[str | None, ...]
    """One a coder, in their order; None where one did not judge it."""
    unsure: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Codings:
    """The table of one kind of judgement."""

    kind: DecisionKind
    coders: tuple[str, ...]
    rows: tuple[Row, ...]

    def shared(self) -> Codings:
        """The rows that at least two coders judged."""
        kept = [row for row in self.rows if sum(v is not None for v in row.values) > 1]
        return Codings(self.kind, self.coders, tuple(kept))

    def of(self, coders: Sequence[str]) -> Codings:
        """The columns of these coders alone."""
        columns = [self.coders.index(coder) for coder in coders]
        rows = (
            Row(
                row.event,
                row.place,
                tuple(row.values[k] for k in columns),
                tuple(row.unsure[k] for k in columns) if row.unsure else (),
            )
            for row in self.rows
        )
        return Codings(self.kind, tuple(coders), tuple(rows))

    @property
    def labels(self) -> tuple[str, ...]:
        """What was said at all, in alphabetical order."""
        return tuple(sorted({v for row in self.rows for v in row.values if v is not None}))

    @property
    def events(self) -> tuple[str, ...]:
        """The events of the rows, in the order they come in."""
        return tuple(dict.fromkeys(row.event for row in self.rows))


def tabulate(
    judgements: Iterable[Judgement], kind: DecisionKind, *, machine: bool = False
) -> Codings:
    """Put judgements of one kind into a table.

    Judgements of the same characters of the same text are one row. Adjudications are no coding
    of their own and are left out; whose words a speaker's are is told by the voice alone.

    Args:
        judgements: those that count; see :func:`compare.coding.judgements.current`.
        kind: which of them.
        machine: whether what the machine had said is one more column.
    """
    chosen = [each for each in judgements if each.kind == kind and not each.final]
    coders = sorted({each.coder for each in chosen})
    columns = [*coders, *([MACHINE] if machine and MACHINE not in coders else [])]
    places: dict[tuple[object, ...], dict[str, Judgement]] = defaultdict(dict)
    for each in chosen:
        places[each.target][each.coder] = each
    rows = []
    for held in places.values():
        first = next(iter(held.values()))
        said = {coder: _value(each.value, kind) for coder, each in held.items()}
        answers = [each.machine for each in held.values() if each.machine]
        if machine and answers:
            said.setdefault(MACHINE, _value(answers[-1], kind))
        rows.append(
            Row(
                first.event or first.passage.text[:12],
                _place(first),
                tuple(said.get(coder) for coder in columns),
                tuple(coder in held and held[coder].unsure for coder in columns),
            )
        )
    return Codings(kind, tuple(columns), tuple(rows))


def _value(value: str, kind: DecisionKind) -> str:
    return value.partition(": ")[0] if kind == "speaker" else value


def _place(judgement: Judgement) -> str:
    words = _cut(judgement.passage.quote)
    if judgement.kind == "link" and judgement.other is not None:
        return f"{words} / {_cut(judgement.other.quote)}"
    return f"{judgement.topic}: {words}" if judgement.topic else words


def _cut(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
