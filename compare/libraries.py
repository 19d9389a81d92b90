"""A library of statements with what this package knows: segments, an encoder, names of topics."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from . import __version__
from .codebook import load_codebook
from .encoders import Encoder, load_encoder
from .names import find
from .segments import segment
from .settings import DEFAULTS

if TYPE_CHECKING:
    from corpus.library import Library
    from corpus.statements import Statement


def default_place() -> str:
    """Where the library is: READOUTS_LIBRARY, else where the system keeps a user's data."""
    named = os.environ.get("READOUTS_LIBRARY")
    if named:
        return named
    import platformdirs

    return str(Path(platformdirs.user_data_dir("readouts", appauthor=False)) / "readouts.db")


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

    place = where or default_place()
    if create and where is None and "://" not in place:
        Path(place).expanduser().parent.mkdir(parents=True, exist_ok=True)
    meaning = KnownLanguages(load_encoder(encoder)) if encoder is not None else None
    return Library(place, segmenter=Segments(), encoder=meaning, namer=topic_names, create=create)


class Segments:
    """Cuts a statement as a comparison does."""

    name = f"segments/{__version__}"

    def cut(self, statement: Statement) -> Sequence[tuple[int, int]]:
        """Start and end of each segment in ``statement.text``, in order."""
        return [(one.start, one.end) for one in segment(statement)]


class KnownLanguages:
    """An encoder that gives zeros, near to nothing, for languages it does not know."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.fingerprint = encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one vector for each text, shape (n, d)."""
        from corpus.language import detect

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
    named = {hit.topic for hit in find(statement.text, codebook) if hit.kind == "name"}
    return frozenset(codebook[topic].label("en") for topic in named) | capitalised(statement)
