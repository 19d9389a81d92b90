"""The rows of events that were compared before, kept so that no event is compared twice.

They lie in the user's cache beside the vectors, an entry for each event, compressed, under a key
of all that they depend on. An event that could not be compared is not kept: to find that out again
is quick, and its cause may be gone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import zlib
from collections.abc import Iterable, Mapping

from compare.batches.parts import COLUMNS, EventRows
from compare.encoders.cache import VectorCache, results_cache
from compare.languages import are_as_shipped
from compare.report.writers.tables.tables import Row

_DIGEST = hashlib.sha256().digest_size
_log = logging.getLogger(__name__)
_DATES = {
    name: [at for at, type_ in enumerate(columns.values()) if type_ == "date"]
    for name, columns in COLUMNS.items()
}


class KeptRows:
    """Rows by the key of their event, as :class:`compare.batches.keys.EventKeys` gives it."""

    def __init__(self, cache: VectorCache | None) -> None:
        """Hold where they are kept; None for nowhere."""
        self._cache = cache

    def get(self, keys: Iterable[str]) -> dict[str, EventRows]:
        """What is there of ``keys``, whole: a damaged entry counts as none."""
        if self._cache is None:
            return {}
        found = {}
        for name, blob in self._cache.get([bytes.fromhex(key) for key in keys]).items():
            rows = unpack_rows(blob)
            if rows is None:
                _log.info("the kept rows of an event are damaged: it is compared again")
            else:
                found[name.hex()] = rows
        return found

    def put(self, found: Mapping[str, EventRows]) -> None:
        """Keep rows by their keys; a cache that cannot be written is done without."""
        if self._cache is not None and found:
            self._cache.put({bytes.fromhex(key): pack_rows(rows) for key, rows in found.items()})


def kept_rows(*, cache: bool = True) -> KeptRows:
    """The rows kept on this machine, or none where there is to be no cache.

    Nor where languages were registered, or taken out: no key tells what their rules are.

    Raises:
        EncoderError: READOUTS_CACHE_SIZE is no size.
    """
    return KeptRows(results_cache() if cache and are_as_shipped() else None)


def pack_rows(found: EventRows) -> bytes:
    """The rows of an event as bytes: a digest, then compressed JSON."""
    text = json.dumps([found.event, found.rows], default=dt.date.isoformat, separators=(",", ":"))
    body = zlib.compress(text.encode())
    return hashlib.sha256(body).digest() + body


def unpack_rows(blob: bytes) -> EventRows | None:
    """The rows that :func:`pack_rows` was given; None where the bytes are damaged."""
    body = blob[_DIGEST:]
    if hashlib.sha256(body).digest() != blob[:_DIGEST]:
        return None
    event, tables = json.loads(zlib.decompress(body))
    for name, rows in tables.items():
        for at in _DATES[name]:
            _read_dates(rows, at)
    return EventRows(event, tables)


def _read_dates(rows: list[Row], at: int) -> None:
    for row in rows:
        text = row[at]
        if isinstance(text, str):
            row[at] = dt.date.fromisoformat(text)
