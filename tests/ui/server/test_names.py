"""The names that a dashboard answers to."""

from __future__ import annotations

import socket

import pytest

from ui.server.names import names


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_on_this_machine_its_own_names_are_known(host: str) -> None:
    known = names(host, 8501)
    for name in ("127.0.0.1:8501", "localhost:8501", "LOCALHOST:8501", "[::1]:8501"):
        assert known.allows_host(name)
        assert known.allows_origin(f"http://{name}")


@pytest.mark.parametrize(
    "name",
    [
        "evil.example:8501",
        "localhost",
        "localhost:3000",
        "127.0.0.1.evil.example:8501",
        "localhost.:8501",
        "192.168.1.5:8501",
        "user@localhost:8501",
        " localhost:8501",
        "",
    ],
)
def test_any_other_name_is_not(name: str) -> None:
    assert not names("127.0.0.1", 8501).allows_host(name)
    assert not names("127.0.0.1", 8501).allows_origin(f"http://{name}")


@pytest.mark.parametrize("origin", ["null", "", "https://localhost:8501", "file://", "localhost"])
def test_an_origin_is_scheme_and_name(origin: str) -> None:
    assert not names("127.0.0.1", 8501).allows_origin(origin)


def test_one_address_is_one_name() -> None:
    known = names("192.168.1.5", 8501)
    assert known.allows_host("192.168.1.5:8501")
    assert not known.allows_host("192.168.1.6:8501")
    assert not known.allows_host("localhost:8501")


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_on_all_addresses_numbers_are_names_and_foreign_words_are_not(host: str) -> None:
    known = names(host, 8501)
    assert known.allows_host("192.168.1.6:8501")
    assert known.allows_host("[fe80::1]:8501")
    assert known.allows_origin("http://10.0.0.7:8501")
    assert known.allows_host(f"{socket.gethostname()}:8501")
    assert not known.allows_host("192.168.1.6:8502")
    assert not known.allows_host("evil.example:8501")
    assert not known.allows_origin("https://10.0.0.7:8501")


def test_behind_a_proxy_pages_of_the_public_address_alone_send() -> None:
    known = names("127.0.0.1", 8501, "https://readouts.example.org")
    assert known.allows_host("readouts.example.org")
    assert known.allows_host("127.0.0.1:8501")
    assert known.allows_origin("https://readouts.example.org")
    assert not known.allows_origin("http://readouts.example.org")
    assert not known.allows_origin("http://127.0.0.1:8501")


@pytest.mark.parametrize(
    "public", ["readouts.example.org", "ftp://x.org", "https://x.org/a", "https://u@x.org", "//x"]
)
def test_a_public_address_is_scheme_and_host(public: str) -> None:
    with pytest.raises(ValueError, match="address"):
        names("127.0.0.1", 8501, public)
