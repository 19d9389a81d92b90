"""Contested terms: the bundled list, lists of one's own, and where they are found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compare.annotation.matcher import expand
from compare.annotation.terms import Terms, TermUse, contested, load_terms, usages
from compare.errors import CodebookError
from compare.segmentation.segments import Segment
from corpus.statements import Statement

HAN = re.compile(r"[\u4e00-\u9fff]")
# Names that rightly belong to two families: one wording, two subjects.
SHARED = {
    "peaceful reunification",
    "和平统一",
    "peace through strength",
    "unilateral bullying",
    "economic bullying",
    "coercive economic practices",
    "coercive economic policies",
}


def said(text: str, *, side: str = "US", language: str = "en") -> tuple[Statement, tuple[Segment]]:
    segment = Segment(0, len(text), 0, "", "own", False)
    return Statement(id="s", side=side, language=language, text=text), (segment,)


def found(text: str, terms: Terms | None = None) -> list[tuple[str, str, str]]:
    statement, segments = said(text)
    uses = usages(statement, segments, terms or load_terms())
    return [(u.family, u.member, text[u.start : u.end]) for u in uses]


def members(text: str, family: str) -> list[str]:
    return [member for name, member, _ in found(text) if name == family]


def names() -> list[tuple[str, str, str, str]]:
    return [
        (family.id, member.id, language, spelling)
        for family in load_terms().families
        for member in family.members
        for language, listed in (("en", member.en), ("zh", member.zh))
        for name in listed
        for spelling in expand(name)
    ]


def test_bundled_list_is_wide_and_bilingual() -> None:
    terms = load_terms()
    assert len(terms.families) >= 60
    assert len(names()) >= 300
    for family in terms.families:
        assert any(m.en for m in family.members), family.id
        assert any(m.zh for m in family.members), family.id
        assert any(not m.plain for m in family.members), family.id


def test_every_name_stands_in_its_own_language() -> None:
    for family, member, language, name in names():
        assert bool(HAN.search(name)) == (language == "zh"), (family, member, name)


def test_no_name_belongs_to_two_families_unless_marked() -> None:
    owners: dict[str, set[str]] = {}
    for family, _, _, name in names():
        owners.setdefault(name.lower(), set()).add(family)
    assert {name for name, of in owners.items() if len(of) > 1} == SHARED


def test_every_name_is_found_as_a_use_of_its_member() -> None:
    missed = [
        (family, member, name)
        for family, member, _, name in names()
        if member not in members(name, family)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("our One-China Policy", "one-china", ["policy"]),
        ("“one China” principle", "one-china", ["principle"]),
        ("坚持「一個中國」原則", "one-china", ["principle"]),
        ("美方不支持“台湾独立”", "taiwan-independence", ["not-support"]),
        ("坚决反对“台独”", "taiwan-independence", ["oppose"]),
        ("台海和平稳定", "taiwan-name", ["strait"]),
        ("Russia’s war against Ukraine", "ukraine", ["russias-war"]),
        ("乌克兰危机", "ukraine", ["crisis"]),
        ("they discussed Ukraine", "ukraine", ["ukraine"]),
        ("提升企业竞争力", "relationship-frame", []),
        ("大国竞争不是时代潮流", "relationship-frame", ["major-country-competition"]),
        ("the Strait of Hormuz", "taiwan-name", []),
        ("BRICS members", "silk-road", []),
        ("the Indo-Pacific", "region-name", ["indo-pacific"]),
        ("亚太经合组织", "region-name", []),
        ("the guardrails’ purpose", "guardrails", ["guardrails"]),
    ],
)
def test_names_are_found_however_written(text: str, family: str, expected: list[str]) -> None:
    assert members(text, family) == expected


def test_spans_count_the_original_text() -> None:
    text = "He said: “one-China\u00a0 policy”，即「一個中國」政策。"
    assert [t for f, _, t in found(text) if f == "one-china"] == [
        "one-China\u00a0 policy",
        "一個中國」政策",
    ]


def test_a_term_across_the_border_of_segments_counts_in_none() -> None:
    text = "one China policy"
    statement, _ = said(text)
    segments = (Segment(0, 9, 0, "", "own", False), Segment(10, 16, 0, "", "own", False))
    assert usages(statement, segments, load_terms()) == ()


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
    assert "taiwan-name" not in rows, "a plain name is no contest"
    swapped = contested(usages(prc, prc_segments, terms), usages(us, us_segments, terms), terms)
    assert swapped == tuple(row.mirrored() for row in table)


VALID = """version: "1"
families:
- id: one
  note: A note.
  grade: degree
  members:
  - {id: a, label: {en: A, zh: 甲}, en: [alpha]}
  - {id: b, label: {en: B, zh: 乙}, zh: [贝塔]}
