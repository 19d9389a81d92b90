"""Histories of judgements: what counts of them, and how they are kept."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest
from sample_comparison import sample
from sample_judgements import judge

from compare.coding import files
from compare.coding.judgements import (
    MEANINGS,
    UNDATED,
    VALUES,
    Entry,
    Judgement,
    current,
    digest,
    withdraw,
)
from compare.errors import CodingError

RESULT = sample()


def status(value: str, index: int = 1, **rest: object) -> Judgement:
    return judge(RESULT, "status", "left", index, value, **rest)  # type: ignore[arg-type]


def test_the_last_of_a_coder_counts() -> None:
    first, second = status("covered"), status("partly", minute=1)
    other = status("left_out", coder="B")
    assert current([second, other, first]) == (second, other)
    assert current([other, first, second]) == (second, other)


def test_what_is_taken_back_does_not_count_and_the_one_before_does() -> None:
    first, second = status("covered"), status("partly", minute=1)
    assert current([first, second, withdraw(second, "A")]) == (first,)
    assert current([first, withdraw(first, "A")]) == ()


def test_nobody_takes_back_what_another_said() -> None:
    with pytest.raises(CodingError, match="only A takes"):
        withdraw(status("covered"), "B")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "maybe"}, "'maybe' cannot be said of a status; use one of covered"),
        ({"coder": " "}, "needs the name of its coder"),
        ({"topic": "strait"}, "names it, and no other does"),
    ],
)
def test_what_cannot_be_said_is_refused(change: dict[str, str], message: str) -> None:
    given = {"value": "covered", **change}
    with pytest.raises(CodingError, match=message):
        status(**given)  # type: ignore[arg-type]


def test_each_value_is_explained_to_who_codes() -> None:
    assert {kind: tuple(meant) for kind, meant in MEANINGS.items()} == VALUES


def test_a_digest_knows_what_was_said_and_not_when() -> None:
    first, second = status("covered"), status("partly", index=2, coder="B")
    assert digest([first, second]) == digest([replace(second, id="x"), first])
    assert digest([first]) != digest([replace(first, unsure=True)])
    assert digest([first]) != digest([replace(first, note="why")])


def test_a_file_gives_back_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    first = status("covered", note="第二段说了", blind=True, event="harbour", machine="left_out")
    entries: list[Entry] = [first, judge(RESULT, "link", "left", 3, "linked", to=1)]
    files.append(path, entries)
    files.append(path, [withdraw(first, "A")])
    back = files.read(path)
    assert back[:2] == tuple(entries)
    assert current(back) == (entries[1],)
    assert path.read_bytes() == files.dump(back)


def test_a_time_that_nobody_knows_is_written_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    undated = replace(status("covered"), time=UNDATED)
    files.append(path, [undated])
    assert b"time" not in path.read_bytes()
    assert b"1970" not in path.read_bytes()
    older = path.read_bytes().replace(b'"kind"', b'"time":"1970-01-01T00:00:00Z","kind"')
    path.write_bytes(path.read_bytes() + older)
    assert files.read(path) == (undated, undated)


def test_half_a_line_is_passed_over_and_the_next_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    files.append(path, [status("covered")])
    with path.open("ab") as file:
        file.write(b'{"id": "half", "coder"')
    assert len(files.read(path)) == 1
    later = status("partly", index=2)
    files.append(path, [later])
    assert files.read(path)[1:] == (later,)
    path.write_bytes(path.read_bytes().rstrip())  # as some editors leave it
    files.append(path, [status("partly", index=3)])
    assert len(files.read(path)) == 3


@pytest.mark.parametrize("content", [b"PK\x03\x04\nno end", b"They met.", b"\n[1, 2]\nhalf"])
def test_a_file_of_something_else_stays_as_it_is(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    with pytest.raises(CodingError, match=r"report\.docx holds no judgements; name another file"):
        files.append(path, [status("covered")])
    assert path.read_bytes() == content


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    good = files.dump([status("covered")])
    path.write_bytes(good + good.replace(b'"covered"', b'"maybe"'))
    with pytest.raises(CodingError, match="line 2: 'maybe' cannot be said"):
        files.read(path)
    path.write_bytes(good + good.replace(b'"time"', b'"when"'))
    with pytest.raises(CodingError, match="line 2 is no judgement: "):
        files.read(path)
    with pytest.raises(CodingError, match="cannot be read"):
        files.read(tmp_path / "none.jsonl")


def write_many(path: Path, coder: str) -> None:
    for number in range(60):
        files.append(path, [status("covered", index=number % 6, coder=coder, minute=number)])


def test_two_programs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write_many, args=(path, coder)) for coder in "AB"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    found = [entry.coder for entry in files.read(path)]
    assert sorted(found) == ["A"] * 60 + ["B"] * 60
