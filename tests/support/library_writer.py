"""A process that writes to a library until it is done or killed."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from library_texts import event

from corpus import Library


def write(place: str, prefix: str, threads: int, count: int, told: str) -> None:
    """Add ``count`` events; each id goes on a line of the file ``told`` once it is kept."""
    # Straight to the system: what was said is not lost with the process.
    file = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with Library(place) as library, ThreadPoolExecutor(threads) as pool:

        def add(number: int) -> None:
            one = event(f"{prefix}-{number}")
            originals = {text.id: f"{text.id}: {text.text}".encode() for text in one.statements}
            library.add_event(one, originals)
            os.write(file, f"{one.id}\n".encode())

        list(pool.map(add, range(count)))
    os.close(file)
