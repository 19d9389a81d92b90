"""What cannot be compared is refused in one line that says the remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import compare
import corpus
from compare.errors import CompareError, InputError
from corpus.statements import Event, Statement


def statement(id: str, side: str, text: str = "Both met.", language: str = "en") -> Statement:
    return Statement(id=id, side=side, language=language, text=text)


US, PRC = statement("a", "US"), statement("b", "PRC")


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        ("us.txt", PRC, "left is of type str and no Statement: read it with corpus.read"),
        (US, Path("prc.txt"), "right is of type PosixPath and no Statement: give what corpus.read"),
        (None, PRC, "left is of type NoneType"),
        (US, statement("b", "PRC", " \n…"), "the text of PRC (b) has no words"),
        (US, statement("a", "PRC"), "two statements have the id 'a': give each an id of its own"),
        (US, statement("b", "us"), "both statements are of the side 'US' and in one language"),
        (US, US, "both statements are of the side 'US' and in one language"),
    ],
)
def test_two_statements_that_cannot_be_compared(left: Any, right: Any, says: str) -> None:
    with pytest.raises(InputError) as caught:
        compare.statements(left, right)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((US, PRC), "is of type tuple and no Event"),
        (Event(id="e", statements=(US, statement("a", "EU"))), "two statements have the id 'a'"),
        (Event(id="e", statements=(US, statement("c", "EU", ""))), "text of EU (c) has no words"),
    ],
)
def test_an_event_that_cannot_be_compared(given: Any, says: str) -> None:
    with pytest.raises(InputError) as caught:
        compare.event(given)
    assert says in str(caught.value)
    with pytest.raises(InputError):
        next(compare.events([given]))


def test_two_accounts_of_one_side_in_two_languages_are_compared() -> None:
    english, chinese = statement("a", "PRC"), statement("b", "PRC", "双方会面。", "zh")
    result = compare.statements(english, chinese, compare.Settings(read_pairs=False))
    assert result.sides == ("PRC", "PRC")
    with pytest.raises(compare.SideError, match="both sides are called 'PRC'"):
        result.left_out("PRC")


def test_two_paths_are_compared_in_one_call(tmp_path: Path) -> None:
    (tmp_path / "us.txt").write_text("The two sides discussed Taiwan.")
    (tmp_path / "prc.txt").write_text("The two sides discussed trade.")
    quick = compare.Settings(read_pairs=False)
    paths = str(tmp_path / "us.txt"), tmp_path / "prc.txt"
    result = compare.compare(*paths, settings=quick)
    us, prc = (corpus.read(path) for path in paths)
    assert result == compare.statements(us, prc, quick)
    assert result.sides == ("us", "prc")
    named = compare.compare(*paths, sides=("US", "China"), settings=quick)
    assert named.sides == ("US", "China")
    for wrong in (("US",), "US"):
        with pytest.raises(CompareError, match="give two names"):
            compare.compare(*paths, sides=wrong)  # type: ignore[arg-type]
    with pytest.raises(CompareError, match="left is of type int: give a path"):
        compare.compare(3, paths[1])  # type: ignore[arg-type]
    with pytest.raises(corpus.ReadError, match=r"nowhere\.txt"):
        compare.compare("nowhere.txt", paths[1])
