"""The data dictionary: every column is described, and both forms of it are up to date."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile

import pytest
from sample_events import sample_event
from tree import ROOT

from compare.report import encode
from compare.report.writers.tables.dictionary import _entries, description, dictionary_page
from compare.report.writers.tables.tables import TABLES, Table

PAGE = ROOT / "docs" / "reference" / "tables.md"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_described(table: Table) -> None:
    assert description(table.name)
    for column in table.columns:
        assert description(table.name, column.name), column.name


def test_nothing_is_described_that_is_not_there() -> None:
    there = {(t.name, c.name) for t in TABLES for c in t.columns} | {(t.name, "") for t in TABLES}
    there |= {("*", column) for _, column in there}
    assert set(_entries()) <= there


def test_the_page_is_made_from_the_tables() -> None:
    if os.environ.get("READOUTS_WRITE_GOLDEN"):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(dictionary_page(), encoding="utf-8")
    assert PAGE.read_text("utf-8") == dictionary_page()


def test_the_package_describes_the_files_beside_it() -> None:
    with zipfile.ZipFile(io.BytesIO(encode(sample_event(), "tables"))) as archive:
        package = json.loads(archive.read("datapackage.json"))
        paths = [resource["path"] for resource in package["resources"]]
        assert sorted([*paths, "datapackage.json"]) == sorted(archive.namelist())
        for resource in package["resources"]:
            text = archive.read(resource["path"]).decode("utf-8")
            head, *rows = csv.reader(io.StringIO(text, newline=""))
            fields = resource["schema"]["fields"]
            assert head == [field["name"] for field in fields]
            for position, field in enumerate(fields):
                values = {row[position] for row in rows} - {""}
                if field["type"] == "boolean":
                    assert values <= {"true", "false"}
                if field["type"] in ("integer", "number"):
                    assert all(float(value) >= 0 for value in values)
