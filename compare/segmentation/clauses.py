"""The clauses inside a sentence, for evidence finer than the sentence.

Items of a list ("discussed A, B, and C", "讨论了甲、乙、丙等问题"), comma clauses of a long Chinese
sentence, numbered points (一是……二是……). Spans are exact characters and never cross.
"""

from __future__ import annotations

from compare.languages import languages_in

Span = tuple[int, int]

_BRACKETS = dict(zip("(（[【“「『《", ")）]】”」』》", strict=True))


def split_clauses(text: str, start: int, end: int, language: str = "") -> tuple[Span, ...]:
    """Spans of the clauses of the sentence ``text[start:end]``, in order; at least one.

    ``language`` is the tag of the text. Clauses do not overlap, and only marks and joining words
    stand between them.
    """
    known = languages_in(text, language, start, end)[-1]
    cuts = known.clause_cuts(text, start, end, _outside(text, start, end))
    spans: list[Span] = []
    left = start
    for stop, follow in [*cuts, (end, end)]:
        if stop > left and any(map(str.isalnum, text[left:stop])):
            spans.append((left, stop))
            left = follow
        elif spans and stop == end:
            spans[-1] = (spans[-1][0], end)
    return tuple(spans) or ((start, end),)


def _outside(text: str, start: int, end: int) -> list[bool]:
    """For each character whether it stands outside of brackets and quotation marks."""
    depth: list[str] = []
    outside: list[bool] = []
    for char in text[start:end]:
        if depth and char == depth[-1]:
            depth.pop()
        elif char in _BRACKETS and len(depth) < 8:
            depth.append(_BRACKETS[char])
        outside.append(not depth)
    # A bracket that never closes holds nothing.
    return outside if not depth else [True] * (end - start)
