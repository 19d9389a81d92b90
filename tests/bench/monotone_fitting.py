"""How the weights of the monotone mode were learned, as a conditional random field.

``python -m tests.bench.monotone_fitting ../shared/data`` makes parallel texts with known links of
sentence pairs whose licence lets what is learned from them ship, and prints the constants of
``compare/alignment/monotone.py``. The probability of an alignment is that of a path through the
table of both texts (Lafferty et al. 2001); its normaliser is summed over all paths, exactly,
forwards and backwards, and so is its gradient. The encoder knows some of the pairs from its
training, so a third of the texts are learned from with noise on their vectors, as a text from
elsewhere would have it.

The constants that ship came of an earlier form of this program, with the same loss, on forty texts
of the same sources (18 steps); another run gives others near them. What a unit costs by how many
stand alone, and how much less distances count in a free translation, were then chosen by hand from
scores on texts of several sources, NTREX among them: its scores are not those of unseen texts.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

from compare.alignment.monotone import BEADS, PRIOR, average_units
from compare.alignment.span_evidence import LONGEST, SpanEvidence
from compare.encoders import Encoder, load_encoder
from compare.training.encoder.parallel_pairs import KEPT, read_open

from .parallel_texts import RECIPES, Made, Pair, encode, make, make_novel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

SOURCES = {"wmt_zh_en": 16, "taiwan_laws": 8, "python_docs": 8, "tatoeba": 8, "un_v1_devtest": 8}
"""Texts made of each source, as many by each recipe."""
PAIRS = 150
"""Sentence pairs of a text."""
NOISE = 1.0
"""Length of the noise on the unit vector of every third text's units."""
PENALTY = 1e-4 / 25
"""Weight of the squared constants beside the mean loss of a bead."""
START = [9.0, 4.5, 0.4, -3, -5, -7, -1, -5, -8, -8, 10, 13, 13, 7]
NEVER = -1e6
KINDS = list(PRIOR)
KIND = np.array([KINDS.index((min(bead), max(bead))) for bead in BEADS])
SIZE = np.array([(a + b) / 2 for a, b in BEADS])


@dataclass(frozen=True)
class Lesson:
    """A text and, for each kind of bead, what is known of it wherever it may end."""

    m: int
    n: int
    meaning: Floats
    length: Floats
    """Shape (beads, m, n + 1) each."""
    seen: Floats
    """Sums over the true beads of what each constant is multiplied by."""
    beads: int


def read(folder: Path) -> dict[str, list[Pair]]:
    """Pairs of every source in their order, without those that the encoder knows if it can be."""
    pairs: dict[str, list[Pair]] = {source: [] for source in SOURCES}
    for learned in (True, False):
        for pair in read_open(folder / "parallel", learned=learned):
            wanted = pair.source in pairs and learned == (pair.source not in KEPT)
            if wanted and 0 < len(pair.english) <= 600 and 0 < len(pair.chinese) <= 200:
                pairs[pair.source].append((pair.english, pair.chinese))
    return pairs


def lesson(made: Made, encoder: Encoder, noise: float, seed: int) -> Lesson:
    """Encode a text and gather what is known of every bead that it could have."""
    plain = encode(made, encoder, noise, seed)
    units = average_units(*plain, made.beads)
    texts = tuple(text.measured_in(unit) for text, unit in zip(plain, units, strict=True))
    m, n = map(len, texts)
    evidence, everything = SpanEvidence(*texts), (BEADS, (1, m + 1), (0, n + 1))
    meaning, length = evidence.meanings(*everything), evidence.length_differences(*everything)
    meaning = np.where(np.isinf(meaning), 50.0, meaning)
    seen = np.zeros(len(START))
    for ours, theirs in made.beads:
        if not (ours and theirs):
            seen[-1] -= len(ours) + len(theirs)
        elif (len(ours), len(theirs)) in BEADS:
            k = BEADS.index((len(ours), len(theirs)))
            distance, unlike = (table[k, ours[-1], theirs[-1] + 1] for table in (meaning, length))
            seen[KIND[k]] += 1
            seen[-4:-1] -= distance * SIZE[k], distance, unlike
    return Lesson(m, n, meaning, length, seen, len(made.beads))


