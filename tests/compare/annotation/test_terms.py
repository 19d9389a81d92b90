"""Contested terms: the bundled list, lists of one's own, and where they are found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compare.annotation.matcher import expand
from compare.annotation.terms import Terms, load_terms, usages
from compare.errors import CodebookError
from compare.segmentation.segments import Segment
from corpus.statements import Statement

HAN = re.compile(r"[\u4e00-\u9fff]")


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
        assert any(not m.plain for m in family.members), family.id
        # A note on the choice between any two members would be printed of all of them.
        assert family.note is None
        for member in family.members:
            assert member.note, (family.id, member.id)
            assert member.note.en.endswith("."), (family.id, member.id)
            assert member.note.zh.endswith("。"), (family.id, member.id)


def test_every_name_stands_in_its_own_language() -> None:
    for family, member, language, name in names():
        assert bool(HAN.search(name)) == (language == "zh"), (family, member, name)


def test_no_name_belongs_to_two_families() -> None:
    owners: dict[str, set[str]] = {}
    for family, _, _, name in names():
        owners.setdefault(name.lower(), set()).add(family)
    assert {name: of for name, of in owners.items() if len(of) > 1} == {}


SENTENCES = (Path(__file__).parent / "term_sentences.tsv").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("row", SENTENCES)
def test_a_member_applies_to_one_sentence_and_not_to_the_other(row: str) -> None:
    family, member, applies, sentence = row.split("\t")
    assert (member in members(sentence, family)) == (applies == "yes")


def test_every_member_has_both_sentences_in_each_language_that_it_has_names_in() -> None:
    rows = [row.split("\t") for row in SENTENCES]
    there = {(f, m, kind, bool(HAN.search(text))) for f, m, kind, text in rows}
    assert there == {
        (family.id, member.id, kind, chinese)
        for family in load_terms().families
        for member in family.members
        for kind in ("yes", "no")
        for chinese, listed in ((False, member.en), (True, member.zh))
        if listed
    }


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
        ("台海和平稳定", "taiwan-name", ["taiwan"]),
        ("Russia’s war against Ukraine", "ukraine", ["russias-war"]),
        ("乌克兰危机", "ukraine", ["crisis"]),
        ("they discussed Ukraine", "ukraine", ["ukraine"]),
        ("提升企业竞争力", "relationship-frame", []),
        ("大国竞争不是时代潮流", "relationship-frame", ["major-country"]),
        ("the Strait of Hormuz", "taiwan-name", []),
        ("decoupled members", "decoupling", []),
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
        (("note: A note.", "remark: A note."), 4, "families.0.remark"),
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
    ("text", "family", "denied", "quoted"),
    [
        ("The United States does not seek to contain China.", "containment", True, False),
        ("It seeks to contain China.", "containment", False, False),
        ("They oppose decoupling.", "decoupling", True, False),
        ("They spoke of trade, not grain; decoupling came up.", "decoupling", False, False),
        ("They oppose the tariff, and decoupling came up.", "decoupling", False, False),
        ("The so-called overcapacity is a pretext.", "overcapacity", False, True),
        ("美方无意遏制中国发展。", "containment", True, False),
        ("停止遏制中国。", "containment", False, False),
        ("反对“脱钩断链”。", "decoupling", True, True),
        ("所谓产能过剩是借口。", "overcapacity", False, True),
        # A name that holds the negation itself is no denial.
        ("美方不支持“台湾独立”。", "taiwan-independence", False, False),
        ("They do not support Taiwan independence.", "taiwan-independence", False, False),
    ],
)
def test_denied_and_quoted_uses_are_marked(
    text: str, family: str, denied: bool, quoted: bool
) -> None:
    statement, segments = said(text, language="en" if text.isascii() else "zh")
    (use,) = [u for u in usages(statement, segments, load_terms()) if u.family == family]
    assert (use.denied, use.quoted) == (denied, quoted)
