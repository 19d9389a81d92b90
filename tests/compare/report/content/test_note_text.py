"""Notes on shifts in words: the exact sentences, in English and in Chinese, mirrored."""

from __future__ import annotations

import pytest

from compare.comparison import SideName
from compare.phrases.words import words
from compare.report.content.note_text import note_text
from compare.report.export.fields import LabelsExport
from compare.report.export.wording import NoteExport

POLICY = LabelsExport(en="one-China policy", zh="一个中国政策")
PRINCIPLE = LabelsExport(en="one-China principle", zh="一个中国原则")
SUBJECT = LabelsExport(en="The policy is open.", zh="政策不作预设。")
CANDID = LabelsExport(en="candid", zh="坦诚")
SHARP = LabelsExport(en="difficult", zh="困难")
STATED = LabelsExport(en="stated", zh="表示")
WARNED = LabelsExport(en="warned or protested", zh="警告")

CASES: list[tuple[NoteExport, tuple[str, str], str, str]] = [
    (
        NoteExport(kind="term", left=(POLICY,), right=(PRINCIPLE,), subject=SUBJECT),
        ("our policy", "原则"),
        "PRC has “原则”; US has “our policy”. The policy is open.",
        "PRC用“原则”；US用“our policy”。政策不作预设。",
    ),
    (
        NoteExport(
            kind="term",
            left=(POLICY,),
            right=(PRINCIPLE,),
            subject=SUBJECT,
            left_use="elsewhere",
            right_use="reported",
        ),
        ("our policy", "原则"),
        "PRC has “原则”; US has “our policy”. The policy is open. PRC has "
        "“one-China policy” in words it reports of the other side. US has “one-China principle” "
        "elsewhere.",
        "PRC用“原则”；US用“our policy”。政策不作预设。PRC在转述对方的话中也有"
        "“一个中国政策”。US在别处也有“一个中国原则”。",
    ),
    (
        NoteExport(kind="tone", left=(CANDID, SHARP)),
        ("candid", "建设性"),
        "US alone calls it candid and difficult.",
        "只有US称之为坦诚和困难。",
    ),
    (
        NoteExport(kind="tone", left=(CANDID,), right=(SHARP,)),
        ("candid", "紧张"),
        "PRC alone calls it difficult; US alone calls it candid.",
        "只有PRC称之为困难；只有US称之为坦诚。",
    ),
    (
        NoteExport(kind="act", left=(WARNED,), right=(STATED,), side="left"),
        ("warned", "表示"),
        "PRC has the same speaker “表示”; US has the same speaker “warned”. Warned or protested "
        "is stronger than stated: US goes further.",
        "PRC写同一说话者“表示”；US写同一说话者“warned”。“警告”强于“表示”：US更进一步。",
    ),
    (
        NoteExport(kind="joint_act", left=(STATED,), right=(WARNED,), side="right"),
        ("said", "警告"),
        "PRC has the two sides “警告”; US has the two sides “said”. Warned or protested is "
        "stronger than stated: PRC goes further.",
        "PRC写双方“警告”；US写双方“said”。“警告”强于“表示”：PRC更进一步。",
    ),
    (
        NoteExport(kind="duty"),
        ("must", "应"),
        "PRC has “应”; US has “must”: how far the other is bound differs.",
        "PRC用“应”；US用“must”：对另一方的约束程度不同。",
    ),
    (
        NoteExport(kind="denial", subject=LabelsExport(en="support", zh="支持"), side="right"),
        ("support", "支持"),
        "US affirms what PRC denies: to support it.",
        "US肯定、PRC否定同一件事：支持。",
    ),
    (
        NoteExport(kind="date"),
        ("April 2", "4月3日"),
        "PRC gives “4月3日”; US gives “April 2”. A day apart, as time zones are.",
        "PRC给出“4月3日”；US给出“April 2”。相差一天，可由时区解释。",
    ),
    (
        NoteExport(kind="number"),
        ("$3", "4元"),
        "PRC gives “4元”; US gives “$3”. The figures differ.",
        "PRC给出“4元”；US给出“$3”。数字不同。",
    ),
    (
        NoteExport(kind="number_only", quotes=("30%", "40%")),
        ("", "30%"),
        "Only PRC gives “30%”, “40%”.",
        "只有PRC给出“30%”、“40%”。",
    ),
    (
        NoteExport(kind="place_only", left=(CANDID, SHARP)),
        ("Haiti", ""),
        "US names “candid”, “difficult”; PRC does not, anywhere.",
        "US提到“坦诚”、“困难”；PRC通篇没有提到。",
    ),
    (
        NoteExport(kind="words_denial"),
        ("is", "is not"),
        "PRC has “is not”; US has “is”: one denies what the other does not.",
        "PRC用“is not”；US用“is”：一方否定，另一方没有否定。",
    ),
    (
        NoteExport(kind="words_duty"),
        ("may", "must"),
        "PRC has “must”; US has “may”: how far the other is bound differs.",
        "PRC用“must”；US用“may”：对另一方的约束程度不同。",
    ),
    (
        NoteExport(kind="words_strength"),
        ("firmly", ""),
        "US has “firmly”: the strength differs.",
        "US用“firmly”：强度不同。",
    ),
    (
        NoteExport(kind="words_other"),
        ("farms", "ships"),
        "PRC has “ships”; US has “farms”: other words in the same place.",
        "PRC用“ships”；US用“farms”：同一位置用词不同。",
    ),
    (
        NoteExport(kind="words_only"),
        ("", "in full"),
        "PRC has “in full”: the rest of the sentence is the same.",
        "PRC用“in full”：句子的其余部分相同。",
    ),
    (
        NoteExport(kind="unmatched"),
        ("", "紫色仓鼠"),
        "Hint, by vectors alone: PRC may have “紫色仓鼠” without the other.",
        "仅据向量的提示：“紫色仓鼠”可能只有PRC有。",
    ),
]


@pytest.mark.parametrize(("note", "wordings", "english", "chinese"), CASES)
def test_a_note_in_words(
    note: NoteExport, wordings: tuple[str, str], english: str, chinese: str
) -> None:
    texts: dict[SideName, str] = {"left": wordings[0], "right": wordings[1]}
    names: dict[SideName, str] = {"left": "US", "right": "PRC"}
    assert note_text(note, texts, names, words("en")) == english
    assert note_text(note, texts, names, words("zh")) == chinese
    swapped = note.model_copy(
        update={
            "left": note.right,
            "right": note.left,
            "left_use": note.right_use,
            "right_use": note.left_use,
            "side": {"left": "right", "right": "left", "": ""}[note.side],
        }
    )
    turned: dict[SideName, str] = {"left": wordings[1], "right": wordings[0]}
    other: dict[SideName, str] = {"left": "PRC", "right": "US"}
    assert note_text(swapped, turned, other, words("en")) == english


def test_a_term_without_a_chinese_note_keeps_the_english_one() -> None:
    bare = LabelsExport(en="English alone.")
    note = NoteExport(kind="term", left=(POLICY,), right=(PRINCIPLE,), subject=bare)
    names: dict[SideName, str] = {"left": "US", "right": "PRC"}
    text = note_text(note, {"left": "a", "right": "b"}, names, words("zh"))
    assert text.endswith("。English alone.")


def test_every_kind_of_note_has_a_case() -> None:
    from typing import get_args

    from compare.wording.difference import NoteKind

    assert {note.kind for note, *_ in CASES} == set(get_args(NoteKind))
