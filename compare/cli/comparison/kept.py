"""Comparisons kept in the cache: the same two statements, compared again, need no model at all.

What is kept is the whole comparison, under a key of all that it depends on: both statements with
all that is said of them, the settings, what the files hold that these name, and the program's own
code, tables and digests of weights. So nothing is shown that another version, codebook or edited
file would not have found.
"""

from __future__ import annotations

import dataclasses
import hashlib
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from compare.comparison.saved import from_json, to_json
from compare.encoders.cache import results_cache
from compare.settings import DEFAULTS, Settings
from compare.version import program
from corpus.errors import CorpusError
from corpus.files import readable
from corpus.text.hashing import data_hash

if TYPE_CHECKING:
    from compare.comparison import Comparison
    from corpus.statements import Statement

LARGEST = 8 * 1024 * 1024
"""Bytes of a comparison, as JSON, beyond which it is not kept: some 700 passages a side."""


def statements(
    left: Statement,
    right: Statement,
    settings: Settings = DEFAULTS,
    progress: Callable[[str], None] | None = None,
) -> Comparison:
    """What :func:`compare.statements` gives, from the cache where the same was compared before.

    With another encoder than the one that ships, a codebook that comes through a pipe, or without a
    cache, nothing is kept.

    Raises:
        CompareError: as :func:`compare.statements` does.
    """
    named = {settings.codebook, settings.calibration} - {DEFAULTS.codebook, DEFAULTS.calibration}
    piped = any(map(_is_piped, named))
    if not settings.cache or settings.encoder != DEFAULTS.encoder or piped:
        return _compared(left, right, settings, progress)
    key, cache = comparison_key(left, right, settings), results_cache()
    found = cache.get([key]).get(key)
    kept = None if found is None else _unpacked(found)
    if kept is not None:
        return kept
    result = _compared(left, right, settings, progress)
    text = to_json(result)
    if len(text) <= LARGEST:
        cache.put({key: zlib.compress(text, 1)})
    return result


def comparison_key(left: Statement, right: Statement, settings: Settings) -> bytes:
    """A digest (32 bytes) of all that a comparison by the encoder that ships depends on."""
    # What files hold counts, and not where they are.
    told = {**dataclasses.asdict(settings), "codebook": "", "calibration": ""}
    files = [_content(settings.codebook), _content(settings.calibration)]
    texts = [statement.model_dump(mode="json") for statement in (left, right)]
    return bytes.fromhex(data_hash([program(), told, files, *texts]))


def _is_piped(name: str) -> bool:
    """Whether what a name stands for can be read but once."""
    return Path(name).exists() and not Path(name).is_file()


def _content(name: str) -> str:
    """A digest of the file of that name; empty where there is none, as for what ships."""
    try:
        return hashlib.sha256(readable(Path(name)).read_bytes()).hexdigest()
    except (OSError, CorpusError):
        return ""


def _unpacked(blob: bytes) -> Comparison | None:
    try:
        return from_json(zlib.decompress(blob))
    except zlib.error:
        return None


def _compared(
    left: Statement,
    right: Statement,
    settings: Settings,
    progress: Callable[[str], None] | None,
) -> Comparison:
    from compare.pipeline import statements as compare_now

    return compare_now(left, right, settings, progress)
