"""compare.batch(): many events to a folder of tables."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from compare.batches.comparing import PartComparer
from compare.batches.keys import EventKeys
from compare.batches.parts import Part, request
from compare.batches.processes import in_processes
from compare.batches.results import BatchResults, ResultsWriter, writing
from compare.batches.sources import Item, open_source
from compare.errors import BatchError, Failure, OnError
from compare.settings import DEFAULTS, Settings
from corpus.extras import require
from corpus.statements import Event

EngineName = Literal["here", "processes", "ray"]
ENGINES: tuple[EngineName, ...] = ("here", "processes", "ray")
COPYING = 5.0
"""Seconds for which parts whose events were all compared before are made here: workers take as
long to begin, and often there is no need of any."""
EVENTS_A_PART = 50
"""Events of one part at the most: what is lost where a run is killed, for each worker."""
PARTS = 16
"""Parts of a small source, so that all workers have something to do."""
FEWEST = 5
"""Events of one part all the same: fewer are encoded and read less quickly."""


@dataclass(slots=True)
class BatchProgress:
    """How far a batch has come."""

    total: int | None
    """Events of the source at the most; None where it does not say."""
    done: int = 0
    """Events whose results are on disk, those of earlier runs included."""
    earlier: int = 0
    """Events whose results were there already."""
    failed: int = 0
    begun: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Events a second, of those that were compared now."""
        return (self.done - self.earlier) / max(time.monotonic() - self.begun, 1e-9)

    @property
    def left(self) -> float | None:
        """Seconds until all is done, at this rate; None where that is not known."""
        if self.total is None or self.done == self.earlier:
            return None
        return max(self.total - self.done, 0) / self.rate


def batch(
    source: Any,
    out: str | Path,
    settings: Settings = DEFAULTS,
    *,
    on_error: OnError = "row",
    engine: EngineName = "processes",
    workers: int | None = None,
    address: str | None = None,
    progress: Callable[[BatchProgress], object] | None = None,
) -> BatchResults:
    """Compare many events into a folder of Parquet tables, which is written as it goes.

    An event whose texts, settings and weights are as they were is not compared again: the same
    call goes on where an earlier one was ended, however it was, and into another folder the rows
    of what was compared before are copied from the cache. Its order is that of the source,
    and its bytes are the same with every engine and any number of workers. Events that a source
    no longer has stay in the folder.

    Args:
        source: a library, a folder of event folders, a table or events; see
            :func:`compare.batches.sources.open_source`.
        out: the folder: new, empty, or one that an earlier call wrote.
        settings: how to compare.
        on_error: ``row``, an event that cannot be compared becomes a row of the table
            ``failures``; or ``raise``.
        engine: ``processes``; ``here``, in this process; or ``ray``, on a Ray cluster.
        workers: how many at a time; by default the cores of this machine, or of the cluster.
        address: of the Ray cluster; a local one is started without it.
        progress: called after every part that was written.

    Raises:
        BatchError: the source is none, the folder is not to be used, Ray cannot be had, or an
            event failed and ``on_error`` is ``raise``.
        CompareError: the encoder or the codebook cannot be had.
        CorpusError: the source cannot be read at all.
        WriteError: the folder cannot be written to; what is in it is whole.
    """
    require("reports", "pyarrow", purpose="a folder of tables", error=BatchError)
    if engine not in ENGINES:
        raise BatchError(f"no engine {engine!r}; use one of {' '.join(ENGINES)}")
    if workers is not None and workers < 1:
        raise BatchError(f"{workers} workers cannot compare anything; give 1 or more")
    said = progress or (lambda _: None)
    comparer = PartComparer(settings)
    events = open_source(source)
    with writing(Path(out).expanduser()) as writer:
        state = BatchProgress(events.total)
        asked = _requests(events.items, comparer.keys, writer, state)
        with contextlib.closing(_run(engine, asked, comparer, settings, workers, address)) as parts:
            for packed in parts:
                _keep(Part.unpack(packed), writer, state, on_error)
                said(state)
        said(state)
        return writer.results


def _run(
    engine: EngineName,
    requests: Iterator[bytes],
    comparer: PartComparer,
    settings: Settings,
    workers: int | None,
    address: str | None,
) -> Generator[bytes, None, None]:
    if engine == "here":
        yield from map(comparer, requests)
        return
    until = time.monotonic() + COPYING
    rest: Iterator[bytes] = iter(())
    for asked in requests:
        packed = comparer.copied(asked) if time.monotonic() < until else None
        if packed is None:
            rest = itertools.chain([asked], requests)
            break
        yield packed
    if engine == "ray":
        from compare.batches.ray_data import on_ray

        yield from on_ray(rest, settings, workers, address)
    else:
        yield from in_processes(rest, settings, workers)


def _requests(
    items: Iterable[Item], keys: EventKeys, writer: ResultsWriter, state: BatchProgress
) -> Iterator[bytes]:
    """Parts of those events whose results are not there yet."""
    seen: set[str] = set()
    made = 0
    number, held = writer.next_part, list[tuple[str, Item]]()
    for item in _named_once(items, seen):
        name = item.id if isinstance(item, Event) else item.event
        key = keys.key(item)
        if writer.keys.get(name) == key:
            state.done += 1
            state.earlier += 1
            continue
        held.append((key, item))
        if len(held) == _size(state.total, made):
            yield request(number, held)
            number, made, held = number + 1, made + 1, []
    if held:
        yield request(number, held)


def _size(total: int | None, made: int) -> int:
    """Events of the next part, by the source alone: whatever compares them, parts are the same.

    Where the source does not say how many events it has, it may be a small one, and begins with
    small parts.

    Args:
        total: of the source, if known.
        made: parts that were made of it.
    """
    if total is None:
        wanted = FEWEST if made < PARTS else EVENTS_A_PART
    else:
        wanted = max(FEWEST, -(-total // PARTS))
    return min(wanted, EVENTS_A_PART)


def _named_once(items: Iterable[Item], seen: set[str]) -> Iterator[Item]:
    """All items, an event whose id another before it has as a failure."""
    for item in items:
        name = item.id if isinstance(item, Event) else item.event
        if name not in seen:
            seen.add(name)
            yield item
            continue
        count = 2
        while f"{name} ({count})" in seen:
            count += 1
        seen.add(f"{name} ({count})")
        message = f"another event before it is called {name!r}: give it an id of its own"
        yield Failure(f"{name} ({count})", "read", "EventError", message)


def _keep(part: Part, writer: ResultsWriter, state: BatchProgress, on_error: OnError) -> None:
    failed = [done.event for done in part.events if done.state != "compared"]
    if failed and on_error == "raise":
        raise BatchError(_why(part, failed[0]))
    writer.commit(part)
    state.done += len(part.events)
    state.failed += len(failed)


def _why(part: Part, event: str) -> str:
    import io

    import pyarrow.parquet as pq

    rows = pq.read_table(io.BytesIO(part.files["failures"])).to_pylist()
    return next(f"{event}: {row['message']}" for row in rows if row["event"] == event)
