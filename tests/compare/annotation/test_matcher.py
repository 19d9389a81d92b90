"""The compact copy in which names are looked for, and the way back to the text itself."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.annotation.matcher import Automaton, Matcher, compact, longest
from corpus.text.characters import is_han
from corpus.text.folding import fold

ODD = "aBs .-'\"“”《》「\n\t\u3000\u00a0\u200b\u00ad，。中國臺湾Ａ．éЖ"
"""Characters that a copy folds, drops, joins or keeps."""


@given(st.text(alphabet=ODD, max_size=40))
def test_every_character_kept_is_the_folded_one_of_its_place(text: str) -> None:
    copy = compact(text)
    assert len(copy.text) == len(copy.index)
    assert list(copy.index) == sorted(set(copy.index))
    for character, place in zip(copy.text, copy.index, strict=True):
        assert character == (" " if fold(text)[place].isspace() else fold(text)[place])


@given(st.text(alphabet=ODD, max_size=40))
def test_what_is_left_out_is_no_letter(text: str) -> None:
    kept = set(compact(text).index)
    assert not any(c.isalnum() for place, c in enumerate(text) if place not in kept)


@given(st.text(alphabet=ODD, max_size=40))
def test_spaces_stand_alone_and_never_first_or_inside_chinese(text: str) -> None:
    copy = compact(text).text
    assert "  " not in copy
    assert not copy.startswith(" ")
    borders = zip(copy, copy[1:], copy[2:], strict=False)
    assert not any(is_han(a) and b == " " and is_han(c) for a, b, c in borders)


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("The “One-China”\n\npolicy", "the one china policy"),
        ("the U.S. and the U.S.-led order, i.e.", "the us and the us led order, ie"),
        ("「一個\n中國」 政策", "一个中国政策"),
        ("  a  “ b", "a b"),
        ("中国 and 美国", "中国 and 美国"),
        ("", ""),
    ],
)
def test_copies(text: str, copy: str) -> None:
    assert compact(text).text == copy


def test_a_name_is_reported_where_it_stands() -> None:
    text = "At the  “U.S.-\nled” order: 「一個\n中國」政策。"
    matcher = Matcher([("us led", "us"), ("一个中国政策", "one")])
    found = {what: text[start:end] for start, end, what in matcher.find(compact(text))}
    assert found == {"us": "U.S.-\nled", "one": "一個\n中國」政策"}


@pytest.mark.parametrize(
    ("matches", "kept"),
    [
        ([(0, 5, "a"), (3, 10, "b")], "b"),
        ([(0, 7, "a"), (5, 10, "b")], "a"),
        ([(0, 5, "a"), (5, 9, "b")], "ab"),
        ([(0, 9, "a"), (2, 4, "b")], "a"),
        ([(0, 4, "a"), (0, 4, "b")], "ab"),
        # The first of two equally long ones that overlap.
        ([(2, 6, "b"), (0, 4, "a")], "a"),
        ([(0, 4, "a"), (3, 8, "b"), (7, 9, "c")], "b"),
        ([(0, 3, "a"), (2, 4, "b"), (4, 9, "c")], "ac"),
        ([], ""),
    ],
)
def test_of_overlapping_matches_the_longest_is_kept(
    matches: list[tuple[int, int, str]], kept: str
) -> None:
    assert "".join(what for _, _, what in longest(matches)) == kept
    assert "".join(what for _, _, what in longest(matches[::-1])) == kept


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(1, 6), st.sampled_from("ab"))))
def test_what_is_kept_never_overlaps_and_what_is_dropped_does(
    drawn: list[tuple[int, int, str]],
) -> None:
    matches = list({(start, start + length, what) for start, length, what in drawn})
    kept = longest(matches)
    spans = sorted({(start, end) for start, end, _ in kept})
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    for start, end, _ in set(matches) - set(kept):
        rivals = [s for s in spans if s[0] < end and start < s[1]]
        assert any(s[1] - s[0] >= end - start for s in rivals)


@given(
    st.lists(st.tuples(st.text("ab中", min_size=1, max_size=3), st.integers(0, 3)), max_size=8),
    st.text("ab中", max_size=20),
)
def test_the_automaton_finds_what_a_search_at_every_character_finds(
    strings: list[tuple[str, int]], text: str
) -> None:
    expected = {
        (start, start + len(string), payload)
        for string, payload in strings
        for start in range(len(text))
        if text.startswith(string, start)
    }
    found = list(Automaton(strings).occurrences(text))
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert [end for _, end, _ in found] == sorted(end for _, end, _ in found)
