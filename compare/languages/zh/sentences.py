"""Marks that end a sentence in Chinese."""

from __future__ import annotations

import re

from compare.languages.rules import SentenceRules
from corpus.text.characters import HAN

SENTENCES = SentenceRules(
    full_stops="。！？｡．",
    date_units="年月日",
    item_number=r"（?[一二三四五六七八九十]{1,3}[、）]",
    speaker_label=rf"[{HAN}·A-Za-z]{{1,14}}：|[问答][:：]",
    joining_words=("以及", "和", "或"),
    goes_on_after_quote=re.compile(
        rf"的|等(?!待|到)|地(?=[{HAN}])"
        # who said it, and nothing more
        rf"|[{HAN}·]{{2,12}}?(?:说|表示|指出|强调|称|写道|补充道?)(?=。)"
    ),
)
