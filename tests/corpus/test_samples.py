"""The bundled events: whole, labelled, and in our own words."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import pytest

from corpus import EventError, Statement, samples
from corpus.text.language import detect, script

_WORDS, _CHARACTERS = 8, 14


def _versions(name: str) -> list[Statement]:
    """Every statement bundled for an event, in every language."""
    return [
        next(s for s in samples.load(name, {side: language}).statements if s.side == side)
        for side, languages in samples.languages(name).items()
        for language in languages
    ]


def _runs(text: str) -> set[str]:
    """All runs of eight English words and of fourteen Chinese characters, marks left out."""
    words = re.findall(r"[a-z]+", text.lower())
    han = re.sub(r"[^\u4e00-\u9fff0-9]", "", text)
    return {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)} | {
        run
        for i in range(len(han) - _CHARACTERS + 1)
        if re.search("[\u4e00-\u9fff]", run := han[i : i + _CHARACTERS])
    }


def test_the_washington_meeting_comes_first() -> None:
    assert samples.names()[0] == "blinken-liu-2024"
    assert len(samples.names()) >= 5


def test_every_folder_is_named_and_every_name_has_a_folder() -> None:
    folders = {f.name for f in resources.files("corpus.samples").iterdir() if f.is_dir()}
    assert folders - {"__pycache__"} == set(samples.names())


@pytest.mark.parametrize("name", samples.names())
def test_an_event_is_whole(name: str) -> None:
    event = samples.load(name)
    assert event.id == name
    assert event.title
    assert event.place
    sides = [statement.side for statement in event.statements]
    assert len(set(sides)) == len(sides) >= 2
    ids = [statement.id for statement in _versions(name)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", samples.names())
def test_a_statement_is_labelled(name: str) -> None:
    date = samples.load(name).date
    assert date is not None
    for statement in _versions(name):
        assert statement.source.fidelity == "paraphrase"
        # An address is that of the page itself, or none.
        assert len(statement.source.url) == 0 or statement.source.url.rstrip("/").count("/") > 4
        assert statement.source.publisher
        assert len(statement.source.sha256) == 64
        # A title of our own would be cited as theirs.
        assert statement.title == ""
        # An account may follow a day after the event where the clocks differ.
        assert statement.date is not None
        assert 0 <= (statement.date - date).days <= 1
        assert detect(statement.text) == statement.language
        assert script(statement.text) in ("Hans", None)


def test_the_first_event_speaks_both_languages_on_both_sides() -> None:
    assert samples.languages("blinken-liu-2024") == {"US": ("en", "zh"), "PRC": ("zh", "en")}
    english = samples.load("blinken-liu-2024", {"PRC": "en"})
    assert [statement.language for statement in english.statements] == ["en", "en"]
    chinese = samples.load("blinken-liu-2024", {"US": "zh"})
    assert [statement.language for statement in chinese.statements] == ["zh", "zh"]


def test_beijing_left_taiwan_and_the_sea_out() -> None:
    us, prc = samples.load("blinken-liu-2024").statements
    for name, other in (("Taiwan", "台"), ("South China Sea", "南海")):
        assert name in us.text
        assert other not in prc.text


def test_what_is_not_bundled_is_refused_with_what_is() -> None:
    with pytest.raises(EventError, match="blinken-liu-2024"):
        samples.load("nixon-mao-1972")
    with pytest.raises(EventError, match="it has US, PRC"):
        samples.load("blinken-liu-2024", {"Japan": "en"})
    with pytest.raises(EventError, match="it has en, zh"):
        samples.load("blinken-liu-2024", {"US": "fr"})


def test_no_sentence_is_copied(shared: Path) -> None:
    published: set[str] = set()
    for file in sorted((shared / "gold").rglob("*.json")):
        event = json.loads(file.read_text("utf-8"))
        published |= _runs(event["left"]["text"]) | _runs(event["right"]["text"])
    published |= _runs((shared / "gold" / "article-2024-01-12.txt").read_text("utf-8"))
    assert len(published) > 5_000
    copied = {
        (statement.id, run)
        for name in samples.names()
        for statement in _versions(name)
        for run in _runs(statement.text) & published
    }
    assert not copied
