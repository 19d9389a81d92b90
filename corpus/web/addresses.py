"""Which network addresses may be fetched from: public ones, decided on the address itself.

A name says nothing: it may stand for this very machine, and for another one a moment later.
So a name is looked up once, each address it stands for is checked, and the connection goes
to a checked address.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Beyond what Python calls private, reserved or multicast: relays and translators, behind
# which any address may stand, shared and test networks, and old site-local addresses.
_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 192.0.0.0/24 192.0.2.0/24 "
        "192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 "
        "168.63.129.16/32 2001::/23 2001:db8::/32 2002::/16 3fff::/20"
    ).split()
)
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
_INNER_NAMES = re.compile(
    r"(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|arpa|onion)\.?$",
    re.IGNORECASE,
)


def is_public(address: Address) -> bool:
    """Whether anybody on the internet is reached by this address, and by it the same one."""
    if isinstance(address, ipaddress.IPv6Address):
        # What holds an IPv4 address, mapped or translated, lies outside 2000::/3 or is closed.
        if address not in _GLOBAL_V6 or address.scope_id is not None:
            return False
        # Tunnels that carry an IPv4 address in the lower half.
        if (int(address) >> 32) & 0xFDFFFFFF == 0x00005EFE:
            return False
    closed = any(address in network for network in _CLOSED if network.version == address.version)
    return address.is_global and not address.is_multicast and not address.is_reserved and not closed


def look_up(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives for a name, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Guard:
    """What may be connected to."""

    allowed: frozenset[tuple[str, int]] = frozenset()
    """Addresses with ports that are let through though they are not public: a server of
    one's own."""
    ports: frozenset[int] = frozenset({80, 443})
    resolve: Callable[[str, int], Sequence[str]] = look_up
    certificates: str = ""
    """Path of a file of certificates that are trusted instead of the usual ones."""

    def addresses(self, host: str, port: int, seconds: float) -> tuple[str, ...]:
        """The addresses that a host stands for, looked up once and every one of them checked.

        Raises:
            FetchError: there is none, one of them is not public, or the look-up takes longer.
        """
        found = _numeric(host)
        if found is None and _INNER_NAMES.search(host):
            raise FetchError(f"{host} is a name of an inner network and is not fetched from")
        answers = [found] if found else self._resolved(host, port, seconds)
        for address in answers:
            self.check(host, address, port)
        return tuple(answers)

    def check(self, host: str, address: str, port: int) -> None:
        """Refuse an address that is neither public nor allowed, or a port that is not open.

        Raises:
            FetchError: it is refused.
        """
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            raise FetchError(f"{host} stands for {address[:60]!r}, which is no address") from None
        if (str(parsed), port) in self.allowed:
            return
        if not is_public(parsed):
            raise FetchError(
                f"{host} stands for {parsed}, which is not public; save the page instead"
            )
        if port not in self.ports:
            known = " and ".join(map(str, sorted(self.ports)))
            raise FetchError(f"{host} is asked for at port {port}; fetched from are only {known}")

    def _resolved(self, host: str, port: int, seconds: float) -> list[str]:
        """Look up in a thread of its own: the system's resolver knows no time limit."""
        answer: list[str] = []

        def ask() -> None:
            try:
                answer.extend(self.resolve(host, port))
            except (OSError, UnicodeError):
                return

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(max(0.0, seconds))
        if thread.is_alive():
            raise FetchError(f"{host} could not be looked up in time; try again later")
        if not answer:
            raise FetchError(f"{host} is not known; check the address and the connection")
        return list(answer)


@dataclass
class Clock:
    """How long is left until a moment, in seconds."""

    end: float

    @classmethod
    def of(cls, seconds: float) -> Clock:
        """A clock that has run out after ``seconds``."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds left.

        Raises:
            FetchError: none are.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise FetchError("the time for fetching has run out; try again later")
        return left


def _numeric(host: str) -> str | None:
    """The address of a host given as a number in any notation; None for a name.

    Systems read 127.1, 0x7f000001, 017700000001 and 2130706433 all as 127.0.0.1.
    """
    bare = host.removeprefix("[").removesuffix("]")
    if ":" in bare:
        return bare
    try:
        return socket.inet_ntoa(socket.inet_aton(bare.rstrip(".")))
    except (OSError, UnicodeError, ValueError):
        return None
