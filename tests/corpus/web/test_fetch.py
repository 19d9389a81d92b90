"""fetch(): refused addresses, limits and manners, against a real local server."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from corpus.errors import FetchError
from corpus.web.addresses import Guard
from corpus.web.fetch import Limits, fetch

PAGE = b"<html><body><p>The ministers met.</p></body></html>"
MEMBERS = gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]) + gzip.compress(b"")
SEEN: list[tuple[str, dict[str, str]]] = []


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        SEEN.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        if path == "/robots.txt":
            self._answer(b"User-agent: *\nDisallow: /private\n", kind="text/plain")
        elif path.startswith("/to/"):
            self._answer(b"", 302, Location=self.path.removeprefix("/to/"))
        elif path == "/loop":
            self._answer(b"", 302, Location="/loop")
        elif path == "/cookie":
            self._answer(b"", 302, Location="/page", **{"Set-Cookie": "a=b; Path=/"})
        elif path == "/large":
            self._answer(b"a" * 50_000)
        elif path == "/picture":
            self._answer(b"a", kind="image/png")
        elif path == "/members":
            self._answer(MEMBERS, 200, "text/html", **{"Content-Encoding": "gzip"})
        elif path == "/cut":
            self._answer(MEMBERS[:-6], 200, "text/html", **{"Content-Encoding": "gzip"})
        elif path == "/behind":
            self._answer(MEMBERS + b"no gzip", 200, "text/html", **{"Content-Encoding": "gzip"})
        elif path == "/controls":
            self._answer(PAGE, kind="text/\x9b31m\x85red")
        elif path == "/letters":
            self._answer(b"", 302, Location="http://xn--zz-/")
        elif path == "/slow":
            self._drip()
        elif path == "/archive":
            copy = "https://web.archive.org/web/2024/http://example.org/"
            body = b'{"archived_snapshots": {"closest": {"url": "%s"}}}' % copy.encode()
            self._answer(body, kind="application/json")
        else:
            self._answer(PAGE)

    def _answer(self, body: bytes, status: int = 200, kind: str = "text/html", **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for key, value in more.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "100")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"a")
                time.sleep(0.1)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def port() -> Iterator[int]:
    SEEN.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def opened(port: int) -> Guard:
    return Guard(allowed=frozenset({("127.0.0.1", port)}))


def test_a_body_of_several_members_is_read_whole(port: int) -> None:
    assert fetch(f"http://127.0.0.1:{port}/members", guard=opened(port)).data == PAGE


@pytest.mark.parametrize(("path", "words"), [("cut", "cut off"), ("behind", "damaged")])
def test_a_body_that_is_no_gzip_to_its_end_is_refused(port: int, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(f"http://127.0.0.1:{port}/{path}", guard=opened(port))


@pytest.mark.parametrize("path", ["controls", "letters"])
def test_what_a_server_says_is_one_printable_line(port: int, path: str) -> None:
    with pytest.raises(FetchError) as raised:
        fetch(f"http://127.0.0.1:{port}/{path}", guard=opened(port))
    assert str(raised.value).isprintable()


def nowhere(host: str, port: int) -> list[str]:
    """As the system's resolver, which fails on a name that is no name; and finds nothing."""
    host.encode("idna")
    return []


@pytest.mark.parametrize(
    "url",
    [
        "http://xn--zz-/",
        "http://xn--a/",
        "http://xn--i\u00f1valid-.com/",
        "http://ex\u2100mple.com/",
        "http://a\u200d.com/",
        "http://\u3002\u3002/",
        "http://-a\u00df.de/",
        "http://[::1/",
        "http://" + "a" * 70 + ".com/",
        "http://\udc80.com/",
        "http://a\x9b31m.com/",
    ],
)
def test_an_address_that_is_none_is_one_line(url: str) -> None:
    with pytest.raises(FetchError) as raised:
        fetch(url, guard=Guard(resolve=nowhere))
    assert str(raised.value).isprintable()


REFUSED = """
http://127.0.0.1/ http://127.1/ http://2130706433/ http://0x7f000001/ http://0x7f.0.0.1/
http://017700000001/ http://0177.0.0.1/ http://0/ http://0.0.0.0/ http://127.0.0.1./
http://[::1]/ http://[::]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/
http://[64:ff9b::7f00:1]/ http://[64:ff9b:1::7f00:1]/ http://[2002:7f00:1::]/
http://[fe80::1]/ http://[fc00::1]/ http://[ff02::1]/ http://[2001::1]/ http://[::7f00:1]/
http://10.0.0.1/ http://172.16.0.1/ http://192.168.1.1/ http://100.64.0.1/
http://169.254.169.254/latest/meta-data/ http://2852039166/ http://168.63.129.16/
http://[fd00:ec2::254]/ http://224.0.0.1/ http://255.255.255.255/ http://240.0.0.1/
http://localhost/ http://a.localhost/ http://metadata.google.internal/ http://printer.local/
http://user@8.8.8.8/ http://8.8.8.8:80@127.0.0.1/ http://8.8.8.8:22/
file:///etc/passwd ftp://8.8.8.8/a gopher://127.0.0.1/ data:text/html,a javascript:1 http:///a
""".split()


