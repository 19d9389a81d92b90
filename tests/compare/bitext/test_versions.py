"""What was added, dropped and changed between two versions; texts are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.bitext.versions import WordChange, versions
from corpus import Library
from corpus.statements import Statement

OLD = (
    "The Secretary met the Minister on Monday.",
    "Both sides agreed to hold further talks soon.",
    "The Secretary raised the dam on the upper river.",
    "They also spoke about fishing rights.",
)
NEW = (
    "The Secretary met the Minister on Monday.",
    "Both sides agreed to consider further talks.",
    "They also spoke about fishing rights.",
    "The Minister accepted an invitation to visit.",
)


def statement(*lines: str, language: str = "en", name: str = "us") -> Statement:
    return Statement(id=name, side="US", language=language, text="\n\n".join(lines))


def test_each_passage_is_told_once_and_in_order() -> None:
    found = versions(statement(*OLD), statement(*NEW))
    assert [change.kind for change in found] == ["same", "changed", "dropped", "same", "added"]
    assert found[1].words == (WordChange("hold", "consider"), WordChange("soon", ""))
    assert (found[2].old, found[2].new) == (OLD[2], "")
    assert (found[4].old, found[4].new) == ("", NEW[3])


def test_chinese_words_are_told_without_spaces() -> None:
    old = statement("双方同意尽快举行下一轮渔业会谈。", language="zh")
    new = statement("双方同意研究举行下一轮渔业会谈。", language="zh")
    (change,) = versions(old, new)
    assert change.kind == "changed"
    assert change.words == (WordChange("尽快", "研究"),)


def test_white_space_changes_nothing() -> None:
    other = statement("The Secretary  met the Minister  on Monday.")
    assert [c.kind for c in versions(statement(OLD[0]), other)] == ["same"]


@given(st.permutations(OLD), st.integers(1, 4))
def test_both_texts_can_be_had_back(lines: list[str], count: int) -> None:
    found = versions(statement(*lines[:count]), statement(*NEW))
    assert [c.old for c in found if c.old] == lines[:count]
    assert [c.new for c in found if c.new] == list(NEW)


@pytest.mark.slow
def test_a_translation_says_what_has_no_counterpart() -> None:
    english = statement(
        "The two ministers met in Rome.",
        "They agreed to open direct flights between the two capitals.",
        "The Secretary called for the release of the detained fishermen.",
    )
    chinese = statement(
        "两国部长在罗马会面。", "双方同意开通两国首都之间的直飞航班。", language="zh"
    )
    assert [c.kind for c in versions(english, chinese)] == ["same", "same", "dropped"]


def test_the_command_takes_the_two_newest_versions(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    place = str(tmp_path / "own.db")
    with Library(place) as library:
        library.add(statement(*OLD), "e")
        assert run("versions", "us", "--library", place)[0] == 2
        library.add(statement(*NEW), "e")
    code, said, _ = run("versions", "us", "--library", place)
    assert code == 0
    assert said.splitlines() == [
        "~ Both sides agreed to consider further talks.",
        "    hold -> consider",
        "    soon -> (nothing)",
        f"- {OLD[2]}",
        f"+ {NEW[3]}",
    ]
