"""Export and import: the same library comes back, to the byte; what does not fit is refused."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_texts import event, statement

import corpus
from corpus import Library, LibraryError, Statement, samples
from corpus.library import EventRecord, Imported, StatementRecord, Version
from corpus.library.exchange import plainfiles

PAGE = b"\x00\xff<p>page</p>"


def fill(library: Library) -> None:
    for name in samples.names():
        library.add_event(samples.load(name))
    library.add(
        statement(text="First."), "e/../é", original=PAGE, tags=["a", "更新"], note="One\n\n two"
    )
    library.add(statement(text="Second.\n"), "e/../é")
    library.add(statement(text="First."), "e/../é")
    library.add(
        statement("PRC", "PRC", "\n\n---\nid: x\n---\n\r\n 正文 \u3000\n", language="zh"), "E"
    )
    library.add(statement("prc", "PRC", "正文", language="zh", date=None), "e")
    library.edit_event(
        "E", title="Title: 'quoted' #1", place="---", note="x: [1,\n- 2", tags=["on"]
    )


def test_a_library_comes_back_to_the_byte(library_place: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    with Library(library_place) as library:
        fill(library)
        library.export(one)
        records = {record.id: record for record in library.records()}
    with Library(tmp_path / "copy.db") as copy:
        told: list[tuple[int, int]] = []
        came = copy.import_(one, lambda *done: told.append(done))
        assert came == Imported(events=10, statements=19, versions=21, known=0)
        assert told[-1] == (10, 10)
        assert {record.id: record for record in copy.records()} == records
        assert copy.original(records["e/../é"].statements[0].versions[0].original) == PAGE
        assert copy.check() == []
        copy.export(two)
        assert one.read_bytes() == two.read_bytes()
        assert copy.import_(two) == Imported(known=21)
        copy.export(two)
        assert one.read_bytes() == two.read_bytes()


def test_files_are_plain_and_safely_named(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        fill(library)
        library.export(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        names = packed.namelist()
        one = packed.read("events/geneva-trade-talks-2025/geneva-trade-talks-2025-us.md").decode()
    assert "events/geneva-trade-talks-2025/event.yaml" in names
    assert any(name.endswith(".v1.md") for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert ".." not in name.split("/")
        assert all(len(part) < 100 for part in name.split("/"))
    head, _, text = one.removeprefix("---\n").partition("\n---\n")
    assert "side: US\nlanguage: en\ndate: 2025-05-12\n" in head
    geneva = samples.load("geneva-trade-talks-2025").statements[0]
    assert text == f"\n{geneva.text}\n"
    assert corpus.read(one.encode(), kind="markdown").text.strip() == geneva.text.strip()


def test_an_export_may_be_unpacked_edited_and_brought_in(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        library.add_event(event("talks"))
        library.edit_event("talks", note="The library's note.")
        library.export(tmp_path / "a.zip")
        folder = tmp_path / "unpacked"
        shutil.unpack_archive(tmp_path / "a.zip", folder)
        text = folder / "events" / "talks" / "talks-us.md"
        text.write_text(text.read_text().replace("spoke of trade", "spoke of tariffs"))
        about = folder / "events" / "talks" / "event.yaml"
        about.write_text(about.read_text().replace("The library's", "Another") + "tags: [edited]\n")
        third = "---\nid: japan\nside: Japan\nlanguage: ja\n---\n\n会談した。\n"
        (folder / "events" / "talks" / "japan.md").write_text(third, encoding="utf-8")
        assert library.import_(folder) == Imported(statements=1, versions=2, known=1)
        record = library.record("talks")
        assert [one.id for one in record.statements] == ["talks-us", "talks-prc", "japan"]
        assert "tariffs" in library.statement("talks-us").text
        assert "of trade" in library.statement("talks-us", 1).text
        assert (record.note, record.tags) == ("The library's note.", ("edited",))
        assert library.statement("japan").text == "会談した。"
        assert library.check() == []


def test_histories_that_parted_are_joined(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as one, Library(tmp_path / "b.db") as other:
        one.add(statement(text="A."), "e")
        one.export(tmp_path / "a.zip")
        other.import_(tmp_path / "a.zip")
        one.add(statement(text="B."), "e")
        other.add(statement(text="C."), "e")
        one.export(tmp_path / "a.zip")
        assert other.import_(tmp_path / "a.zip") == Imported(versions=1, known=1)
        assert [v.statement.text for v in other.statement_record("us").versions] == [
            "A.",
            "C.",
            "B.",
        ]
        assert other.import_(tmp_path / "a.zip") == Imported(known=2)


def test_an_export_inside_a_folder_of_the_zip(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        library.add_event(event())
        library.export(tmp_path / "a.zip")
    with (
        zipfile.ZipFile(tmp_path / "a.zip") as packed,
        zipfile.ZipFile(tmp_path / "b.zip", "w") as again,
    ):
        for name in packed.namelist():
            again.writestr(f"my library/{name}", packed.read(name))
    with Library(tmp_path / "b.db") as library:
        assert library.import_(tmp_path / "b.zip").events == 1


def _without(name: str) -> Callable[[dict[str, bytes]], object]:
    return lambda files: files.pop(name)


def _with(name: str, data: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda files: files.update({name: data})


US, ABOUT = "events/e/us.md", "events/e/event.yaml"
FRONT = b"---\nid: us\nside: U\nlanguage: en\n"
BAD: dict[str, tuple[Callable[[dict[str, bytes]], object], tuple[str, ...]]] = {
    "no mark": (_without("library.yaml"), ("is no export", "readouts add")),
    "newer form": (_with("library.yaml", b"form: readouts.library/9"), ("newest Readouts",)),
    "mark is a list": (_with("library.yaml", b"- 1"), ("library.yaml", "key: value")),
    "no such file": (_without(US), (ABOUT, "'us.md'", "not there")),
    "no statements": (lambda files: (files.pop(US), files.update({ABOUT: b"id: e"})), ("without",)),
    "not utf-8": (_with(US, b"---\nid: \xff\n---\n"), (US, "UTF-8")),
    "no front": (_with(US, b"Text."), (US, "front matter")),
    "open front": (_with(US, b"---\nid: us\n"), (US, "front matter")),
    "bad yaml": (_with(US, b"---\nid: [\n---\n"), (US, "valid YAML")),
    "yaml object": (_with(US, b"---\n!!python/object:os.system x\n---\n"), (US,)),
    "long front": (_with(US, FRONT + b"x: y\n" * 500_000 + b"---\n"), (US, "shorten them")),
    "no side": (_with(US, b"---\nid: us\nlanguage: en\n---\n\nText."), (US, "'side'")),
    "bad date": (_with(US, FRONT + b"date: 2024-13-01\n---\n\nT"), (US, "'date'")),
    "bad version": (_with(US, FRONT + b"version: x\n---\n\nT"), (US, "version")),
    "bad event": (_with(ABOUT, b"id: [e]\nstatements: [us.md]"), (ABOUT, "'id'")),
    "bad event date": (_with(ABOUT, b"id: e\ndate: soon\nstatements: [us.md]"), (ABOUT, "soon")),
    "bad tags": (_with(ABOUT, b"id: e\ntags: {a: b}\nstatements: [us.md]"), (ABOUT, "'tags'")),
    "twice the same": (
        _with("events/e/b.md", FRONT + b"---\n\nT"),
        ("same version",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_does_not_fit_is_refused(case: str, tmp_path: Path) -> None:
    spoil, words = BAD[case]
    with Library(tmp_path / "a.db") as library:
        library.add(statement(), "e")
        library.export(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    spoil(files)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    with Library(tmp_path / "b.db") as library:
        with pytest.raises(LibraryError) as error:
            library.import_(tmp_path / "b.zip")
        assert library.event_ids() == ()
    said = str(error.value)
    assert "\n" not in said
    for word in words:
        assert word in said


def test_bytes_that_were_changed_are_refused(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        record = library.add(statement(), "e", original=PAGE)
        library.export(tmp_path / "a.zip")
    shutil.unpack_archive(tmp_path / "a.zip", tmp_path / "out")
    digest = record.newest.original
    kept = tmp_path / "out" / "originals" / digest[:2] / digest
    for spoil, word in (
        (lambda: kept.write_bytes(b"x"), "was changed"),
        (kept.unlink, "is missing"),
    ):
        spoil()
        with Library(tmp_path / "b.db") as library:
            with pytest.raises(LibraryError, match=word):
                library.import_(tmp_path / "out")
            assert library.event_ids() == ()


@pytest.mark.parametrize(
    ("data", "word"), [(b"", "no ZIP"), (b"PK\x03\x04", "no ZIP"), (b"text", "no ZIP")]
)
def test_what_is_no_zip(data: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with Library(tmp_path / "a.db") as library:
        with pytest.raises(LibraryError, match=word):
            library.import_(tmp_path / "x.zip")
        with pytest.raises(LibraryError, match="does not exist"):
            library.import_(tmp_path / "y.zip")
        with pytest.raises(LibraryError, match="can't be written"):
            library.export(tmp_path / "no" / "folder.zip")


def test_the_longest_note_comes_back(tmp_path: Path) -> None:
    note = ("\U0001f600\x07---\n\u2028'" * 20_000)[:99_990] + "end"
    with Library(tmp_path / "a.db") as library:
        library.add(statement(title="\x1b" * 10_000), "e", note=note)
        library.edit_event("e", note=note)
        library.export(tmp_path / "a.zip")
        records = list(library.records())
    with Library(tmp_path / "b.db") as copy:
        copy.import_(tmp_path / "a.zip")
        assert list(copy.records()) == records


@pytest.mark.parametrize("name", ["../../evil.md", "/tmp/evil.md", "events/../../evil/event.yaml"])
def test_names_that_lead_elsewhere_are_passed_over(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.writestr("library.yaml", f"form: {plainfiles.FORM}\n")
        packed.writestr(name, "id: evil\n")
    with Library(tmp_path / "a.db") as library:
        assert library.import_(tmp_path / "b.zip") == Imported()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.db", "b.zip"]


ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
MOMENTS = st.datetimes(timezones=st.none() | st.just(dt.UTC))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(text=ANY, title=ANY, note=ANY, tags=st.lists(ANY, max_size=3), retrieved=MOMENTS)
def test_any_text_survives_the_files(
    text: str, title: str, note: str, tags: list[str], retrieved: dt.datetime
) -> None:
    source = corpus.Source(publisher=title, retrieved=retrieved)
    one = Statement(id="a", side="b", language="no", text=text, title=title, source=source)
    version = Version(3, one, dt.datetime(2024, 1, 1, tzinfo=dt.UTC), "")
    record = StatementRecord("e", (version,), tuple(tags), note)
    data = plainfiles.statement_file(record, version)
    fields, found = plainfiles.read_statement(data, "a.md")
    assert found == version
    assert plainfiles.texts(fields, "tags", "a.md") == tags
    assert plainfiles.line(fields, "note", "a.md") == note
    about = plainfiles.event_file(EventRecord("e", title, None, "", (), note), ["a.md"])
    assert plainfiles.line(plainfiles.read_yaml(about, "e"), "note", "e") == note


@given(ids=st.lists(ANY.filter(str.strip), unique=True, max_size=6))
def test_any_ids_get_names_of_their_own(ids: list[str]) -> None:
    names = plainfiles.names(ids)
    assert len({name.casefold() for name in names.values()}) == len(ids)
    for name in names.values():
        assert name.strip(". ") == name
        assert not set(name) & set('/\\:*?"<>|\n\0')
