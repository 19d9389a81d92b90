"""A library of statements with what this package knows: segments, an encoder, names of topics."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

import numpy as np
import numpy.typing as npt

from compare.comparison import Comparison, EventComparison
from compare.comparison.saved import from_json, to_json
from compare.coverage.prepared import PreparedStatement
from compare.encoders import Encoder, load_encoder
from compare.errors import Failure, OnError, attempt
from compare.pipeline import Engine, Progress
from compare.segmentation.clauses import split_clauses
from compare.segmentation.segments import segment
from compare.settings import DEFAULTS, Settings
from compare.topics.codebook import load_codebook
from compare.topics.names import find_names
from compare.version import __version__
from corpus.text.hashing import data_hash

if TYPE_CHECKING:
    from corpus.library import Library
    from corpus.statements import Event, Statement


def default_place() -> str:
    """Where the library is: READOUTS_LIBRARY, else where the system keeps a user's data."""
    named = os.environ.get("READOUTS_LIBRARY")
    if named:
        return named
    import platformdirs

    return str(Path(platformdirs.user_data_dir("readouts", appauthor=False)) / "readouts.db")


def library_exists(where: str | None = None) -> bool:
    """Whether a library may be opened without making one: a file that is there, or a server.

    Args:
        where: path or ``postgresql://...``; by default :func:`default_place`.
    """
    address = where or default_place()
    return "://" in address or Path(address).expanduser().exists()


def open_library(
    where: str | None = None, *, encoder: str | None = DEFAULTS.encoder, create: bool = True
) -> Library:
    """Open a library whose passages are the segments that are compared.

    Args:
        where: path or ``postgresql://...``; by default :func:`default_place`.
        encoder: what search by meaning uses, by name; None where nobody will search. Its
            weights are loaded when there is something to encode.
        create: whether to make a library where there is none.

    Raises:
        LibraryError: it cannot be opened.
        EncoderError: the encoder cannot be found.
    """
    from corpus.library import Library

    address = where or default_place()
    if create and where is None and "://" not in address:
        Path(address).expanduser().parent.mkdir(parents=True, exist_ok=True)
    meaning = KnownLanguages(load_encoder(encoder)) if encoder is not None else None
    return Library(
        address,
        segmenter=Segments(),
        encoder=meaning,
        clauses=_clauses,
        namer=topic_names,
        create=create,
    )


@overload
def compare_library(
    library: Library,
    settings: Settings = ...,
    progress: Progress | None = ...,
    *,
    events: Iterable[Event] | None = ...,
) -> Iterator[EventComparison]: ...


@overload
def compare_library(
    library: Library,
    settings: Settings = ...,
    progress: Progress | None = ...,
    *,
    on_error: OnError,
    events: Iterable[Event] | None = ...,
) -> Iterator[EventComparison | Failure]: ...


def compare_library(
    library: Library,
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
    *,
    on_error: OnError = "raise",
    events: Iterable[Event] | None = None,
) -> Iterator[EventComparison | Failure]:
    """Compare all events of a library that have two statements, oldest first.

    The same as ``compare.events(library.events())``, but what was compared before is taken from
    the library, and what is new is kept in it: under a key of both texts with all that is said of
    them, encoder, codebook, weights, settings and version.

    Args:
        library: what to compare, and where results are kept.
        settings: how to compare.
        progress: called with a few words at the start of each step.
        on_error: ``raise``, or ``row``: a :class:`Failure` in the place of an event that cannot
            be compared, so that it blocks no other.
        events: those of the library that are wanted; by default all.

    Raises:
        CompareError: as :func:`compare.statements` does, naming the event where its texts are at
            fault; encoder and codebook are loaded before the first.
        LibraryError: the library cannot be read or written to.
    """
    engine, say = Engine(settings), progress or (lambda _: None)
    for event in library.events() if events is None else events:
        compared = functools.partial(compare_event, library, event, engine, say)
        yield attempt(event.id, compared, on_error)


def kept_comparison(library: Library, event: Event, engine: Engine) -> EventComparison | None:
    """The comparison of an event that :func:`compare_library` kept; None where it would be new.

    Raises:
        LibraryError: the library cannot be read.
    """
    pairs = []
    for left, right in itertools.combinations(event.statements, 2):
        pair = _kept(library, _key(engine, left, right))
        if pair is None:
            return None
        pairs.append(pair)
    return EventComparison(event, tuple(pairs))


def compare_event(library: Library, event: Event, engine: Engine, say: Progress) -> EventComparison:
    """The comparison of an event that the library keeps, or else a new one, which it then keeps.

    Raises:
        CompareError: as :func:`compare.statements` does.
        LibraryError: the library cannot be read or written to.
    """
    sides: dict[str, PreparedStatement] = {}

    def side(statement: Statement) -> PreparedStatement:
        if statement.id not in sides:
            sides[statement.id] = engine.prepare(statement, say=say)
        return sides[statement.id]

    pairs = []
    for left, right in itertools.combinations(event.statements, 2):
        key = _key(engine, left, right)
        pair = _kept(library, key)
        if pair is None:
            pair = engine.compare(side(left), side(right), say)
            library.keep_comparison(key, to_json(pair).decode())
        pairs.append(pair)
    return EventComparison(event, tuple(pairs))


def _kept(library: Library, key: str) -> Comparison | None:
    """The comparison that a library keeps under a key; None where it has none of this form."""
    text = library.comparison(key)
    return None if text is None else from_json(text)


def _key(engine: Engine, left: Statement, right: Statement) -> str:
    """What a comparison depends on, as one digest."""
    texts = [statement.model_dump(mode="json") for statement in (left, right)]
    whole = [dataclasses.asdict(engine.signature()), *texts]
    return data_hash(whole)


def _clauses(passage: str) -> Sequence[tuple[int, int]]:
    return split_clauses(passage, 0, len(passage))


class Segments:
    """Cuts a statement as a comparison does."""

    name = f"segments/{__version__}"

    def cut(self, statement: Statement) -> Sequence[tuple[int, int]]:
        """Start and end of each segment in ``statement.text``, in order."""
        return [(found.start, found.end) for found in segment(statement)]


class KnownLanguages:
    """An encoder that gives zeros, near to nothing, for languages it does not know."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.fingerprint = encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one vector for each text, shape (n, d)."""
        from corpus.text.language import detect

        known = self._encoder.languages
        if not known:
            return self._encoder.encode(texts)
        # Of a word or two nobody can tell; what says its language is believed.
        readable = known | {"und"}
        return self._encoder.encode([text if detect(text) in readable else "" for text in texts])


def topic_names(statement: Statement) -> frozenset[str]:
    """The topics a statement names, in English, and names with a capital where there are any."""
    from corpus.library.suggestion import capitalised

    codebook = load_codebook()
    named = {hit.topic for hit in find_names(statement.text, codebook) if hit.kind == "name"}
    return frozenset(codebook[topic].label("en") for topic in named) | capitalised(statement)
