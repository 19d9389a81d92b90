"""Serve the dashboard: ``readouts dashboard`` starts this in a process of its own."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
import tempfile
import webbrowser
from importlib.resources import files
from pathlib import Path

from ui.server import pages
from ui.server.names import bracketed, names, public_name

PASSWORD = "READOUTS_PASSWORD"
"""Variable of the environment that holds the password, where there is one."""
_MESSAGE_LIMIT = 64 * 2**20
"""Bytes of one message from a browser; files come by another way."""
# In force whatever a file of the user's own says.
_STREAMLIT = {
    "BROWSER_GATHER_USAGE_STATS": "false",
    "SERVER_ENABLE_CORS": "true",
    "SERVER_ENABLE_XSRF_PROTECTION": "true",
    "SERVER_FILE_WATCHER_TYPE": "none",
    "SERVER_HEADLESS": "true",
    "SERVER_MAX_UPLOAD_SIZE": "20",
}


def main(arguments: list[str] | None = None) -> int:
    """Serve until the process is ended; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ui.server")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--behind-proxy", default="")
    parser.add_argument("--browser", action="store_true")
    given = parser.parse_args(arguments)
    for name, value in _STREAMLIT.items():
        os.environ[f"STREAMLIT_{name}"] = value
    try:
        listening = listen(given.host, given.port)
    except OSError as error:
        print(f"readouts: port {given.port} of {given.host}: {error.strerror}", file=sys.stderr)
        return 2
    with listening:
        serve(listening, given.host, given.port, given.behind_proxy, given.browser)
    return 0


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the first address of a host.

    Raises:
        OSError: the port is taken, or the host is not this machine's.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def serve(listening: socket.socket, host: str, port: int, public: str, browser: bool) -> None:
    """Serve the dashboard on a socket, and print the address that opens it."""
    import streamlit
    import uvicorn

    from ui.server.guard import TOKEN, Guard
    from ui.server.keys import Keys

    keys = Keys(os.environ.pop(PASSWORD, ""))
    shown = "localhost" if host in ("0.0.0.0", "::") else bracketed(host)
    base = public.rstrip("/") or f"http://{shown}:{port}"

    with tempfile.TemporaryDirectory(prefix="readouts-") as folder:
        redirect = Path(folder) / "open.html"

        def announce(lead: str) -> str:
            address = f"{base}/?{TOKEN}={keys.new_token()}"
            print(f"{lead}\n\n    {address}\n", flush=True)
            return address

        def used() -> None:
            redirect.unlink(missing_ok=True)
            announce("Opened. For one more browser, or this one after its cookies are gone:")

        app = Guard(
            streamlit.App(str(files("ui") / "app.py")),
            names(host, port, public),
            keys,
            cookie=f"readouts-{port}",
            secure=bool(public) and public_name(public)[0] == "https",
            used=used,
        )
        opening = announce("The dashboard is open to one browser, once, at")
        if browser:
            # Other accounts of this machine see the arguments of every process, but not this file.
            redirect.touch(mode=0o600)
            redirect.write_text(pages.redirecting(opening), "utf-8")
            webbrowser.open(redirect.as_uri())
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="websockets-sansio",
            ws_max_size=_MESSAGE_LIMIT,
            timeout_graceful_shutdown=2,
        )
        # Streamlit gives uvicorn a handler of its own; addresses with tokens are for nobody's log.
        logging.getLogger("uvicorn.access").disabled = True
        logging.getLogger("uvicorn.error").addFilter(lambda said: said.levelno >= logging.WARNING)
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    sys.exit(main())