"""


def test_a_list_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(VALID, encoding="utf-8")
    terms = load_terms(str(path))
    assert found("Alphas and 贝塔", terms) == [("one", "a", "Alphas"), ("one", "b", "贝塔")]
    assert len(terms.digest) == 64


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("grade: degree", "grade: grave"), 5, "families.0.grade"),
        (("note: A note.", "remark: A note."), 3, "note"),
        (("en: [alpha]", "en: []"), 7, "needs at least one name"),
        (("id: b", "id: a"), 3, "member a is there twice"),
        (("zh: [贝塔]", "en: [alpha]"), 1, "'alpha' is a name of a and of b"),
        (("id: one", "id: One!"), 3, "families.0.id"),
        (("members:", "members: ["), 7, "not valid YAML"),
    ],
)
def test_a_wrong_list_is_refused_in_one_line(
    tmp_path: Path, change: tuple[str, str], line: int, words: str
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(VALID.replace(*change), encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        load_terms(str(path))
    message = str(error.value)
    assert "\n" not in message
    assert message.startswith(f"mine.yaml, line {line}")
    assert words in message


def test_a_missing_list_and_one_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="cannot be read"):
        load_terms(str(tmp_path / "none.yaml"))
    path = tmp_path / "bytes.yaml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(CodebookError, match=r"^bytes\.yaml"):
        load_terms(str(path))


@pytest.mark.parametrize(
    ("left", "right", "state"),
    [
        ("a", "a", "same"),
        ("ab", "ab", "same"),
        # Who says more says the same too; only wordings that stand against each other differ.
        ("a", "ab", "same"),
        ("abc", "b", "same"),
        ("a", "b", "different"),
        ("ab", "bc", "different"),
        ("a", "", "left_only"),
        ("", "bc", "right_only"),
    ],
)
def test_the_state_of_a_contest(tmp_path: Path, left: str, right: str, state: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(VALID + "  - {id: c, label: {en: C, zh: 丙}, en: [gamma]}\n", encoding="utf-8")
    uses = [
        [TermUse("one", member, 0, k, k + 1, "own") for k, member in enumerate(members)]
        for members in (left, right)
    ]
    (contest,) = contested(uses[0], uses[1], load_terms(str(path)))
    assert contest.state == state
    assert [member.id for member in contest.members] == sorted({*left, *right})
    assert contest.left == tuple((member, 1) for member in left)
    (mirrored,) = contested(uses[1], uses[0], load_terms(str(path)))
    assert mirrored == contest.mirrored()


def test_a_note_that_is_text_alone_is_english(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(VALID, encoding="utf-8")
    terms = load_terms(str(path))
    uses = [[TermUse("one", member, 0, 0, 1, "own")] for member in "ab"]
    (contest,) = contested(uses[0], uses[1], terms)
    assert contest.notes == (("en", contest.note),)
    assert contest.note == terms.families[0].note.en
    assert terms.families[0].note.zh == ""


def test_every_bundled_family_says_in_chinese_what_the_choice_signals() -> None:
    for family in load_terms().families:
        assert family.note.zh, family.id
        assert not re.search("[A-Za-z]", family.note.zh), family.id
