"""Where a quoted passage stands in a text."""

from __future__ import annotations

from rapidfuzz import fuzz

from compare.errors import CodingError
from compare.evaluation.offsets import NonWhite

ALIKE = 85.0
"""Similarity in [0, 100] of quote and passage from which the one is found in the other."""


def find_quote(quote: str, text: str) -> tuple[int, int]:
    """Return the characters of a text that a quote is of.

    White space never counts. A quote that is not in the text as it is, is looked for by
    rapidfuzz: it may have other marks, a word left out, or an ellipsis at its ends.

    Raises:
        CodingError: it is not in the text, or stands there more than once.
    """
    words, held = "".join(quote.split()), "".join(text.split())
    places = NonWhite(text)
    if not words:
        raise CodingError("the quote is empty; give the words of the passage, or its offsets")
    start = held.find(words)
    if start >= 0:
        if held.find(words, start + 1) >= 0:
            raise CodingError("the quote stands there more than once; give its offsets")
        return places.restore(start, start + len(words))
    bare = words.strip("….“”\"'[]()（）「」")
    found = fuzz.partial_ratio_alignment(bare, held, score_cutoff=ALIKE)
    if found is None or not bare or len(bare) > 1.2 * len(held):
        raise CodingError("the quote is not in that text; correct it, or give its offsets")
    return places.restore(found.dest_start, found.dest_end)
