"""Folding: character for character, and the table of Traditional characters."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from corpus import samples
from corpus.text.folding import fold, simplified_characters, simplify


def test_the_table_is_the_one_whose_results_are_known() -> None:
    table = simplified_characters()
    rows = "".join(f"{a}\t{b}\n" for a, b in table.items())
    assert len(table) == 4_105
    assert hashlib.sha256(rows.encode()).hexdigest() == (
        "f5b690bce2b3136919f8240910fd3fe99fea64b0892a7c60bd6352b65e468e10"
    )
    assert list(table) == sorted(table)
    assert all(len(a) == len(b) == 1 and a != b for a, b in table.items())


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("國務卿會見了來訪的部長", "国务卿会见了来访的部长"),
        ("臺灣問題、南海與氣候變遷", "台湾问题、南海与气候变迁"),
        ("雙方強調維護和平穩定", "双方强调维护和平稳定"),
        ("乾隆皇帝", "干隆皇帝"),  # of several forms the first, without looking at the word
        ("著名學者藉此機會", "著名学者藉此机会"),
        ("𠁞𪓰㑮", "𠀾𫜟𫝈"),
    ],
)
def test_traditional_characters_fold_to_simplified_ones(traditional: str, simplified: str) -> None:
    assert fold(traditional) == simplified


def test_a_statement_in_traditional_characters_folds_as_in_simplified_ones() -> None:
    """The conversion is another program's, which looks at whole words."""
    convert = OpenCC("s2t").convert
    texts = [
        s.text
        for n in samples.names()
        for s in samples.load(n).statements
        if s.language.startswith("zh")
    ]
    pairs = {(a, b) for text in texts for a, b in zip(text, convert(text), strict=True)}
    assert sum(a != b for a, b in pairs) > 200
    assert {(a, b) for a, b in pairs if fold(a) != fold(b)} == set()


@given(st.text())
def test_the_copy_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("U.S.-China “Talks”", 'u.s. china "talks"'),
        ("ＡＢＣ１２３，", "abc123,"),
        ("line\nbreak\u00a0here—now", "line break here now"),
        ("İstanbul Straße ﬁne", "İstanbul straße ﬁne"),  # what would become two stays
    ],
)
def test_case_width_quotes_and_hyphens(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_simplifying_is_the_part_of_folding_that_keeps_case_and_marks(text: str) -> None:
    simple = simplify(text)
    assert len(simple) == len(text)
    if "薴" not in text:  # the one character whose form has again another form
        assert simplify(simple) == simple
        assert fold(simple) == fold(text)


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("習近平強調：「和平」。", "习近平强调：「和平」。"),
        ("ＡＢＣ１２３，Ａbc", "ABC123，Abc"),
        ("小沢氏、浜田氏", "小泽氏、滨田氏"),
        ("U.S.-China “Talks”\n", "U.S.-China “Talks”\n"),
    ],
)
def test_simplifying_changes_characters_only(text: str, simple: str) -> None:
    assert simplify(text) == simple
