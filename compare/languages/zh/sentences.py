"""Marks that end a sentence in Chinese."""

from __future__ import annotations

import re

from compare.languages.rules import SentenceRules
from corpus.text.characters import HAN

SENTENCES = SentenceRules(
    full_stops="。！？｡．",
    joining_words=("以及", "和", "或"),
    goes_on_after_quote=re.compile(rf"的|等(?!待|到)|地(?=[{HAN}])"),
)
