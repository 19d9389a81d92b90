"""Who acts on whom in a short passage, where the order of two names tells it."""

from __future__ import annotations

import re

from compare.languages import rules_for
from compare.segmentation.affiliations import sides_in
from corpus.text.folding import simplify


def acting(text: str, tag: str) -> tuple[str, str] | None:
    """Return the codes of the two sides that a passage names, who acts first.

    Told only of the plainest form: a passage opens with a name ("Chile asked Peru to open the
    port."), and names one other side, once each. None where the two act as one ("Japan and
    Korea"), where they met or called each other, which is the same in either order, and where a
    passive may have turned them round.

    Args:
        text: a passage of one claim.
        tag: of its language.
    """
    folded = simplify(text)
    found = sorted({hit for known in rules_for(tag) for hit in sides_in(known, folded)})
    if len(found) != 2 or found[0][2] == found[1][2]:
        return None
    (start, end, first), (other, _, second) = found
    for known in rules_for(tag):
        names = known.names
        opening = names.article.match(folded)
        turned = names.passive.search(folded) or known.procedural.meets.search(folded)
        joined = re.search(rf"(?:{names.joining or '(?!)'}|-)(?:the\s)?\Z", folded[end:other])
        if start != (opening.end() if opening else 0) or turned or joined:
            return None
    return first, second
