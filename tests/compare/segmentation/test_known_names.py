"""Names of a table, held against a pattern of alternatives: slow to compile, and obvious."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.languages import languages
from compare.segmentation.affiliations import _names
from compare.segmentation.known_names import KnownNames
from corpus import samples

WORDS = ("U.S.", "US", "U.S. President", "President", "China", "Co-Chair", "Côte d'Ivoire", "a_b")
CHARACTERS = ("中国", "中国国务院", "国务院", "院长", "刚果（布）", "刚果", "美")


def by_pattern(names: tuple[str, ...], whole_words: bool) -> re.Pattern[str]:
    joined = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w])" if whole_words else joined)


@pytest.mark.parametrize(("names", "whole_words"), [(WORDS, True), (CHARACTERS, False)])
@given(data=st.data())
def test_names_are_found_as_by_a_pattern(
    names: tuple[str, ...], whole_words: bool, data: st.DataObject
) -> None:
    pieces = st.sampled_from([*names, " ", "-", "_", "s", "é", ".", "国", "1"])
    text = "".join(data.draw(st.lists(pieces, max_size=8)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text) + 2))
    known, pattern = KnownNames(names, whole_words=whole_words), by_pattern(names, whole_words)
    expected = [(m.start(), m[0]) for m in pattern.finditer(text, start, end)]
    assert list(known.find(text, start, end)) == expected
    assert known.first(text, start, end) == (expected[0][1] if expected else "")
    here = pattern.match(text, start, end)
    assert known.at(text, start, end) == (here[0] if here else "")


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
@pytest.mark.slow
def test_the_names_of_the_table_are_found_as_by_a_pattern(language: object) -> None:
    known = _names(language)  # type: ignore[arg-type]
    names = tuple(name for found in known._by_beginning.values() for name in found)
    pattern = by_pattern(names, known._whole_words)
    for event in samples.names():
        for statement in samples.load(event).statements:
            expected = [(m.start(), m[0]) for m in pattern.finditer(statement.text)]
            assert list(known.find(statement.text)) == expected
