"""fetch(): an address to bytes, politely, and never from an inner network.

Only http and https, only public addresses, only types that can be read; no proxies of the
environment, no cookies, no password from anywhere. robots.txt is respected.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.errors import FetchError
from corpus.web import robots
from corpus.web.addresses import Clock, Guard

if TYPE_CHECKING:
    import httpx

ARCHIVE = "https://archive.org/wayback/available"
"""Where the Wayback Machine says whether it holds a page."""

_TYPES = frozenset(
    "text/html application/xhtml+xml text/plain text/markdown application/pdf application/json "
    "application/jsonl application/x-ndjson application/zip application/x-zip-compressed "
    "multipart/related application/octet-stream "
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document".split()
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_REDIRECTS = 5


@dataclass(frozen=True)
class Limits:
    """How much may be fetched."""

    size: int = 20_000_000
    """Most bytes, counted unpacked."""
    seconds: float = 30.0
    """From the call to the last byte, redirects and robots.txt included."""
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """What came from an address."""

    data: bytes = field(repr=False)
    url: str
    """Where it came from in the end, after redirects."""
    media_type: str
    """As the server called it, lower case, without parameters; may be empty."""
    retrieved: dt.datetime
    """When, in UTC."""
    sha256: str
    snapshot: str = ""
    """Address of a copy at the Wayback Machine, where one was asked for and there is one."""


def fetch(
    url: str,
    *,
    guard: Guard | None = None,
    limits: Limits | None = None,
    snapshot: bool = False,
    archive: str = ARCHIVE,
) -> Fetched:
    """The bytes at an address.

    Args:
        url: beginning with ``http://`` or ``https://``.
        guard: what may be connected to; by default public addresses at ports 80 and 443.
        limits: on size, time and redirects.
        snapshot: ask the Wayback Machine for the address of its copy; that there is none, or
            no answer, is no error.
        archive: the service asked for snapshots.

    Raises:
        FetchError: the address is refused, not found, forbidden by robots.txt, too large, too
            slow, or of a type that cannot be read; one line.
    """
    limits = limits or Limits()
    visit = _Visit(guard or Guard(), limits)
    try:
        found = visit.page(url)
        if snapshot:
            found = _with_snapshot(found, visit, archive)
    except FetchError as error:
        # Much of it is a server's word, and a terminal obeys some characters.
        raise FetchError(_printable(str(error))) from None
    # What a server answers can make the parsers of addresses and headers fail in many ways.
    except Exception as error:
        shown = _printable(url[:200])
        raise FetchError(f"{shown} cannot be fetched: its answer makes no sense") from error
    finally:
        visit.close()
    return found


class _Visit:
    """One fetch: a client, a clock, and the rules of the sites on the way."""

    def __init__(self, guard: Guard, limits: Limits) -> None:
        from http.cookiejar import CookieJar, DefaultCookiePolicy

        import httpx

        from corpus.web.connection import FAILURES, GuardedTransport

        self._limits, self._clock = limits, Clock.of(limits.seconds)
        self._failures = FAILURES
        self._rules: dict[str, str] = {}
        self._client = httpx.Client(
            transport=GuardedTransport(guard, self._clock),
            headers={
                "User-Agent": f"{robots.AGENT}/{_version()} (reads single public statements)",
                "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
                "Accept-Encoding": "gzip",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=10.0,
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        self._client.close()

    def page(self, url: str, heed_robots: bool = True) -> Fetched:
        """Follow redirects to a page, each of them checked as if it were the first."""
        for _ in range(self._limits.redirects + 1):
            url = _checked(url)
            if heed_robots:
                self._refuse_by_robots(url)
            status, headers, data = self._get(url, self._limits.size)
            if status in _REDIRECTS and headers.get("location"):
                url = _moved(url, headers["location"])
                continue
            _refuse_status(url, status, headers)
            media_type = _media_type(url, headers)
            if not data:
                raise FetchError(f"{url} is empty; check the address")
            now = dt.datetime.now(dt.UTC).replace(microsecond=0)
            return Fetched(data, url, media_type, now, hashlib.sha256(data).hexdigest())
        raise FetchError(
            f"{url} redirects more than {self._limits.redirects} times; open it by hand"
        )

    def _refuse_by_robots(self, url: str) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._robots(site)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not robots.allows(self._rules[site], path):
            raise FetchError(f"{url} may not be fetched by the site's robots.txt; save it by hand")

    def _robots(self, site: str) -> str:
        """The site's robots.txt; empty where it has none, a refusal where it cannot be read."""
        url = f"{site}/robots.txt"
        for _ in range(_ROBOTS_REDIRECTS + 1):
            status, headers, data = self._get(_checked(url), robots.LIMIT, cut=True)
            if status in _REDIRECTS and headers.get("location"):
                url = _moved(url, headers["location"])
                continue
            if status >= 500 or status == 429:
                raise FetchError(f"{site} does not show its robots.txt ({status}); try again later")
            return data.decode("utf-8", "replace") if status < 300 else ""
        return ""

    def _get(self, url: str, size: int, cut: bool = False) -> tuple[int, httpx.Headers, bytes]:
        """Status, headers and body of one address, without following where it points."""
        try:
            with self._client.stream("GET", url) as response:
                wanted = response.status_code < 300
                data = self._body(response, url, size, cut) if wanted else b""
                return response.status_code, response.headers, data
        except self._failures as error:
            why = " ".join(str(error).split()) or type(error).__name__
            raise FetchError(f"{url} cannot be fetched: {why[:200]}; try again later") from None

    def _body(self, response: httpx.Response, url: str, size: int, cut: bool) -> bytes:
        """The body, unpacked piece by piece so that it never grows beyond the limit."""
        packed = response.headers.get("content-encoding", "").strip().lower()
        if packed not in ("", "identity", "gzip", "x-gzip"):
            raise FetchError(f"{url} comes packed as {packed[:40]!r}, which was not asked for")
        unpacker = _Unpacker() if packed.endswith("gzip") else None
        data = bytearray()
        for piece in response.iter_raw(65_536):
            self._clock.left()
            rest = size + 1 - len(data)
            try:
                data += unpacker.take(piece, rest) if unpacker else piece[:rest]
            except zlib.error:
                raise FetchError(f"{url} arrives damaged; try again later") from None
            if len(data) > size:
                if cut:
                    break
                raise FetchError(f"{url} is longer than {size:,} bytes and is not fetched whole")
        if unpacker is not None and not unpacker.whole and not cut:
            raise FetchError(f"{url} arrives cut off; try again later")
        return bytes(data[:size])


