"""How models run: on how many threads, which decides the last bits, and quietly."""

from __future__ import annotations

import contextlib
import os
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from compare.arrays import one_thread, threads_of_products
from compare.encoders.networks.stacked import tiles_fit

_ALONE = threading.Lock()


@contextlib.contextmanager
def numpy_pool(most: int) -> Iterator[ThreadPoolExecutor]:
    """Give threads, ``most`` at the most, each of which multiplies in numpy by itself alone.

    As many as its library would take, which the environment may say. The number is the process's,
    so callers wait for one another.
    """
    threads = min(most, threads_of_products())
    with one_thread():
        tiles_fit()  # tried before there are several threads
        with ThreadPoolExecutor(threads) as pool:
            yield pool


@contextlib.contextmanager
def torch_pool(most: int) -> Iterator[ThreadPoolExecutor]:
    """Give threads, ``most`` at the most, on each of which a call of torch works by itself alone.

    The number is the process's, so callers wait for one another.
    """
    import torch

    with _ALONE:
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            with ThreadPoolExecutor(min(most, threads)) as pool:
                yield pool
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
