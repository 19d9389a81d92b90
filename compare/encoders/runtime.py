"""How torch and transformers run: on how many threads, which decides the last bits, and quietly."""

from __future__ import annotations

import contextlib
import os
import threading
import warnings
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


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries from drawing progress bars and reports on the terminal."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from transformers.utils import logging

        level = logging.get_verbosity()
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        try:
            yield
        finally:
            logging.set_verbosity(level)
