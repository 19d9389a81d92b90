"""Bertalign's search on our vectors, for scores and for processor time in one run.

It is installed for the bench alone, into a folder of its own, and never part of the product (it
is under the GPL; Python 3.12 is asked for by a part that is not used here):
``pip install --target FOLDER --no-deps --ignore-requires-python bertalign numba llvmlite``, then
``python -m tests.bench.peers FOLDER`` prints seconds of processor time of both searches.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from compare.alignment.banded_search import Bead
from compare.alignment.monotone import align_in_order
from compare.alignment.span_evidence import Text

MOST = 5
"""Units of both sides of a bead together, as Bertalign has it by default."""
LINES = (500, 1_000, 5_000, 10_000)


def load_search(folder: Path) -> Any:
    """The module of Bertalign that searches, without its encoder."""
    sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location(
        "bertalign_search", folder / "bertalign" / "corelib.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its compiled functions are found again by this name
    spec.loader.exec_module(module)
    return module


def bertalign(search: Any, left: Text, right: Text) -> Callable[[], list[Bead]]:
    """What aligns two texts by Bertalign's algorithm with its defaults; runs are ready before."""
    (rows, lengths), (others, longs) = _runs(left), _runs(right)
    m, n = len(left), len(right)

    def align() -> list[Bead]:
        near = search.find_top_k_sents(rows[0], others[0], k=3)
        width, path = search.find_first_search_path(m, n)
        kinds = search.get_alignment_types(2)
        pointers = search.first_pass_align(m, n, width, path, kinds, *near)
        first = search.first_back_track(m, n, pointers, path, kinds)
        width, path = search.find_second_search_path(first, 5, m, n)
        kinds = search.get_alignment_types(MOST)
        ratio = float(lengths[0].sum() / longs[0].sum())
        pointers = search.second_pass_align(
            rows, others, lengths, longs, width, path, kinds, ratio, -0.1,
            margin=True, len_penalty=True,
        )  # fmt: skip
        beads = search.second_back_track(m, n, pointers, path, kinds)
        return [(tuple(map(int, a)), tuple(map(int, b))) for a, b in beads]

    return align


def _runs(text: Text) -> tuple[Any, Any]:
    """Vectors and lengths of the runs of one to four units that end at each unit."""
    rows, lengths = [], []
    for size in range(1, MOST):
        summed, long = text.rows.copy(), text.lengths.copy()
        for back in range(1, size):
            summed[back:] += text.rows[:-back]
            long[back:] += text.lengths[:-back]
        rows.append(summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9))
        lengths.append(long)
    return np.array(rows, np.float32), np.array(lengths, np.float32)


def made_up(lines: int, other_lines: int, seed: int = 0) -> tuple[Text, Text]:
    """Two texts of 384 numbers a unit, of which some units have no counterpart."""
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(max(lines, other_lines), 384)).astype(np.float32)
    long = chance.integers(20, 200, len(rows))
    texts = []
    for count in (lines, other_lines):
        kept = np.sort(chance.choice(len(rows), count, replace=False))
        noisy = rows[kept] + 0.7 * chance.normal(size=(count, 384)).astype(np.float32)
        noisy /= np.linalg.norm(noisy, axis=1, keepdims=True)
        texts.append(Text.of(noisy, long[kept].tolist()))
    return texts[0], texts[1]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process for some work, its products on one thread."""
    with threadpool_limits(1, user_api="blas"):
        start = time.process_time()
        work()
        return time.process_time() - start


def main(arguments: Sequence[str]) -> None:
    """Print processor time of both searches at several lengths, then that of a long text."""
    search = load_search(Path(arguments[0]))
    bertalign(search, *made_up(100, 100))()  # compiles
    for lines in LINES:
        texts = made_up(lines, lines * 98 // 100)
        peer = bertalign(search, *texts)
        pairs = []
        for _ in range(7):
            mine = seconds(partial(align_in_order, *texts))
            pairs.append((mine, seconds(peer)))
        ours, theirs = (min(column) for column in zip(*pairs, strict=True))
        print(f"{lines:6,} lines: {ours:.2f} s, {theirs:.2f} s, ratio {ours / theirs:.2f}")
    del search
    texts = made_up(20_000, 23_000)
    spent = seconds(lambda: align_in_order(*texts))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"20,000 x 23,000 lines: {spent:.1f} s, at most {peak:.2f} GiB in the whole run")


if __name__ == "__main__":
    main(sys.argv[1:])
