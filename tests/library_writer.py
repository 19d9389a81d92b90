"""A process that writes to a library until it is done or killed.

    python library_writer.py PLACE PREFIX THREADS EVENTS

Says the id of each event on a line of its own, once the event is kept.
"""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from library_texts import event

from corpus import Library


def write(place: str, prefix: str, threads: int, count: int) -> None:
    told = threading.Lock()
    with Library(place) as library, ThreadPoolExecutor(threads) as pool:

        def add(number: int) -> None:
            one = event(f"{prefix}-{number}")
            originals = {text.id: f"{text.id}: {text.text}".encode() for text in one.statements}
            library.add_event(one, originals)
            with told:
                print(one.id, flush=True)

        list(pool.map(add, range(count)))


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
