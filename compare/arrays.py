"""Types of arrays that several rooms share, and how many threads multiply them.

Shapes stand where an array is used.
"""

from __future__ import annotations

import contextlib
import functools
import os
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Probabilities, weights and features."""
Vectors = NDArray[np.float32]
"""Vectors of texts or tokens, one a row."""
Indices = NDArray[np.intp]
"""Positions in another array or sequence."""
Mask = NDArray[np.bool_]
"""True where something holds."""

_ALONE = threading.RLock()


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Let products of matrices work on one thread, on machines with more cores or fewer.

    How a product is parted among threads bears on its last bits, and those now and then on the
    fourth decimal of a probability. The number is the process's, so callers wait for one another.
    """
    with _ALONE, _blas().limit(limits=1):
        yield


def threads_of_products() -> int:
    """Return how many threads a product of matrices may take, outside :func:`one_thread`.

    As many as there are cores where the library that multiplies them is none whose threads can be
    counted, or limited, such as Apple's.
    """
    with _ALONE:
        counted = [int(pool["num_threads"]) for pool in _blas().info()]
    return max(counted) if counted else os.cpu_count() or 1


def threads_are_counted() -> bool:
    """Whether :func:`one_thread` limits anything: not in a library such as Apple's."""
    with _ALONE:
        return bool(_blas().info())


@functools.cache
def _blas() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")
