"""A transport for httpx that connects only where the guard lets it.

The address is resolved and checked here, and the socket is opened to the address checked, so
that no second look-up can answer differently. Host header, server name and certificate stay
those of the name.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from corpus.errors import FetchError
from corpus.web.addresses import Clock, Guard

FAILURES = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    ssl.SSLError,
    OSError,
)
"""What may go wrong on the way, other than a refusal."""


class GuardedBackend(httpcore.NetworkBackend):
    """Opens sockets to checked addresses, all within one time limit."""

    def __init__(self, guard: Guard, clock: Clock) -> None:
        self._guard, self._clock = guard, clock
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that answers."""
        failure: Exception | None = None
        for address in self._guard.addresses(host, port, self._clock.left()):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, min(timeout or 10.0, self._clock.left())
                )
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failure = error
                continue
            # The last word is what the socket is really connected to.
            peer = stream.get_extra_info("server_addr")
            try:
                self._guard.check(host, str(peer[0]), port)
            except FetchError:
                stream.close()
                raise
            return TimedStream(stream, self._clock)
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: nothing on this machine is fetched from.

        Raises:
            FetchError: always.
        """
        raise FetchError(f"{path} is a socket of this machine and is not fetched from")


class TimedStream(httpcore.NetworkStream):
    """A stream of which every read ends by the same moment, however slowly bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes as they come."""
        return self._stream.read(max_bytes, min(timeout or 10.0, self._clock.left()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, min(timeout or 10.0, self._clock.left()))

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same stream, encrypted, for the server of that name."""
        left = min(timeout or 10.0, self._clock.left())
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of its streams."""
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.BaseTransport):
    """Carries the requests of one :class:`httpx.Client` over guarded connections."""

    def __init__(self, guard: Guard, clock: Clock) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_ssl_context(guard),
            max_connections=4,
            max_keepalive_connections=0,
            http2=False,
            network_backend=GuardedBackend(guard, clock),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the response is read as it comes."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=url,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


def _ssl_context(guard: Guard) -> ssl.SSLContext:
    if guard.certificates:
        return ssl.create_default_context(cafile=guard.certificates)
    return httpx.create_ssl_context(trust_env=False)
