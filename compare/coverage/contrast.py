"""Whether two passages that say the same otherwise differ in yes and no, an amount, or who acts.

Neither vectors nor the cross-encoder tell these well, above all across languages: "supports the
pipeline" and 不支持该项目 lie as near as a translation.
"""

from __future__ import annotations

import re

from compare.coverage.prepared import PreparedStatement
from compare.languages import closest

_WORD = re.compile(r"\w+")
FEWEST = 5
"""Words that two passages have which are the same but for one."""
LONGEST, WIDEST = 200, 2.5
"""Letters of the longer of two passages, those of other languages counted as English ones, and how
much longer it may be than the other, up to which each is taken to make one claim: in longer ones a
negation may belong to another claim."""


def contradicts(
    ours: PreparedStatement, segment: int, theirs: PreparedStatement, other: int
) -> bool:
    """Tell whether a segment of ours and one of theirs cannot make the same claim.

    Both are short and of about one length, and they name amounts of the same unit and none in
    common, or one of them alone is in the negative, or they name the same two sides, who act on
    each other in opposite ways, or they are the same words but for a number or a name.
    """
    if not _one_claim_each(_letters(ours, segment), _letters(theirs, other)):
        return False
    signs = {ours.negated[segment], theirs.negated[other]}
    if signs == {True, False} or _amounts_differ(ours, segment, theirs, other):
        return True
    here, there = ours.acting[segment], theirs.acting[other]
    if here is not None and here == (there and there[::-1]):
        return True
    return _same_but_for_a_name(ours.shown[segment], theirs.shown[other])


def _amounts_differ(
    ours: PreparedStatement, segment: int, theirs: PreparedStatement, other: int
) -> bool:
    here, there = ours.quantities[segment], theirs.quantities[other]
    if not here or not there:
        return False
    # Of a date one side may name the day and the other the month alone.
    shared_units = {unit for unit, _ in here} & {unit for unit, _ in there} - {"date"}
    return any(not any(quantity[0] == unit for quantity in here & there) for unit in shared_units)


def _same_but_for_a_name(text: str, other: str) -> bool:
    """Whether two texts are the same words, each with one name or number that the other lacks."""
    words, others = _WORD.findall(text), _WORD.findall(other)
    if len(words) != len(others) or len(words) < FEWEST:
        return False
    differing = [pair for pair in zip(words[1:], others[1:], strict=True) if pair[0] != pair[1]]
    return (
        words[0] == others[0]
        and len(differing) == 1
        and all(word[0].isupper() or word[0].isdigit() for word in differing[0])
    )


def _letters(side: PreparedStatement, segment: int) -> int:
    return len(side.shown[segment]) * closest(side.statement.language).letter_weight


def _one_claim_each(letters: int, others: int) -> bool:
    shorter, longer = sorted((letters, others))
    return longer <= LONGEST and longer <= WIDEST * shorter
