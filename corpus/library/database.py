"""Where a library is kept: an SQLite file or a PostgreSQL database, and its transactions."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url

from ..errors import LibraryError
from ..extras import require
from ..files import InUseError, hold_database, readable, release_database, sync
from . import tables

REVISIONS = ("0001", "0002", "0003")
"""Those there have been, in order."""
HEAD = REVISIONS[-1]
"""The revision that this program reads and writes."""
PATIENCE = 60
"""Seconds to wait for others that are writing."""

_LOCK = 0x5245_4144
"""The number under which PostgreSQL lets one process upgrade at a time."""
_MIGRATIONS = Path(__file__).parent / "migrations"
_one_upgrade = threading.Lock()


class Database:
    """Transactions on a library's tables, brought to the newest revision when opened."""

    def __init__(self, where: str | os.PathLike[str], *, create: bool = True) -> None:
        """Open, and make or upgrade the tables where need be.

        Raises:
            LibraryError: there is no such database, or it cannot be used; says the remedy.
        """
        url = _url(os.fspath(where))
        self.file = Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
        self.name = (
            str(self.file) if self.file else url.set(drivername="postgresql").render_as_string()
        )
        if self.file is not None:
            _check_file(self.file, create)
        self._engine = _engine(url)
        self._open = False
        try:
            self._prepare(create)
        except BaseException:
            self.close()
            raise
        if self.file is not None:
            hold_database(self.file)
            self._open = True

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()
        if self._open and self.file is not None:
            self._open = False
            release_database(self.file)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the library throughout."""
        with (
            self._explained(damage=True),
            self._engine.connect() as connection,
            connection.begin(),
        ):
            if self.file is None:
                connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, one at a time among all who use the library."""
        engine = self._engine.execution_options(writes=True)
        with self._explained(), engine.connect() as connection, connection.begin():
            count = tables.state.c.value
            connection.execute(
                sa.update(tables.state)
                .where(tables.state.c.name == "writes")
                .values(value=count + 1)
            )
            yield connection

    @contextlib.contextmanager
    def probing(self) -> Iterator[Connection]:
        """A transaction that keeps others from writing, and keeps nothing of its own.

        It needs no room on the disk.
        """
        engine = self._engine.execution_options(writes=True)
        with self._explained(damage=True), engine.connect() as connection:
            begun = connection.begin()
            try:
                yield connection
            finally:
                begun.rollback()

    def writes(self, connection: Connection) -> int:
        """How often the library has been written to."""
        row = sa.select(tables.state.c.value).where(tables.state.c.name == "writes")
        return int(connection.execute(row).scalar_one())

    def weigh(self, *changed: sa.Table) -> None:
        """Let the database count what is in tables that grew, so that it plans for their size."""
        names = ", ".join(table.name for table in changed) if self.file is None else ""
        with self.writing() as connection:
            connection.exec_driver_sql(f"ANALYZE {names}")

    def _prepare(self, create: bool) -> None:
        with self._explained():
            with self._engine.connect() as connection, connection.begin():
                found = self._revision(connection)
                # Asked of SQLite: whoever opens and closes its file beside it takes the locks of
                # all connections of this process away, and another process may then delete what
                # they have written.
                ahead = self.file and connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            if found is None and not create:
                raise LibraryError(f"{self.name} holds no library; add a statement to make one")
            if self.file is not None and ahead != "wal":
                _write_ahead(self.file)
            if found == HEAD:
                return
            if found is not None and self.file is not None:
                self._back_up(self.file, found)
            self._upgrade()

    def _upgrade(self) -> None:
        """Bring the tables to the newest revision: all of it, or nothing."""
        from alembic import command
        from alembic.config import Config

        engine = self._engine.execution_options(writes=True)
        with _one_upgrade, engine.connect() as connection, connection.begin():
            if self.file is None:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            if self._revision(connection) == HEAD:  # another was quicker
                return
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
            config.set_main_option("path_separator", "os")
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)

    def _revision(self, connection: Connection) -> str | None:
        """The revision of the tables; None where there are none."""
        there = set(sa.inspect(connection).get_table_names())
        if "revision" not in there:
            foreign = there if self.file else there & set(tables.metadata.tables)
            if foreign:
                raise LibraryError(
                    f"{self.name} is a database of something else; name another for the library"
                )
            return None
        rows = connection.execute(sa.text("SELECT version_num FROM revision")).scalars().all()
        if len(rows) == 1 and rows[0] in REVISIONS:
            return str(rows[0])
        if len(rows) == 1 and re.fullmatch("[0-9]{4}", str(rows[0])) and str(rows[0]) > HEAD:
            raise LibraryError(
                f"{self.name} was written by a newer Readouts (revision {rows[0]}, and this one "
                f"knows {HEAD}); install the newest Readouts"
            )
        noted = f"the revision {str(rows[0])[:20]!r}" if rows else "no revision"
        raise LibraryError(
            f"{self.name} is damaged, it notes {noted} and not {HEAD}; "
            "restore it from a backup or an export"
        )

    def _back_up(self, file: Path, revision: str) -> None:
        """Keep the file as it is before an upgrade, beside it."""
        kept = file.with_name(f"{file.name}.{revision}.bak")
        begun = file.with_name(f"{file.name}.{uuid.uuid4().hex}.part")
        try:
            with contextlib.closing(sqlite3.connect(file, timeout=PATIENCE)) as connection:
                connection.execute("VACUUM INTO ?", (str(begun),))
            with contextlib.closing(sqlite3.connect(begun)) as copy:
                found = copy.execute("SELECT version_num FROM revision").fetchone()
            if found == (revision,):  # else another has upgraded it meanwhile, and kept its own
                shutil.copymode(file, begun)
                sync(begun)  # SQLite does not, and the upgrade is
                begun.replace(kept)
                sync(kept.parent)
        finally:
            begun.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _explained(self, *, damage: bool = False) -> Iterator[None]:
        """Turn what a database says into one line with the remedy.

        Args:
            damage: whether what does not fit its type comes from the database, and from nobody
                who writes to it.
        """
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise LibraryError(self._explain(error.orig)) from error
        except sqlite3.Error as error:
            raise LibraryError(self._explain(error)) from error
        except sa.exc.TimeoutError as error:
            raise LibraryError(f"{self.name} is too busy; try again") from error
        except UnicodeDecodeError as error:  # only what lies in the file is decoded
            raise LibraryError(f"{self.name} {_REMEDIES['malformed']}") from error
        # Pydantic's and those of dates and encodings among them.
        except (ValueError, TypeError, OverflowError) as error:
            if not damage:
                raise
            raise LibraryError(
                f"{self.name} holds what does not fit; `readouts check` says where"
            ) from error

    def _explain(self, error: BaseException | None) -> str:
        message = " ".join(str(error).split())
        for sign, remedy in _REMEDIES.items():
            if sign in message:
                return f"{self.name} {remedy}"
        return f"{self.name} could not be used: {message[:200]}; run `readouts check`"


