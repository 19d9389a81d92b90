"""Statements: who said what about an event, where it was published, and how it was read.

    import corpus

    us = corpus.read("us.txt", side="US")
    event = corpus.samples.load("blinken-liu-2024")

Knows nothing of comparison; that is :mod:`compare`.
"""

from . import samples
from .errors import CorpusError, EventError, ReadError
from .readers import read
from .statements import Event, Source, Statement

__all__ = [
    "CorpusError",
    "Event",
    "EventError",
    "ReadError",
    "Source",
    "Statement",
    "read",
    "samples",
]