@pytest.mark.parametrize("url", REFUSED)
def test_refused(url: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host} was looked up")

    with pytest.raises(FetchError) as raised:
        fetch(url, guard=Guard(resolve=never), limits=Limits(seconds=2))
    assert "\n" not in str(raised.value)
    assert "try again later" not in str(raised.value)


@pytest.mark.parametrize(
    "said", [["127.0.0.1"], ["::1"], ["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["169.254.169.254"]]
)
def test_a_name_that_stands_for_an_inner_address_is_refused(said: list[str]) -> None:
    with pytest.raises(FetchError, match="not public"):
        fetch("http://example.org/", guard=Guard(resolve=lambda host, port: said))


@pytest.mark.parametrize(
    "to",
    ["http://169.254.169.254/latest/", "http://[::1]/", "http://0x7f.1/", "file:///etc/passwd"],
)
def test_a_redirect_is_checked_as_the_first_address_was(port: int, to: str) -> None:
    with pytest.raises(FetchError, match=r"not public|only http"):
        fetch(f"http://127.0.0.1:{port}/to/{to}", guard=opened(port))


@pytest.mark.parametrize("to", ["http://xn--zz-/", "http://xn--a/", "http://-a%C3%9F.de/"])
def test_a_redirect_to_letters_that_are_no_name_is_one_line(port: int, to: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return [host] if host == "127.0.0.1" else nowhere(host, port)

    guard = Guard(allowed=frozenset({("127.0.0.1", port)}), resolve=resolve)
    with pytest.raises(FetchError) as raised:
        fetch(f"http://127.0.0.1:{port}/to/{to}", guard=guard)
    assert str(raised.value).isprintable()


def test_a_name_that_changes_its_answer_is_checked_at_every_connection(port: int) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    guard = Guard(allowed=frozenset({("127.0.0.1", port)}), resolve=lambda h, p: next(answers))
    with pytest.raises(FetchError, match=r"127\.0\.0\.2, which is not public"):
        fetch(f"http://example.org:{port}/page", guard=guard)
    assert [path for path, _ in SEEN] == ["/robots.txt"]


def test_the_bytes_are_kept_and_hashed(port: int) -> None:
    found = fetch(f"http://127.0.0.1:{port}/page#part", guard=opened(port))
    assert (found.data, found.media_type) == (PAGE, "text/html")
    assert found.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert found.url == f"http://127.0.0.1:{port}/page"
    assert found.snapshot == ""


@pytest.mark.parametrize(
    ("path", "limits", "words"),
    [
        ("large", Limits(size=10_000), "longer than 10,000 bytes"),
        ("loop", Limits(redirects=3), "redirects more than 3 times"),
        ("picture", Limits(), "image/png"),
        ("private/a", Limits(), "robots.txt"),
        ("%70rivate", Limits(), "robots.txt"),
        ("to//private", Limits(), "robots.txt"),
    ],
)
def test_limits_and_manners(port: int, path: str, limits: Limits, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(f"http://127.0.0.1:{port}/{path}", guard=opened(port), limits=limits)


def test_a_slow_drip_is_cut_off(port: int) -> None:
    """The server would go on for long after: what ends it is the limit."""
    with pytest.raises(FetchError, match=r"timed out|time for fetching has run out"):
        fetch(f"http://127.0.0.1:{port}/slow", guard=opened(port), limits=Limits(seconds=0.6))


def test_no_cookie_and_no_credential_is_sent(
    port: int, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(home / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    fetch(f"http://127.0.0.1:{port}/cookie", guard=opened(port))
    assert [path for path, _ in SEEN] == ["/robots.txt", "/cookie", "/page"]
    assert not any({"cookie", "authorization"} & set(headers) for _, headers in SEEN)
    assert all(headers["user-agent"].startswith("readouts/") for _, headers in SEEN)


def test_the_address_of_a_snapshot_is_recorded(port: int) -> None:
    archive = f"http://127.0.0.1:{port}/archive"
    url = f"http://127.0.0.1:{port}/page"
    found = fetch(url, guard=opened(port), snapshot=True, archive=archive)
    assert found.snapshot == "https://web.archive.org/web/2024/http://example.org/"
    assert found.data == PAGE
