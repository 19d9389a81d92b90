"""What the Chinese half of the encoder learns from: pairs of English and Chinese text."""

from __future__ import annotations

import csv
import json
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

SHARES = {
    "diplomatic_train": 4.0,
    "glossary": 2.0,
    "un_v1_devtest": 3.0,
    "un_corpus_demo": 3.0,
    "wmt_zh_en": 3.0,
    "tatoeba": 2.0,
    "mlqe_pe": 2.0,
    "tico19": 2.0,
    "xquad": 2.0,
    "ud_pud": 3.0,
    "sdg_targets": 2.0,
    "taiwan_laws": 0.8,
    "python_docs": 0.8,
    "country_names": 1.0,
    "wikipedia_titles": 0.35,
    "cc_cedict": 0.35,
}
"""How often a pair of each source is seen in one pass: news and diplomacy are scarce."""

KEPT = {"taiwan_laws": 0.45, "python_docs": 0.35}
"""Share of the pairs of a source that is used at all: statutes and manuals are plenty and alike."""

_DULL = ("variant of", "surname ", "used in ", "see ", "abbr. for", "CL:", "(bound form)")


@dataclass(frozen=True, slots=True)
class Pair:
    """An English text, the Chinese one that means the same, and where they come from."""

    english: str
    chinese: str
    source: str


def read_pairs(data: Path) -> list[Pair]:
    """Read every pair whose licence lets the weights ship, in a fixed order, without doubles.

    ``data`` is the folder that holds ``parallel/``. Long pairs that share too few words to be
    translations of each other are left out.
    """
    folder = data / "parallel"
    terms = read_glossary(folder / "glossary.tsv")
    pairs = [*read_open(folder), *_diplomatic(folder), *_lexicon(folder), *terms]
    return list(dict.fromkeys(p for p in pairs if p.english and p.chinese))


def read_chinese(data: Path, every: int) -> Iterator[str]:
    """Yield Chinese text for the vocabulary: each ``every``-th article of the news, and so on."""
    for name in ("news", "press_conferences"):
        with lzma.open(data / "zh" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % every == 0:
                    yield str(json.loads(line)["text"])


def _rows(lines: IO[str]) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def read_open(folder: Path, *, learned: bool = True) -> Iterator[Pair]:
    """Yield the pairs of open licence that the encoder learns from, or all those it does not."""
    with lzma.open(folder / "open.tsv.xz", "rt", encoding="utf-8", newline="\n") as lines:
        for english, chinese, source, score in _rows(lines):
            doubtful = float(score or 0) < 0.25 and len(english) > 40
            kept = zlib.crc32(english.encode()) / 2**32 < KEPT.get(source, 1.0)
            if kept == learned and not doubtful and len(english) < 700 and len(chinese) < 220:
                yield Pair(english.strip(), chinese.strip(), source)


def _diplomatic(folder: Path) -> Iterator[Pair]:
    with (folder / "diplomatic_train.tsv").open(encoding="utf-8", newline="\n") as lines:
        for english, chinese, _ in _rows(lines):
            yield Pair(english.strip(), chinese.strip(), "diplomatic_train")


def _lexicon(folder: Path) -> Iterator[Pair]:
    with lzma.open(folder / "lexicon.tsv.xz", "rt", encoding="utf-8", newline="\n") as lines:
        for english, chinese, source in _rows(lines):
            if not any(mark in english for mark in _DULL) and len(english) < 120:
                yield Pair(english.strip(), chinese.strip(), source)


def read_glossary(path: Path) -> list[Pair]:
    """Read the terms of a glossary: each alias with the headword of the other language.

    Aliases are not paired with aliases: their order differs between the languages.
    """
    pairs = []
    with path.open(encoding="utf-8", newline="\n") as lines:
        rows = _rows(lines)
        next(rows)
        for _, _, english, english_aliases, chinese, chinese_aliases, *_ in rows:
            others = [(alias, chinese) for alias in english_aliases.split("|")]
            others += [(english, alias) for alias in ["", *chinese_aliases.split("|")]]
            pairs += [
                Pair(en.strip(), (zh or chinese).strip(), "glossary") for en, zh in others if en
            ]
    return pairs
