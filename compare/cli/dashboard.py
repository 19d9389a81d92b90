"""The command that opens the dashboard."""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import suppress
from typing import Annotated

import typer

from compare.cli.options import LibraryPlace, option
from compare.errors import CompareError
from corpus.extras import require

app = typer.Typer()

PASSWORD = "READOUTS_PASSWORD"
"""Variable of the environment that hands the password to the server."""
SHORTEST = 8
"""Characters of a password."""
Host = Annotated[
    str,
    option(
        "--host",
        help="Address to listen on. Others reach the dashboard by any but 127.0.0.1, unencrypted "
        "unless a proxy stands before it.",
        example="--host 192.168.1.5",
    ),
]
Port = Annotated[int, option(help="Port on this machine.", example="--port 8600", min=1, max=65535)]
Password = Annotated[
    bool,
    option(
        "--password",
        help="Ask for a password, by which several people get in; or READOUTS_PASSWORD holds it.",
        example="--password",
    ),
]
BehindProxy = Annotated[
    str,
    option(
        "--behind-proxy",
        help="The address that browsers show where a proxy with TLS stands before the dashboard.",
        example="--behind-proxy https://readouts.example.org",
    ),
]
AllowFetch = Annotated[
    bool,
    option(
        "--allow-fetch",
        help="Let the dashboard fetch addresses that are typed into it.",
        example="--allow-fetch",
    ),
]
Browser = Annotated[
    bool,
    option("--browser/--no-browser", help="Whether to open a browser.", example="--no-browser"),
]


@app.command()
def dashboard(
    host: Host = "127.0.0.1",
    port: Port = 8501,
    password: Password = False,
    behind_proxy: BehindProxy = "",
    browser: Browser = True,
    library: LibraryPlace = None,
    allow_fetch: AllowFetch = False,
) -> None:
    """Open the dashboard; it belongs to whoever started it.

    It listens on this machine only, and prints an address that lets one browser in, once. Other
    accounts, other pages and other machines are kept out. docs/security.md says what each option
    opens.

    Example: readouts dashboard --port 8600
    """
    modules = ("streamlit", "pandas", "sqlalchemy", "alembic")
    require("dashboard", *modules, purpose="the dashboard", error=CompareError)
    _check_proxy(behind_proxy)
    _check_port(host, port)
    if password or PASSWORD in os.environ:
        os.environ[PASSWORD] = _password()
    command = [sys.executable, "-P", "-m", "ui.server", "--host", host, "--port", str(port)]
    command += ["--behind-proxy", behind_proxy] if behind_proxy else []
    command += ["--browser"] if browser else []
    if library is not None:
        os.environ["READOUTS_LIBRARY"] = library
    os.environ["READOUTS_FETCH"] = "1" if allow_fetch else "0"
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    import subprocess

    raise typer.Exit(subprocess.call(command))


def _check_port(host: str, port: int) -> None:
    """Raise CompareError where nothing can listen there."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CompareError(f"--host {host}: no address of this machine") from error
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EACCES:
                message = f"port {port} is kept for the system; choose one above 1023 with --port"
            elif _is_here(family, address):
                message = f"port {port} is taken; choose another with --port"
            else:
                message = f"--host {host}: no address of this machine; leave it out, or name one"
            raise CompareError(message) from error


def _is_here(family: int, address: tuple[object, ...]) -> bool:
    """Whether an address is one of this machine's, whatever its port."""
    with socket.socket(family, socket.SOCK_STREAM) as probe, suppress(OSError):
        probe.bind((address[0], 0, *address[2:]))
        return True
    return False


def _check_proxy(address: str) -> None:
    """Raise CompareError where the address of a proxy is none that browsers show."""
    from urllib.parse import urlsplit

    if not address:
        return
    try:
        parts = urlsplit(address)
        wanted = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    except ValueError:
        wanted = ""
    if not address.startswith(("http://", "https://")) or address.rstrip("/").lower() != wanted:
        raise CompareError(
            f"--behind-proxy {address}: give scheme and host as browsers show them, with no path, "
            "such as https://readouts.example.org"
        )


def _password() -> str:
    """The password of the environment, else as typed twice at the terminal."""
    import getpass

    found = os.environ.get(PASSWORD, "")
    if not found and not sys.stdin.isatty():
        raise CompareError(f"--password: no terminal to type it at; put it into {PASSWORD}")
    if not found:
        found = getpass.getpass("Password for the dashboard: ")
        if getpass.getpass("The same again: ") != found:
            raise CompareError("--password: the two differ; run the command again")
    if len(found) < SHORTEST:
        raise CompareError(f"a password of at least {SHORTEST} characters is needed")
    return found
