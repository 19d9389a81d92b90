"""Lists of English words: stop words, words that say little."""

from __future__ import annotations

from compare.languages.rules import Words

_STOP_WORDS = frozenset(
    "a an the and or of to in on at by for from with as that this these those it its their our "
    "his her he she they we is are was were be been being has have had also both other all "
    "which who would".split()
)
_SAYING_LITTLE = frozenset(
    "but can did do how i if into more most my no nor not own said say says should so some such "
    "than them then there up very well what when where while will you your".split()
)
WORDS = Words(
    stop_words=_STOP_WORDS,
    # "all aspects" and "human being" are said as one.
    label_breaks=_STOP_WORDS - {"all", "being"} | _SAYING_LITTLE,
)
