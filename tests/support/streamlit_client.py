"""A client that speaks to a dashboard as Streamlit's own page does, without a browser."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

STREAM = "/_stcore/stream"


@contextmanager
def stream(
    port: int, *, host: str = "", origin: str | None = None, cookie: tuple[str, str] | None = None
) -> Iterator[ClientConnection]:
    """A websocket to the dashboard on a port of this machine, under any Host and Origin."""
    headers = {"Cookie": "=".join(cookie)} if cookie else {}
    with connect(
        f"ws://{host or f'127.0.0.1:{port}'}{STREAM}",
        sock=socket.create_connection(("127.0.0.1", port), timeout=30),
        origin=origin,  # type: ignore[arg-type]
        additional_headers=headers,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        proxy=None,
        open_timeout=30,
        ping_interval=None,  # as a browser, which sends none
    ) as connection:
        yield connection


def draw(connection: ClientConnection, page: str = "", query: str = "") -> list[ForwardMsg]:
    """Have a page drawn to its end; all that the server sends for it.

    Raises:
        TimeoutError: the server says nothing for minutes.
    """
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    return send(connection, message)


def send(connection: ClientConnection, message: BackMsg) -> list[ForwardMsg]:
    """Send what a page sends; all that the server says until the script has ended.

    Raises:
        TimeoutError: the server says nothing for minutes.
    """
    connection.send(message.SerializeToString())
    found: list[ForwardMsg] = []
    while not (found and found[-1].WhichOneof("type") == "script_finished"):
        data = connection.recv(timeout=300)
        assert isinstance(data, bytes)
        found.append(ForwardMsg.FromString(data))
    return found
