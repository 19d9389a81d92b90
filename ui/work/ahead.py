"""Loading the models while the page is drawn and texts are pasted, before anybody compares."""

from __future__ import annotations

import contextlib
import functools
import threading

from compare.encoders import load_encoder
from compare.encoders.cross_encoder import load_cross_encoder
from compare.errors import CompareError
from compare.settings import DEFAULTS

THREAD = "loading ahead"
"""Name of the thread."""


@functools.cache
def load() -> threading.Thread:
    """Begin to load them, once in a process; the thread that does it."""
    thread = threading.Thread(target=_load, name=THREAD, daemon=True)
    thread.start()
    return thread


def _load() -> None:
    # Each language has a body of its own, which is opened for its first text.
    texts = ["The two sides met.", "双方举行了会谈。"]
    # What fails is said where texts are compared, with its remedy.
    with contextlib.suppress(CompareError, OSError):
        load_encoder(DEFAULTS.encoder, cache=False).encode(texts)
        load_cross_encoder(cache=False).read([(texts[0], texts[1])])
