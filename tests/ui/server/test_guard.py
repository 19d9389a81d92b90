"""What a real dashboard answers, and to whom."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from dashboard_server import FLAGS, RunningDashboard, dashboard, visit
from playwright.sync_api import Browser, expect
from streamlit_client import draw, stream
from websockets.exceptions import InvalidStatus

from ui.server import pages

pytestmark = pytest.mark.slow

PATHS = ["/", "/library", "/_stcore/host-config", "/_stcore/metrics", "/static/x.js", "/media/x"]
FOREIGN = ["http://evil.example", "http://localhost:3000", "https://127.0.0.1", "null"]
PASSWORD = "correct horse battery"


def ask(
    server: RunningDashboard, path: str, method: str = "GET", body: str = "", **headers: str
) -> httpx.Response:
    """Send one request; underscores of header names stand for hyphens."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    url = f"{server.address}{path}"
    return httpx.request(method, url, content=body, headers=given, timeout=30, trust_env=False)


def cookie_of(response: httpx.Response) -> str:
    return response.headers["Set-Cookie"].partition(";")[0]


@pytest.fixture(scope="module")
def cookie(server: RunningDashboard) -> tuple[str, str]:
    return server.cookie()


@pytest.fixture(scope="module")
def own(server: RunningDashboard, cookie: tuple[str, str]) -> dict[str, str]:
    """Headers of a page that is in."""
    return {"Cookie": "=".join(cookie)}


# Names


@pytest.mark.parametrize("path", [*PATHS, "/_stcore/health", "/_readouts/login"])
def test_a_wrong_host_is_refused_even_with_the_cookie(
    server: RunningDashboard, own: dict[str, str], path: str
) -> None:
    assert ask(server, path, Host=f"evil.example:{server.port}", **own).status_code == 403


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_foreign_origin_is_refused_even_with_the_cookie(
    server: RunningDashboard, own: dict[str, str], origin: str, method: str
) -> None:
    assert ask(server, "/_stcore/upload_file/a/b", method, Origin=origin, **own).status_code == 403


