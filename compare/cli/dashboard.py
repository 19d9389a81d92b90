"""The command that opens the dashboard."""

from __future__ import annotations

import os
import socket
import sys
from typing import Annotated

import typer

from compare.cli.options import LibraryPlace, option
from compare.errors import CompareError
from corpus.extras import require

app = typer.Typer()

UPLOAD_LIMIT = 20
"""Largest file the dashboard takes, in megabytes: as much as ``corpus.read`` takes."""
Port = Annotated[int, option(help="Port on this machine.", example="--port 8600", min=1, max=65535)]
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
    port: Port = 8501,
    browser: Browser = True,
    library: LibraryPlace = None,
    allow_fetch: AllowFetch = False,
) -> None:
    """Open the dashboard; only this machine can reach it.

    Example: readouts dashboard --port 8600
    """
    from importlib.resources import files

    modules = ("streamlit", "altair", "pandas", "sqlalchemy", "alembic")
    require("dashboard", *modules, purpose="the dashboard", error=CompareError)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CompareError(f"port {port} is taken; choose another with --port") from error
    options = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.headless": str(not browser).lower(),
        "server.maxUploadSize": UPLOAD_LIMIT,
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(files("ui") / "app.py")]
    command += [f"--{name}={value}" for name, value in options.items()]
    if library is not None:
        os.environ["READOUTS_LIBRARY"] = library
    os.environ["READOUTS_FETCH"] = "1" if allow_fetch else "0"
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    import subprocess

    raise typer.Exit(subprocess.call(command))
