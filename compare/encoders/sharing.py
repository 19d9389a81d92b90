"""The models of earlier comparisons, held for the next: opening one takes longest of all."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from compare.encoders.cache import cache_folder
from compare.encoders.description import state
from compare.encoders.loading import load_encoder
from compare.encoders.reader import Reader, load_reader

if TYPE_CHECKING:
    from compare.encoders.protocol import Encoder


def shared_models(name: str, *, cache: bool = True) -> tuple[Encoder, Reader]:
    """Return the encoder called ``name`` and the reader, those of earlier calls where they serve.

    They do not where a file of the encoder's folder changed, or the folder of the cache is another.

    Raises:
        EncoderError: as :func:`compare.encoders.load_encoder` does.
    """
    folder = Path(name).expanduser()
    return _opened(name, cache, cache_folder(), state(folder) if folder.is_dir() else ())


@functools.lru_cache(maxsize=2)
def _opened(
    name: str, cache: bool, kept: Path, files: tuple[tuple[str, int, int], ...]
) -> tuple[Encoder, Reader]:
    return load_encoder(name, cache=cache), load_reader(cache=cache)
