"""The names that a dashboard answers to: the only Hosts and Origins that are let through.

A web page elsewhere can point its own name at this machine, and a browser then sends what the
page asks for here, under that name. A list of names is what tells such a request apart.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_WILDCARDS = ("0.0.0.0", "::")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one dashboard."""

    hosts: frozenset[str]
    """Values of the header ``Host``, in lower case."""
    origins: frozenset[str]
    """Values of the header ``Origin``, in lower case."""
    any_number: int | None = None
    """A port, where every numeric address with that port is a name too. No page elsewhere can
    point one of those at this machine."""

    def allows_host(self, host: str) -> bool:
        """Whether a request to this host is meant for this dashboard."""
        return host.lower() in self.hosts or self._is_number(host)

    def allows_origin(self, origin: str) -> bool:
        """Whether a page of this origin may send requests."""
        scheme, _, host = origin.lower().partition("://")
        return origin.lower() in self.origins or (scheme == "http" and self._is_number(host))

    def _is_number(self, host: str) -> bool:
        name, _, port = host.rpartition(":")
        return self.any_number is not None and port == str(self.any_number) and is_numeric(name)


def names(host: str, port: int, public: str = "") -> Names:
    """The names of a dashboard that listens on ``host`` and ``port``.

    Args:
        host: an address or a name of this machine; ``0.0.0.0`` and ``::`` are all of its addresses.
        port: from 1 to 65535.
        public: the address that browsers show where a proxy stands before it, such as
            ``https://readouts.example.org``; empty for none. Pages of it alone send requests then,
            while the proxy may ask by either name.

    Raises:
        ValueError: ``public`` is no such address.
    """
    known = list(_LOOPBACK) if is_loopback(host) or host in _WILDCARDS else [bracketed(host)]
    if host in _WILDCARDS:
        known.append(socket.gethostname())
    hosts = {full for name in known for full in _with_port(name.lower(), port, "http")}
    if not public:
        origins = frozenset(f"http://{name}" for name in hosts)
        return Names(frozenset(hosts), origins, port if host in _WILDCARDS else None)
    scheme, name = public_name(public)
    return Names(frozenset(hosts | set(name)), frozenset(f"{scheme}://{full}" for full in name))


def public_name(address: str) -> tuple[str, list[str]]:
    """The scheme of a public address, and its host as browsers may write it.

    Raises:
        ValueError: it is no address of a host alone, with http or https.
    """
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise ValueError("not an address such as https://readouts.example.org")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("an address with a path; the dashboard needs a host of its own")
    port = parts.port or _PORTS[parts.scheme]
    return parts.scheme, _with_port(bracketed(parts.hostname), port, parts.scheme)


def bracketed(name: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens there."""
    if host.lower() == "localhost":
        return True
    return is_numeric(host) and ipaddress.ip_address(host.strip("[]")).is_loopback


def is_numeric(host: str) -> bool:
    """Whether a host is an address in numbers and no name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _with_port(name: str, port: int, scheme: str) -> list[str]:
    """A host with its port, and without where browsers leave it out."""
    return [f"{name}:{port}", name] if port == _PORTS[scheme] else [f"{name}:{port}"]
