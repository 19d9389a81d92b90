"""How common words and concepts are in diplomatic statements at large.

Shipped as counts, not texts: in how many sentences of a background of readouts each English
word, Chinese character, pair of Chinese characters and glossary concept occurs. Rare ones carry
the specific content of a claim. ``python -m compare.annotation.idf --help`` makes the file again.
"""

from __future__ import annotations

import functools
import gzip
import importlib.resources
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compare.annotation.glossary import find_concepts, is_latin
from corpus.folding import fold

FILE = "idf.tsv.gz"
SHORTEST = {"en": 16, "zh": 5}
"""Characters that a background sentence must have; shorter ones are headings and datelines."""
_WORD = re.compile(r"[a-z][a-z'.]*[a-z]|[a-z]|\d[\d.,]*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Background:
    """Counts of sentences, and the informativeness that follows from them."""

    sentences: dict[str, int]
    """Number of background sentences by language."""
    counts: dict[str, int]
    """Sentences that hold a term; concepts stand under ``#`` and their id."""

    def information(self, term: str, language: str) -> float:
        """Smoothed inverse sentence frequency in [0, 1]: 0 is everywhere, 1 never seen.

        Sparck Jones (1972), divided by its largest value so that languages compare.
        """
        known = self._known.get((term, language))
        if known is None:
            known = self._information(term, self.sentences[language])
            if term in self.counts:  # texts hold no end of what was never seen
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

    def token(self, text: str, start: int, end: int) -> float:
        """Informativeness in [0, 1] of the piece ``text[start:end]`` of a folded text.

        A piece of an English word weighs as the whole word does; a piece of Chinese as the
        mean of its pairs of characters, or as its one character; marks weigh nothing.
        """
        piece = text[start:end]
        if not piece.isascii() and _HAN.search(piece):
            return self._of_chinese(piece)
        if not any(map(is_latin, piece)):
            return 0.0
        while start > 0 and is_latin(text[start - 1]):
            start -= 1
        while end < len(text) and is_latin(text[end]):
            end += 1
        return self.information(text[start:end], "en")

    def _of_chinese(self, piece: str) -> float:
        if piece not in self._pieces:
            terms = list(_pairs(piece)) or [c for c in piece if _HAN.match(c)]
            self._pieces[piece] = sum(self.information(t, "zh") for t in terms) / len(terms)
        return self._pieces[piece]

    @functools.cached_property
    def _pieces(self) -> dict[str, float]:
        return {}


def _pairs(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        yield from (run[i : i + 2] for i in range(len(run) - 1))


def _terms(sentence: str, language: str) -> set[str]:
    folded = fold(sentence)
    concepts = {"#" + concept.id for concept in find_concepts(sentence)}
    if language == "zh":
        return concepts | set(_pairs(folded)) | {c for c in folded if _HAN.match(c)}
    return concepts | set(_WORD.findall(folded))


def count(texts: Iterable[tuple[str, str]], fewest: int = 3) -> Background:
    """Count the terms of (language, sentence) pairs; terms seen fewer times are dropped."""
    sentences: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for language, sentence in texts:
        sentences[language] += 1
        counts.update(_terms(sentence, language))
    return Background(dict(sentences), {t: n for t, n in sorted(counts.items()) if n >= fewest})


@functools.cache
def load_background() -> Background:
    """The counts shipped with the package."""
    data = (importlib.resources.files(__package__) / FILE).read_bytes()
    rows = [line.split("\t") for line in gzip.decompress(data).decode("utf-8").splitlines()]
    counts = {term: int(n) for term, n in rows}
    sentences = {lang: counts.pop("=" + lang) for lang in ("en", "zh")}
    return Background(sentences, counts)


def dump(background: Background) -> bytes:
    """The counts as a compressed table; the same counts give the same bytes."""
    rows = [f"={lang}\t{n}" for lang, n in sorted(background.sentences.items())]
    rows += [f"{term}\t{n}" for term, n in background.counts.items()]
    return gzip.compress("\n".join(rows).encode("utf-8"), 9, mtime=0)


def _read_sentences(file: str, language: str, keep: re.Pattern[str] | None) -> Iterator[str]:
    """Sentences of the texts of a JSON Lines file, roughly cut; only of texts ``keep`` finds."""
    import json
    import lzma

    cut = re.compile(r"(?<=[。！？；])|(?<=[.!?;])\s+|\n+")
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if keep is None or keep.search(text):
                yield from (s for s in cut.split(text) if len(s.strip()) >= SHORTEST[language])


def main() -> None:
    """Count the background again and write the file that ships."""
    import argparse
    from pathlib import Path

    parser = argparse.ArgumentParser(
        prog="python -m compare.annotation.idf", description=main.__doc__
    )
    parser.add_argument("english", help="readouts in English: JSON Lines, xz, field text")
    parser.add_argument("chinese", help="news in Chinese, the same form")
    parser.add_argument("--output", default=str(Path(__file__).with_name(FILE)))
    given = parser.parse_args()
    meetings = re.compile("会见|会谈|会晤|通电话|外长|元首")
    texts = [("en", s) for s in _read_sentences(given.english, "en", None)]
    texts += [("zh", s) for s in _read_sentences(given.chinese, "zh", meetings)]
    background = count(texts)
    Path(given.output).write_bytes(dump(background))
    print(f"{background.sentences} sentences, {len(background.counts)} terms -> {given.output}")


if __name__ == "__main__":
    main()
