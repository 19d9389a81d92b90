"""The copy of a passage that is searched for words, and a query to look up in it.

The copy is words between double spaces: `  freedom  of  navigation  `. Han characters have no
spaces between words, so each run of them is written as its pairs and its last character:
南海问题 becomes `  南海  海问  问题  题  `. Every word then begins with a run of three characters
that an index of trigrams knows, even a single Han character (`  南`), and a search for *nato*
does not find *senator*. SQLite and PostgreSQL search the same copy and find the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.text.characters import HAN
from corpus.text.folding import fold

_HAN = f"{HAN}々〇"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:'[^\W_{_HAN}]+)*")
_IS_HAN = re.compile(rf"[{_HAN}]")
_PART = re.compile(r'"([^"]*)"?|([^"\s]+)')
_WHOLE = 2
"""Words of this many letters or fewer are looked for whole: *us* is not in *usual*."""
MOST_PARTS = 20
"""Parts of a query that are looked up; what stands behind them is passed over."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a passage must hold to be found."""

    needles: tuple[str, ...]
    """Pieces of the searched copy, all of which it must hold."""
    patterns: tuple[re.Pattern[str], ...]
    """For each part of the query, what finds it in the folded text."""

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the parts of the query stand in a text, in characters; empty unless all do."""
        folded = fold(text)
        found = [[m.span() for m in pattern.finditer(folded)] for pattern in self.patterns]
        if not all(found):
            return ()
        merged: list[tuple[int, int]] = []
        for start, end in sorted(span for spans in found for span in spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return tuple(merged)


def searched(text: str) -> str:
    """The copy of a text that is searched."""
    words = [word for run in _RUN.findall(fold(text)) for word in _words(run)]
    return f"  {'  '.join(words)}  " if words else ""


def parse(query: str) -> Query:
    """A query as a person writes it: every word must occur, and what stands in quotes as it is.

    English words count from their beginning (*taiwan* finds *Taiwanese*), Chinese anywhere,
    Simplified and Traditional alike.
    """
    phrases = [quoted or plain for quoted, plain in _PART.findall(query.translate(_QUOTES))]
    parts = [runs for phrase in phrases if (runs := _RUN.findall(fold(phrase)))][:MOST_PARTS]
    return Query(
        tuple(needle for runs in parts for needle in _needles(runs)),
        tuple(re.compile(_pattern(runs)) for runs in parts),
    )


_QUOTES = str.maketrans("“”„«»「」『』＂", '"' * 10)


def _words(run: str) -> list[str]:
    if not _IS_HAN.match(run):
        return [run]
    return [run[at : at + 2] for at in range(len(run))]


def _needles(runs: list[str]) -> list[str]:
    """Pieces that the copy holds where the text holds the runs one after the other."""
    needles: list[str] = []
    for index, run in enumerate(runs):
        if _IS_HAN.match(run):
            pairs = [run[at : at + 2] for at in range(max(len(run) - 1, 1))]
            needles.append("  " + "  ".join(pairs))
        elif index and not _IS_HAN.match(runs[index - 1]):
            needles[-1] += f"  {run}"
        else:
            needles.append(f"  {run}")
    last = runs[-1]
    if not _IS_HAN.match(last) and len(last) <= _WHOLE:
        needles[-1] += "  "
    return needles


def _pattern(runs: list[str]) -> str:
    first = "" if _IS_HAN.match(runs[0]) else rf"(?<![^\W_{_HAN}])"
    last = runs[-1]
    whole = not _IS_HAN.match(last) and len(last) <= _WHOLE
    end = rf"(?![^\W_{_HAN}])" if whole else ""
    body = re.escape(runs[0])
    for before, run in pairwise(runs):
        apart = "*" if _IS_HAN.match(before) or _IS_HAN.match(run) else "+"
        body += rf"[\W_]{apart}{re.escape(run)}"
    return first + body + end
