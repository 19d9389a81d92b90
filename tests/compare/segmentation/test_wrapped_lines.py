"""Which lines of wrapped text carry on, column by column, and which text is wrapped at all."""

from __future__ import annotations

import pytest

from compare.languages import Language, register, unregister
from compare.languages.rules import SentenceRules
from compare.segmentation.paragraphs import paragraphs, trim

WIDTH = 60
_LONG = "the ministers met in the old harbour on friday to look at the boats and nets that"
_ZH = "两位部长星期五在老港口见面就渔业配额和两岛之间的渡轮谈了一个小时听取意见交换看法"


def line(columns: int, end: str = "x") -> str:
    """A line of words of so many columns."""
    words = (_LONG + " " + _LONG)[: columns - len(end)]
    return words.rstrip().ljust(columns - len(end), "n") + end


def wide(characters: int, end: str = "谈") -> str:
    return (_ZH * 3)[: characters - 1] + end


BEFORE = "\n".join([line(WIDTH)] * 4) + "\n\n"
"""A paragraph that shows at what width the text is wrapped."""

PAIRS = [
    # A line to which one more word would not have been added, even where it ends a sentence.
    (line(60, "."), "The boats.", True),
    (line(55, "."), "The boats.", True),
    (line(54, "."), "The boats.", False),
    (line(52, "."), "Boats.", True),
    (line(51, "."), "Boats.", False),
    (line(54), "The boats.", False),
    (line(54), "the boats.", True),
    (line(54, "."), "the boats.", False),
    # A short line goes on in lower case, and only in mid-sentence.
    (line(20), "the boats.", True),
    (line(20), "The boats.", False),
    (line(20, "."), "the boats.", False),
    (line(20), "谈了渡轮。", False),
    (line(20, "。”"), "the boats.", False),
    # A number at the head of a full line is one by chance.
    (line(60), "26. In all.", True),
    (line(60), "26. in all.", True),
    (line(40), "26. in all.", True),
    (line(39), "26. in all.", False),
    (line(60, "."), "26. In all.", False),
    (line(60), "Q: Who came?", True),
    (line(60, "."), "Q: Who came?", False),
    (line(30), "Q: Who came?", False),
    (line(60), "• boats.", False),
    (line(60), "- boats.", False),
    (line(60), "-boats.", True),
    # A line that is set in begins a paragraph.
    (line(60), " the boats.", True),
    (line(60), "  the boats.", False),
    (line(60), "\u3000the boats.", False),
    (line(60), "\u00a0the boats.", True),
    ("   " + line(57), "    the boats.", True),
    ("   " + line(57), "     the boats.", False),
    ("\u3000" + line(58), "   the boats.", True),
    ("\u3000" + line(58), "    the boats.", False),
    # A word in two parts.
    (line(20, "fer-"), "ries and boats.", True),
    (line(20, "fer\u00ad  "), "ries and boats.", True),
    (line(20, "fer-"), "Ries and boats.", False),
    (line(20, "fer-"), "谈了渡轮。", False),
    (line(20, "23-"), "Boats.", False),
    # Space behind a line is none of its columns.
    (line(54, ".") + "      ", "The boats.", False),
    # Chinese lines are full or not, by two columns a character.
    (wide(25), wide(9, "。"), True),
    (wide(24), wide(9, "。"), False),
    (wide(30, "。"), wide(9, "。"), True),
    (wide(24, "。"), wide(9, "。"), False),
    ("a" + wide(24), wide(9, "。"), False),
    (wide(25), "一、" + wide(9, "。"), False),
    (wide(29), "问：" + wide(9, "。"), True),
    (wide(29, "。"), "问：" + wide(9, "。"), False),
]


@pytest.mark.parametrize(("first", "second", "joined"), PAIRS)
def test_which_of_two_lines_carries_on(first: str, second: str, joined: bool) -> None:
    text = BEFORE + first + "\n" + second
    found = [text[a:b] for a, b in paragraphs(text)]
    assert found[0] == BEFORE.strip()
    parts = [first + "\n" + second] if joined else [first, second]
    assert found[1:] == [
        text[slice(*trim(text, (at := text.index(p)), at + len(p)))] for p in parts
    ]


NARROW, BROAD = 40, 132
TEXTS = {
    "as narrow as text is wrapped": ([line(NARROW)] * 2 + ["boats."], True),
    "narrower": ([line(NARROW - 1)] * 2 + ["boats."], False),
    "as broad as text is wrapped": ([line(BROAD)] * 2 + ["boats."], True),
    "broader": ([line(BROAD + 1)] * 2 + ["boats."], False),
    "one line of twenty too long": ([line(60)] * 16 + ["boats.", "", line(140, ".")], True),
    "one line of nineteen too long": ([line(60)] * 15 + ["boats.", "", line(140, ".")], False),
    "three in five of the broken lines full": ([line(60)] * 3 + [line(20), "boats."], True),
    "fewer": ([line(60)] * 4 + [line(20)] * 2 + ["boats."], False),
    "two in five of all lines broken": ([line(60, ".")] * 2 + [line(60)] * 2 + ["boats."], True),
    "two in six": ([line(60, ".")] * 3 + [line(60)] * 2 + ["boats."], False),
    "lists": ([line(60), "• fish", "• boats", "• nets"], False),
    "full lines that go on with names": ([line(60).capitalize()] * 3 + ["Boats."], True),
    "lines that had room for a name": ([line(60, ".")] + [line(50).capitalize()] * 3, False),
    "Chinese": ([wide(30), wide(30), wide(9)], True),
    "headings": (["Fish", "Boats", "Nets and boats and ships and so on and on"], False),
}


