"""A PostgreSQL of the system, started for the tests on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

_DATABASE = "postgres"


def find_programs() -> Path | None:
    """The folder with initdb and postgres, the newest there is."""
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if named := shutil.which("initdb"):
        found.append(Path(named).resolve().parent)
    return max(found, key=lambda p: _number(p.parent.name), default=None)


def _number(version: str) -> int:
    return int(version) if version.isdigit() else 0


class PostgresServer:
    """Runs from creation to :meth:`stop`; listens on no port, only on its socket."""

    def __init__(self, programs: Path) -> None:
        # A socket's path may be 107 bytes long, which pytest's folders exceed.
        self._folder = Path(tempfile.mkdtemp(prefix="readouts-pg-"))
        self._data = self._folder / "data"
        self._user = self._own_user()
        initdb = [programs / "initdb", "-D", self._data, "-U", "readouts", "-A", "trust"]
        self._run(*initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        settings = f"-c listen_addresses= -c unix_socket_directories={self._folder} -c fsync=off"
        self._command = [programs / "postgres", "-D", self._data, *settings.split()]
        self._start()

    def restart(self) -> None:
        """End the server at once, as a crash does, and start it again."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(60)
        self._start()

    def _start(self) -> None:
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                list(map(str, self._command)), stdout=log, stderr=log, user=self._user
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def empty_database(self) -> str:
        """The address of a database that holds nothing: the same each time, swept.

        To make a new one for each test takes longer, and the server drowns in files.
        """
        with psycopg.connect(self._address(_DATABASE), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return f"postgresql://readouts@/{_DATABASE}?host={self._folder}"

    def stop(self) -> None:
        # At once, and nothing is written that would only be deleted.
        self._process.send_signal(signal.SIGQUIT)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _own_user(self) -> str | None:
        """Who runs the server: it refuses to be run by root."""
        if os.getuid() != 0:
            return None
        name = "postgres"
        try:
            owner = pwd.getpwnam(name)
        except KeyError:
            name, owner = "nobody", pwd.getpwnam("nobody")
        os.chown(self._folder, owner.pw_uid, owner.pw_gid)
        return name

    def _run(self, *command: object) -> None:
        told = subprocess.run(
            list(map(str, command)), capture_output=True, user=self._user, cwd=self._folder
        )
        if told.returncode:
            raise RuntimeError(told.stderr.decode(errors="replace"))

    def _address(self, database: str) -> str:
        return f"host={self._folder} dbname={database} user=readouts"

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self._address(_DATABASE)).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise
                time.sleep(0.05)
