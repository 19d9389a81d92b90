"""Topics beyond the codebook: proposals from a handful of sentences, in any order."""

from __future__ import annotations

import numpy as np

from compare.segmentation.segments import segment
from compare.topics.codebook import load_codebook
from compare.topics.detection import detect
from compare.topics.discovery import Suggestion, suggest
from corpus.statements import Statement

BUNDLED = load_codebook()
CHESS = (
    "The Secretary praised the chess tournament in Denver.",
    "A second chess tournament will follow in Chengdu.",
    "Grandmasters from both countries will play chess online.",
)
FILLER = (
    "The two sides discussed Taiwan.",
    "They exchanged views on Ukraine and the Middle East.",
    "They agreed to keep lines of communication open.",
    "The Secretary raised human rights.",
    "They spoke about tariffs on soybeans.",
    "They welcomed progress on counternarcotics.",
    "Competition must be managed responsibly.",
)


def proposals(*texts: tuple[str, str], meaning: bool = False) -> tuple[Suggestion, ...]:
    statements = [
        Statement(id=f"s{n}", side=f"side {n}", language=language, text=text)
        for n, (text, language) in enumerate(texts)
    ]
    cut = [segment(s) for s in statements]
    mentions = [detect(s, c, BUNDLED) for s, c in zip(statements, cut, strict=True)]
    vectors = None
    if meaning:  # two directions: chess, and everything else
        vectors = [
            np.array(
                [
                    [1.0, 0.0] if {"chess", "国际象棋"} & words(s.text[c.start : c.end]) else [0, 1]
                    for c in own
                ]
            )
            for s, own in zip(statements, cut, strict=True)
        ]
    return suggest(statements, cut, mentions, vectors)


def words(text: str) -> set[str]:
    return {word for word in ("chess", "国际象棋") if word in text}


def test_what_the_codebook_lacks_is_proposed_from_twenty_sentences() -> None:
    found = proposals((" ".join(FILLER[:4] + CHESS), "en"), (" ".join(FILLER), "en"))
    assert found
    label = dict(found[0].labels)["en"]
    assert "chess" in label
    assert len(found[0].segments[0]) >= 2
    assert found[0].segments[1] == ()


def test_both_languages_are_grouped_by_meaning_and_labelled_by_their_own_words() -> None:
    chinese = "双方讨论了台湾问题。双方还谈到国际象棋锦标赛。"
    found = proposals((" ".join(FILLER[:3] + CHESS), "en"), (chinese, "zh"), meaning=True)
    labels = dict(found[0].labels)
    assert labels.keys() == {"en", "zh"}
    assert "象棋" in labels["zh"]
    assert len(found[0].segments[0]) == 3
    assert len(found[0].segments[1]) == 1


def test_nothing_left_over_nothing_proposed() -> None:
    assert proposals((" ".join(FILLER), "en"), ("双方讨论了台湾问题。", "zh")) == ()


def test_the_same_twice_and_sides_mirror() -> None:
    one = (" ".join(FILLER[:2] + CHESS), "en")
    other = (" ".join(FILLER), "en")
    there, back = proposals(one, other), proposals(other, one)
    assert there == proposals(one, other)
    assert [s.labels for s in there] == [s.labels for s in back]
    assert [s.segments for s in there] == [s.segments[::-1] for s in back]


def test_the_order_of_the_sentences_changes_no_label() -> None:
    there = proposals((" ".join(FILLER[:3] + CHESS), "en"), (FILLER[4], "en"))
    back = proposals((" ".join(CHESS[::-1] + FILLER[:3]), "en"), (FILLER[4], "en"))
    assert [s.labels for s in there] == [s.labels for s in back]


def test_no_proposal_is_the_name_of_a_person_or_a_side() -> None:
    """Neither persons of the table, nor whoever bears an office, speaks, or gives the text."""
    text = (
        "Prime Minister Yoshihide Suga praised the chess tournament in Denver. "
        "Foreign Minister Zebulon Quillfeather spoke of a second chess tournament. "
        "The Sylvanian side will play chess. President Biden will play chess with Japan."
    )
    found = proposals_of("Sylvanian", "en", text)
    said = " ".join(phrase for one in found for phrase in one.phrases).lower()
    assert "chess" in said
    for name in ("suga", "yoshihide", "japan", "biden", "quillfeather", "zebulon", "sylvanian"):
        assert name not in said
    found = proposals_of("日方", "zh", "菅义伟谈到国际象棋。菅义伟将下国际象棋。")
    said = " ".join(phrase for one in found for phrase in one.phrases)
    assert "象棋" in said
    assert "菅" not in said
    assert "义伟" not in said


def proposals_of(side: str, language: str, text: str) -> tuple[Suggestion, ...]:
    statement = Statement(id="s", side=side, language=language, text=text)
    cut = segment(statement)
    return suggest([statement], [cut], [detect(statement, cut, BUNDLED)])
