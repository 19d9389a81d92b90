"""Libraries of an older revision: brought to the newest with all they hold, or left alone."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from library_texts import DictionaryEncoder, event, statement

import corpus.library
from corpus import Library, LibraryError
from corpus.library import database, tables

MIGRATIONS = Path(corpus.library.__file__).parent / "migrations"


@pytest.fixture
def first_revision(library_place: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library of the first revision with two events, one statement in two versions."""
    with monkeypatch.context() as patch:
        patch.setattr(database, "HEAD", "0001")
        opened = database.Database(library_place)
    with opened.writing() as base:
        for number, one in enumerate((event("a"), event("b")), 1):
            base.execute(
                sa.insert(tables.events).values(
                    number=number, id=one.id, title=one.title, date=one.date, place="", note="n"
                )
            )
            for place, text in enumerate(one.statements, 1):
                own = number * 10 + place
                base.execute(
                    sa.insert(tables.statements).values(
                        number=own, id=text.id, event=number, place=place, note=""
                    )
                )
                put_version(base, own, 1, text)
        newer = event("a").statements[0].model_copy(update={"text": "Corrected: no trade."})
        put_version(base, 11, 2, newer)
    opened.close()
    return library_place


def put_version(base: sa.Connection, own: int, version: int, text: corpus.Statement) -> None:
    from corpus.library.history import digest

    fields = text.model_dump(exclude={"id", "source"})
    source = text.source.model_dump(exclude={"retrieved"})
    kept = {"statement": own, "version": version, "added": "2024-01-12T00:00:00+00:00"}
    values = {**fields, **source, **kept, "retrieved": "", "digest": digest(text)}
    values["date"] = str(text.date)
    marks = ", ".join(
        f"CAST(:{name} AS DATE)" if name == "date" and base.dialect.name != "sqlite" else f":{name}"
        for name in values
    )
    names = ", ".join(values)
    base.execute(sa.text(f"INSERT INTO versions ({names}) VALUES ({marks})"), values)


def test_a_first_library_is_brought_to_the_newest(first_revision: str) -> None:
    with Library(first_revision, encoder=DictionaryEncoder()) as library:
        us, prc = event("a").statements
        changed = us.model_copy(update={"text": "Corrected: no trade."})
        whole = [event("a").model_copy(update={"statements": (changed, prc)}), event("b")]
        found = [one.model_copy(update={"place": "Washington"}) for one in library.events()]
        assert found == whole
        assert library.statement(us.id, 1) == us
        assert library.record("a").note == "n"
        assert [hit.statement for hit in library.search("corrected")] == [us.id]
        assert {hit.event for hit in library.search("航行自由", by="words")} == {"a", "b"}
        library.index()
        assert library.search("freedom of navigation", by="meaning")
        library.add(statement(text="New."), "a")
        assert library.check() == []


def test_the_file_as_it_was_is_kept(first_revision: str, tmp_path: Path) -> None:
    Library(first_revision).close()
    if "://" in first_revision:
        assert list(tmp_path.iterdir()) == []
        return
    kept = Path(f"{first_revision}.0001.bak")
    with closing(sqlite3.connect(kept)) as file:
        assert file.execute("SELECT version_num FROM revision").fetchone() == ("0001",)
        assert file.execute("SELECT count(*) FROM versions").fetchone() == (5,)
    shutil.copy(kept, tmp_path / "again.db")
    with Library(tmp_path / "again.db") as library:
        assert library.event_ids() == ("a", "b")
        assert library.check() == []


def test_an_upgrade_that_fails_changes_nothing(
    first_revision: str,
) -> None:
    # One of the new tables is there already, so the upgrade breaks off half-way.
    execute(first_revision, "CREATE TABLE encoders (number INTEGER)")
    with pytest.raises(LibraryError):
        Library(first_revision)
    assert execute(first_revision, "SELECT version_num FROM revision") == [("0001",)]
    execute(first_revision, "DROP TABLE encoders")
    with Library(first_revision) as library:
        assert library.event_ids() == ("a", "b")
        assert library.check() == []


def test_many_may_open_an_old_library_at_once(first_revision: str) -> None:
    def opened(_: int) -> tuple[str, ...]:
        with Library(first_revision) as library:
            return library.event_ids()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(opened, range(8))) == {("a", "b")}


def test_many_may_make_a_library_at_once(library_place: str) -> None:
    def added(number: int) -> None:
        with Library(library_place) as library:
            library.add_event(event(f"e{number}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(added, range(8)))
    with Library(library_place) as library:
        assert len(library.event_ids()) == 8
        assert library.check() == []


def test_a_newer_library_is_left_alone(library_place: str) -> None:
    Library(library_place).close()
    execute(library_place, "UPDATE revision SET version_num = '0099'")
    with pytest.raises(LibraryError, match=r"newer Readouts.*install the newest"):
        Library(library_place)
    assert execute(library_place, "SELECT version_num FROM revision") == [("0099",)]


@pytest.mark.parametrize(
    "command",
    [
        "DELETE FROM revision",
        "UPDATE revision SET version_num = ''",
        "UPDATE revision SET version_num = '0000'",
        "UPDATE revision SET version_num = 'zzzz'",
        "UPDATE revision SET version_num = '00030'",
        "INSERT INTO revision (version_num) VALUES ('0001')",
    ],
)
def test_a_revision_that_nobody_wrote_is_damage(library_place: str, command: str) -> None:
    with Library(library_place) as library:
        library.add_event(event())
    execute(library_place, command)
    before = execute(library_place, "SELECT version_num FROM revision ORDER BY version_num")
    for create in (True, False):
        with pytest.raises(LibraryError, match=r"^[^\n]* is damaged, it notes [^\n]*restore it"):
            Library(library_place, create=create)
    assert execute(library_place, "SELECT version_num FROM revision ORDER BY 1") == before
    assert execute(library_place, "SELECT count(*) FROM versions") == [(2,)]


def test_head_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [database.HEAD]
    assert [script.revision for script in scripts.walk_revisions()][-1] == "0001"


def test_the_tables_are_as_the_program_thinks(library_place: str) -> None:
    Library(library_place).close()
    opened = database.Database(library_place)
    with opened.reading() as base:
        inspected = sa.inspect(base)
        for table in tables.metadata.tables.values():
            there = {c["name"]: bool(c["nullable"]) for c in inspected.get_columns(table.name)}
            assert there == {c.name: bool(c.nullable) for c in table.columns}, table.name
    opened.close()


def execute(place: str, command: str) -> list[tuple[object, ...]]:
    if "://" in place:
        with psycopg.connect(place) as connection:
            done = connection.execute(command.encode())
            return done.fetchall() if done.description else []
    with closing(sqlite3.connect(place, timeout=10)) as file:
        rows = file.execute(command).fetchall()
        file.commit()
        return rows
