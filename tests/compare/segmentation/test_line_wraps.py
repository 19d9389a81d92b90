"""Lines that carry on and lines that end a paragraph; stops that end a sentence and others."""

from __future__ import annotations

import pytest

from compare.segmentation.paragraphs import paragraphs
from compare.segmentation.segments import segment
from corpus.statements import Statement


def statement(text: str) -> Statement:
    return Statement(id="x", side="US", language="en", text=text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They signed the note.1 They left.2 The boats came.", 3),
        ("It cost 3.5 Billion. They left.", 2),
        ("See No.1 Harbour Road. They left.", 2),
        ("Sec. Fish met Atty. Gen. Boat. They left.", 2),
        ("Fish et al. [2004] came. They left.", 2),
        ("They met Boats Inc. CEO Fish. They left.", 2),
        ("They met Boats Inc. The talks went on.", 2),
    ],
)
def test_stops_that_end_a_sentence_and_others(text: str, count: int) -> None:
    assert len(segment(statement(text))) == count


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
def test_which_lines_carry_on(name: str) -> None:
    text, count = WRAPPED[name]
    assert len(paragraphs(text)) == count
