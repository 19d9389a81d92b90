"""How the weights of the monotone mode were learned, as a conditional random field.

``python -m tests.bench.monotone_fitting ../shared/data`` makes parallel texts with known links of
sentence pairs whose licence lets what is learned from them ship, and prints the constants of
``compare/monotone.py``. The probability of an alignment is that of a path through the table of
both texts (Lafferty et al. 2001); its normaliser is summed over all paths, exactly. The encoder
knows some of the pairs from its training, so half of the texts are learned from with noise on
their vectors, as a text from elsewhere would have it. It takes about ten minutes on two cores.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from compare.alignment.monotone import BEADS, PRIOR, SpanEvidence, in_average_units
from compare.encoders import Encoder, load_encoder
from compare.training.encoder.parallel_pairs import KEPT, read_open

from .parallel_texts import RECIPES, Made, Pair, encode, make

SOURCES = {"wmt_zh_en": 12, "taiwan_laws": 6, "python_docs": 6, "tatoeba": 6}
"""Texts made of each source."""
PAIRS = 120
"""Sentence pairs of a text."""
NOISE = 1.0
"""Length of the noise on the unit vector of every second text's units."""
PENALTY = 1e-4 / 25
"""Weight of the squared constants beside the mean loss of a bead."""


@dataclass(frozen=True)
class Lesson:
    """A text and, for each kind of bead, what is known of it at every place."""

    made: Made
    distances: list[torch.Tensor]
    lengths: list[torch.Tensor]
    """Shape (m - a + 1, n - b + 1) each, for a bead of a units and b."""


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
    texts = in_average_units(*encode(made, encoder, noise, seed), made.beads)
    known, (m, n) = SpanEvidence(*texts), map(len, texts)
    tables = [
        np.array([known.of((a, b), end, 0, n - b + 1) for end in range(a, m + 1)]) for a, b in BEADS
    ]
    return Lesson(made, *([torch.tensor(table[:, k]) for table in tables] for k in (0, 1)))


def loss(lesson: Lesson, theta: torch.Tensor) -> torch.Tensor:
    """Minus the log-probability of the text's own alignment."""
    kinds = list(PRIOR)
    prior, per_unit, per_bead, per_length, skip = theta.split([len(kinds), 1, 1, 1, 1])
    gains = [
        prior[kinds.index((min(a, b), max(a, b)))]
        - distance * (per_unit * (a + b) / 2 + per_bead)
        - length * per_length
        for (a, b), distance, length in zip(BEADS, lesson.distances, lesson.lengths, strict=True)
    ]
    said = torch.zeros(1, dtype=theta.dtype)
    for ours, theirs in lesson.made.beads:
        if not (ours and theirs):
            said = said - skip * (len(ours) + len(theirs))
        elif (len(ours), len(theirs)) in BEADS:
            said = said + gains[BEADS.index((len(ours), len(theirs)))][ours[0], theirs[0]]
    return (_over_all_paths(gains, skip, lesson.made) - said).squeeze()


def _over_all_paths(gains: Sequence[torch.Tensor], skip: torch.Tensor, made: Made) -> torch.Tensor:
    m, n = len(made.english), len(made.chinese)
    skipped = torch.arange(n + 1, dtype=skip.dtype) * skip
    never = torch.full((n + 1,), -1e9, dtype=skip.dtype)
    rows = [-skipped]
    for i in range(1, m + 1):
        ways = [rows[i - 1] - skip]
        for (a, b), gain in zip(BEADS, gains, strict=True):
            if a <= i and b <= n:
                ways.append(torch.cat([never[:b], rows[i - a][: n + 1 - b] + gain[i - a]]))
        begun = torch.logsumexp(torch.stack(ways), 0)
        rows.append(torch.logcumsumexp(begun + skipped, 0) - skipped)
    return rows[m][n]


def fit(lessons: Sequence[Lesson]) -> torch.Tensor:
    """The constants, in the order of PRIOR, PER_UNIT, PER_BEAD, PER_LENGTH, SKIP."""
    start = [4.0, 1, -1, -4, -2, -6, 10, 5, 5, 5]
    theta = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([theta], max_iter=25, line_search_fn="strong_wolfe")
    beads = sum(len(one.made.beads) for one in lessons)

    def measure() -> torch.Tensor:
        search.zero_grad()
        total = PENALTY * (theta**2).sum()
        total.backward()
        for one in lessons:
            part = loss(one, theta) / beads
            part.backward()
            total = total + part
        return total.detach()

    search.step(measure)
    return theta.detach()


def main() -> None:
    """Learn the constants and print them."""
    encoder = load_encoder()
    lessons: list[Lesson] = []
    for source, pairs in read(Path(sys.argv[1])).items():
        count = SOURCES[source]
        for k in range(count):
            start = (len(pairs) - PAIRS) * k // max(1, count - 1)
            recipe = list(RECIPES.values())[k % len(RECIPES)]
            made = make(pairs[start : start + PAIRS], recipe, seed=1000 + k)
            noise = NOISE if len(lessons) % 2 else 0.0
            lessons.append(lesson(made, encoder, noise, seed=50 + len(lessons)))
        print(f"{source}: {count} texts of {len(pairs):,} pairs", flush=True)
    theta = [round(float(value), 2) for value in fit(lessons)]
    print("PRIOR =", dict(zip(PRIOR, theta, strict=False)))
    print("PER_UNIT, PER_BEAD =", theta[-4], theta[-3])
    print("PER_LENGTH =", theta[-2])
    print("SKIP =", theta[-1])


if __name__ == "__main__":
    main()
