"""What shows of what a word of tone is said: patterns that each language gives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.languages.rules import NOTHING


@dataclass(frozen=True, kw_only=True, eq=False)
class ToneRules:
    """Places beside a word of tone that show what it describes, read in a folded segment.

    ``before`` patterns end where the word begins, ``after`` patterns begin where it ends.
    """

    exchange_after: re.Pattern[str] = NOTHING
    """The word stands before a talk or meeting: "candid and constructive talks"."""
    exchange_before: re.Pattern[str] = NOTHING
    """It is said of one: "the talks were candid"."""
    manner_before: re.Pattern[str] = NOTHING
    """It says how they spoke, after the verb: "spoke candidly"."""
    manner_after: re.Pattern[str] = NOTHING
    """The same before the verb: "candidly discussed"."""
    relationship_after: re.Pattern[str] = NOTHING
    """It stands before the relationship or a partner: "a stable relationship"."""
    relationship_before: re.Pattern[str] = NOTHING
    """It is said of the relationship: "relations are stable"."""
    protest_after: re.Pattern[str] = NOTHING
    """It stands before a protest made to the other side: "strong dissatisfaction"."""
    complement_end: re.Pattern[str] = NOTHING
    """What may follow a word that is said of a thing, so that no noun of its own does."""
    name: re.Pattern[str] = NOTHING
    """The word with what follows it, from the word's beginning, is a name or something else."""
    denied: re.Pattern[str] = NOTHING
    """Search in the 16 characters before the word: it is denied."""
    elsewhere: re.Pattern[str] = NOTHING
    """Head: the words before it in its clause tell of another time, and so of another meeting."""
