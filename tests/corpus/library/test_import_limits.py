"""What an import is held to: limits on the whole, linear time, and what add refuses."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from library_texts import statement

from corpus import Library, LibraryError
from corpus.formats.zip import ENTRY
from corpus.library.exchange import archive as exchange
from corpus.library.exchange import plainfiles, sources

US, ABOUT = "events/e/us.md", "events/e/event.yaml"
FRONT = b"---\nid: us\nside: U\nlanguage: en\n"


def packed(path: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    """An export made by hand."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("library.yaml", f"form: {plainfiles.FORM}\n")
        for name, data in files:
            archive.writestr(name, data)
    return path


def test_a_text_longer_than_add_takes_is_refused(tmp_path: Path) -> None:
    text = FRONT + b"---\n\n" + b"words " * 4_000_000
    export = packed(tmp_path / "b.zip", [(ABOUT, b"id: e"), (US, text)])
    assert export.stat().st_size < 100_000
    with (
        Library(tmp_path / "a.db") as library,
        pytest.raises(LibraryError, match=r"us\.md unpacks to more than 22,000,000 bytes"),
    ):
        library.import_(export)
    long = statement(text="words " * 3_500_000)
    with (
        Library(tmp_path / "a.db") as library,
        pytest.raises(LibraryError, match=r"'us' has 21,000,000 bytes and 20,000,000 can be kept"),
    ):
        library.add(long)


def test_a_bomb_of_many_members_is_refused(tmp_path: Path) -> None:
    bomb = [(f"events/e{n}/us.md", b" " * 10_000_000) for n in range(12)]
    with sources.opened(packed(tmp_path / "b.zip", bomb)) as files:
        read = (files.read(name, 20_000_000) for name, _ in bomb)
        with pytest.raises(LibraryError, match=r"b\.zip unpacks to more than 100 times its size"):
            list(read)


def test_an_event_beyond_reason_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "TOTAL", 1_000_000)
    rest = b"---\n\n" + b"words " * 30_000
    texts = [
        (f"events/e/{n}.md", b"---\nid: s%d\nside: U\nlanguage: en\n" % n + rest) for n in range(8)
    ]
    export = packed(tmp_path / "b.zip", [(ABOUT, b"id: e"), *texts])
    with (
        Library(tmp_path / "a.db") as library,
        pytest.raises(LibraryError, match=r"events/e/ holds more than 1,000,000 bytes"),
    ):
        library.import_(export)


def test_more_files_than_are_reasonable_are_refused(tmp_path: Path) -> None:
    export = tmp_path / "b.zip"
    export.write_bytes(b"PK\x03\x04" + ENTRY * (sources.MEMBERS + 1))
    with (
        Library(tmp_path / "a.db") as library,
        pytest.raises(LibraryError, match="more than 300,000 files"),
    ):
        library.import_(export)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_packing_has_no_limit_and_is_refused(method: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", method) as archive:
        archive.writestr("library.yaml", f"form: {plainfiles.FORM}\n")
    with (
        Library(tmp_path / "a.db") as library,
        pytest.raises(LibraryError, match="packed in a rare way"),
    ):
        library.import_(tmp_path / "b.zip")


class Name(str):
    """The name of a file that counts how often it is looked at."""

    looks = 0

    def __eq__(self, other: object) -> bool:
        Name.looks += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        return str.__hash__(self)

    def startswith(self, *given: Any) -> bool:
        Name.looks += 1
        return str.startswith(self, *given)

    def rpartition(self, sep: str) -> tuple[str, str, str]:
        Name.looks += 1
        folder, slash, file = str.rpartition(self, sep)
        return Name(folder), Name(slash), Name(file)

    def __add__(self, other: str) -> Name:
        return Name(str.__add__(self, other))


class Named:
    """Files of an export in memory, under names that count."""

    def __init__(self, events: int) -> None:
        front = "---\nid: e{0}-{1}\nside: {1}\nlanguage: en\n---\n\nThey met."
        self._files = {"library.yaml": f"form: {plainfiles.FORM}\n"}
        for number in range(events):
            about = f"id: e{number}\nstatements: [us.md, prc.md]\n"
            self._files[f"events/e{number}/event.yaml"] = about
            for side in ("us", "prc"):
                self._files[f"events/e{number}/{side}.md"] = front.format(number, side)

    def names(self) -> list[str]:
        return [Name(name) for name in sorted(self._files)]

    def read(self, name: str, limit: int) -> bytes:
        return self._files[str.__str__(name)].encode()


def looks_for(events: int) -> int:
    files, Name.looks = Named(events), 0
    folders = sources.by_folder(files.names())
    found = [exchange.read_event(files, f, folders[f]) for f in folders if f.count("/") == 2]
    assert len(found) == events
    return Name.looks


def test_events_are_found_in_linear_time() -> None:
    """A name is looked at no more often where there are eight times as many."""
    assert looks_for(800) < 10 * looks_for(100)


@pytest.mark.parametrize(
    ("fields", "text", "words"),
    [
        (b"language: Deutsch", b"They met.", "language 'Deutsch' of 'us' is no tag"),
        (b"language: en", b"", "text of 'us' has no words"),
        (b"language: en", b"--- !", "text of 'us' has no words"),
        (b"language: en\nversion: 0", b"They met.", "'version' or 'added' does not fit"),
        (b"language: en\nversion: -1", b"They met.", "'version' or 'added' does not fit"),
        (b"language: en\nversion: 1" + b"0" * 30, b"They met.", "'version' or 'added'"),
    ],
)
def test_what_add_refuses_import_refuses(
    fields: bytes, text: bytes, words: str, tmp_path: Path
) -> None:
    data = b"---\nid: us\nside: U\n" + fields + b"\n---\n\n" + text
    export = packed(tmp_path / "b.zip", [(ABOUT, b"id: e"), (US, data)])
    with Library(tmp_path / "a.db") as library:
        with pytest.raises(LibraryError, match=words):
            library.import_(export)
        assert library.event_ids() == ()
