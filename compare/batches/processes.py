"""Parts compared in worker processes, as many at a time as there are cores."""

from __future__ import annotations

import collections
import dataclasses
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, BinaryIO, cast

from compare import errors
from compare.batches.parts import make_part, read_request, request
from compare.batches.sources import Item
from compare.batches.worker import receive, send
from compare.errors import BatchError, CompareError, Failure
from compare.settings import Settings
from corpus.statements import Event

AHEAD = 2
"""Parts in hand for each worker: one at work and one waiting, so that memory stays the same."""
TRIES = 2
"""How often a part may end the process that has it before its events are tried one by one."""


class WorkerDiedError(Exception):
    """The process is gone: killed, or out of memory."""


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_processes(
    requests: Iterable[bytes], settings: Settings, workers: int | None = None
) -> Iterator[bytes]:
    """Compare parts in processes of their own; give them in the order of the requests.

    A part that ends its process is tried again; then its events are tried one by one, and one
    that ends a process by itself becomes a failure.

    Raises:
        CompareError: a worker cannot begin, or its encoder cannot be had.
    """
    count = workers or cores()
    waiting: collections.deque[Future[bytes]] = collections.deque()
    pool = _Workers(settings)
    try:
        with ThreadPoolExecutor(count) as threads:
            try:
                for asked in requests:
                    waiting.append(threads.submit(pool.compare, asked))
                    if len(waiting) >= AHEAD * count:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            except BaseException:
                # Also where the caller stops early: nobody waits for what nobody will read.
                for future in waiting:
                    future.cancel()
                pool.close()
                raise
    finally:
        pool.close()


class Worker:
    """One worker process, begun with the first request and begun again when it died."""

    def __init__(self, settings: Settings) -> None:
        self._settings = json.dumps(dataclasses.asdict(settings)).encode()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Number of the process; None before the first request."""
        return self._process.pid if self._process else None

    def ask(self, asked: bytes) -> bytes:
        """Have a part compared.

        Raises:
            WorkerDiedError: the process ended.
            CompareError: the encoder cannot be had.
        """
        try:
            process = self._process or self._begin()
            send(_pipe(process.stdin), asked)
            answer = receive(_pipe(process.stdout))
        except OSError:  # a pipe that nobody reads
            answer = None
        if answer is None:
            self.stop()
            raise WorkerDiedError
        if answer[:1] == b"+":
            return answer[1:]
        kind, message = json.loads(answer[1:])
        raise getattr(errors, kind, CompareError)(message)

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)

    def _begin(self) -> subprocess.Popen[bytes]:
        here = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(dict.fromkeys([here, *filter(None, sys.path)]))
        environment = os.environ | {"PYTHONPATH": path}
        # In a session of its own, so that Ctrl-C reaches the parent alone, which then ends it.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "compare.batches.worker"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, env=environment, start_new_session=True,
        )  # fmt: skip
        send(_pipe(self._process.stdin), self._settings)
        return self._process


class _Workers:
    """A worker for each thread that asks."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._own = threading.local()
        self._all: list[Worker] = []
        self._closed = False

    def compare(self, asked: bytes) -> bytes:
        if not hasattr(self._own, "worker"):
            self._own.worker = Worker(self._settings)
            self._all.append(self._own.worker)
        return compare_surely(self._own.worker, asked, lambda: self._closed)

    def close(self) -> None:
        self._closed = True
        for worker in self._all:
            worker.stop()


def compare_surely(worker: Worker, asked: bytes, given_up: object = None) -> bytes:
    """Have a part compared, whatever its events do to the process that has it.

    Args:
        worker: the process.
        asked: the part.
        given_up: called to learn whether nobody waits for the answer any more.

    Raises:
        BatchError: nobody waits for it.
        CompareError: the encoder cannot be had.
    """
    for _ in range(TRIES):
        try:
            return worker.ask(asked)
        except WorkerDiedError:
            if callable(given_up) and given_up():
                raise BatchError("the batch was ended; the same command goes on from it") from None
    number, items = read_request(asked)
    tried = [(key, _tried(worker, key, item)) for key, item in items]
    if not any(isinstance(item, Event) for _, item in tried):
        failures: Sequence[Failure] = [item for _, item in tried if isinstance(item, Failure)]
        return make_part(number, [key for key, _ in tried], failures).pack()
    return worker.ask(request(number, tried))


def _tried(worker: Worker, key: str, item: Item) -> Item:
    """The event, or a failure where it ends a process by itself."""
    if isinstance(item, Failure):
        return item
    try:
        worker.ask(request(0, [(key, item)]))
    except WorkerDiedError:
        message = "the process that compared it ended, killed or out of memory: try it by itself"
        return Failure(item.id, "worker", "WorkerDiedError", message)
    return item


def _pipe(pipe: IO[bytes] | None) -> BinaryIO:
    return cast(BinaryIO, pipe)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        _pipe(pipe).close()
    except OSError:  # what was not sent never will be
        return
