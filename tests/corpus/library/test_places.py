"""Where a library can be, what is no library, and that damage to one is found."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from library_texts import refused, statement

from corpus import Library, LibraryError
from corpus.library import Problem

DAMAGE = {
    "UPDATE versions SET text = text || '!'": "was changed after it was written",
    "UPDATE versions SET digest = repeat_x": "was changed after it was written",
    "UPDATE versions SET version = 2": "has 1 of 2 versions",
    "DELETE FROM versions": "has no version",
    "DELETE FROM statements": "has no statement",
    "DELETE FROM passages": "is not searched",
    "UPDATE passages SET stop = 4000": "does not fit the text",
    "UPDATE passages SET words = '  other  '": "searched for other words",
    "UPDATE originals SET bytes = CAST('x' AS BLOB)": "were changed after they were kept",
    "UPDATE versions SET original = NULL": "belong to no statement",
    "INSERT INTO comparisons VALUES ('k', '{')": "is not valid JSON",
}


@pytest.mark.parametrize("command", DAMAGE)
def test_check_finds_what_is_amiss(library_place: str, command: str) -> None:
    with Library(library_place) as library:
        library.add(statement(), "e", original=b"<p>page</p>")
        damage(library_place, command.replace("repeat_x", f"'{'0' * 64}'"))
        found = library.check()
    assert any(DAMAGE[command] in problem.what for problem in found), found
    assert all(isinstance(problem, Problem) and "\n" not in str(problem) for problem in found)


def damage(place: str, command: str) -> None:
    if "://" in place:
        with psycopg.connect(place) as connection:
            connection.execute(command.replace("AS BLOB", "AS BYTEA").encode())
        return
    with closing(sqlite3.connect(place)) as file:
        file.execute("PRAGMA foreign_keys = ON")
        file.execute(command)
        file.commit()


def test_check_finds_an_index_that_does_not_fit(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        library.add(statement(), "e")
        damage(str(tmp_path / "a.db"), "DROP TRIGGER passage_words_out")
        damage(str(tmp_path / "a.db"), "UPDATE passages SET number = number + 100")
        assert "the index of words" in {problem.where for problem in library.check()}


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("nowhere/readouts.db", ("no folder", "make it")),
        (".", ("is a folder",)),
        ("mysql://user:secret@host/base", ("SQLite file or in PostgreSQL", "mysql")),
        ("postgresql://user:secret@127.0.0.1:1/base", ("does not answer",)),
        ("postgresql://user:secret@host:port/base", ("cannot be read",)),
        ("postgresql://user:secret@no-such-host.invalid/base", ("cannot be found",)),
    ],
)
def test_places_that_will_not_do(
    where: str, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LibraryError) as error:
        Library(where)
    refused(error, *words)
    assert "secret" not in str(error.value)


def test_files_that_are_no_library(tmp_path: Path) -> None:
    text, other, missing = (tmp_path / name for name in ("text.db", "other.db", "missing.db"))
    text.write_text("This is a letter, and not a short one, to a friend.\n" * 50)
    with closing(sqlite3.connect(other)) as file:
        file.execute("CREATE TABLE recipes (name TEXT)")
    before = text.read_bytes(), other.read_bytes()
    for path, word in ((text, "not a library"), (other, "something else")):
        with pytest.raises(LibraryError) as error:
            Library(path)
        refused(error, word, str(path))
    assert before == (text.read_bytes(), other.read_bytes())
    with pytest.raises(LibraryError) as error:
        Library(missing, create=False)
    refused(error, "there is no library", "add a statement")
    assert not missing.exists()


def test_the_database_is_loaded_only_for_a_library() -> None:
    script = (
        "import corpus, sys; print(*[m for m in ('sqlalchemy', 'alembic') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
