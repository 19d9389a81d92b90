"""Which side uses which wording, and when both use the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.annotation.terms import TermUse, load_terms, usages
from compare.segmentation.segments import Segment
from compare.wording.contest import contested
from corpus.statements import Statement

LIST = """version: "1"
families:
- id: one
  note: A note.
  grade: degree
  members:
  - {id: a, label: {en: A, zh: 甲}, en: [alpha], note: {en: First., zh: 其一。}}
  - {id: b, label: {en: B, zh: 乙}, zh: [贝塔]}
  - {id: c, label: {en: C, zh: 丙}, en: [gamma]}
"""


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.yaml"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def said(text: str, *, side: str = "US", language: str = "en") -> tuple[Statement, tuple[Segment]]:
    segment = Segment(0, len(text), 0, "", "own", False)
    return Statement(id="s", side=side, language=language, text=text), (segment,)


def test_contested_says_which_side_uses_which() -> None:
    us, us_segments = said("The one-China policy, the one-China policy, Russia's war and Taiwan.")
    prc, prc_segments = said("一个中国原则", side="PRC", language="zh")
    terms = load_terms()
    table = contested(usages(us, us_segments, terms), usages(prc, prc_segments, terms), terms)
    rows = {row.family: row for row in table}
    assert rows["one-china"].left == (("policy", 2),)
    assert rows["one-china"].right == (("principle", 1),)
    assert rows["one-china"].state == "different"
    assert rows["ukraine"].state == "left_only"
    assert [row.family for row in table] == sorted(rows)
    policy, principle = rows["one-china"].members
    assert [us.text[use.start : use.end] for use in policy.left] == ["one-China policy"] * 2
    assert (policy.right, principle.left) == ((), ())
    assert dict(policy.notes)["en"].startswith("Washington's")
    assert "taiwan-name" not in rows, "a plain name is no contest"
    swapped = contested(usages(prc, prc_segments, terms), usages(us, us_segments, terms), terms)
    assert swapped == tuple(row.mirrored() for row in table)


@pytest.mark.parametrize(
    ("left", "right", "state"),
    [
        ("a", "a", "same"),
        ("ab", "ab", "same"),
        # A side that also uses another wording does not use the same ones.
        ("a", "ab", "different"),
        ("abc", "b", "different"),
        ("a", "b", "different"),
        ("ab", "bc", "different"),
        ("a", "", "left_only"),
        ("", "bc", "right_only"),
        # A capital letter: denied.
        ("a", "A", "different"),
        ("A", "A", "same"),
        ("aA", "a", "different"),
    ],
)
def test_the_state_of_a_contest(mine: str, left: str, right: str, state: str) -> None:
    uses = [
        [
            TermUse("one", member.lower(), 0, k, k + 1, "own", denied=member.isupper())
            for k, member in enumerate(members)
        ]
        for members in (left, right)
    ]
    (contest,) = contested(uses[0], uses[1], load_terms(mine))
    assert contest.state == state
    assert [member.id for member in contest.members] == sorted({*left.lower(), *right.lower()})
    (mirrored,) = contested(uses[1], uses[0], load_terms(mine))
    assert mirrored == contest.mirrored()


def test_a_note_that_is_text_alone_is_english_and_of_the_family(mine: str) -> None:
    terms = load_terms(mine)
    uses = [[TermUse("one", member, 0, 0, 1, "own")] for member in "ab"]
    (contest,) = contested(uses[0], uses[1], terms)
    assert contest.notes == (("en", "A note."),)
    assert contest.note == "A note."
    assert [member.notes for member in contest.members] == [
        (("en", "First."), ("zh", "其一。")),
        (),
    ]