_REMEDIES = {
    "database is locked": "is locked by another program for too long; close it and try again",
    "not a database": "is not a library of Readouts; name another file",
    "malformed": "is damaged; restore it from a backup or an export",
    "readonly database": "may not be written to; give yourself write permission",
    "disk I/O error": "cannot be read or written, the disk is full or failing; make room",
    "unable to open": "cannot be opened; check that the folder may be written to",
    "full": "cannot grow, the disk is full; make room",
    "pg_trgm": "lacks the extension pg_trgm; have an administrator run CREATE EXTENSION pg_trgm",
    "no such module: fts5": "needs an SQLite with full text search; install a newer Python",
    "no such tokenizer": "needs SQLite 3.34 or newer; install a newer Python",
    "password authentication failed": "refused the password; correct it in the address",
    "resolve host": "names a host that cannot be found; correct the address",
    "does not exist": "does not exist; have it made (createdb) or correct the address",
    "connection": "does not answer; check the address and that the server runs",
}


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=os.path.abspath(os.path.expanduser(where)))
    try:
        url = make_url(where)
    except (sa.exc.ArgumentError, ValueError):
        raise LibraryError(
            "the library's address cannot be read; write it as "
            "postgresql://user:password@host/database"
        ) from None
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite" and url.database:
        return URL.create("sqlite", database=os.path.abspath(url.database))
    if kind not in ("postgresql", "postgres"):
        raise LibraryError(
            f"a library is kept in an SQLite file or in PostgreSQL, not {kind or 'there'}; "
            "give a path or postgresql://..."
        )
    require("postgres", "psycopg", purpose="PostgreSQL", error=LibraryError)
    return url.set(drivername="postgresql+psycopg")


def _check_file(file: Path, create: bool) -> None:
    if file.is_dir():
        raise LibraryError(f"{file} is a folder; name a file in it, such as {file}/readouts.db")
    try:
        readable(file, database=True)
    except InUseError:
        raise LibraryError(
            f"{file} is a library that is in use under another name; name it as before"
        ) from None
    if not file.exists():
        if not create:
            raise LibraryError(f"there is no library at {file}; add a statement to make one")
        if not file.parent.is_dir():
            raise LibraryError(f"{file.parent} is no folder; make it, or name another place")


def _write_ahead(file: Path) -> None:
    """Let others read while one writes; the file remembers it."""
    deadline = time.monotonic() + PATIENCE
    with contextlib.closing(sqlite3.connect(file)) as connection:
        while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:  # SQLite does not wait here for other openers
                if time.monotonic() > deadline:
                    return
                time.sleep(0.02)


def _connect(file: str) -> sqlite3.Connection:
    """A connection to a file; one that needs no room on the disk where there is none."""
    connection = sqlite3.connect(file, timeout=PATIENCE, check_same_thread=False)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.Error as error:
        if "disk" not in str(error):  # what else is wrong shows at the next statement
            return connection
        connection.close()
        # There is no room for what several users of a file share; alone, one reads it without.
        connection = sqlite3.connect(file, timeout=PATIENCE, check_same_thread=False)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(
            url, pool_pre_ping=True, max_overflow=30, connect_args={"connect_timeout": 10}
        )
    engine = sa.create_engine(url, max_overflow=30, creator=lambda: _connect(str(url.database)))

    @sa.event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin below, not by guess
        # What was said to be kept is on the disk, even if the power goes.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")

    @sa.event.listens_for(engine, "begin")
    def _began(connection: Connection) -> None:
        options: dict[str, Any] = dict(connection.get_execution_options())
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return engine
