"""Sentences inside a longer text, brackets, and how far the rules about them look."""

from __future__ import annotations

import pytest

from compare.languages import Language, register, unregister
from compare.languages.rules import SentenceRules
from compare.segmentation.sentences import LONGEST, sentences

AROUND = [
    ("", ""),
    ("Talks (of 3", " more) ended.”"),
    ("会谈（有", "；人）。”"),
    ("A. ", "b"),
    ("", "（完）Ships"),
]
"""What stands before and after the part that is cut: nothing in it may be seen."""

MARKED = [
    # Brackets that hold a stop, and that are a sentence of their own.
    ("en", "They named goods (steel! and oil) as dear.‖ Then they left."),
    ("en", "They named goods (steel. And oil.) as dear.‖ Then they left."),
    ("en", "They named goods (steel and oil.)‖ Then they left."),
    ("en", "They left.‖ (His deputy stayed.)‖ The talks went on."),
    ("en", "They left.‖ (His deputy stayed.) the talks went on."),
    ("en", "They left [in haste.]‖ Then ships came.‖ So it was."),
    ("en", "They left (in haste (at noon.) or so) again.‖ So it was."),
    ("en", "They left.)‖ So it was.‖ Nobody came."),
    ("en", "They left (at noon.‖ So it was.‖ Nobody came."),
    ("zh", "代表团（共十二人。其中三人为专家）已抵达。‖会谈开始。"),
    ("zh", "会谈结束。（完）‖记者提问。"),
    ("zh", "会谈结束。‖（完），记者提问。"),
    ("zh", "会谈结束。（这里有十三个汉字在里面哦）‖记者提问。"),
    ("zh", "他提到《合作。发展》，已经公布。‖内容翔实。"),
    ("zh", "他提到“春江水暖。”的诗。‖内容翔实。"),
    ("zh", "他提到“春江水暖。”。‖内容翔实。"),
    # Semicolons, entities, items.
    ("en", "AT&amp;T was named;‖ Arden was not."),
    ("en", "They named A&#38; B;‖ others were not."),
    ("en", "They left.‖ • Fish came."),
    ("en", "They spoke of‖ • fish‖ • boats."),
    ("zh", "中方反对;‖美方同意；‖会谈结束。"),
    # Joining words and stray marks belong to the sentence before.
    ("en", "They left;‖ open markets; and"),
    ("en", "They left;‖ open markets; or, "),
    ("en", "They left; and,"),
    ("en", "They left;‖ andes"),
    ("en", "Was it so?‖ No.‖ They left."),
    ("en", "They left;‖ and they came."),
    ("en", "They left. —"),
    ("zh", "加强沟通；以及"),
    # A full stop at the very end, and no space behind it.
    ("en", "They left.‖They came."),
    ("en", "Visit example.org Today."),
    ("en", "See p.Three of it."),
    ("en", "They left.‖中方走了。"),
    ("en", "It is 3.中方走了。"),
    ("en", "It is by A.中方走了。"),
    ("en", "They left...‖ They came."),
    ("en", "It cost much ... but it was worth it."),
    ("en", "They left! they came."),
    ("en", "They left? “they” came."),
    ("en", "They left.‖ (they) came."),
    ("en", "“They left!” Minister Vale said.‖ They came."),
    ("en", "“They left.” Minister Vale said.‖ They came."),
    ("en", "Will it hold?‖ 3 ships came."),
    ("en", "They left... 3 ships came."),
    ("en", "They left.‖ 2. Trade came."),
    ("en", "They fought in World War I.‖ They won."),
    ("en", "He came on Jan. 4.‖ They left."),
    ("en", "He came in Jan.‖ They left."),
    ("zh", "增长．5个点。‖会谈结束．‖记者提问。"),
]


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language=language)]


@pytest.mark.parametrize(("before", "after"), AROUND)
@pytest.mark.parametrize(("language", "marked"), MARKED)
def test_what_stands_around_the_part_is_not_seen(
    language: str, marked: str, before: str, after: str
) -> None:
    plain = marked.replace("‖", "")
    start, end = len(before), len(before) + len(plain)
    text = before + plain + after
    found = [text[a:b] for a, b in sentences(text, start, end, language)]
    assert found == [part.strip() for part in marked.split("‖")]


@pytest.mark.parametrize("char", ["a", "中"])
@pytest.mark.parametrize("pieces", [[LONGEST - 1], [LONGEST], [LONGEST, 1], [LONGEST, LONGEST]])
def test_the_longest_sentence_is_whole(char: str, pieces: list[int]) -> None:
    assert [len(piece) for piece in cut(char * sum(pieces))] == pieces


@pytest.mark.parametrize(
    ("text", "first"),
    [
        # The last mark of a clause, where it leaves at least a quarter of the longest sentence.
        ("a" * 500 + "," + "b" * 300 + "," + "c" * 700, 802),
        ("中" * 500 + "，" + "文" * 300 + "；" + "字" * 700, 802),
        ("中" * 500 + "、" + "文" * 700, 501),
        ("a" * 500 + ":" + "b" * 700, 501),
        ("a" * 249 + "," + "b" * 1_000, 250),
        # Else a space; else nothing but the length.
        ("a" * 248 + "," + "b" * 251 + " " + "c" * 900, 500),
        ("a" * 500 + " " + "b" * 99 + " " + "c" * 700, 600),
        ("a" * 249 + " " + "b" * 1_000, 249),
        ("a" * 248 + " " + "b" * 1_000, LONGEST),
        ("a" * 998 + ",," + "b" * 30, LONGEST),
    ],
)
def test_where_a_long_run_is_cut(text: str, first: int) -> None:
    pieces = cut(text)
    assert len(pieces[0]) == first
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(("length", "count"), [(380, 2), (420, 3)])
def test_a_bracket_that_closes_far_away_holds_no_stop(length: int, count: int) -> None:
    """A bracket that stays open for 400 characters was most likely never meant."""
    assert len(cut("They left (at noon. Or " + "x" * length + ") again. Ships came.")) == count
    assert len(cut("They left (" + "x" * length + ". Or so) again. Ships came.")) == count


def test_a_language_tells_its_marks_and_the_rest_is_usual() -> None:
    rules = SentenceRules(full_stops="¤*", date_units="ø", joining_words=("og",))
    register(Language(code="xx", name="Nordic", sentences=rules))
    try:
        assert cut("de kom¤ de gik* (de kom¤ de gik) igen", "xx") == [
            "de kom¤",
            "de gik*",
            "(de kom¤ de gik) igen",
        ]
        assert cut("1. De kom 5. De gik. (b) De kom.", "xx") == [
            "1. De kom 5.",
            "De gik.",
            "(b) De kom.",
        ]
        assert cut("De kom; og", "xx") == ["De kom; og"]
        assert cut("De sa ”nej”.3 var her. De sa ”ja”.3ø var her.", "xx") == [
            "De sa ”nej”.3 var her.",
            "De sa ”ja”.",
            "3ø var her.",
        ]
    finally:
        unregister("xx")
