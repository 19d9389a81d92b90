"""Steps done one after the other in a thread: how far they are, and a way to stop between two."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

THREAD = "one comparison"
"""Name of the thread of a job."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, and what it is called while it is done."""

    name: str
    do: Callable[[], Any]


class Job:
    """Steps that are done in a thread of their own."""

    def __init__(self, key: Hashable, steps: Sequence[Step]) -> None:
        """Begin.

        Args:
            key: what the steps depend on; a job of the same key does the same.
            steps: in their order.
        """
        self.key = key
        self.total = len(steps)
        self._steps = tuple(steps)
        self._halt, self._ended = threading.Event(), threading.Event()
        self._results: list[Any] = []
        self._error: BaseException | None = None
        threading.Thread(target=self._run, name=THREAD, daemon=True).start()

    @property
    def done(self) -> int:
        """How many steps are done."""
        return len(self._results)

    @property
    def step(self) -> str:
        """What is being done; empty once all is."""
        done = self.done
        return self._steps[done].name if done < self.total else ""

    @property
    def halted(self) -> bool:
        """Whether it was told to stop."""
        return self._halt.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; whether it is there."""
        return self._ended.wait(seconds)

    def halt(self) -> None:
        """Stop at the next step."""
        self._halt.set()

    def results(self) -> list[Any]:
        """What the steps gave, once the job has ended; raises what one of them raised."""
        if self._error is not None:
            raise self._error
        return self._results

    def _run(self) -> None:
        try:
            for step in self._steps:
                if self.halted:
                    break
                self._results.append(step.do())
        except BaseException as error:  # said by whoever waits for the results
            self._error = error
        self._ended.set()
