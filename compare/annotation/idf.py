"""How common words and concepts are in diplomatic statements at large.

Shipped as counts, not texts: in how many sentences of a background of readouts each English
word, Chinese character, pair of Chinese characters and glossary concept occurs. Rare ones carry
the specific content of a claim. ``python -m compare.training.informativeness`` counts again.
"""

from __future__ import annotations

import functools
import gzip
import importlib.resources
import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compare.languages import DEFAULT, Language, character_runs, languages_in
from corpus.text.characters import is_latin

FILE = "idf.tsv.gz"
WORD = re.compile(r"[a-z][a-z'.]*[a-z]|[a-z]|\d[\d.,]*")
_LATIN = re.compile(r"[A-Za-z0-9]+")


class _SortedRows(Mapping[str, int]):
    """Counts of terms as the rows of a table, sorted; a run asks for few of very many."""

    def __init__(self, rows: list[str]) -> None:
        self._rows = rows

    def __getitem__(self, term: str) -> int:
        wanted = f"{term}\t"
        place = bisect_left(self._rows, wanted)
        if place < len(self._rows) and self._rows[place].startswith(wanted):
            return int(self._rows[place][len(wanted) :])
        raise KeyError(term)

    def __contains__(self, term: object) -> bool:
        wanted = f"{term}\t"
        place = bisect_left(self._rows, wanted)
        return place < len(self._rows) and self._rows[place].startswith(wanted)

    def __iter__(self) -> Iterator[str]:
        return (row.partition("\t")[0] for row in self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True)
class Informativeness:
    """Counts of sentences, and the informativeness that follows from them."""

    sentences: dict[str, int]
    """Number of background sentences by language."""
    counts: Mapping[str, int]
    """Sentences that hold a term; concepts stand under ``#`` and their id."""

    def information(self, term: str, language: str) -> float:
        """Smoothed inverse sentence frequency in [0, 1]: 0 is everywhere, 1 never seen.

        Sparck Jones (1972), divided by its largest value so that languages compare. In a
        language of which there is no background everything counts as never seen.
        """
        if language not in self.sentences:
            return 1.0
        known = self._known.get((term, language))
        if known is None:
            if term not in self.counts:  # texts hold no end of what was never seen
                return 1.0
            known = self._information(term, self.sentences[language])
            self._known[term, language] = known
        return known

    @functools.cached_property
    def _known(self) -> dict[tuple[str, str], float]:
        return {}

    def _information(self, term: str, total: int) -> float:
        seen = min(self.counts.get(term, 0), total)
        return math.log((total + 1) / (seen + 1)) / math.log(total + 1)

    def concept(self, concept: str) -> float:
        """Informativeness in [0, 1] of a glossary concept, over both languages."""
        return self._information("#" + concept, sum(self.sentences.values()))

    def tokens(self, text: str, spans: Iterable[tuple[int, int]]) -> list[float]:
        """Informativeness in [0, 1] of pieces of a folded text, in its order: :meth:`token`."""
        words = [word.span() for word in _LATIN.finditer(text)]
        pieces, held, at = self._pieces, [], 0
        for start, end in spans:
            piece = text[start:end]
            if piece in pieces:
                held.append(pieces[piece])
            elif piece.isascii() and piece.isalnum():
                while words[at][1] <= start:
                    at += 1
                held.append(self.information(text[slice(*words[at])], DEFAULT))
            else:
                held.append(self.token(text, start, end))
        return held

    def token(self, text: str, start: int, end: int) -> float:
        """Informativeness in [0, 1] of the piece ``text[start:end]`` of a folded text.

        A piece of an English word weighs as the whole word does; a piece of Chinese as the
        mean of its pairs of characters, or as its one character; marks weigh nothing.
        """
        piece = text[start:end]
        if (known := self._pieces.get(piece)) is not None:
            return known
        if not piece.isascii() and (language := languages_in(piece)[-1]).characters:
            return self._of_characters(piece, language)
        if not any(map(is_latin, piece)):
            return 0.0
        if word := _LATIN.match(text, end):
            end = word.end()
        while start > 0 and is_latin(text[start - 1]):
            start -= 1
        return self.information(text[start:end], DEFAULT)

    def _of_characters(self, piece: str, language: Language) -> float:
        if piece not in self._pieces:
            single = (c for run in character_runs(piece, language) for c in run[0])
            found = [*terms(piece, language)] or [*single]
            values = [self.information(term, language.code) for term in found]
            self._pieces[piece] = sum(values) / len(values)
        return self._pieces[piece]

    @functools.cached_property
    def _pieces(self) -> dict[str, float]:
        return {}


def terms(folded: str, language: Language) -> Iterator[str]:
    """The words of a folded text; pairs of neighbours in a language of characters."""
    if language.characters is None:
        yield from WORD.findall(folded)
    for run in character_runs(folded, language):
        yield from (folded[i : i + 2] for i in range(run.start(), run.end() - 1))


@functools.cache
def load_informativeness() -> Informativeness:
    """The counts shipped with the package."""
    data = (importlib.resources.files(__package__) / FILE).read_bytes()
    rows = gzip.decompress(data).decode("utf-8").splitlines()
    # The totals by language stand first, all else follows in order.
    totals = list(itertools.takewhile(lambda row: row.startswith("="), rows))
    sentences = dict(total[1:].split("\t") for total in totals)
    return Informativeness(
        {language: int(total) for language, total in sentences.items()},
        _SortedRows(rows[len(totals) :]),
    )
