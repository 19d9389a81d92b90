"""What a comparison holds, of two statements or of a whole event, and the questions asked of it."""

from .event import EventComparison
from .pair import Comparison
from .parts import AttributionGap, LeftOutPassage, PairProbabilities, Signature
from .sides import SIDES, SideName, other, which_side

__all__ = [
    "SIDES",
    "AttributionGap",
    "Comparison",
    "EventComparison",
    "LeftOutPassage",
    "PairProbabilities",
    "SideName",
    "Signature",
    "other",
    "which_side",
]
