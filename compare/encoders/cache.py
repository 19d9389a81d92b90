"""What takes long, kept on disk by content: vectors by encoder and text, and rows of batches.

An SQLite file holds them as plain bytes, vectors of tokens in half precision: no code is stored,
two processes can use it at once, and what comes back is what went in, to the bit. A cache is never
needed: one that cannot be written is done without, and one that is damaged is begun anew.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from compare.errors import EncoderError

MOST = 8 * 1024**3
"""Bytes that a cache holds at the most where nobody says how many: :func:`limit`."""
SHARE = 0.1
"""Of the disk's free bytes, which it may hold where that is less."""
SIZE = "READOUTS_CACHE_SIZE"
"""Variable of the environment that says how many bytes instead, such as 2GB or 500MB."""
MEMORY = 64 * 1024 * 1024
"""Bytes of vectors that are kept at hand beside the file: of the last ten events or so."""
RECENT = 8
"""Steps of use within which being used again is not noted: to note it is to write, which takes
longer than to read."""

_LAYOUT = 1
_FILE = "vectors.sqlite3"
_RESULTS = "results.sqlite3"
_KEYS_AT_ONCE = 500
_log = logging.getLogger(__name__)


def cache_folder() -> Path:
    """The folder of the cache: READOUTS_CACHE, else where the system keeps such things."""
    named = os.environ.get("READOUTS_CACHE")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("readouts", appauthor=False))


def limit(folder: Path) -> int:
    """Bytes that a cache in ``folder`` may hold; what was used longest ago goes first.

    What READOUTS_CACHE_SIZE says, else a tenth of the disk's free bytes and of its own, at most
    :data:`MOST`.

    Raises:
        EncoderError: READOUTS_CACHE_SIZE is no size.
    """
    told = os.environ.get(SIZE, "").strip()
    if told:
        found = re.fullmatch(r"(\d+(?:\.\d+)?) *([kmgt]?)i?b?", told, re.IGNORECASE)
        if found is None:
            raise EncoderError(f"{SIZE} is {told!r} and no size: write it as 2GB or 500MB")
        return int(float(found[1]) * 1000 ** " kmgt".index(found[2].lower() or " "))
    while not folder.exists():
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return MOST
    return min(MOST, int(SHARE * (free + _held(folder))))


def caches() -> list[tuple[Path, int, int]]:
    """The files of the cache on this machine, with their bytes and the most that they may hold.

    Raises:
        EncoderError: READOUTS_CACHE_SIZE is no size.
    """
    files = [cache_folder() / name for name in (f"vectors/{_FILE}", _FILE, f"results/{_RESULTS}")]
    return [(path, _held(path.parent), limit(path.parent)) for path in files]


def results_cache() -> VectorCache:
    """Where comparisons and the rows of batches are kept; raises as :func:`limit` does."""
    return VectorCache(cache_folder() / "results", file=_RESULTS)


def _held(folder: Path) -> int:
    """Bytes of the cache in a folder."""
    held = 0
    for path in (path for name in (_FILE, _RESULTS) for path in folder.glob(f"{name}*")):
        with contextlib.suppress(FileNotFoundError):  # another process has just put it away
            held += path.stat().st_size
    return held


def clear() -> None:
    """Remove all that is kept; what is compared next is compared anew.

    Raises:
        EncoderError: a file cannot be removed.
    """
    for path, _, _ in caches():
        for suffix in ("", "-wal", "-shm"):
            try:
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            except OSError as error:
                raise EncoderError(
                    f"{path} cannot be removed: {error.strerror}; end what uses it"
                ) from None


def key(fingerprint: str, kind: str, text: str) -> bytes:
    """Return the key (32 bytes) of what ``kind`` of vector an encoder gives a text."""
    whole = "\0".join((fingerprint, kind, text)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).digest()


