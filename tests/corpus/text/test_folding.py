"""The copy without what shows nothing, and the way back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.folding import show


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the har\u00adbour", "the harbour"),
        ("fish\u200bing \u2060quo\ufefftas", "fishing quotas"),
        ("\u202bharbour\u202c \u200etalks", "harbour talks"),
        ("about fer-\nries and boats", "about ferries and boats"),
        ("about fer-  \n   ries", "about ferries"),
        ("one-\nHarbour policy", "one-\nHarbour policy"),
        ("渔业\n配额，\n　　渡轮", "渔业配额，渡轮"),
        ("the h\u0430rb\u043eur", "the harbour"),
        ("гавань", "гавань"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_what_a_reader_sees(text: str, shown: str) -> None:
    assert show(text).text == shown


@given(st.text(alphabet="ab-\n \u00ad\u200b\u0430渔，"))
def test_every_character_of_the_copy_has_its_place(text: str) -> None:
    copy = show(text)
    assert not copy.text or len(copy.text) == (len(copy.index) or len(text))
    for at, character in enumerate(copy.text):
        start, end = copy.span(at, at + 1)
        assert end == start + 1
        assert text[start] == character or (text[start], character) == ("\u0430", "a")
