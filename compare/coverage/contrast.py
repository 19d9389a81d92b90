"""Whether two passages that say the same otherwise differ in yes and no, or in an amount.

Neither vectors nor the cross-encoder tell these well, above all across languages: "supports the
pipeline" and 不支持该项目 lie as near as a translation.
"""

from __future__ import annotations

from compare.coverage.prepared import PreparedStatement
from compare.languages import closest

LONGEST, WIDEST = 200, 2.5
"""Letters of the longer of two passages, those of other languages counted as English ones, and how
much longer it may be than the other, up to which each is taken to make one claim: in longer ones a
negation may belong to another claim."""


def contradicts(
    ours: PreparedStatement, segment: int, theirs: PreparedStatement, other: int
) -> bool:
    """Tell whether a segment of ours and one of theirs cannot make the same claim.

    Both are short and of about one length, and they name amounts of the same unit and none in
    common, or one of them alone is in the negative.
    """
    if not _one_claim_each(_letters(ours, segment), _letters(theirs, other)):
        return False
    signs = {ours.negated[segment], theirs.negated[other]}
    return signs == {True, False} or _amounts_differ(ours, segment, theirs, other)


def _amounts_differ(
    ours: PreparedStatement, segment: int, theirs: PreparedStatement, other: int
) -> bool:
    here, there = ours.quantities[segment], theirs.quantities[other]
    # Of a date one side may name the day and the other the month alone.
    shared_units = {unit for unit, _ in here} & {unit for unit, _ in there} - {"date"}
    return any(not any(quantity[0] == unit for quantity in here & there) for unit in shared_units)


def _letters(side: PreparedStatement, segment: int) -> int:
    return len(side.shown[segment]) * closest(side.statement.language).letter_weight


def _one_claim_each(letters: int, others: int) -> bool:
    shorter, longer = sorted((letters, others))
    return longer <= LONGEST and longer <= WIDEST * shorter
