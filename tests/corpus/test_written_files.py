"""Files written whole or not at all: no name of a user's is taken, no link is followed blindly."""

from __future__ import annotations

import os
import stat
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from library_texts import event

from corpus import Library, LibraryError
from corpus.files import explain, replacing

SOMEBODY = 54_321
"""A user of this number there need not be."""


def put(path: Path, data: bytes) -> None:
    with replacing(path) as file:
        file.write(data)


def stopped(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"half")
        raise KeyboardInterrupt


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "library").mkdir()
    library = Library(tmp_path / "library" / "readouts.db")
    for number in range(20):
        library.add_event(event(f"talks-{number}"))
    return library


def test_an_export_leaves_the_names_beside_it_alone(library: Library, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    (tmp_path / "library.zip.part").symlink_to(kept)
    (tmp_path / "other.zip.part").write_text("mine too")
    library.export(tmp_path / "library.zip")
    library.export(tmp_path / "other.zip")
    assert kept.read_text() == "mine"
    assert (tmp_path / "library.zip.part").is_symlink()
    assert (tmp_path / "other.zip.part").read_text() == "mine too"
    assert (tmp_path / "library.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_exports_at_once_are_whole(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "library.zip"
    start = threading.Barrier(4)

    def export(_: int) -> None:
        start.wait()
        library.export(target)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(export, range(4)))
    with zipfile.ZipFile(target) as packed:
        assert packed.testzip() is None
        assert len(packed.namelist()) == 61
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library", "library.zip"]


def test_an_export_that_fails_keeps_the_last_one(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "library.zip"
    target.write_bytes(b"the last")
    library.close()
    folder = tmp_path / "library"
    (folder / "readouts.db").write_bytes(b"no database" * 1_000)
    with pytest.raises(LibraryError):
        library.export(target)
    assert target.read_bytes() == b"the last"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library", "library.zip"]


def test_what_is_stopped_half_way_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with pytest.raises(KeyboardInterrupt):
        stopped(path)
    assert not list(tmp_path.iterdir())
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        stopped(path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_a_file_is_on_the_disk_before_it_takes_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order: the content is synced, the name changes, the folder is synced."""
    seen: list[str] = []
    plain_sync, plain_replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        held = os.fstat(handle)
        seen.append("folder" if stat.S_ISDIR(held.st_mode) else f"{held.st_size} bytes")
        plain_sync(handle)

    def rename(source: Path, target: Path) -> None:
        seen.append(f"name {target.name}")
        plain_replace(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", rename)
    put(tmp_path / "report.html", b"report")
    assert seen == ["6 bytes", "name report.html", "folder"]


def test_a_private_file_is_private_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.touch(0o600)
    with replacing(path) as file:
        file.write(b"secret")
        beside = next(p for p in tmp_path.iterdir() if p != path)
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_ones_own_link_leads_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to("there")
    (tmp_path / "there").symlink_to(tmp_path / "file")
    put(tmp_path / "here", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert (tmp_path / "here").is_symlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="not run by root, who alone can make another's link")
def test_anothers_link_is_not_followed(tmp_path: Path) -> None:
    mine, link = tmp_path / "mine", tmp_path / "report.html"
    mine.write_bytes(b"mine")
    link.symlink_to(mine)
    os.lchown(link, SOMEBODY, SOMEBODY)
    with pytest.raises(OSError, match="another user") as caught:
        put(link, b"report")
    assert "report.html can't be written: it is a link that" in explain(link, caught.value)
    assert mine.read_bytes() == b"mine"


def test_links_in_a_circle_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="in a circle"):
        put(tmp_path / "a", b"")


def test_a_name_that_is_no_text_is_written_and_named(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    put(Path(os.fsdecode(folder + b"/\xff.md")), b"new")
    assert os.listdir(folder) == [b"\xff.md"]
    path = Path(os.fsdecode(folder + b"/no\xff\n/x.md"))
    with pytest.raises(FileNotFoundError) as caught:
        put(path, b"")
    assert r"no\udcff /x.md can't be written" in explain(path, caught.value)
