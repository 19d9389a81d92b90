"""Search by meaning: all vectors of the searched passages in memory, one product for a query.

A hundred thousand passages of 384 numbers are 150 MB and one matrix product; an index that
guesses at neighbours would save little and could miss some.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.errors import LibraryError
from corpus.library.database import Database
from corpus.library.records import Clauses, Encoder, Progress
from corpus.library.tables import encoders, passages, vectors, versions

BATCH = 1024
"""Passages encoded and kept at a time: what an interruption loses at most. They are taken by
length, because an encoder does many of one length as fast as a few."""

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
_STORED = np.dtype("<f2")


class Meanings:
    """The vectors of all searched passages under one encoder, kept up to date."""

    def __init__(
        self, database: Database, encoder: Encoder, clauses: Clauses | None = None
    ) -> None:
        self._database, self._encoder, self._clauses = database, encoder, clauses
        self._lock = threading.Lock()
        self._writes = -1
        self._held = _Held(np.zeros(0, np.int64), (), np.zeros((0, 0), np.float32))

    def nearest(
        self,
        query: str,
        most: int,
        least: float,
        allowed: Callable[[Connection], Numbers] | None = None,
    ) -> dict[int, float]:
        """The cosines of the passages nearest to a query, as many of each language.

        Those of a language are counted apart, so that one which fills the library leaves room
        for another.

        Args:
            query: what is looked for, in any language the encoder knows.
            most: how many at most in a language.
            least: cosine below which a passage is not near.
            allowed: gives the numbers of the passages that count, ascending, shape (k,).
        """
        vector = np.asarray(self._encoder.encode([query]), np.float32)[0]
        with self._database.reading() as base:
            held = self._refresh(base)
            chosen = allowed(base) if allowed else None
        if not len(held.numbers):
            return {}
        scores = held.matrix @ vector
        if chosen is not None:
            scores[~np.isin(held.numbers, chosen, assume_unique=True)] = -np.inf
        found: dict[int, float] = {}
        for places in held.places.values():
            mine = places[scores[places] >= least]
            if len(mine) > most:
                mine = mine[np.argpartition(-scores[mine], most)[:most]]
            found |= zip(held.numbers[mine].tolist(), scores[mine].tolist(), strict=True)
        return found

    def of_clauses(self, query: str, near: Mapping[int, float]) -> dict[int, float]:
        """For passages with their cosines: the cosine of the nearest clause where that is nearer.

        A long sentence speaks of much, and its vector of all that at once.
        """
        if self._clauses is None or not near:
            return dict(near)
        with self._database.reading() as base:
            texts = _texts(base, list(near))
        cut = {n: self._clauses(text) for n, text in sorted(texts.items())}
        pieces = [(n, texts[n][start:end]) for n, cuts in cut.items() for start, end in cuts]
        pieces = [(n, piece) for n, piece in pieces if piece != texts[n]]
        if not pieces:
            return dict(near)
        rows = np.asarray(self._encoder.encode([query, *(p for _, p in pieces)]), np.float32)
        nearest = dict(near)
        for (number, _), cosine in zip(pieces, (rows[1:] @ rows[0]).tolist(), strict=True):
            nearest[number] = max(nearest[number], cosine)
        return nearest

    def similarities(self, query: str, wanted: Sequence[int]) -> dict[int, float]:
        """The cosines of a query and these passages, where they have a vector."""
        vector = np.asarray(self._encoder.encode([query]), np.float32)[0]
        with self._lock:
            numbers, matrix = self._held.numbers, self._held.matrix
        found = {}
        for number, index in zip(wanted, np.searchsorted(numbers, wanted).tolist(), strict=True):
            if index < len(numbers) and numbers[index] == number:
                found[number] = float(matrix[index] @ vector)
        return found

    def pending(self) -> int:
        """How many different passages have no vector yet."""
        with self._database.reading() as base:
            missing = self._missing().subquery()
            return int(base.execute(sa.select(sa.func.count()).select_from(missing)).scalar_one())

    def encode(self, progress: Progress | None = None) -> int:
        """Encode passages that have no vector yet, a batch at a time; how many there were.

        Each batch is kept before the next begins, so an interrupted run is taken up again.

        Raises:
            LibraryError: the encoder gave vectors of another length than before.
        """
        with self._database.reading() as base:
            missing = [(row[0], bytes(row[1])) for row in base.execute(self._missing())]
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            with self._database.reading() as base:
                texts = _texts(base, [number for number, _ in batch])
            # What was replaced meanwhile by a new version needs no vector any more.
            batch = [entry for entry in batch if entry[0] in texts]
            if batch:
                rows = np.asarray(self._encoder.encode([texts[n] for n, _ in batch]), np.float32)
                with self._database.writing() as base:
                    self._keep(base, [digest for _, digest in batch], rows)
            if progress is not None:
                progress(start + len(batch), len(missing))
        if missing:
            self._database.weigh(passages, vectors, encoders)
        return len(missing)

    def _keep(self, base: Connection, digests: Sequence[bytes], rows: Matrix) -> None:
        number = self._encoder_number(base, rows.shape[1])
        values = [
            {"encoder": number, "digest": digest, "vector": row.astype(_STORED).tobytes()}
            for digest, row in zip(digests, rows, strict=True)
        ]
        mine = vectors.c.encoder == number
        known = sa.select(vectors.c.digest).where(mine, vectors.c.digest.in_(digests))
        there = {bytes(digest) for digest in base.execute(known).scalars()}
        if fresh := [value for value in values if value["digest"] not in there]:
            base.execute(sa.insert(vectors), fresh)

    def _encoder_number(self, base: Connection, dimension: int) -> int:
        mine = sa.select(encoders).where(encoders.c.fingerprint == self._encoder.fingerprint)
        row = base.execute(mine).first()
        if row is None:
            values = {"fingerprint": self._encoder.fingerprint, "dimension": dimension}
            insert = sa.insert(encoders).values(values).returning(encoders.c.number)
            return int(base.execute(insert).scalar_one())
        if row.dimension != dimension:
            raise LibraryError(
                f"the encoder gives {dimension} numbers a passage and gave {row.dimension} "
                "before under the same fingerprint; name it anew"
            )
        return int(row.number)

    def _missing(self) -> sa.Select[*tuple[Any, ...]]:
        """One passage for each text that has no vector, the first of each."""
        has = (
            sa.select(vectors.c.digest)
            .join(encoders, encoders.c.number == vectors.c.encoder)
            .where(
                encoders.c.fingerprint == self._encoder.fingerprint,
                vectors.c.digest == passages.c.digest,
            )
        )
        number = sa.func.min(passages.c.number).label("number")
        length = sa.func.min(passages.c.stop - passages.c.start)
        return (
            sa.select(number, passages.c.digest)
            .where(~has.exists())
            .group_by(passages.c.digest)
            .order_by(length, number)
        )

    def _refresh(self, base: Connection) -> _Held:
        """Bring what is held up to what the transaction sees, reading only what is new."""
        with self._lock:
            writes = self._database.writes(base)
            if writes == self._writes:
                return self._held
            there, held = self._searchable(base), self._held
            kept = np.isin(held.numbers, there, assume_unique=True)
            new = np.setdiff1d(there, held.numbers, assume_unique=True)
            if len(new) or not kept.all():
                # Bound anew, never changed in place: another thread may be reading it.
                self._held = held.only(kept).joined(self._load(base, new))
            self._writes = writes
            return self._held

    def _with_vectors(self, *columns: sa.ColumnElement[Any]) -> sa.Select[*tuple[Any, ...]]:
        return (
            sa.select(*columns)
            .join(vectors, vectors.c.digest == passages.c.digest)
            .join(encoders, encoders.c.number == vectors.c.encoder)
            .where(encoders.c.fingerprint == self._encoder.fingerprint)
            .order_by(passages.c.number)
        )

    def _searchable(self, base: Connection) -> Numbers:
        found = base.execute(self._with_vectors(passages.c.number)).scalars().all()
        return np.asarray(found, np.int64)

    def _load(self, base: Connection, numbers: Numbers) -> _Held:
        """What is to be held of these passages, whose numbers ascend."""
        mine = sa.select(encoders.c.dimension)
        mine = mine.where(encoders.c.fingerprint == self._encoder.fingerprint)
        dimension = int(base.execute(mine).scalar() or 0)
        matrix, filled = np.empty((len(numbers), dimension), np.float32), 0
        languages: list[str] = []
        if not len(numbers):
            return _Held(numbers, (), matrix)
        wanted = self._with_vectors(passages.c.number, vectors.c.vector, versions.c.language)
        wanted = wanted.join(versions, versions.c.number == passages.c.version)
        wanted = wanted.where(passages.c.number.between(int(numbers[0]), int(numbers[-1])))
        if len(numbers) < _FEW:
            wanted = wanted.where(passages.c.number.in_(numbers.tolist()))
        asked = set(numbers.tolist())
        for part in base.execute(wanted.execution_options(yield_per=10_000)).partitions():
            rows = [row for row in part if row[0] in asked]
            matrix[filled : filled + len(rows)] = _floats(
                [bytes(row[1]) for row in rows], dimension
            )
            languages += [row[2] for row in rows]
            filled += len(rows)
        return _Held(numbers, languages, matrix)


class _Held:
    """The searched passages in memory, by ascending number; never changed."""

    def __init__(self, numbers: Numbers, languages: Sequence[str], matrix: Matrix) -> None:
        self.numbers, self.matrix = numbers, matrix
        self.languages = np.asarray(languages, np.str_)
        self.places = {
            language: np.flatnonzero(self.languages == language)
            for language in np.unique(self.languages).tolist()
        }
        """Where the passages of each language stand."""

    def only(self, kept: npt.NDArray[np.bool_]) -> _Held:
        """Those that are marked."""
        if kept.all():
            return self
        return _Held(self.numbers[kept], self.languages[kept].tolist(), self.matrix[kept])

    def joined(self, added: _Held) -> _Held:
        """These and others."""
        if not len(self.numbers) or not len(added.numbers):
            return self if len(self.numbers) else added
        numbers = np.concatenate([self.numbers, added.numbers])
        languages = np.concatenate([self.languages, added.languages])
        matrix = np.concatenate([self.matrix, added.matrix])
        order = np.argsort(numbers)
        if (np.diff(order) != 1).any():
            numbers, languages, matrix = numbers[order], languages[order], matrix[order]
        return _Held(numbers, languages.tolist(), matrix)


_FEW = 500


def _floats(blobs: Sequence[bytes], dimension: int) -> Matrix:
    stored = np.frombuffer(b"".join(blobs), _STORED).reshape(len(blobs), dimension)
    return stored.astype(np.float32)


def _texts(base: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The texts of those of these passages that are there."""
    mine = passages.c.number.in_(numbers)
    columns = (passages.c.number, passages.c.start, passages.c.stop, passages.c.version)
    rows = base.execute(sa.select(*columns).where(mine)).all()
    owners = {row.version for row in rows}
    query = sa.select(versions.c.number, versions.c.text).where(versions.c.number.in_(owners))
    whole = {row.number: row.text for row in base.execute(query)}
    return {row.number: whole[row.version][row.start : row.stop] for row in rows}