class VectorCache:
    """Blobs by key in ``folder/vectors.sqlite3``, at most ``most`` bytes of them.

    At most ``memory`` bytes of what was put or read last are kept in memory too. In another
    ``file`` it may be whatever else takes long to work out.
    """

    def __init__(
        self, folder: Path, most: int | None = None, memory: int = 0, file: str = _FILE
    ) -> None:
        self._path = folder / file
        self._limit = limit(folder) if most is None else most
        self.patience = 10.0
        """Seconds to wait for another process that is writing."""
        self._at_hand = _AtHand(memory)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is there of ``keys``, and note sooner or later that it was used."""
        found = self._at_hand.get(keys)
        elsewhere = [wanted for wanted in keys if wanted not in found]
        if elsewhere:
            read = self._read(elsewhere)
            self._at_hand.put(read)
            found |= read
        return found

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        with self._open() as base:
            if base is None:
                return {}
            now, to_note = self._clock(base), self._at_hand.served()
            for part in _parts(keys):
                marks = ",".join("?" * len(part))
                query = f"SELECT key, blob, used FROM vectors WHERE key IN ({marks})"
                for wanted, blob, used in base.execute(query, part):
                    found[wanted] = blob
                    if used < now - RECENT:
                        to_note.add(wanted)
            self._note(base, to_note, now)
        return found

    @staticmethod
    def _note(base: sqlite3.Connection, keys: Collection[bytes], now: int) -> None:
        if keys:
            base.executemany(
                "UPDATE vectors SET used = ? WHERE key = ? AND used < ?",
                ((now, wanted, now - RECENT) for wanted in keys),
            )

    def put(self, blobs: Mapping[bytes, bytes]) -> None:
        """Keep ``blobs``, and drop what was used longest ago where there is too much."""
        self._at_hand.put(blobs)
        with self._open() as base:
            if base is None:
                return
            now = self._clock(base)
            self._note(base, self._at_hand.served(), now)
            base.executemany(
                "INSERT OR REPLACE INTO vectors (key, blob, size, used) VALUES (?, ?, ?, ?)",
                ((k, blob, len(blob), now) for k, blob in blobs.items()),
            )
            self._trim(base)

    def _trim(self, base: sqlite3.Connection) -> None:
        # Quick, and no less than what is summed below: rows of a full cache are very many.
        pages, free, size = (
            int(base.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size <= self._limit:
            return
        total = int(base.execute("SELECT COALESCE(SUM(size), 0) FROM vectors").fetchone()[0])
        if total <= self._limit:
            return
        # A tenth more than need be goes, so that a full cache is not trimmed at every step.
        spare, drop = total - self._limit * 9 // 10, []
        for old, size in base.execute("SELECT key, size FROM vectors ORDER BY used, key"):
            if spare <= 0:
                break
            drop.append((old,))
            spare -= size
        base.executemany("DELETE FROM vectors WHERE key = ?", drop)

    @staticmethod
    def _clock(base: sqlite3.Connection) -> int:
        return int(base.execute("SELECT COALESCE(MAX(used), 0) + 1 FROM vectors").fetchone()[0])

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection | None]:
        """Give a connection inside a transaction, or None where there can be no cache."""
        try:
            base = self._connect()
        except (sqlite3.Error, OSError) as error:
            _log.info("no cache at %s: %s", self._path, error)
            yield None
            return
        try:
            with base:
                yield base
        except sqlite3.OperationalError as error:  # locked, full or not to be written
            _log.info("the cache at %s was left alone: %s", self._path, error)
        except sqlite3.DatabaseError:
            base.close()
            self._begin_anew()
        finally:
            base.close()

    def _connect(self) -> sqlite3.Connection:
        # For their owner alone: comparisons hold texts.
        folder = self._path.parent
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
        try:
            return self._prepare()
        except sqlite3.OperationalError:
            raise  # not a reason to throw vectors away
        except sqlite3.DatabaseError:
            self._begin_anew()
            return self._prepare()

    def _begin_anew(self) -> None:
        _log.info("the cache at %s is damaged: begun anew", self._path)
        with contextlib.suppress(OSError):  # then it is done without
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    def _prepare(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, timeout=self.patience, isolation_level="IMMEDIATE")
        try:
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            if base.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                with base:
                    base.execute("BEGIN IMMEDIATE")
                    self._lay_out(base)
        except BaseException:
            base.close()
            raise
        return base

    @staticmethod
    def _lay_out(base: sqlite3.Connection) -> None:
        # Asked again now that no other process can write: one may have been quicker.
        if base.execute("PRAGMA user_version").fetchone()[0] == _LAYOUT:
            return
        base.execute("DROP TABLE IF EXISTS vectors")
        base.execute(
            "CREATE TABLE vectors (key BLOB PRIMARY KEY, blob BLOB NOT NULL, "
            "size INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID"
        )
        base.execute("CREATE INDEX by_use ON vectors (used, size)")
        base.execute(f"PRAGMA user_version = {_LAYOUT}")


class ShippedVectors:
    """Blobs by key that come with an encoder and are only read.

    A key holds the encoder's fingerprint, so those of another weigh nothing and harm nothing.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return what is there of ``keys``; nothing where the file is missing or damaged."""
        blobs = self._blobs
        return {known: blobs[known] for known in keys if known in blobs}

    @functools.cached_property
    def _blobs(self) -> dict[bytes, bytes]:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            held = load_file(self._file)
            rows = zip(held["keys"], held["vectors"], strict=True)
            return {row.tobytes(): vector.tobytes() for row, vector in rows}
        except (SafetensorError, OSError, KeyError, ValueError) as error:
            _log.info("no vectors are read from %s: %s", self._file, error)
            return {}

    def write(self, blobs: Mapping[bytes, bytes]) -> None:
        """Write blobs of float32 of one length, in the order of their keys."""
        import numpy as np
        from safetensors.numpy import save_file

        held = sorted(blobs.items())
        keys = np.array([np.frombuffer(known, np.uint8) for known, _ in held])
        vectors = np.array([np.frombuffer(blob, np.float32) for _, blob in held])
        save_file({"keys": keys, "vectors": vectors}, self._file)
        self._file.chmod(0o644)  # safetensors lets no one else read what it writes
        self.__dict__.pop("_blobs", None)


class _AtHand:
    """Blobs in memory; when there are too many, all are let go, for the file has them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._blobs: dict[bytes, bytes] = {}
        self._size = 0
        self._served: set[bytes] = set()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        blobs = self._blobs  # another thread may begin anew meanwhile
        found = {known: blobs[known] for known in keys if known in blobs}
        self._served |= found.keys()
        return found

    def put(self, blobs: Mapping[bytes, bytes]) -> None:
        size = sum(len(blob) for known, blob in blobs.items() if known not in self._blobs)
        if self._size + size > self._most:
            self._blobs, self._size = {}, 0
            size = sum(map(len, blobs.values()))
        if size <= self._most:
            self._blobs.update(blobs)
            self._size += size

    def served(self) -> set[bytes]:
        """Keys that were asked for and found here since the last call."""
        served, self._served = self._served, set()
        return served


def _parts(keys: Sequence[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        yield list(keys[start : start + _KEYS_AT_ONCE])
