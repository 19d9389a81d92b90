"""How many events a second a batch compares, cold and cached, and how much memory it takes.

    python -m tests.bench.batch SHARED [EVENTS ...] [--engines here processes ray] [--read-pairs]
                                       [--copied]

Recombines the invented events of SHARED/data/synthetic into as many events as asked (by default
300 and 1,000; 10,000 is a long run), of 20 English and 30 Chinese segments, each in a folder of
its own cache. Prints for each engine the events a second cold and again into another folder, with
all rows kept, and the most memory that this process and its largest worker held; then how long a
series of the results takes to be drawn, and the load of the machine over the last minute.

With ``--copied`` nothing but the second is measured: a hundred events are compared, and their rows
kept under the names of as many as asked, which would take hours to compare.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import compare
from compare.batches.comparing import BatchEngine, PartComparer
from compare.batches.kept import kept_rows
from compare.batches.parts import COLUMNS, EventRows, rows_of
from compare.batches.run import EngineName
from compare.report.figures.shapes import svg
from compare.report.writers.tables.tables import Row
from compare.time_series.charts import series_chart
from corpus.statements import Event, Statement

SIZES = (300, 1_000)
SEGMENTS = {"en": 20, "zh": 30}
COMPARED = 100
"""Events whose rows stand for those of all others, with ``--copied``."""


def events(shared: Path, count: int) -> Iterator[Event]:
    """Invented events, recombined: each side takes its sentences from several of its language."""
    pools: dict[str, list[str]] = {"en": [], "zh": []}
    for line in (shared / "data" / "synthetic" / "events.jsonl").read_text("utf-8").splitlines():
        made = json.loads(line)
        for side in (made["left"], made["right"]):
            pools[side["lang"]] += [text for text, _ in side["units"]]
    chance = random.Random(count)
    for number in range(count):
        day = dt.date(1990, 1, 1) + dt.timedelta(days=number)
        sides = [
            Statement(
                id=f"{name}-{number}", side=name, language=language, date=day,
                text="\n".join(chance.sample(pools[language], SEGMENTS[language])),
            )
            for name, language in (("US", "en"), ("PRC", "zh"))
        ]  # fmt: skip
        yield Event(id=f"event-{number:05}", date=day, statements=tuple(sides))


def keep(shared: Path, count: int, settings: compare.Settings) -> None:
    """Keep rows for so many events: those of a hundred, each under the names of many."""
    comparer = PartComparer(settings)
    compared: list[dict[str, list[Row]]] = []
    kept = kept_rows()
    named: dict[str, EventRows] = {}
    for number, event in enumerate(events(shared, count)):
        if number < COMPARED:
            results = BatchEngine(settings).compare_all([event])
            found = rows_of(results[0])
            assert isinstance(found, EventRows)
            compared.append(found.rows)
        rows = compared[number % COMPARED]
        renamed = {
            table: [[event.id if column == "event" else value
                     for column, value in zip(COLUMNS[table], row, strict=True)] for row in held]
            for table, held in rows.items()
        }  # fmt: skip
        named[comparer.keys.key(event)] = EventRows(event.id, renamed)
        if len(named) == COMPARED or number + 1 == count:
            kept.put(named)
            named = {}


def measure(
    shared: Path, count: int, engine: EngineName, workers: int, settings: compare.Settings,
    copied: bool,
) -> str:  # fmt: skip
    """Run a batch twice with one cache, into two folders; return a line of figures."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["READOUTS_CACHE"] = str(Path(place) / "cache")
        if copied:  # in a process of its own, whose memory does not count
            filling = multiprocessing.get_context("spawn").Process(
                target=keep, args=(shared, count, settings)
            )
            filling.start()
            filling.join()
            assert filling.exitcode == 0
        rates = {"cold": float("nan")}
        for run in ("cached",) if copied else ("cold", "cached"):
            start = time.perf_counter()
            results = compare.batch(
                events(shared, count),
                Path(place) / run,
                settings,
                engine=engine,
                workers=workers,
            )
            rates[run] = count / (time.perf_counter() - start)
            assert results.compared == count
        # Before the table of the series, which is held whole.
        peaks = [
            resource.getrusage(who).ru_maxrss / 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        if copied:  # the largest child filled the cache
            peaks[1] = float("nan")
        start = time.perf_counter()
        svg(series_chart(compare.series(Path(place) / "cached", "year").table))
        drawn = time.perf_counter() - start
    return (
        f"{count:6,}  {engine:9}  {workers:7}  {rates['cold']:6.2f}  {rates['cached']:8.2f}  "
        f"{peaks[0]:7.0f}  {peaks[1]:7.0f}  {drawn:8.2f}  {os.getloadavg()[0]:5.1f}"
    )


def main(arguments: Sequence[str]) -> None:
    """Print a line for each size, engine and number of workers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("events", nargs="*", type=int)
    parser.add_argument("--engines", nargs="+", default=["here", "processes"])
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--read-pairs", action="store_true")
    parser.add_argument("--copied", action="store_true")
    given = parser.parse_args(arguments)
    settings = compare.Settings(read_pairs=given.read_pairs)
    print("events  engine     workers  cold/s  cached/s  own MiB   worker  series s   load")
    for count in given.events or SIZES:
        for engine in given.engines:
            for workers in [1] if engine == "here" else given.workers:
                line = measure(given.shared, count, engine, workers, settings, given.copied)
                print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
