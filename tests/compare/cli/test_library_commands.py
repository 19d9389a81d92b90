"""The commands of the library: what they answer, what they refuse in one line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from command import Run, refused

from corpus import Library

pytestmark = pytest.mark.slow

US = "The Secretary met the Minister.\n\nThe United States upholds freedom of navigation.\n"
PRC = "部长会见国务卿。\n\n各国依法在南海享有航行自由。\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two statements, and a library of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READOUTS_LIBRARY", str(tmp_path / "mine.db"))
    Path("us.txt").write_text(US, encoding="utf-8")
    Path("prc.md").write_text(
        f"---\nid: prc-1\nside: PRC\nlanguage: zh\ndate: 2024-01-12\ntitle: 会见\n---\n\n{PRC}",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def filled(run: Run) -> None:
    given = ["--side", "US", "--date", "2024-01-12", "--title", "Meeting", "--id", "us-1"]
    code, out, err = run("add", "us.txt", *given, "--event", "talks", "--tag", "sea")
    assert (code, out, err) == (0, "us-1  talks\n", "")
    assert run("add", "prc.md", "--event", "talks") == (0, "prc-1  talks\n", "")


@pytest.mark.usefixtures("filled")
def test_what_was_added_is_listed_and_shown(run: Run) -> None:
    code, out, _ = run("events")
    assert (code, out) == (0, "talks  2024-01-12  US (en), PRC (zh)\n")
    code, out, _ = run("show", "talks")
    assert code == 0
    assert "US (en)  us-1" in out
    assert "title:     会见" in out
    code, out, _ = run("show", "us-1")
    assert out.startswith("Meeting\n  event:     talks\n")
    for part in ("tags:      sea", "original:  kept", "version:   1 of 1", US.strip()):
        assert part in out


@pytest.mark.usefixtures("filled")
def test_an_edited_statement_is_a_new_version(run: Run) -> None:
    Path("us.txt").write_text(US + "\nThey spoke of whaling.\n", encoding="utf-8")
    code, out, _ = run("add", "us.txt", "--side", "US", "--id", "us-1", "--note", "corrected")
    assert (code, out) == (0, "us-1  talks, version 2\n")
    assert "whaling" in run("show", "us-1")[1]
    assert "whaling" not in run("show", "us-1", "--version", 1)[1]
    assert run("add", "us.txt", "--side", "US", "--id", "us-1")[1] == "us-1  talks, version 2\n"
    refused(run("show", "us-1", "--version", 9), "no version 9", "1 to 2")


@pytest.mark.usefixtures("filled")
def test_freedom_of_navigation_is_found_in_chinese(run: Run) -> None:
    code, out, err = run("search", "freedom of navigation")
    assert (code, err) == (0, "")
    places, texts = out.splitlines()[::2], out.splitlines()[1::2]
    assert {place[:17] for place in places} == {"talks  US (en)  2", "talks  PRC (zh)  "}
    assert any("航行自由" in text for text in texts)
    assert any("by words, nearness 0." in place for place in places)
    assert "航行自由" in run("search", "freedom of navigation", "--side", "PRC")[1]
    assert "航行自由" in run("search", "航", "--by", "words")[1]
    assert run("search", "南海", "--by", "words", "--lang", "en") == (
        0,
        "",
        "readouts: nothing was found; try fewer words, or search by meaning\n",
    )
    assert run("search", "whaling", "--by", "words", "--quiet") == (0, "", "")
    assert run("search", "the", "--by", "words", "--most", 1)[1].count("\n") == 2


@pytest.mark.usefixtures("filled")
def test_json_is_for_other_programs(run: Run) -> None:
    def printed(*arguments: str) -> Any:
        code, out, err = run(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    (event,) = printed("events")
    assert (event["id"], event["date"]) == ("talks", "2024-01-12")
    assert [held["side"] for held in event["statements"]] == ["US", "PRC"]
    assert printed("show", "talks") == event
    statement = printed("show", "us-1")
    assert statement["text"] == US
    assert (statement["event"], statement["version"], statement["tags"]) == ("talks", 1, ["sea"])
    hits = printed("search", "freedom of navigation")
    assert {hit["language"] for hit in hits} == {"en", "zh"}
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert US[hits[-1]["start"] : hits[-1]["end"]] == hits[-1]["text"] or "航行" in hits[-1]["text"]
    assert printed("search", "whaling", "--by", "words") == []
    assert printed("events", "--suggest") == []


@pytest.mark.usefixtures("filled")
def test_a_library_goes_out_and_comes_in(run: Run) -> None:
    code, _, err = run("export", "library.zip")
    assert (code, err) == (0, "readouts: the library is in library.zip\n")
    with zipfile.ZipFile("library.zip") as packed:
        assert packed.testzip() is None
        assert "events/talks/us-1.md" in packed.namelist()
    code, _, err = run("import", "library.zip", "--library", "other.db")
    assert code == 0
    assert "1 events, 2 statements and 2 versions came in" in err
    run("export", "again.zip", "--library", "other.db", "--quiet")
    assert Path("again.zip").read_bytes() == Path("library.zip").read_bytes()
    assert run("check", "--library", "other.db")[0] == 0


@pytest.mark.usefixtures("filled")
def test_check_says_what_is_amiss(run: Run, place: Path) -> None:
    code, out, err = run("check")
    assert (code, out) == (0, "")
    assert err.endswith("mine.db is whole\n")
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(place / "mine.db")) as file:
        file.execute("UPDATE versions SET text = text || '!'")
        file.commit()
    code, out, _ = run("check")
    assert code == 1
    assert "us-1, version 1: was changed after it was written" in out


def test_a_new_statement_is_told_where_it_may_belong(run: Run) -> None:
    about = ["--date", "2024-01-12", "--title", "Meeting on Taiwan and fentanyl"]
    Path("a.txt").write_text("The Secretary raised Taiwan, fentanyl and the South China Sea.")
    Path("b.txt").write_text("双方就台湾问题、南海问题和芬太尼交换意见。", encoding="utf-8")
    run("add", "a.txt", "--side", "US", "--event", "talks", *about)
    code, out, err = run("add", "b.txt", "--side", "PRC", *about[:2])
    assert code == 0
    own = out.split()[0]
    assert f"{own} may belong to talks (same day, both name" in err
    assert err.endswith(f"to put it there: readouts move {own} talks\n")
    code, out, _ = run("events", "--suggest")
    assert out.startswith((f"talks and {own} (", f"{own} and talks ("))
    assert run("move", own, "talks") == (0, f"{own}  talks\n", "")
    assert run("events", "--suggest") == (0, "", "")
    assert run("events")[1].count("\n") == 1


def test_nothing_is_kept_when_one_file_cannot_be_read(run: Run, place: Path) -> None:
    Path("empty.txt").write_text("")
    refused(run("add", "us.txt", "empty.txt"), "empty.txt")
    assert not (place / "mine.db").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add"], ["FILE"]),
        (["add", "missing.txt"], ["missing.txt"]),
        (["add", "us.txt", "prc.md", "--id", "x"], ["--id", "2 were read"]),
        (["add", "us.txt", "--date", "soon"], ["date", "2024-01-31"]),
        (["add", "us.txt", "--library", "no/such/folder.db"], ["no folder", "make it"]),
        (["add", "us.txt", "--library", "mysql://a/b"], ["PostgreSQL", "mysql"]),
        (["add", "us.txt", "--event", "talks", "--tag", "x" * 300], ["tag"]),
        (["events"], ["there is no library", "add a statement"]),
        (["show", "x"], ["there is no library"]),
        (["search", "x"], ["there is no library"]),
        (["check"], ["there is no library"]),
        (["export", "x.zip"], ["there is no library"]),
        (["import", "missing.zip"], ["missing.zip", "does not exist"]),
        (["import", "us.txt"], ["no ZIP"]),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    run: Run, arguments: list[str], words: list[str]
) -> None:
    refused(run(*arguments), *words)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "talk"], ["no statement", "readouts events"]),
        (["move", "nobody", "talks"], ["no statement"]),
        (["move", "us-1", " "], ["event's id"]),
        (["search", "x", "--since", "soon"], ["soon", "2024-01-31"]),
        (["search", "x", "--most", "0"], ["--most"]),
        (["search", "x", "--side", "Japan"], ["no side 'Japan'", "PRC, US"]),
        (["search", "x", "--by", "magic"], ["--by"]),
        (["search", "x", "--encoder", "nowhere"], ["nowhere"]),
        (["add", "prc.md", "--event", "other"], ["talks", "readouts move"]),
        (["export", "no/such/folder.zip"], ["can't be written"]),
    ],
)
def test_what_cannot_be_done_in_a_library(run: Run, arguments: list[str], words: list[str]) -> None:
    refused(run(*arguments), *words)


def test_a_library_on_a_server(run: Run, library_place: str) -> None:
    assert run("add", "prc.md", "--library", library_place)[0] == 0
    assert run("show", "prc-1", "--library", library_place)[0] == 0
    with Library(library_place, create=False) as library:
        assert library.event_ids() == ("prc-1",)


def test_a_table_is_many_statements(run: Run) -> None:
    rows = "day,country,body,meeting\n2024-01-26,US,They met.,harbour\n2024-01-26,CN,They left.,\n"
    Path("rows.csv").write_text(rows + "soon,CN,They came.,pier\n", encoding="utf-8")
    refused(
        run("add", "rows.csv", "--table"), "rows.csv row 3: date 'soon' is no date; write it as"
    )
    code, out, err = run("add", "rows.csv", "--table", "--skip", "--event", "talks")
    assert code == 0
    assert [line.split()[1] for line in out.splitlines()] == ["talks", "talks"]
    assert "rows.csv: 2 rows; date from 'day', side from 'country', text from 'body'" in err
    assert "passed over: rows.csv row 3" in err
    given = ["--column", "date=2024-02-01", "--event", "talks", "-q"]
    code, out, err = run("add", "rows.csv", "--table", *given)
    assert (code, len(out.splitlines()), err) == (0, 3, "")
    assert "CN (en), CN (en)" in run("events")[1]
    refused(run("add", "rows.csv", "--table", "--column", "body"), "write it as --column text=body")
    refused(
        run("add", "rows.csv", "--table", "--column", "skip=no"), "the fields are text, id, side"
    )
