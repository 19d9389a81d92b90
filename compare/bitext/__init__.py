"""The links of two texts and nothing else: for parallel texts, and to be scored on gold links.

The units are a statement's segments or sentences, or the lines of a file. Links are free of
order, as in a comparison, or run in order, as between a text and its translation.
"""

from compare.bitext.alignment import Alignment
from compare.bitext.beads import Bead, Mode
from compare.bitext.formats import FORMS, Form
from compare.bitext.linking import align
from compare.bitext.reading import read_alignment, read_ladder
from compare.bitext.units import Units

__all__ = [
    "FORMS",
    "Alignment",
    "Bead",
    "Form",
    "Mode",
    "Units",
    "align",
    "read_alignment",
    "read_ladder",
]
