"""Parallel texts with known links, made of sentence pairs in the order of their documents.

Sentences are dropped, joined and cut at punctuation on either side, singly and in runs, so that
every kind of bead occurs that readers of published gold alignments found. Run as
``python -m tests.bench.parallel_texts ../shared/data/eval/ntrex.tsv`` it scores the monotone mode,
over texts that are drawn three times.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise, product
from pathlib import Path

import numpy as np

from compare.alignment.monotone import align_in_order
from compare.alignment.span_evidence import Text
from compare.encoders import Encoder, load_encoder

Bead = tuple[tuple[int, ...], tuple[int, ...]]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Recipe:
    """How often, in [0, 1], each thing is done where a new bead begins."""

    drop: float
    """One sentence is dropped from one side."""
    run: float
    """Three to twelve sentences in a row are dropped from one side."""
    merge: float
    """Two or three sentences are joined on one side."""
    split: float
    """A sentence is cut at its punctuation into two to four units on one side."""
    cross: float
    """Two sentences are cut at different places on the two sides: two units to two."""


RECIPES = {
    "news": Recipe(drop=0.05, run=0.003, merge=0.10, split=0.10, cross=0.01),
    "book": Recipe(drop=0.015, run=0.002, merge=0.18, split=0.25, cross=0.02),
    "gaps": Recipe(drop=0.12, run=0.012, merge=0.05, split=0.06, cross=0.0),
}

SEEDS = (0, 1_000, 2_000)
"""Of the draws: one changes the score of a kind of text by .003 to the next."""

# After the mark, and after what closes behind it.
_CUT = (
    re.compile(r"[,;:.!?—][\"'”’)]*\s(?=\S)"),
    re.compile(r"[，；：。！？…][”’」』）]*(?=[^，；：。！？…”’」』）])"),
)
_LEAST = (12, 5)
"""Characters that a unit has at least, in English and in Chinese."""


@dataclass
class Made:
    """Units of an English and of a Chinese text, and the beads that link them, in order."""

    english: list[str] = field(default_factory=list)
    chinese: list[str] = field(default_factory=list)
    beads: list[Bead] = field(default_factory=list)

    def add(self, english: Sequence[str], chinese: Sequence[str]) -> None:
        """Add a bead of these units."""
        m, n = len(self.english), len(self.chinese)
        self.beads.append((tuple(range(m, m + len(english))), tuple(range(n, n + len(chinese)))))
        self.english += english
        self.chinese += chinese


def read_pairs(path: Path) -> list[Pair]:
    """Sentence pairs of a table whose first two columns are English and Chinese."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(row[0].strip(), row[1].strip()) for row in rows if row[0].strip() and row[1].strip()]


def make(pairs: Sequence[Pair], recipe: Recipe, seed: int) -> Made:
    """Make one parallel text of all pairs; the same seed makes the same text."""
    chance, made, at = random.Random(seed), Made(), 0
    while at < len(pairs):
        side, drawn, rest = chance.randrange(2), chance.random(), len(pairs) - at
        taken = 1
        for what in ("drop", "run", "merge", "split", "cross"):
            drawn -= getattr(recipe, what)
            if drawn < 0:
                break
        else:
            what = "keep"
        if what == "drop" or what == "run":
            taken = min(rest, chance.randint(3, 12) if what == "run" else 1)
            for pair in pairs[at : at + taken]:
                made.add(*([pair[0]], []) if side else ([], [pair[1]]))
        elif what == "merge" and rest > 2:
            taken = chance.choices((2, 3), (4, 1))[0]
            texts = [[pair[k] for pair in pairs[at : at + taken]] for k in (0, 1)]
            texts[side] = [join(texts[side], side)]
            made.add(*texts)
        elif what == "split":
            texts = [[text] for text in pairs[at]]
            parts = chance.choices((2, 3, 4), (6, 2, 1))[0]
            texts[side] = _split(texts[side][0], side, parts, chance)
            made.add(*texts)
        elif what == "cross" and rest > 1:
            halves = _split(pairs[at + 1][side], side, 2, chance)
            taken = len(halves)
            texts = [[pair[k] for pair in pairs[at : at + taken]] for k in (0, 1)]
            if taken == 2:
                texts[side] = [join([texts[side][0], halves[0]], side), halves[1]]
            made.add(*texts)
        else:
            made.add(*([text] for text in pairs[at]))
        at += taken
    return made


WIDE = ((2, 3, 4, 5, 6), (60, 25, 10, 4, 1))
"""How many sentences or parts a bead of a novel has on its longer side, and how often."""


