"""How long a library takes to search as it grows.

    python -m tests.bench.library_speed [SEGMENTS ...] [--postgres] [--encoder]

Fills libraries with made-up statements in two languages and made-up vectors, and prints for
each size the rate at which statements come in, one by one and from an export, and the median
time of each kind of search, the first (cold) search by meaning apart. ``--postgres`` does so on a
server of its own instead of SQLite; ``--encoder`` says what the encoder that ships adds to that.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from postgres_server import PostgresServer, find_programs

import compare
from corpus import Event, Library, Statement
from corpus.library.search.vector_index import BATCH

SIZES = (1_000, 10_000, 50_000, 100_000)
DIMENSION = 384
PASSAGES = 30
"""Passages of a statement, about as many as a long readout has segments."""

ENGLISH = (
    "the minister secretary stressed peace stability strait trade tariffs talks cooperation on "
    "artificial intelligence climate and students visas exports controls ships aircraft sea "
    "navigation freedom of international law principle position concern people economy"
).split()
CHINESE = (
    "双方 部长 强调 和平 稳定 台湾 海峡 贸易 关税 会谈 合作 人工智能 气候 学生 签证 出口 管制 船舶 "
    "航行 自由 国际法 原则 立场 关切 人民 经济 南海 问题 交换 意见 坚决 反对"
).split()
WORDS = (
    "freedom of navigation", '"freedom of navigation"', "taiwan strait", "the", "南海", "台湾海峡",
    "航行自由", "海", "zebra", "ai",
)  # fmt: skip


@dataclass(frozen=True)
class Speed:
    segments: int
    add_rate: float
    """Segments a second, when added event by event, each in a transaction of its own."""
    import_rate: float
    """Segments a second out of an export into an empty library."""
    encode_rate: float
    """Vectors a second that are kept; to make them is the encoder's business."""
    cold: float
    meaning: float
    words: float
    slowest_words: float
    both: float
    """Seconds: the first search by meaning, then medians, and the slowest query's median."""


class RandomEncoder:
    """A unit vector for each text, drawn from its digest."""

    fingerprint = "random"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = np.stack([self._one(text) for text in texts])
        unit: npt.NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    @staticmethod
    def _one(text: str) -> npt.NDArray[np.float32]:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(DIMENSION, np.float32)


def events(segments: int) -> list[Event]:
    """Events of two statements, the second Chinese, with that many passages in all."""
    chance = random.Random(segments)
    return [_event(number, chance) for number in range(segments // (2 * PASSAGES))]


def _event(number: int, chance: random.Random) -> Event:
    day = dt.date(2000, 1, 1) + dt.timedelta(number)
    texts = {
        "US": "\n".join(" ".join(chance.choices(ENGLISH, k=22)) + "." for _ in range(PASSAGES)),
        "PRC": "\n".join("".join(chance.choices(CHINESE, k=22)) + "。" for _ in range(PASSAGES)),
    }
    sides = tuple(
        Statement(
            id=f"{number}-{side}", side=side, text=text, date=day,
            language="en" if side == "US" else "zh",
        )
        for side, text in texts.items()
    )  # fmt: skip
    return Event(id=str(number), date=day, statements=sides)


def measure(empty: Callable[[], str], segments: int, folder: Path, repeats: int = 7) -> Speed:
    """Fill a new library, export it, import it into another and search that."""
    made, packed = events(segments), folder / "library.zip"
    with Library(empty()) as library:
        start = time.perf_counter()
        for event in made:
            library.add_event(event)
        added = time.perf_counter() - start
        library.export(packed)
    with Library(empty(), encoder=RandomEncoder()) as library:
        start = time.perf_counter()
        library.import_(packed)
        imported = time.perf_counter() - start
        start = time.perf_counter()
        encoded = library.index()
        kept = time.perf_counter() - start
        start = time.perf_counter()
        library.search("freedom", by="meaning")
        cold = time.perf_counter() - start

        def median(search: Callable[[], object]) -> float:
            times = []
            for _ in range(repeats):
                start = time.perf_counter()
                search()
                times.append(time.perf_counter() - start)
            return statistics.median(times)

        words = [median(lambda q=q: library.search(q, by="words")) for q in WORDS]  # type: ignore[misc]
        return Speed(
            segments=segments,
            add_rate=segments / added,
            import_rate=segments / imported,
            encode_rate=encoded / kept,
            cold=cold,
            meaning=median(lambda: library.search("freedom", by="meaning")),
            words=statistics.median(words),
            slowest_words=max(words),
            both=median(lambda: library.search("freedom of navigation")),
        )


def measure_encoder(passages: int = 4_096) -> str:
    """What the encoder that ships takes for passages in batches and for a query, uncached."""
    encoder = compare.load_encoder(cache=False)
    lines = [
        line for event in events(passages) for s in event.statements for line in s.text.splitlines()
    ]
    encoder.encode(lines[:BATCH])
    start = time.perf_counter()
    for at in range(0, len(lines), BATCH):
        encoder.encode(lines[at : at + BATCH])
    rate = len(lines) / (time.perf_counter() - start)
    times = []
    for query in WORDS:
        start = time.perf_counter()
        encoder.encode([query])
        times.append(time.perf_counter() - start)
    return (
        f"The embedded encoder: {rate:,.0f} passages/s in batches of {BATCH:,}; "
        f"{statistics.median(times) * 1e3:.0f} ms for a query it has not seen, "
        f"{max(times) * 1e3:.0f} ms at most."
    )


def main(arguments: Sequence[str]) -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--encoder", action="store_true")
    given = parser.parse_args(arguments)
    programs = find_programs() if given.postgres else None
    if given.postgres and programs is None:
        parser.error("no PostgreSQL on this machine: install the package postgresql")
    server = PostgresServer(programs) if programs else None
    print(
        "segments  added/s  imported/s  vectors/s  cold ms  meaning ms  words ms  slowest ms  "
        "both ms"
    )
    try:
        for size in given.sizes or SIZES:
            with tempfile.TemporaryDirectory() as folder:
                files = (str(Path(folder) / f"{n}.db") for n in itertools.count())
                empty = server.empty_database if server else files.__next__
                _say(measure(empty, size, Path(folder)))
        if given.encoder:
            print(measure_encoder())
    finally:
        if server is not None:
            server.stop()


def _say(s: Speed) -> None:
    print(
        f"{s.segments:8,}  {s.add_rate:7,.0f}  {s.import_rate:10,.0f}  {s.encode_rate:9,.0f}  "
        f"{s.cold * 1e3:7.0f}  {s.meaning * 1e3:10.1f}  {s.words * 1e3:8.1f}  "
        f"{s.slowest_words * 1e3:10.1f}  {s.both * 1e3:7.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
