"""How many threads torch works on, which decides the last bits of what it works out."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

_ALONE = threading.Lock()


@contextlib.contextmanager
def single_threads() -> Iterator[int]:
    """Let each call of torch work on one thread, and say how many calls may run side by side.

    The number is the process's, so callers wait for one another.
    """
    import torch

    with _ALONE:
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            yield threads
        finally:
            torch.set_num_threads(threads)