@pytest.mark.parametrize("name", TEXTS)
def test_whether_a_text_is_wrapped(name: str) -> None:
    """Told by a last pair of lines that carries on in wrapped text only."""
    lines, wrapped = TEXTS[name]
    text = "\n".join([*lines, "", line(30), "the boats"])
    last = [text[a:b] for a, b in paragraphs(text)][-1]
    assert last == ("the boats" if not wrapped else line(30) + "\nthe boats")


BLOCKS = [
    # Lines of like length, 25 to 120 characters, most of which end in mid-sentence.
    ([line(25), line(25), "Nets."], True),
    ([line(24), line(25), "Nets."], False),
    ([line(120, "N"), line(120, "N"), "Nets."], True),
    ([line(121, "N"), line(121, "N"), "Nets."], False),
    ([line(50), line(74, "N"), "Nets."], True),
    ([line(50), line(75, "N"), "Nets."], False),
    ([line(30), "Nets."], False),
    ([line(30, "."), line(30), line(30), "Nets."], True),
    ([line(30, "."), line(30, "."), line(30), "Nets."], False),
    ([line(30, "."), line(30, "."), line(30), line(30), "Nets."], False),
    ([line(30), "1. " + line(30), line(30), "Nets."], False),
    (["1. " + line(30), line(30), line(30), "Nets."], True),
]


@pytest.mark.parametrize(("lines", "joined"), BLOCKS)
def test_a_block_that_is_wrapped_by_itself(lines: list[str], joined: bool) -> None:
    """In a text that is not wrapped: most of its lines are far too long."""
    long = ["", line(150, "."), line(150, "."), line(150, "."), ""]
    text = "\n".join([*long, *(text.capitalize() for text in lines), *long])
    assert len(paragraphs(text)) == 6 + (1 if joined else len(lines))


WRAPPED = {
    "two lines": ("The ministers met in the old harbour on Friday to look at the\nboats.", 1),
    "set in": (
        "     The ministers met in the old harbour on Friday to look at the state\nof the boats.\n"
        "     They agreed to mend the nets, which had been left out in the rain\nin the spring.",
        2,
    ),
    "a broken word": ("The ministers spoke about fer-\nries and about boats.", 1),
    "lines of a list": ("They spoke of\nFish\nBoats\nNets", 4),
    "a heading": ("Harbour talks\nThe ministers met in the old harbour on Friday.", 2),
    "labels": ("Q: Who came to the harbour?\nA: Nobody came to the harbour.", 2),
    "Chinese": (
        "两位部长星期五在老港口见面，就渔业配额和两岛之间的渡轮谈了一个小时，并\n听取了意见。",
        1,
    ),
    "Chinese lines": ("两位部长星期五在老港口见面。\n双方就渔业配额交换了意见。", 2),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_paragraphs_of_whole_texts(name: str) -> None:
    text, count = WRAPPED[name]
    assert len(paragraphs(text)) == count


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028"])
def test_what_ends_a_line(mark: str) -> None:
    text = f" Fish came.{mark}Boats left.{mark} \ufeff{mark}Nets.{mark}"
    assert [text[a:b] for a, b in paragraphs(text)] == ["Fish came.", "Boats left.", "Nets."]


def test_a_line_that_shows_nothing_ends_a_paragraph() -> None:
    text = BEFORE + line(60) + "\n  \u200b \n" + "the boats."
    assert len(paragraphs(text)) == 3
    assert paragraphs("\u200f\n\x00") == ()
    assert trim("a \u200f b", 1, 4) == (4, 4)
    assert trim("a b", 2, 2) == (2, 2)


def test_a_language_tells_what_begins_an_item_and_a_speech() -> None:
    rules = SentenceRules(item_number="§", speaker_label="TALER:")
    text = BEFORE + "\n".join([line(60), "§ the boats,", line(60, "."), "TALER: boats."])
    assert len(paragraphs(text)) == 2
    register(Language(code="xx", name="Nordic", sentences=rules))
    try:
        assert len(paragraphs(text)) == 4
        assert len(paragraphs(BEFORE + line(60) + "\n• boats.\n1. Nets.")) == 4
    finally:
        unregister("xx")


def test_lines_under_the_words_of_an_item_carry_it_on() -> None:
    text = "• the boats of the\n  harbour, and the\n  nets.\n• the ferries\n  Between Two Ports"
    shown = [" ".join(text[start:end].split()) for start, end in paragraphs(text)]
    assert shown[0] == "• the boats of the harbour, and the nets."
    assert shown[1:] == ["• the ferries", "Between Two Ports"]
