"""Where sentences end: cuts that were once wrong, of either language."""

from __future__ import annotations

import pytest

from compare.segmentation.sentences import sentences


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["They praised the Japan-U.S. Alliance and left."]),
        ("en", ["He met Sec. Yellen today.", "Atty. Gen. Garland left."]),
        ("en", ["Smith et al. 2019 wrote of trade.", "Next came fish."]),
        ("en", ["Fish et al. [2004] came.", "They left."]),
        ("en", ["Apple Inc. CEO Tim Cook came.", "He left."]),
        ("en", ["He runs Apple Inc.", "He left."]),
        ("en", ["They met Boats Inc.", "The talks went on."]),
        ("en", ["They issued a communiqué.1", "They left."]),
        ("en", ["They signed the note.1", "They left.2", "The boats came."]),
        ("en", ["They signed the note.¹", "They left.”²³", "The boats came."]),
        ("en", ["It grew by 3.5 percent.", "Version 2.0 Beta came."]),
        ("en", ["It cost 3.5 Billion.", "They left."]),
        ("en", ["See No.1 Harbour Road.", "They left."]),
        ("en", ["He went to the U.S.", "He came back."]),
        ("en", ["He has fish etc.", "They left."]),
        ("zh", ["双方加强合作.", "2024年两国再谈。"]),
        ("zh", ["双方加强合作.", "3月两国再谈。"]),
        ("zh", ["增长3.5%。"]),
        ("zh", ["“合作很重要。”王毅说。"]),
        ("zh", ["“合作很重要。”", "王毅说，要合作。"]),
    ],
)
def test_sentences_end_where_they_end(language: str, expected: list[str]) -> None:
    text = (" " if language == "en" else "").join(expected)
    found = [text[start:end] for start, end in sentences(text, language=language)]
    assert found == expected
