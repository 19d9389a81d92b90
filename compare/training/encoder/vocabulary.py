"""The Chinese vocabulary: which pieces there are, and where their vectors start."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from compare.encoders.tokenizer import HAN, Vocabulary, write_simplified
from corpus.text.folding import simplified_characters

LONGEST = 7
"""Characters a piece may have."""

TURNS = 5
"""Number of rounds in which the text is cut and counted."""

_HAN_RUN = re.compile(f"[{HAN}]+")


def write_opencc(path: Path) -> None:
    """Write OpenCC's table of Traditional to Simplified characters as two lines."""
    pairs = simplified_characters().items()
    write_simplified(path, {ord(traditional): ord(simplified) for traditional, simplified in pairs})


def learn_pieces(
    texts: Iterable[str], words: Iterable[str], simplified: dict[int, int], size: int, path: Path
) -> None:
    """Learn a unigram vocabulary of at most ``size`` pieces and write it to ``path``.

    A piece is a character or a word of the lexicon, never a string that merely recurs: what is
    cut is what a reader would call a word, and a vector for it is evidence at word level. The
    likelihoods are learnt by cutting, counting and cutting again (Kudo 2018, "Subword
    regularization", with the best cut in place of all cuts).
    """
    from tokenizers import Tokenizer, models

    runs: Counter[str] = Counter()
    for text in texts:
        runs.update(_HAN_RUN.findall(text.translate(simplified)))
    listed = sorted((run, n) for run, n in runs.items() if len(run) <= 80)
    characters = {c for run, _ in listed for c in run}
    seen = Counter(c for run, n in listed for c in run for _ in range(min(n, 2)))
    common = {c for c, n in seen.items() if n > 3}
    known = {word.translate(simplified) for word in words}
    scores = dict.fromkeys(characters, -10.0)
    scores |= {w: -10.0 for w in known if _HAN_RUN.fullmatch(w) and 1 < len(w) <= LONGEST}
    for turn in range(TURNS):
        model = Tokenizer(models.Unigram([("<unk>", 0.0), *sorted(scores.items())], unk_id=0))
        counts: Counter[str] = Counter()
        for at in range(0, len(listed), 50_000):
            block = listed[at : at + 50_000]
            cuts = model.encode_batch([run for run, _ in block])
            for cut, (_, n) in zip(cuts, block, strict=True):
                for token in cut.tokens:
                    counts[token] += n
        # Rare words go a share at a time, so that what they held is counted anew for the rest.
        room = size - 1 if turn >= TURNS - 2 else max(size - 1, len(counts) // 2)
        ranked = sorted(counts, key=lambda w: (w not in characters, -counts[w], w))
        singles = [w for w in ranked if w in characters and counts[w] > 1]
        longer = [w for w in ranked if w not in characters][: room - len(singles)]
        total = sum(counts[w] for w in singles) + sum(counts[w] for w in longer)
        scores = {w: math.log(counts[w] / total) for w in singles + longer}
        # A character that only stood inside words must stay within reach.
        scores |= dict.fromkeys(common - scores.keys(), min(scores.values()))
    Tokenizer(models.Unigram([("<unk>", 0.0), *sorted(scores.items())], unk_id=0)).save(
        str(path), pretty=False
    )


def start_vectors(
    vocabulary: Vocabulary,
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]],
    english: npt.NDArray[np.float32],
    best: int = 4,
) -> npt.NDArray[np.float32]:
    """Return a first vector for every Chinese piece, float32 of shape (pieces, d).

    It is the mean of the ``best`` English pieces that occur with it, weighted by association:
    the squared number of pairs that have both over the product of the numbers that have each.
    ``pairs`` holds the English and the Chinese ids of parallel texts; ``english`` the English
    vectors (vocabulary.first, d). A piece never seen starts at the mean of all.
    """
    from scipy import sparse

    count = vocabulary.size - vocabulary.first
    together = sparse.csr_matrix((count, vocabulary.first), dtype=np.float32)
    seen_chinese = np.zeros(count, np.float32)
    seen_english = np.zeros(vocabulary.first, np.float32)
    for at in range(0, len(pairs), 20_000):
        block = pairs[at : at + 20_000]
        chinese = [[i - vocabulary.first for i in zh if i >= vocabulary.first] for _, zh in block]
        left = _presence(chinese, count)
        right = _presence([en for en, _ in block], vocabulary.first)
        together = together + left.T @ right
        seen_chinese += np.asarray(left.sum(0)).ravel()
        seen_english += np.asarray(right.sum(0)).ravel()
    vectors = np.tile(english.mean(0), (count, 1)).astype(np.float32)
    together = together.tocsr()
    for piece in range(count):
        row = slice(together.indptr[piece], together.indptr[piece + 1])
        columns, values = together.indices[row], together.data[row]
        if not len(columns):
            continue
        weight = values**2 / (seen_chinese[piece] * seen_english[columns])
        top = np.argsort(-weight, kind="stable")[:best]
        vectors[piece] = (weight[top] @ english[columns[top]]) / weight[top].sum()
    return vectors


def _presence(rows: Sequence[Sequence[int]], width: int) -> Any:
    from scipy import sparse

    kept = [sorted(set(row)) for row in rows]
    indices = np.fromiter((i for row in kept for i in row), np.int64)
    starts = np.cumsum([0, *map(len, kept)])
    return sparse.csr_matrix(
        (np.ones(len(indices), np.float32), indices, starts), shape=(len(kept), width)
    )
