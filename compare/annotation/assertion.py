"""Whether words of a text are its own claim: denied or opposed there, or held at a distance.

Read is the clause before the words, by each language's own rules of negation: "does not seek to
contain China" and 反对“脱钩断链” use the words and claim the opposite.
"""

from __future__ import annotations

import re

from compare.languages import languages_in, rules_for
from corpus.text.folding import simplify

_CLAUSE = re.compile(r"[.;:!?,\n。；：！？，]")
_OPENING = "“\"'‘「『《"
_CLOSING = "”\"'’」』》"
_REACH = {True: 14, False: 48}
"""Characters before the words that a negation may stand in; by whether they are Chinese ones."""
_NEAR = 12
"""Characters before the words that "so-called" may stand in."""


def is_denied(text: str, start: int, end: int, language: str = "") -> bool:
    """Whether the clause before ``text[start:end]`` negates or opposes it.

    Words of negation that are part of ``text[start:end]`` itself do not count.
    """
    known = languages_in(text, language, start, end)[-1]
    if known.negation is None:
        return False
    before = text[max(0, start - _REACH[known.characters is not None]) : start]
    return known.negation.negates(simplify(_CLAUSE.split(before)[-1]))


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` alone is in quotation marks, or is called so-called."""
    marked = text[start - 1 : start] in tuple(_OPENING) and text[end : end + 1] in tuple(_CLOSING)
    before = simplify(text[max(0, start - _NEAR) : start]).rstrip(_OPENING)
    distances = (known.negation.distancing for known in rules_for("") if known.negation)
    return marked or any(
        found.end() == len(before) for words in distances for found in words.finditer(before)
    )
