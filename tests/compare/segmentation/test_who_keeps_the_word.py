"""Whole paragraphs: the speaker of each sentence, in the words of the text, and his clause."""

from __future__ import annotations

import pytest

from compare.segmentation.attribution import attribute
from compare.segmentation.paragraphs import paragraphs
from compare.segmentation.segments import segment
from compare.segmentation.sentences import sentences
from corpus.statements import Statement

Told = tuple[str, str, str]
"""Speaker, voice and clause of a sentence; no clause where the speaker is carried over."""

NONE: Told = ("", "unattributed", "")
TEXTS: list[tuple[str, str, str, list[Told]]] = [
    # A wish or an undertaking of a country takes the word from no person, but from a country.
    (
        "Japan",
        "en",
        "Prime Minister Kishida stressed fish. The United States will lower duties. He left.",
        [("Prime Minister Kishida", "own", "Prime Minister Kishida stressed")]
        + [("Prime Minister Kishida", "own", "")] * 2,
    ),
    (
        "Japan",
        "en",
        "Japan stressed fish. The United States will lower duties. We left.",
        [
            ("Japan", "own", "Japan stressed"),
            ("The United States", "other", "The United States will"),
            ("The United States", "other", ""),
        ],
    ),
    # Words as they stand in the text, in Traditional characters too.
    (
        "PRC",
        "zh",
        "習近平強調，合作重要。會談中，雙方同意對話。中方重申立場。美方希望對話。我們期待。",
        [
            ("習近平", "own", "習近平強調"),
            ("習近平", "own", ""),
            ("中方", "own", "中方重申"),
            ("美方", "other", "美方希望"),
            ("美方", "other", ""),
        ],
    ),
    # "We" and "he".
    (
        "US",
        "en",
        "Ships came. We hope for peace. It is so.",
        [NONE, ("We", "own", "We hope"), ("We", "own", "")],
    ),
    ("US", "en", "The call was good. Our ships came.", [NONE, ("Our", "own", "")]),
    ("PRC", "zh", "船来了。我們的船走了。", [NONE, ("我們", "own", "")]),
    (
        "US",
        "en",
        "Secretary Blinken stressed trust. We hope for peace. He raised grain.",
        [
            ("Secretary Blinken", "own", "Secretary Blinken stressed"),
            ("Secretary Blinken", "own", ""),
            ("Secretary Blinken", "own", "He raised"),
        ],
    ),
    (
        "US",
        "en",
        "The two sides met. We hope for peace. He raised grain.",
        [
            ("The two sides", "both", "The two sides"),
            ("The two sides", "both", ""),
            ("He", "own", "He raised"),
        ],
    ),
    (
        "US",
        "en",
        "Wang Yi stressed fish.\nHe raised grain.",
        [("Wang Yi", "other", "Wang Yi stressed"), ("He", "other", "He raised")],
    ),
    (
        "US",
        "en",
        "Wang Yi stressed fish.\nBlinken urged care.\nShe raised grain.",
        [
            ("Wang Yi", "other", "Wang Yi stressed"),
            ("Blinken", "own", "Blinken urged"),
            ("She", "own", "She raised"),
        ],
    ),
    (
        "US",
        "en",
        "China supports peace.\nHe raised grain.",
        [("China", "other", "China supports"), ("He", "own", "He raised")],
    ),
    # A quotation whose speaker is named after its end, or before it, or not at all.
    (
        "US",
        "en",
        "“Peace is near. So is trade. So is fish,” Wang Yi said.",
        [("Wang Yi", "other", "")] * 2 + [("Wang Yi", "other", "Wang Yi said")],
    ),
    (
        "US",
        "en",
        "“Peace is near. “So is trade. So is fish,” Wang Yi said.",
        [("Wang Yi", "other", "")] * 2 + [("Wang Yi", "other", "Wang Yi said")],
    ),
    (
        "US",
        "en",
        "“Peace is near. So is fish,” Wang Yi said. Ships came. It is “good,” Blinken said.",
        [
            ("Wang Yi", "other", ""),
            ("Wang Yi", "other", "Wang Yi said"),
            ("Wang Yi", "other", ""),
            ("Blinken", "own", "Blinken said"),
        ],
    ),
    (
        "PRC",
        "zh",
        "“和平很近。合作重要，”布林肯说。",
        [("布林肯", "other", ""), ("布林肯", "other", "布林肯说")],
    ),
    (
        "US",
        "en",
        "“Peace is near.\nSo is trade,” Wang Yi said.",
        [NONE, ("Wang Yi", "other", "Wang Yi said")],
    ),
    (
        "US",
        "en",
        "“Peace is near.” So is trade. Ships came,” Wang Yi said.",
        [NONE, NONE, ("Wang Yi", "other", "Wang Yi said")],
    ),
    (
        "US",
        "en",
        "“Peace is near. So is trade. Wang Yi said ships came.”",
        [NONE, NONE, ("Wang Yi", "other", "Wang Yi said")],
    ),
    (
        "US",
        "en",
        "“The Secretary said so. So is trade,” Wang Yi said.",
        [
            ("The Secretary", "own", "The Secretary said"),
            ("Wang Yi", "other", "Wang Yi said"),
        ],
    ),
    # An author of whom nobody else is heard.
    ("US", "en", "I came. I saw. Ships left.", [("I", "own", "")] * 3),
    ("US", "en", "Today I came. Ships left.", [NONE, NONE]),
    ("US", "en", "Today I came. Then I left. Ships left.", [("I", "own", "")] * 3),
    (
        "US",
        "en",
        "Today I came. Then I left. Wang Yi said so.",
        [NONE, NONE, ("Wang Yi", "other", "Wang Yi said")],
    ),
    (
        "US",
        "en",
        "Wang Yi said so. I came.",
        [("Wang Yi", "other", "Wang Yi said"), ("Wang Yi", "other", "")],
    ),
    (
        "US",
        "en",
        "Wang Yi said so.\nI came. Ships left.",
        [("Wang Yi", "other", "Wang Yi said"), ("I", "own", ""), ("I", "own", "")],
    ),
]


@pytest.mark.parametrize(("side", "language", "text", "expected"), TEXTS)
def test_speakers_and_clauses(side: str, language: str, text: str, expected: list[Told]) -> None:
    spans = [
        (start, end, index)
        for index, paragraph in enumerate(paragraphs(text))
        for start, end in sentences(text, *paragraph, language)
    ]
    found = attribute(text, spans, side, language)
    assert [(a.speaker, a.voice, text[slice(*a.clause)] if a.clause else "") for a in found] == (
        expected
    )
    whole = segment(Statement(id="x", side=side, language=language, text=text))
    assert [(s.speaker, s.voice) for s in whole] == [told[:2] for told in expected]
    assert [(s.start, s.end, s.paragraph) for s in whole] == spans