def test_what_another_port_of_this_machine_embeds_is_refused(
    server: RunningDashboard, own: dict[str, str]
) -> None:
    site = {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"}
    assert ask(server, "/", **site, **own).status_code == 403
    frame = {**site, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
    assert ask(server, "/", **frame, **own).status_code == 403
    link = {**site, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert ask(server, "/", **link, **own).status_code == 200


@pytest.mark.parametrize("origin", [None, *FOREIGN])
def test_a_websocket_of_another_page_is_refused(
    server: RunningDashboard, cookie: tuple[str, str], origin: str | None
) -> None:
    with (
        pytest.raises(InvalidStatus, match="403"),
        stream(server.port, origin=origin, cookie=cookie),
    ):
        pass


def test_a_websocket_under_a_wrong_host_is_refused(
    server: RunningDashboard, cookie: tuple[str, str]
) -> None:
    host = f"evil.example:{server.port}"
    with (
        pytest.raises(InvalidStatus, match="403"),
        stream(server.port, host=host, origin=f"http://{host}", cookie=cookie),
    ):
        pass


# Tokens and the cookie


@pytest.mark.parametrize("path", PATHS)
def test_without_a_token_nothing_is_shown(server: RunningDashboard, path: str) -> None:
    response = ask(server, path)
    assert response.status_code == 401
    assert b"readouts dashboard" in response.content
    assert ask(server, path, Cookie=f"readouts-{server.port}=guess").status_code == 401


def test_without_a_token_no_websocket_opens(server: RunningDashboard) -> None:
    with pytest.raises(InvalidStatus, match="403"), stream(server.port, origin=server.address):
        pass


def test_that_it_is_up_may_be_known(server: RunningDashboard) -> None:
    assert ask(server, "/_stcore/health").content == b"ok"


def test_a_token_opens_once_and_the_terminal_shows_the_next(server: RunningDashboard) -> None:
    opening = server.opening().removeprefix(server.address)
    first = ask(server, f"{opening}&event=own")
    assert first.status_code == 200
    assert 'url=/?event=own"' in first.text
    attributes = first.headers["Set-Cookie"].lower().split("; ")
    assert {"httponly", "samesite=strict", "path=/"} <= set(attributes)
    second = ask(server, opening)
    assert second.status_code == 401
    assert "Set-Cookie" not in second.headers
    assert b"used before" in second.content
    assert server.opening().removeprefix(server.address) != opening


def test_the_cookie_opens_page_and_websocket(
    server: RunningDashboard, cookie: tuple[str, str], own: dict[str, str]
) -> None:
    response = ask(server, "/library", **own)
    assert response.status_code == 200
    assert b'id="root"' in response.content
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    with stream(server.port, origin=server.address, cookie=cookie) as connection:
        told = draw(connection, "library")
    assert any(message.WhichOneof("type") == "delta" for message in told)


def test_a_browser_that_is_in_uses_up_no_token(
    server: RunningDashboard, own: dict[str, str]
) -> None:
    opening = server.opening()
    response = ask(server, opening.removeprefix(server.address) + "&wrong=10", **own)
    assert (response.status_code, response.headers["Location"]) == (303, "/?wrong=10")
    assert server.opening() == opening


# A password, and a proxy


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDashboard]:
    """A dashboard with a password, behind a proxy."""
    folder = tmp_path_factory.mktemp("team")
    options = ("--behind-proxy", "https://readouts.example.org", "--library", str(folder / "db"))
    with dashboard(folder / "log", *options, READOUTS_PASSWORD=PASSWORD) as running:
        yield running


PUBLIC = {"Host": "readouts.example.org", "Origin": "https://readouts.example.org"}


def login(team: RunningDashboard, password: str, **fields: str) -> httpx.Response:
    body = urlencode({"password": password, **fields})
    return ask(team, "/_readouts/login", "POST", body, **PUBLIC)


def test_the_password_lets_in_by_https_alone(team: RunningDashboard) -> None:
    assert b'name="password"' in ask(team, "/", Host="readouts.example.org").content
    wrong = login(team, "wrong")
    assert (wrong.status_code, wrong.headers.get("Set-Cookie")) == (401, None)
    right = login(team, PASSWORD, next="/topics?wrong=10")
    assert (right.status_code, right.headers["Location"]) == (303, "/topics?wrong=10")
    assert "Secure" in right.headers["Set-Cookie"]
    assert ask(team, "/", Host="readouts.example.org", Cookie=cookie_of(right)).status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil", "x"])
def test_the_password_leads_nowhere_else(team: RunningDashboard, target: str) -> None:
    assert login(team, PASSWORD, next=target).headers["Location"] == "/"


def test_a_proxy_may_ask_by_either_name(team: RunningDashboard) -> None:
    name, _, value = cookie_of(login(team, PASSWORD)).partition("=")
    for host in ("readouts.example.org", ""):
        with stream(
            team.port, host=host, origin=PUBLIC["Origin"], cookie=(name, value)
        ) as connection:
            assert draw(connection, "library")
    with (
        pytest.raises(InvalidStatus, match="403"),
        stream(team.port, origin=team.address, cookie=(name, value)),
    ):
        pass


def test_a_long_form_and_many_tries_are_refused(team: RunningDashboard) -> None:
    assert login(team, PASSWORD, x="x" * 5_000).status_code == 401
    assert 429 in [login(team, "wrong").status_code for _ in range(12)]


def test_the_log_holds_no_password_and_no_cookie(team: RunningDashboard) -> None:
    told = team.log.read_text("utf-8")
    assert PASSWORD not in told
    assert "https://readouts.example.org/?token=" in told
    assert "GET /" not in told


# In a browser


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    """A page that another program serves on another port of this machine."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>stranger</title>")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_address[1]}"
        web.shutdown()


def test_a_page_of_another_port_gets_no_connection(
    browser: Browser, server: RunningDashboard, stranger: str
) -> None:
    context = visit(browser, server)
    page = context.new_page()
    page.goto(stranger)
    script = """address => new Promise(done => {
        const stream = new WebSocket(address, ["streamlit"])
        stream.onopen = () => done("open")
        stream.onerror = () => done("refused")
    })"""
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    assert page.evaluate(script, address) == "refused"
    page.goto(server.address)
    assert page.evaluate(script, address) == "open"
    context.close()


def test_a_name_that_was_turned_to_this_machine_shows_nothing(
    chromium: str, browser: Browser, server: RunningDashboard
) -> None:
    rules = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    rebound = browser.browser_type.launch(executable_path=chromium, args=[*FLAGS, rules])
    page = rebound.new_page()
    response = page.goto(f"http://evil.example:{server.port}/")
    told = page.locator("body").inner_text()
    rebound.close()
    assert response is not None
    assert response.status == 403
    assert "does not answer to this name" in told


def test_the_address_opens_the_dashboard_from_a_file(
    browser: Browser, server: RunningDashboard, tmp_path: Path
) -> None:
    """As the command opens the browser: by a file, whose pages are of no site."""
    file = tmp_path / "open.html"
    file.write_text(pages.redirecting(f"{server.opening()}&event=own"), "utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.get_by_label("The second text")).to_be_visible(timeout=90_000)
    assert page.url == f"{server.address}/?event=own"
    context.close()


def test_a_locked_browser_is_told_what_to_do(
    browser: Browser, server: RunningDashboard, axe: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{server.address}/library")
    expect(page.get_by_role("heading")).to_contain_text("belongs to who started it")
    page.evaluate(axe)
    assert page.evaluate("axe.run()")["violations"] == []
    context.close()
