"""How long a comparison takes whose vectors are at hand, by the number of segments a side.

``python -m tests.bench.comparison_speed [SIZE ...]`` prints a line for each size: median time of
``Engine.gather`` with ``Engine.judge``, of sides whose words were never looked at and of the same
sides again, and the most memory that the process held so far. With ``--new`` the texts are new each
time, as in the first comparison of an event once the models are loaded: a line for each size has
the median time of a comparison, and of one that reads no pairs of passages.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from compare.annotation.lexicon import find_lexicon_words
from compare.annotation.matcher import compact
from compare.coverage.prepared import PreparedStatement
from compare.pipeline import Engine
from compare.settings import Settings
from corpus import samples
from corpus.statements import Statement
from corpus.text.folding import fold

SIZES = (15, 30, 60, 120, 250, 500, 1_000)


@dataclass(frozen=True)
class Speed:
    segments: int
    first: float
    """Median seconds, nothing of the sides known but segments, vectors and topics."""
    again: float
    """Median seconds where their words were looked at before, as with another partner."""
    peak: float
    """Most memory of the process so far, in MiB."""


def sides(engine: Engine, size: int) -> tuple[PreparedStatement, PreparedStatement]:
    """An English and a Chinese side of that many segments, out of the bundled statements."""
    pools: dict[str, list[str]] = {"en": [], "zh": []}
    for name in samples.names():
        for one in samples.load(name).statements:
            side = engine.prepare(one)
            pools.setdefault(one.language, []).extend(side.texts)
    made = []
    for side_name, language in (("US", "en"), ("PRC", "zh")):
        pool = pools[language]
        # Told again with a number where the samples run out: no passage is the same.
        texts = [pool[i % len(pool)] + ("" if i < len(pool) else f" {i}.") for i in range(size)]
        statement = Statement(
            id=f"{side_name}-{size}", side=side_name, language=language, text="\n".join(texts)
        )
        made.append(_prepared(engine, statement, texts))
    return made[0], made[1]


def _prepared(engine: Engine, statement: Statement, texts: Sequence[str]) -> PreparedStatement:
    from compare.segmentation.segments import Segment

    segments, at = [], 0
    for number, text in enumerate(texts):
        segments.append(Segment(at, at + len(text), number, "", "own", False))
        at += len(text) + 1
    return engine.prepare(statement, tuple(segments))


def measure(engine: Engine, size: int, repeats: int = 9) -> Speed:
    """Compare two prepared sides of that many segments."""
    told = [(side.statement, side.segments) for side in sides(engine, size)]
    first: list[float] = []
    again: list[float] = []
    for _ in range(repeats if size <= 250 else 1):
        left, right = (engine.prepare(*one) for one in told)
        _forget()
        for seconds in (first, again):
            start = time.perf_counter()
            engine.judge(engine.gather(left, right), engine.settings)
            seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Speed(size, statistics.median(first), statistics.median(again), peak)


def measure_new(size: int, repeats: int = 3) -> tuple[float, float]:
    """Return median seconds of a comparison of new texts with reading, and of one without."""
    seconds = []
    for read_pairs in (True, False):
        engine = Engine(Settings(cache=False, read_pairs=read_pairs))
        told = [(side.statement, side.segments) for side in sides(engine, size)]
        found = []
        for _ in range(1 + repeats):  # the first loads what is loaded once
            _forget()
            start = time.perf_counter()
            left, right = (engine.prepare(*one) for one in told)
            engine.compare(left, right)
            found.append(time.perf_counter() - start)
        seconds.append(statistics.median(found[1:]))
    return seconds[0], seconds[1]


def _forget() -> None:
    for known in (find_lexicon_words, compact, fold):
        known.cache_clear()


def main(arguments: Sequence[str]) -> None:
    """Print a line for each size."""
    sizes = [int(size) for size in arguments if size != "--new"] or SIZES
    if "--new" in arguments:
        print("segments a side  seconds  without reading")
        for size in sizes:
            whole, unread = measure_new(size)
            print(f"{size:15,}  {whole:7.2f}  {unread:15.2f}", flush=True)
        return
    engine = Engine(Settings())
    print("segments a side  seconds  again  µs a pair  peak MiB")
    for size in sizes:
        speed = measure(engine, size)
        pair = speed.first / size**2 * 1e6
        print(
            f"{size:15,}  {speed.first:7.3f}  {speed.again:5.3f}  {pair:9.1f}  {speed.peak:8.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
