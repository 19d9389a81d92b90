"""Libraries with the engine's segments, encoder and names, and comparisons kept by content."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from library_texts import statement

import compare
from compare.library import KnownLanguages, default_place, topic_names
from corpus import Library, samples

pytestmark = pytest.mark.slow

LIU = "blinken-liu-2024"


@pytest.fixture
def library(library_place: str) -> Iterator[Library]:
    with compare.open_library(library_place) as library:
        yield library


def test_meaning_crosses_languages_with_the_encoder_that_ships(library: Library) -> None:
    us = "The Secretary met the Minister.\n\nThe United States upholds freedom of navigation."
    prc = "部长会见国务卿。\n\n各国依法在南海享有航行自由。\n\n双方谈到留学生。"
    library.add(statement("us", text=us), "e")
    library.add(statement("prc", "PRC", prc, language="zh"), "e")
    assert library.index() == library.pending() + 5
    first, second = library.search("freedom of navigation")[:2]
    assert "freedom of navigation" in first.text
    assert "航行自由" in second.text
    assert second.marks == ()
    first, second = library.search("航行自由")[:2]
    assert "航行自由" in first.text
    assert "freedom of navigation" in second.text


def test_passages_are_the_segments_that_are_compared(library: Library) -> None:
    event = samples.load(LIU)
    library.add_event(event)
    for one in event.statements:
        segments = {one.text[s.start : s.end] for s in compare.segment(one)}
        words = next(iter(sorted(segments, key=len, reverse=True)))
        hits = library.search(f'"{words}"', by="words")
        assert [hit.text for hit in hits] == [words]


def test_a_library_is_compared_whole(library: Library) -> None:
    for name in (LIU, "seoul-trilateral-2024"):
        library.add_event(samples.load(name))
    library.add(statement("alone"), "unfinished")
    said: list[str] = []
    first = list(compare.compare_library(library, progress=said.append))
    assert first == list(compare.events(library.events()))
    assert [len(one.pairs) for one in first] == [1, 3]
    assert said
    said.clear()
    assert list(compare.compare_library(library, progress=said.append)) == first
    assert said == []
    assert library.check() == []


def test_other_words_or_settings_are_compared_anew(library: Library) -> None:
    event = samples.load(LIU)
    library.add_event(event)
    (before,) = compare.compare_library(library)
    strict = compare.Settings(max_error=0.05)
    (other,) = compare.compare_library(library, strict)
    assert other == compare.event(event, strict)
    us = event.statements[0]
    library.add(us.model_copy(update={"text": us.text + "\n\nThey spoke of whaling."}), LIU)
    (after,) = compare.compare_library(library)
    assert "whaling" in after.pairs[0].left.text
    assert after == compare.event(library.event(LIU))
    library.add(us, LIU)
    assert list(compare.compare_library(library)) == [before]


def test_statements_of_a_library_compare(library: Library) -> None:
    event = samples.load(LIU)
    library.add_event(event)
    us, prc = (library.statement(one.id) for one in event.statements)
    first, second = event.statements
    assert compare.statements(us, prc) == compare.statements(first, second)


def test_an_error_names_the_event(library: Library) -> None:
    library.add(statement("a"), "in-french")
    library.add(statement("b", "F", "Ils se sont vus.", language="fr"), "in-french")
    with pytest.raises(compare.LanguageError, match=r"^in-french: "):
        list(compare.compare_library(library))


def test_what_the_encoder_does_not_know_is_near_to_nothing() -> None:
    encoder = KnownLanguages(compare.load_encoder())
    texts = [
        "Il s'agit de la liberté de navigation des navires français en mer.",
        "航行自由",
        "sea",
    ]
    lengths = np.linalg.norm(encoder.encode(texts), axis=1)
    assert lengths.round(3).tolist() == [0, 1, 1]


def test_the_same_topic_has_one_name_in_two_languages() -> None:
    us = statement(text="They discussed Taiwan and fentanyl.")
    prc = statement("prc", "PRC", "双方就台湾问题、芬太尼交换意见。", language="zh")
    shared = topic_names(us) & topic_names(prc)
    assert len(shared) >= 2


def test_where_the_library_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUTS_LIBRARY", str(tmp_path / "mine.db"))
    assert default_place() == str(tmp_path / "mine.db")
    monkeypatch.delenv("READOUTS_LIBRARY")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "deep" / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    with compare.open_library(encoder=None) as library:
        assert library.name == default_place()
        assert Path(library.name).is_file()


def test_opening_loads_nothing_heavy(tmp_path: Path) -> None:
    script = (
        f"import compare, sys; compare.open_library({str(tmp_path / 'a.db')!r}).close(); "
        "print(*[m for m in ('torch', 'scipy', 'pandas', 'streamlit') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
