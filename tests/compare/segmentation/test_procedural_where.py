"""In which surroundings a sentence carries no substance: reported, in a speech, alone."""

from __future__ import annotations

import itertools

import pytest

from compare.segmentation.procedural import is_procedural
from compare.segmentation.segments import segment
from corpus.statements import Statement


def where_empty(where: str, reported: bool, in_speech: bool, alone: bool) -> bool:
    """Whether surroundings are among those that a word stands for."""
    return {
        "everywhere": True,
        "outside a speech": not in_speech,
        "if nobody reports it": not (reported or in_speech),
        "as a paragraph": alone and not in_speech,
        "nowhere": False,
    }[where]


SENTENCES = [
    ("en", "May 3, 2031", "everywhere"),
    ("en", "* * *", "everywhere"),
    ("zh", "5月3日", "everywhere"),
    ("en", "It was a very good meeting.", "outside a speech"),
    ("en", "The overview of the talk is as follows.", "outside a speech"),
    ("en", "She expressed her condolences on the passing of the Premier.", "outside a speech"),
    ("en", "部长就洪灾向对方表示慰问。", "outside a speech"),
    ("zh", "概要如下。", "outside a speech"),
    ("zh", "副部长参加会见。", "outside a speech"),
    ("en", "The Secretary met with Minister Vale in Oslo.", "if nobody reports it"),
    ("en", "Minister Vale and Secretary Arden attended.", "if nobody reports it"),
    ("zh", "外长在奥斯陆会见国务卿。", "if nobody reports it"),
    ("en", "VISIT OF THE MINISTER", "as a paragraph"),
    ("en", "VISIT OF THE MINISTER.", "nowhere"),
    ("en", "VISIT OF THE MINISTER.” ", "nowhere"),
    ("en", "Visit of the MINISTER", "nowhere"),
    ("en", "V" * 79, "as a paragraph"),
    ("en", "V" * 80, "nowhere"),
    ("en", "The Secretary met with Minister Vale to discuss grain.", "nowhere"),
]


@pytest.mark.parametrize(("language", "sentence", "where"), SENTENCES)
def test_surroundings_in_which_nothing_is_said(language: str, sentence: str, where: str) -> None:
    for reported, in_speech, alone in itertools.product([False, True], repeat=3):
        found = is_procedural(sentence, reported, in_speech, alone, language)
        assert found is where_empty(where, reported, in_speech, alone)


TEXTS = [
    # Nobody is reported; somebody is; his speech goes on; both sides' account goes on.
    ("US", "en", "The Secretary met with Minister Vale in Oslo.", [True]),
    ("US", "en", "The Secretary said he met with Minister Vale in Oslo.", [False]),
    ("PRC", "en", "Wang Yi urged care. It was a very good meeting.", [False, False]),
    ("PRC", "en", "The two sides urged care. It was a very good meeting.", [False, True]),
    ("PRC", "zh", "王毅强调合作。外长在奥斯陆会见国务卿。", [False, False]),
    ("PRC", "zh", "王毅强调合作。部长就洪灾向对方表示慰问。", [False, True]),
    ("PRC", "zh", "双方同意合作。部长就洪灾向对方表示慰问。", [False, True]),
    ("PRC", "zh", "双方同意合作。外长在奥斯陆会见国务卿。", [False, False]),
    # An author gives no speech that somebody else reports.
    ("US", "en", "I came to Oslo. I met with Minister Vale in Oslo.", [False, True]),
    # A heading, alone in its paragraph and not.
    ("US", "en", "VISIT OF VALE\nShips came.", [True, False]),
    ("US", "en", "Ships came. VISIT OF VALE", [False, False]),
    ("PRC", "zh", "習近平主席歡迎特魯多總理再次訪華。", [True]),
]


@pytest.mark.parametrize(("side", "language", "text", "expected"), TEXTS)
def test_sentences_in_their_texts(
    side: str, language: str, text: str, expected: list[bool]
) -> None:
    made = segment(Statement(id="x", side=side, language=language, text=text))
    assert [s.procedural for s in made] == expected
