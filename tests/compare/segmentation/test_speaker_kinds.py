"""Kinds of sentences whose speaker was once told wrong, of any two states."""

from __future__ import annotations

import pytest

from compare.segmentation.segments import segment
from corpus.statements import Statement


def voices(text: str, side: str, language: str) -> list[str]:
    statement = Statement(id="s", side=side, language=language, text=text)
    return [found.voice for found in segment(statement)]


@pytest.mark.parametrize(
    ("side", "language", "text", "expected"),
    [
        # Verbs of answering, setting out and looking ahead.
        ("Norway", "en", "Foreign Minister Eide stressed fish.", ["own"]),
        (
            "Japan",
            "en",
            "Japan's Foreign Minister Hayashi urged care. Secretary Blinken responded that care is "
            "taken. He also stated that he would ask.",
            ["own", "other", "other"],
        ),
        ("UK", "en", "The Prime Minister began by setting out his plans.", ["own"]),
        ("UK", "en", "“The Prime Minister was clear that trade comes first.", ["own"]),
        (
            "UK",
            "en",
            "The Prime Minister looked forward to hosting the President in spring.",
            ["own"],
        ),
        ("US", "en", "The President has directed his team to send help.", ["own"]),
        # Both sides by other words, or by nobody's.
        ("Russia", "en", "The interlocutors noted the growth of trade.", ["both"]),
        ("Russia", "en", "The leaders were supportive of the agreement.", ["both"]),
        ("Russia", "en", "It was agreed that contacts will go on.", ["both"]),
        ("Russia", "en", "It was cold that contacts will go on.", ["unattributed"]),
        ("UK", "en", "The Prime Minister and President agreed on climate.", ["both"]),
        ("UK", "en", "The Prime Minister and President Biden agreed on climate.", ["both"]),
        ("Ukraine", "en", "The Head of State said that no decision was made.", ["own"]),
        # One cannot agree alone.
        (
            "Japan",
            "en",
            "I congratulated him. We agreed to go on. We also shared the view that ties matter. "
            "Then President Biden and I confirmed the alliance. We need time.",
            ["own", "both", "both", "both", "own"],
        ),
        # A quotation over several sentences, whose speaker is named at its end.
        (
            "Ukraine",
            "en",
            'Zelenskyy and Trudeau exchanged views. "The position must remain firm. It is '
            'necessary to be ready," Zelenskyy said.',
            ["both", "own", "own"],
        ),
        # A whole text in the first person.
        (
            "Australia",
            "en",
            "It was an honour to speak.\n\nThis morning I met many leaders. Trade matters to us."
            "\n\nSome steps are still to come, as I said before.",
            ["own"] * 4,
        ),
        # A title without a country is the publisher's.
        ("New Zealand", "en", "Prime Minister Chris Hipkins said ties matter.", ["own"]),
        # But not where its people meet the bearer, or nobody of its own bears the title.
        (
            "Japan",
            "en",
            "Foreign Minister Tanaka met President Kowal. President Kowal asked for help.",
            ["unattributed", "other"],
        ),
        ("US", "en", "Foreign Minister Kowal asked for help. He hoped for it.", ["other"] * 2),
        (
            "UK",
            "en",
            "President Kowal and Prime Minister Smith discussed trade. President Kowal stressed "
            "fish. The President raised boats.",
            ["both", "other", "other"],
        ),
        # Who writes of himself as "I" means another by "he".
        (
            "UK",
            "en",
            "I met President Kowal. He said that trade matters. I thanked him for it.",
            ["own", "other", "own"],
        ),
        # Numbered items, offices, short forms of names.
        (
            "Japan",
            "zh",
            "访华的日本外务大臣岩屋毅在北京见到了中国国务院总理李强。\n一、岩屋大臣表示，希望对话。\n"
            "李总理对岩屋大臣的到访表示欢迎。\n二、双方一致同意扩大交流。",
            ["unattributed", "own", "other", "both"],
        ),
        ("PRC", "zh", "习近平积极评价李显龙长期关心两国合作。", ["own"]),
    ],
)
def test_who_speaks(side: str, language: str, text: str, expected: list[str]) -> None:
    assert voices(text, side, language) == expected


def test_the_number_of_an_item_says_nothing() -> None:
    text = "President Xi stressed trade.\n1.\n2.\nPrime Minister Kishida raised fish."
    statement = Statement(id="s", side="Japan", language="en", text=text)
    found = {text[s.start : s.end]: s.voice for s in segment(statement)}
    assert {voice for passage, voice in found.items() if not passage.strip("0123456789. ")} <= {
        "unattributed"
    }