def sums_over_paths(gains: Floats, skip: float, m: int, n: int) -> Floats:
    """Logarithm of the summed weights of all ways to each place, shape (m + 1, n + 1)."""
    table = np.full((m + 1 + LONGEST, n + 1 + LONGEST), NEVER)
    skips = np.arange(n + 1) * skip
    table[LONGEST, LONGEST:] = -skips
    wide, flat = table.shape[1], table.reshape(-1)
    back = np.array([(LONGEST - a) * wide + LONGEST - b for a, b in BEADS])
    sources = back[:, None] + np.arange(n + 1)
    for i in range(1, m + 1):
        ways = np.concatenate([flat[sources + i * wide] + gains[:, i - 1],
                               table[None, LONGEST + i - 1, LONGEST:] - skip])  # fmt: skip
        most = ways.max(axis=0)
        begun = most + np.log(np.exp(ways - most).sum(axis=0))
        table[LONGEST + i, LONGEST:] = np.logaddexp.accumulate(begun + skips) - skips
    return table[LONGEST:, LONGEST:]


def loss(text: Lesson, theta: Floats) -> tuple[float, Floats]:
    """Minus the log-probability of the text's own alignment, and its gradient."""
    m, n, skip = text.m, text.n, float(theta[-1])
    per_bead = (theta[-4] * SIZE + theta[-3])[:, None, None]
    gains = theta[KIND][:, None, None] - text.meaning * per_bead - text.length * theta[-2]
    turned = np.full_like(gains, NEVER)
    for k, (a, b) in enumerate(BEADS):
        turned[k, a - 1 : m, b : n + 1] = gains[k, a - 1 : m, b : n + 1][::-1, ::-1]
    before = sums_over_paths(gains, skip, m, n)
    after = sums_over_paths(turned, skip, m, n)[::-1, ::-1]
    whole, expected = before[m, n], np.zeros_like(theta)
    for k, (a, b) in enumerate(BEADS):
        here = k, slice(a - 1, m), slice(b, n + 1)
        chance = np.exp(before[: m + 1 - a, : n + 1 - b] + gains[here] + after[a:, b:] - whole)
        apart = (chance * text.meaning[here]).sum()
        expected[KIND[k]] += chance.sum()
        expected[-4:-1] -= apart * SIZE[k], apart, (chance * text.length[here]).sum()
    expected[-1] -= np.exp(before[:-1] - skip + after[1:] - whole).sum()
    expected[-1] -= np.exp(before[:, :-1] - skip + after[:, 1:] - whole).sum()
    return float(whole - text.seen @ theta), expected - text.seen


def fit(lessons: Sequence[Lesson]) -> Floats:
    """The constants, in the order of PRIOR, PER_UNIT, PER_BEAD, PER_LENGTH, SKIP."""
    beads = sum(text.beads for text in lessons)

    def measure(theta: Floats) -> tuple[float, Floats]:
        total, slope = PENALTY * float(theta @ theta), 2 * PENALTY * theta
        for text in lessons:
            part, gradient = loss(text, theta)
            total, slope = total + part / beads, slope + gradient / beads
        return total, slope

    found = minimize(measure, START, jac=True, method="L-BFGS-B", options={"maxiter": 20})
    return np.asarray(found.x, np.float64)


def main() -> None:
    """Learn the constants and print them."""
    encoder = load_encoder()
    lessons: list[Lesson] = []
    for source, pairs in read(Path(sys.argv[1])).items():
        count = SOURCES[source]
        for k in range(count):
            start = (len(pairs) - PAIRS) * (k // 4) // max(1, count // 4 - 1)
            chosen = pairs[start : start + PAIRS]
            recipes = list(RECIPES.values())
            made = make(chosen, recipes[k % 4], 1000 + k) if k % 4 < 3 else make_novel(chosen, k)
            noise = NOISE if len(lessons) % 3 == 0 else 0.0
            lessons.append(lesson(made, encoder, noise, seed=50 + len(lessons)))
        print(f"{source}: {count} texts of {len(pairs):,} pairs", flush=True)
    theta = [round(float(value), 2) for value in fit(lessons)]
    print("PRIOR =", dict(zip(KINDS, theta, strict=False)))
    print("PER_UNIT, PER_BEAD =", theta[-4], theta[-3])
    print("PER_LENGTH =", theta[-2])
    print("SKIP =", theta[-1])


if __name__ == "__main__":
    main()
