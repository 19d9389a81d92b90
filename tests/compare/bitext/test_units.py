"""What is aligned: units cut from a text, and one vector for each, however long it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare
from compare.bitext.units import WINDOW, cut, encode, pieces, windows
from corpus.statements import Statement


def untold(done: int, count: int) -> None:
    assert done <= count


@given(st.text(alphabet="ab .,。字9", max_size=3_000))
def test_windows_are_the_text_and_none_is_too_long(text: str) -> None:
    parts = windows(text)
    assert "".join(parts) == text
    assert all(pieces(part) <= WINDOW for part in parts)


def test_a_word_without_end_is_cut_within_itself() -> None:
    assert "".join(windows("x" * 5_000)) == "x" * 5_000
    assert len(windows("x" * 5_000)) > 5


def test_windows_end_after_marks_where_they_can() -> None:
    text = "他们讨论了粮食的价格，并同意恢复航班。" * 40
    assert all(part.endswith(("，", "。")) for part in windows(text))


@pytest.mark.parametrize(
    ("sentence", "tail", "other"),
    [
        ("They met in Vienna on Monday and spoke. ", "Grain prices rose.", "The dog barked."),
        ("双方星期一在维也纳会面并交谈。", "粮食价格上涨。", "狗叫了。"),
    ],
)
@pytest.mark.slow
def test_the_end_of_a_unit_of_two_thousand_characters_counts(
    sentence: str, tail: str, other: str
) -> None:
    encoder = compare.load_encoder("embedded")
    long = sentence * (2_000 // len(sentence) + 1)
    first, second = encode(encoder, [long + tail * 9, long + other * 9], untold)
    assert float(first @ second) < 0.999
    cut_off = encoder.encode([long + tail * 9, long + other * 9])
    assert float(cut_off[0] @ cut_off[1]) > 0.9999
    towards = encode(encoder, [tail], untold)[0]
    assert float(first @ towards) > float(second @ towards)


@pytest.mark.slow
def test_short_units_have_the_vectors_of_the_encoder_and_blanks_none() -> None:
    encoder = compare.load_encoder("embedded")
    texts = ["The ministers met.", "部长们会面。", ""]
    rows = encode(encoder, texts, untold)
    assert np.allclose(rows, encoder.encode(texts), atol=1e-6)
    assert encode(encoder, [], untold).shape == (0, encoder.dimension)


def test_encoding_reads_each_word_once() -> None:
    """All windows of a text together are no longer than the text: one pass over the units."""
    text = "They met in Vienna on Monday, and spoke of grain; nobody spoke of the border. " * 60
    assert sum(map(len, windows(text))) == len(text)


def test_sentences_stand_within_lines_and_keep_their_places() -> None:
    text = "One came. Two went.\n\nA title\n第一句。第二句！"
    statement = Statement(id="a", side="US", language="en", text=text)
    found = [text[start:end] for start, end in cut(statement, "sentences")]
    assert found == ["One came.", "Two went.", "A title", "第一句。", "第二句！"]
