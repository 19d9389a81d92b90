"""Text to pieces: routing by script, folding on a copy, exact offsets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from compare.encoders.model_files import EMBEDDED_FOLDER, english_folder
from compare.encoders.tokenizer import (
    Vocabulary,
    is_chinese,
    read_simplified,
    wrap,
    write_simplified,
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(
        Tokenizer.from_file(str(english_folder() / "tokenizer.json")),
        Tokenizer.from_file(str(EMBEDDED_FOLDER / "chinese.json")),
        read_simplified(EMBEDDED_FOLDER / "traditional.txt"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("双方就台湾问题交换了意见。", True),
        ("APEC领导人会议", True),
        ("拜登（Joe Biden）在G20峰会期间发言", True),
        ("The two sides discussed Taiwan.", False),
        ("The Party calls this 共同富裕, or common prosperity, in its documents.", False),
        ("", False),
        ("2023", False),
        ("Россия и Китай", False),
    ],
)
def test_a_text_is_chinese_where_its_characters_outnumber_other_words(
    text: str, expected: bool
) -> None:
    assert is_chinese(text) is expected


def test_digits_and_latin_words_inside_chinese_use_english_pieces(vocabulary: Vocabulary) -> None:
    text = "2023年11月，APEC会议在旧金山举行。"
    (cut,) = vocabulary.split([text])
    words = [text[a:b] for a, b in cut.offsets]
    english = [w for w, i in zip(words, cut.ids, strict=True) if i < vocabulary.first]
    assert "".join(english) == "202311，APEC。"
    assert "".join(words) == text


def test_full_width_forms_are_read_as_plain_ones(vocabulary: Vocabulary) -> None:
    wide, plain = vocabulary.split(["ＡＰＥＣ会议２０２３年", "APEC会议2023年"])
    assert wide.ids == plain.ids


def test_traditional_is_read_as_simplified(vocabulary: Vocabulary) -> None:
    texts = ["雙方討論臺灣問題與兩岸關係", "双方讨论台湾问题与两岸关系"]
    traditional, simplified = vocabulary.split(texts)
    assert traditional.ids == simplified.ids
    assert traditional.offsets == simplified.offsets


@pytest.mark.parametrize(
    "text",
    [
        "The Secretary met Director Wang Yi on Oct. 27, 2023 — in Washington, D.C.",
        "naïve café ﬁancée “quotes” … Ｆｕｌｌ",
        "Встреча в Пекине; лقاء; ひらがな",
        "",
    ],
)
def test_text_without_chinese_is_cut_as_the_english_tokenizer_cuts_it(
    vocabulary: Vocabulary, text: str
) -> None:
    (cut,) = vocabulary.split([text])
    alone = vocabulary.english.encode(text, add_special_tokens=False)
    assert list(cut.ids) == alone.ids
    assert list(cut.offsets) == alone.offsets


TRICKY = "中国臺灣習近平。，：“”《》２０Ａ A1,.é\u200b\ufeff\r\n𠮷"


@given(st.text(st.sampled_from(TRICKY) | st.characters(exclude_categories=["Cs"])))
@settings(max_examples=200, deadline=None)
def test_offsets_stand_in_order_inside_the_text(vocabulary: Vocabulary, text: str) -> None:
    (cut,) = vocabulary.split([text])
    assert len(cut.ids) == len(cut.offsets) <= vocabulary.limit - 2
    last = 0
    for start, end in cut.offsets:
        # Pieces of one character share its place, as those of a Korean syllable do.
        assert last <= start < end <= len(text)
        last = start


def test_a_text_gets_the_same_pieces_whatever_stands_beside_it(vocabulary: Vocabulary) -> None:
    texts = ["中方对此表示强烈不满。", "APEC 2023", "", "a" * 600, "和平" * 300]
    together = vocabulary.split(texts)
    assert together == [vocabulary.split([text])[0] for text in texts]


def test_wrapping_pads_to_the_longest() -> None:
    ids, mask = wrap([(5, 6), ()])
    assert ids == [[101, 5, 6, 102], [101, 102, 0, 0]]
    assert mask == [[1, 1, 1, 1], [1, 1, 0, 0]]


def test_the_table_of_characters_comes_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    write_simplified(path, {ord("臺"): ord("台"), ord("𠀋"): ord("丈")})
    assert read_simplified(path) == {ord("臺"): ord("台"), ord("𠀋"): ord("丈")}