def make_novel(pairs: Sequence[Pair], seed: int) -> Made:
    """Make a text as translated novels are: hardly a sentence alone, wide beads, clauses left out.

    Half of the beads join two to six units on a side, one in twenty is cut at other places on
    either side, and one in eight lacks a clause of the other side.
    """
    chance, made, at = random.Random(seed), Made(), 0
    while at < len(pairs):
        side, drawn, rest = chance.randrange(2), chance.random(), len(pairs) - at
        texts, taken = [[text] for text in pairs[at]], 1
        if drawn < 0.006:
            texts[side] = []
        elif drawn < 0.25 and rest > 6:
            taken = chance.choices(*WIDE)[0]
            texts = [[pair[k] for pair in pairs[at : at + taken]] for k in (0, 1)]
            texts[side] = [join(texts[side], side)]
        elif drawn < 0.50:
            texts[side] = _split(pairs[at][side], side, chance.choices(*WIDE)[0], chance)
        elif drawn < 0.56 and rest > 2:
            taken = 2
            texts = [
                _split(
                    join([pair[k] for pair in pairs[at : at + 2]], k),
                    k,
                    chance.choices((2, 3), (3, 1))[0],
                    chance,
                )
                for k in (0, 1)
            ]
        elif drawn < 0.68:
            parts = _split(pairs[at][side], side, 4, chance)
            if len(parts) >= 3:
                parts.pop(chance.randrange(len(parts)))
                texts[side] = [join(parts, side)]
        made.add(*texts)
        at += taken
    return made


def join(texts: Sequence[str], side: int) -> str:
    """One text of several, with spaces between them in English."""
    return ("", " ")[side == 0].join(texts)


def _split(text: str, side: int, parts: int, chance: random.Random) -> list[str]:
    """Cut a text at its punctuation into up to that many parts."""
    places = [match.end() for match in _CUT[side].finditer(text)]
    chosen: list[int] = []
    for place in chance.sample(places, len(places)):
        near = sorted([0, *chosen, place, len(text)])
        if len(chosen) + 1 < parts and all(b - a >= _LEAST[side] for a, b in pairwise(near)):
            chosen.append(place)
    cuts = [0, *sorted(chosen), len(text)]
    return [text[a:b].strip() for a, b in pairwise(cuts)]


def encode(made: Made, encoder: Encoder, noise: float = 0.0, seed: int = 0) -> tuple[Text, Text]:
    """Both texts as the monotone mode takes them.

    Args:
        noise: length of what is added at random to the unit vector of every unit.
        seed: of the noise.
    """
    chance, texts = np.random.default_rng(seed), []
    for units in (made.english, made.chinese):
        rows = encoder.encode(units)
        if noise:
            noisy = rows + chance.normal(0, noise / rows.shape[1] ** 0.5, rows.shape)
            rows = (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)
        texts.append(Text.of(rows, [len(unit) for unit in units]))
    return texts[0], texts[1]


def scores(gold: Sequence[Bead], found: Sequence[Bead]) -> tuple[int, int, int]:
    """Beads in common, beads found, beads of the gold."""
    return len(set(gold) & set(found)), len(set(found)), len(set(gold))


def f1(counts: Iterator[tuple[int, int, int]] | Sequence[tuple[int, int, int]]) -> float:
    """F1 of pooled counts, in [0, 1]; 0 where nothing was to be found and nothing was."""
    right, found, gold = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / (found + gold) if found + gold else 0.0


def main() -> None:
    """Print the strict F1 of links and of nulls on texts made of the pairs of a table."""
    pairs, encoder = read_pairs(Path(sys.argv[1])), load_encoder("embedded")
    ways: dict[str, Callable[..., Made]] = {
        name: partial(make, recipe=recipe) for name, recipe in RECIPES.items()
    }
    ways["novel"] = make_novel
    for name, size in ((name, size) for name in ways for size in (200, len(pairs))):
        counts: dict[bool, list[tuple[int, int, int]]] = {True: [], False: []}
        for seed, start in product(SEEDS, range(0, len(pairs), size)):
            made = ways[name](pairs[start : start + size], seed=seed + start)
            found = align_in_order(*encode(made, encoder))
            for linked, pooled in counts.items():
                gold, mine = (
                    [bead for bead in beads if all(bead) == linked]
                    for beads in (_single(made), found)
                )
                pooled.append(scores(gold, mine))
        links, nulls = f1(counts[True]), f1(counts[False])
        told = f"{len(pairs)} pairs in texts of {size}, drawn {len(SEEDS)} times"
        print(f"{name}, {told}: links F1 {links:.3f}, nulls F1 {nulls:.3f}", flush=True)


def _single(made: Made) -> list[Bead]:
    """The beads, with every unit that has no counterpart in one of its own."""
    beads = [bead for bead in made.beads if all(bead)]
    alone = [bead for bead in made.beads if not all(bead)]
    return beads + [
        ((i,), ()) if side == 0 else ((), (i,))
        for bead in alone
        for side in (0, 1)
        for i in bead[side]
    ]


if __name__ == "__main__":
    main()
