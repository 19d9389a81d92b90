"""Judgements in a library: only ever added, exported, brought in, upgraded to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from library_texts import event

from corpus import Library
from corpus.errors import LibraryError
from corpus.library import JudgementRecord

RECORDS = [
    JudgementRecord("1", "talks", "A", '{"value": "covered"}'),
    JudgementRecord("2", "talks", "B", '{"value": "遗漏"}'),
    JudgementRecord("3", "call", "A", '{"withdraws": "1"}'),
]


def test_they_come_back_in_their_order(library_place: str) -> None:
    with Library(library_place) as library:
        assert library.keep_judgements(RECORDS) == 3
        assert library.keep_judgements(RECORDS[1:]) == 0
        found = library.judgements()
        assert [replace(record, added="") for record in found] == RECORDS
        assert all(record.added for record in found)
        assert [record.id for record in library.judgements("call")] == ["3"]
        assert library.judgement_counts() == {"talks": 2, "call": 1}
        assert library.check() == []


def test_nothing_is_kept_of_what_does_not_fit(library_place: str) -> None:
    with Library(library_place) as library:
        library.keep_judgements(RECORDS[:1])
        other = replace(RECORDS[0], json='{"value": "partly"}')
        for wrong, message in (
            (other, "another judgement has the id '1'"),
            (replace(RECORDS[1], json="{"), "kept as JSON"),
            (replace(RECORDS[1], coder=""), "the coder of a judgement"),
            (replace(RECORDS[1], json='"' + "x" * 200_000 + '"'), "shorten its note"),
        ):
            with pytest.raises(LibraryError, match=message):
                library.keep_judgements([RECORDS[2], wrong])
        assert [record.id for record in library.judgements()] == ["1"]


@pytest.mark.parametrize("command", ["DELETE FROM judgements", "UPDATE judgements SET coder = 'x'"])
def test_the_database_itself_refuses_to_change_one(library_place: str, command: str) -> None:
    with Library(library_place) as library:
        library.keep_judgements(RECORDS)
        with (
            pytest.raises(LibraryError, match="only ever added"),
            library._database.writing() as base,
        ):
            base.execute(sa.text(command))
        assert len(library.judgements()) == 3


def test_they_outlive_the_statements_they_are_of(library_place: str) -> None:
    with Library(library_place) as library:
        library.add_event(event("talks"))
        library.keep_judgements(RECORDS)
        for statement in event("talks").statements:
            library.remove(statement.id)
        assert len(library.judgements("talks")) == 2


def test_an_export_holds_them(library_place: str, tmp_path: Path) -> None:
    with Library(library_place) as library:
        library.add_event(event("talks"))
        library.export(tmp_path / "without.zip")
        library.keep_judgements(RECORDS)
        library.export(tmp_path / "with.zip")
        kept = library.judgements()
    with Library(tmp_path / "other.db") as other:
        assert other.import_(tmp_path / "without.zip").judgements == 0
        assert other.import_(tmp_path / "with.zip").judgements == 3
        assert other.import_(tmp_path / "with.zip").judgements == 0
        assert other.judgements() == kept
        other.export(tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "with.zip").read_bytes()