class _Unpacker:
    """Unpacks gzip piece by piece; of several members all, one after the other."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self.whole = False
        """Whether what was taken so far ends where a member does."""

    def take(self, piece: bytes, most: int) -> bytes:
        """What a piece unpacks to, at most so many bytes of it.

        Raises:
            zlib.error: it is no gzip.
        """
        data = bytearray()
        while piece and len(data) < most:
            if self.whole:
                self._member, self.whole = zlib.decompressobj(wbits=31), False
            data += self._member.decompress(piece, most - len(data))
            self.whole = self._member.eof
            piece = self._member.unused_data
        return bytes(data)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _checked(url: str) -> str:
    """The address in the form in which it is asked for, without its fragment."""
    import httpx

    shown = " ".join(url.split())[:200]
    try:
        parsed = httpx.URL(url)
        # The host of a name in other letters is worked out when it is asked for.
        host, whole = parsed.host, str(parsed.copy_with(fragment=None))
        urlsplit(whole)
    except (httpx.InvalidURL, ValueError):
        raise FetchError(f"{shown!r} is no address; write it as https://host/page") from None
    if parsed.scheme not in ("http", "https"):
        raise FetchError(f"{shown!r} is not fetched; only http and https addresses are")
    if not host:
        raise FetchError(f"{shown!r} names no host; write it as https://host/page")
    if parsed.userinfo:
        raise FetchError(f"the address at {host} carries a user name; leave it out")
    return whole


def _moved(url: str, location: str) -> str:
    import httpx

    try:
        return str(httpx.URL(url).join(location))
    except (httpx.InvalidURL, ValueError):
        raise FetchError(f"{url} redirects to what is no address; open it by hand") from None


def _refuse_status(url: str, status: int, headers: httpx.Headers) -> None:
    if status == 200:
        return
    why = {
        401: "asks for a password; save the page by hand",
        403: "does not let itself be fetched; save the page by hand",
        404: "does not exist; check the address",
        410: "is gone; look for a copy at an archive",
        429: f"asks to wait {headers.get('retry-after', 'a while')[:20]}; try again then",
    }.get(status, "answers with an error; try again later, or save the page by hand")
    raise FetchError(f"{url} {why} ({status})")


def _media_type(url: str, headers: httpx.Headers) -> str:
    media_type: str = headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type and media_type not in _TYPES:
        raise FetchError(f"{url} is {media_type[:60]}, and no text that can be read")
    return media_type


def _with_snapshot(found: Fetched, visit: _Visit, archive: str) -> Fetched:
    """With the address of a copy at the archive; the same where there is none."""
    import httpx

    try:
        answer = visit.page(str(httpx.URL(archive, params={"url": found.url})), heed_robots=False)
        closest = json.loads(answer.data)["archived_snapshots"]["closest"]["url"]
        return replace(found, snapshot=_checked(str(closest)))
    except (FetchError, ValueError, KeyError, TypeError):
        return found


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("readouts")
    except metadata.PackageNotFoundError:
        return "0"
