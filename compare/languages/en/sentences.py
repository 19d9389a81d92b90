"""Full stops that end no sentence in English: titles, months, numbers, initials, suffixes."""

from __future__ import annotations

import re

from compare.languages.rules import SentenceRules

_TITLES = frozenset(
    "mr mrs ms mx dr prof gen lt col maj capt cmdr cdr adm vadm radm sen rep gov amb pres hon rev "
    "st messrs atty sgt brig supt mme viz vs cf approx fig e.g i.e esp incl fn v".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_NUMBERED = frozenset("no nos art arts sec secs para paras pp p vol ch chap rev res doc".split())
_SUFFIXES = frozenset("jr sr inc ltd co corp bros esq ph.d m.d d.c a.m p.m etc al".split())
_STARTERS = frozenset(
    "the this that these those he she it they we i you there in on at as and but both for from to "
    "after before during while although though however additionally their his her its our when "
    "if also finally further furthermore moreover with by according since such today no all many "
    "secretary-general following".split()
)
_TITLES_IN_FULL = frozenset(
    "president secretary vice premier chairman director mr mrs ms dr".split()
)


def ends_after(word: str, following: str, before: str) -> bool:
    """Whether a full stop after ``word`` is an end when ``following`` comes next.

    ``before`` is the sentence up to the stop, or its last few words.
    """
    lower, follows = word.lower(), following.lower().rstrip(".")
    starts = follows in _STARTERS
    numbered = following[:1].isdigit() or re.fullmatch(r"[IVX]+", following)
    if word == before and re.fullmatch(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})\)?", word):
        return False
    if lower in _TITLES:
        return False
    if lower == "sec":
        return starts
    if lower in _MONTHS or lower in _NUMBERED:
        return not numbered
    if lower in _SUFFIXES:
        company = lower in {"inc", "ltd", "corp"} and not (
            following.isupper() and len(following) > 1
        )
        others = lower == "etc" or (lower == "al" and not numbered)
        return starts or follows in _TITLES_IN_FULL or company or others
    if re.fullmatch(r"(?:[A-Za-z][\w’'-]*-)?(?:[A-Za-z]\.)+[A-Za-z]", word):
        return starts
    if re.fullmatch(r"(?:[A-Za-z][\w’'-]*-)?[A-Z]", word):
        return starts and (word != "I" or before.endswith("War I"))
    return True


SENTENCES = SentenceRules(
    speaker_label=(
        r"(?:Q|A|QUESTION|ANSWER|MODERATOR"
        r"|(?:MR|MRS|MS|DR|SECRETARY|PRESIDENT|MINISTER)\.?\s[A-Z][A-Z .’'-]{1,30})"
        r"(?:\s\([^)\n]{1,40}\))?[:：.]"
    ),
    joining_words=("and", "or"),
    ends_after=ends_after,
    speaker_after_quote=re.compile(
        r"\s+(?:[A-Z][\w’'.-]+\s+){1,3}(?:said|added|asked|noted|told|stressed)\b"
    ),
)
