"""The recipes of the dashboard make its report again, with all that is known of the texts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import shlex
from pathlib import Path

import pytest
from command import Run
from sample_comparison import sample

import compare
from compare.report import PARTS, Preferences, encode
from compare.report.export.conversion import export_comparison
from corpus import Event, Source, Statement
from ui.caches import ComparedPair
from ui.query_address import Address
from ui.reproduce import SAVED, Recipe

TEXTS = {
    "US": "The Secretary raised Taiwan. Both spoke of trade and tariffs.",
    "PRC": "China set out its views on trade and tariffs.",
}


def pair_of(result: compare.Comparison) -> ComparedPair:
    statements = (result.left, result.right)
    event = Event(id="talks", title="Talks", statements=statements)
    return ComparedPair(event, result, export_comparison(result))


def compared() -> ComparedPair:
    """Two texts of which all is known, one an excerpt."""
    statements = [
        Statement(
            id=side.lower(),
            side=side,
            language="en",
            text=text,
            date=dt.date(2024, 1, 12),
            title=f"{side}'s account",
            source=Source(publisher=f"{side} ministry", url="https://example.org/a", fidelity=kind),
        )
        for (side, text), kind in zip(TEXTS.items(), ("excerpt", "verbatim"), strict=True)
    ]
    return pair_of(compare.statements(statements[0], statements[1]))


@pytest.mark.parametrize(("parts", "language"), [(PARTS, "en"), (("finding", "topics"), "zh")])
def test_the_saved_result_gives_the_same_bytes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: object, language: object
) -> None:
    monkeypatch.chdir(tmp_path)
    pair = pair_of(sample())
    recipe = Recipe(pair, Address("own"), ".md", parts, language)  # type: ignore[arg-type]
    compare.write(pair.result, SAVED)
    assert run(*shlex.split(recipe.from_saved())[1:])[0] == 0
    shown = encode(pair.result, "md", Preferences(parts, language))  # type: ignore[arg-type]
    assert Path("report.md").read_bytes() == shown


@pytest.mark.slow
def test_comparing_anew_keeps_what_is_known(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excerpts stay excerpts, and dates, titles, publishers and addresses are there."""
    monkeypatch.chdir(tmp_path)
    pair = compared()
    recipe = Recipe(pair, Address("own"), ".json")
    for name, statement in recipe.files().items():
        Path(name).write_text(statement.text, encoding="utf-8")
    assert run(*shlex.split(recipe.command())[1:])[0] == 0
    again = json.loads(Path("report.json").read_text("utf-8"))
    Path("report.json").unlink()
    exec(recipe.python(), {})
    by_python = json.loads(Path("report.json").read_text("utf-8"))
    for made in (again, by_python):
        for side in ("left", "right"):
            wanted: Statement = getattr(pair.result, side)
            source = made[side]["source"]
            known = (source["publisher"], source["url"], source["fidelity"])
            assert known == (wanted.source.publisher, wanted.source.url, wanted.source.fidelity)
            assert made[side]["title"] == wanted.title
            assert made[side]["date"] == str(wanted.date)
        assert made["topics"] == json.loads(pair.export.model_dump_json(by_alias=True))["topics"]


def test_what_is_not_known_is_not_said() -> None:
    left = Statement(id="a", side="US", language="en", text="Peace.")
    right = Statement(id="b", side="PRC", language="en", text="Trade.")
    result = dataclasses.replace(sample(), left=left, right=right)
    event = Event(id="e", statements=(left, right))
    pair = ComparedPair(event, result, export_comparison(sample()))
    recipe = Recipe(pair, Address("own"), ".html")
    for field in ("fidelity", "date", "title", "publisher", "url"):
        assert f"--left-{field}" not in recipe.command()
        assert f"{field}=" not in recipe.python()
