"""Count how common words and concepts are in diplomatic statements at large.

Data: ENGLISH, 1,405 readouts of the White House, 2021 to 2026 (whitehouse.gov and the archives of
former administrations); CHINESE, 74,489 items of the official evening news of China, 2012 to 2026
(tv.cctv.com), of which those on meetings and calls are counted. Each file is JSON Lines packed
with xz, the text in the field `text`; neither is in the project.
Licence: the readouts are in the public domain; of the news nothing is kept but counts of words.
Writes: compare/annotation/idf.tsv.gz, counts of terms seen in at least three sentences.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from compare import annotation
from compare.annotation.glossary import find_concepts
from compare.annotation.idf import FILE, Informativeness, terms
from compare.languages import character_runs, closest
from compare.training.command import make_parser, run
from corpus.text.folding import fold

SHORTEST = {"en": 16, "zh": 5}
"""Characters that a background sentence must have; shorter ones are headings and datelines."""


def _terms(sentence: str, language: str) -> set[str]:
    folded = fold(sentence)
    concepts = {"#" + concept.id for concept in find_concepts(sentence)}
    known = closest(language)
    single = {c for run in character_runs(folded, known) for c in run[0]}
    return concepts | set(terms(folded, known)) | single


def count(texts: Iterable[tuple[str, str]], fewest: int = 3) -> Informativeness:
    """Count the terms of (language, sentence) pairs; terms seen fewer times are dropped."""
    sentences: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for language, sentence in texts:
        sentences[language] += 1
        counts.update(_terms(sentence, language))
    return Informativeness(
        dict(sentences), {t: n for t, n in sorted(counts.items()) if n >= fewest}
    )


def dump(background: Informativeness) -> bytes:
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Count the background and write the counts; return 0, or 2 where it cannot be."""
    parser = make_parser("informativeness", __doc__)
    parser.add_argument("english", help="readouts in English")
    parser.add_argument("chinese", help="news in Chinese")
    parser.add_argument(
        "--output",
        type=Path,
        default=Path(annotation.__file__).with_name(FILE),
        help="file to write (default: what ships)",
    )
    return run(parser, arguments, _count_again)


def _count_again(given: argparse.Namespace) -> None:
    meetings = re.compile("会见|会谈|会晤|通电话|外长|元首")
    texts = [("en", s) for s in _read_sentences(given.english, "en", None)]
    texts += [("zh", s) for s in _read_sentences(given.chinese, "zh", meetings)]
    background = count(texts)
    given.output.write_bytes(dump(background))
    print(f"{background.sentences} sentences, {len(background.counts)} terms -> {given.output}")


if __name__ == "__main__":
    raise SystemExit(main())
