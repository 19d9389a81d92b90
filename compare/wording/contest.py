"""Which side uses which wording of a subject, and denies it or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from compare.annotation.terms import Grade, Labels, Terms, TermUse, labels_of
from compare.segmentation.affiliations import side_code

ContestState = Literal["same", "different", "left_only", "right_only"]


@dataclass(frozen=True, slots=True)
class MemberUses:
    """One member of a family, and where either side uses it."""

    id: str
    labels: Labels
    plain: bool
    """True where the member names the subject and takes no position."""
    left: tuple[TermUse, ...]
    right: tuple[TermUse, ...]
    notes: Labels = ()
    """What this wording signals; empty where the list does not say."""


@dataclass(frozen=True, slots=True)
class Contest:
    """Which side uses which member of a family, and where."""

    family: str
    notes: Labels
    """What the choice between any two members signals; empty where the list does not say."""
    grade: Grade
    """Weight of a choice of different members."""
    members: tuple[MemberUses, ...]
    """Those that either side uses, in the order of the list."""
    state: ContestState
    """``same`` where both sides use the same members, each denied or not alike."""

    @property
    def note(self) -> str:
        """What the choice signals, in English; empty where the list does not say."""
        return dict(self.notes).get("en", "")

    @property
    def left(self) -> tuple[tuple[str, int], ...]:
        """Member id and number of uses by the left, most used first."""
        return _ranked(Counter({m.id: len(m.left) for m in self.members if m.left}))

    @property
    def right(self) -> tuple[tuple[str, int], ...]:
        """Member id and number of uses by the right, most used first."""
        return _ranked(Counter({m.id: len(m.right) for m in self.members if m.right}))

    def mirrored(self) -> Contest:
        """The same with left and right exchanged."""
        states: dict[ContestState, ContestState] = {
            "left_only": "right_only",
            "right_only": "left_only",
        }
        members = tuple(replace(m, left=m.right, right=m.left) for m in self.members)
        return replace(self, members=members, state=states.get(self.state, self.state))


def contested(
    left: Iterable[TermUse], right: Iterable[TermUse], terms: Terms, sides: tuple[str, ...] = ()
) -> tuple[Contest, ...]:
    """For each family in use, which side uses which member; families in order of id.

    A family of which only plain members occur is no contest and is left out. A plain member that
    is the name of one of ``sides`` is left out too: whoever meets Ukraine must name it.
    """
    named = {side_code(side) for side in sides} - {""}
    uses_of = (_by_family(left), _by_family(right))
    table = []
    for identifier in sorted({*uses_of[0], *uses_of[1]}):
        family = terms.family(identifier)
        sides_own = {m.id for m in family.members if m.plain and side_code(m.label.en) in named}
        uses = [
            {
                member: held
                for member, held in side.get(identifier, {}).items()
                if member not in sides_own
            }
            for side in uses_of
        ]
        members = tuple(
            MemberUses(
                id=member.id,
                labels=labels_of(member.label),
                plain=member.plain,
                left=tuple(uses[0].get(member.id, ())),
                right=tuple(uses[1].get(member.id, ())),
                notes=labels_of(member.note),
            )
            for member in family.members
            if member.id in uses[0] or member.id in uses[1]
        )
        if not all(member.plain for member in members):
            state = _state(*(_claims(side) for side in uses))
            table.append(Contest(identifier, labels_of(family.note), family.grade, members, state))
    return tuple(table)


def _claims(uses: dict[str, list[TermUse]]) -> frozenset[tuple[str, bool]]:
    """Pairs of member and whether it is denied; a side that does both has both."""
    return frozenset((member, use.denied) for member, held in uses.items() for use in held)


def _state(left: frozenset[tuple[str, bool]], right: frozenset[tuple[str, bool]]) -> ContestState:
    if not right:
        return "left_only"
    if not left:
        return "right_only"
    return "same" if left == right else "different"


def _by_family(uses: Iterable[TermUse]) -> dict[str, dict[str, list[TermUse]]]:
    found: dict[str, dict[str, list[TermUse]]] = {}
    for use in uses:
        found.setdefault(use.family, {}).setdefault(use.member, []).append(use)
    return found


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
