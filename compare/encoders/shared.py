"""The models of earlier comparisons, held for the next: opening one takes longest of all."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from compare.encoders.cache import cache_folder
from compare.encoders.cross_encoder import CrossEncoder, load_cross_encoder
from compare.encoders.loading import load_encoder
from compare.encoders.model_files import state

if TYPE_CHECKING:
    from compare.encoders.protocol import Encoder


def shared_encoder(name: str, *, cache: bool = True) -> Encoder:
    """Return the encoder called ``name``, that of earlier calls where it serves.

    It does not where a file of its folder changed, or the folder of the cache is another. A model
    of the hub stays the one that was opened first.

    Raises:
        EncoderError: as :func:`compare.encoders.load_encoder` does.
    """
    folder = Path(name).expanduser()
    return _encoder(name, cache, cache_folder(), state(folder) if folder.is_dir() else ())


def shared_cross_encoder(*, cache: bool = True) -> CrossEncoder:
    """Return the cross-encoder that ships, that of earlier calls.

    Raises:
        EncoderError: as :func:`compare.encoders.cross_encoder.load_cross_encoder` does.
    """
    return _cross_encoder(cache, cache_folder())


@functools.lru_cache(maxsize=2)
def _encoder(
    name: str, cache: bool, kept: Path, files: tuple[tuple[str, int, int], ...]
) -> Encoder:
    return load_encoder(name, cache=cache)


@functools.lru_cache(maxsize=2)
def _cross_encoder(cache: bool, kept: Path) -> CrossEncoder:
    return load_cross_encoder(cache=cache)
