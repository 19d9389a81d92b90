"""For whom the bearer of a name speaks: by the table, by the text, and not at all."""

from __future__ import annotations

import pytest

from compare.languages import Language, language, register, unregister
from compare.segmentation.affiliations import Affiliations, is_side, names_in, side_code

BY_THE_TABLE = [
    ("US", "Antony Blinken", "own"),
    ("PRC", "Secretary Blinken", "other"),
    ("US", "Blinken", "own"),
    ("US", "blinken", "unattributed"),
    ("US", "President Xi", "other"),
    ("US", "Premier Li", "other"),
    ("US", "Li", "unattributed"),
    ("US", "Rudd", "other"),
    ("US", "Jane Blinken", "unattributed"),
    ("US", "J. Biden", "own"),
    ("US", "Minister Wong", "unattributed"),
    ("Trinidad and Tobago", "Trinidad and Tobago", "own"),
    ("Japan", "Ambassador Wang Yi of Japan", "own"),
    ("US", "President Kim", "other"),
    ("US", "Kim", "unattributed"),
    ("US", "the Chinese side", "other"),
    ("PRC", "US Ambassador Umino", "other"),
    ("US", "Minister Umino", "unattributed"),
    ("US", "美方", "own"),
    ("PRC", "习近平", "own"),
    ("Ruritania", "Wang Yi", "unattributed"),
]
TITLES_ALONE = [
    ("US", "the Secretary", "own"),
    ("PRC", "the Secretary", "other"),
    ("Norway", "the Secretary", "own"),
    ("US", "the Minister", "other"),
    ("PRC", "the Minister", "own"),
    ("US", "the Premier", "other"),
    ("PRC", "the Premier", "own"),
    ("PRC", "the Prime Minister", "other"),
    ("PRC", "外长", "own"),
    ("US", "国务卿", "own"),
    ("PRC", "国务卿", "other"),
]
SEVERAL = [
    ("US", "Wang Yi and Blinken", "both"),
    ("US", "Biden and Blinken", "own"),
    ("US", "Wang Yi and Xi Jinping", "other"),
    ("PRC", "President Xi and Mr. Arden", "both"),
    ("PRC", "President Biden and Mr. Arden", "other"),
    ("US", "Mr. Arden and Mr. Vale", "unattributed"),
    ("UK", "The Prime Minister and President Biden", "both"),
    ("Ruritania", "Wang Yi and Blinken", "both"),
    ("Ruritania", "Wang Yi and Xi Jinping", "unattributed"),
    ("PRC", "王毅和布林肯", "both"),
    ("PRC", "王毅、李强", "own"),
    ("PRC", "王毅和海野", "both"),
    ("PRC", "布林肯和海野", "other"),
    ("PRC", "海野和山田", "unattributed"),
]


@pytest.mark.parametrize(("side", "name", "voice"), BY_THE_TABLE + TITLES_ALONE + SEVERAL)
def test_a_name_of_which_the_text_says_nothing(side: str, name: str, voice: str) -> None:
    assert Affiliations("", side, "en").voice(name) == voice
    assert Affiliations("", side, "zh").voice(name) == voice


BEFORE = "When they met in Oslo at last, the envoy, who wore a hat and had the flu, said so to "
INTRODUCED = [
    # A country before the name, in the words of its title and no further.
    ("US", "Umino", "Japanese Minister Umino came.", "other"),
    ("Japan", "Umino", "Japanese Minister Umino came.", "own"),
    ("US", "Umino", BEFORE + "Japanese Minister Umino.", "other"),
    ("US", "Umino", "The Japanese came. Umino left.", "unattributed"),
    ("US", "Umino", "In Japan, Umino left.", "unattributed"),
    ("China", "Umino", "China told Japanese Minister Umino.", "other"),
    ("Japan", "Umino", "Chinese and Japanese Minister Umino came.", "own"),
    ("US", "Umino", "He left Japan. Ambassador Umino came.", "own"),
    # After it.
    ("US", "Umino", "Taro Umino of Japan came.", "other"),
    ("US", "Umino", "Taro Umino, Japan, came.", "other"),
    ("US", "Umino", "Umino and Japan came.", "unattributed"),
    ("US", "Umino", "Umino came. Umino left. Then Umino of the Netherlands spoke.", "other"),
    ("US", "Umino", "Umino sang. " * 11 + "Umino of Japan spoke.", "other"),
    ("US", "Umino", "Umino sang. " * 12 + "Umino of Japan spoke.", "unattributed"),
    # A title and no country: one of ours.
    ("US", "Umino", "Ambassador Umino came.", "own"),
    ("US", "Umino", "Ambassador Taro Umino came.", "own"),
    ("Norway", "Umino", "Minister Umino came.", "own"),
    # ... unless none of ours bears it, or one of ours meets him.
    ("US", "Umino", "Minister Umino came.", "other"),
    ("US", "Umino", "Secretary Blinken met Ambassador Umino.", "other"),
    ("US", "Umino", "The envoy met with the Ambassador Umino.", "other"),
    ("US", "Umino", "Wang Yi met Ambassador Umino.", "own"),
    ("US", "Umino", "Wang Yi came. They met Ambassador Umino.", "other"),
    ("US", "Umino", "Blinken met ships. Ambassador Umino came.", "own"),
    ("US", "Umino", "Umino came.", "unattributed"),
    ("US", "Umino", "Ambassador Uminoko came.", "unattributed"),
    # The bearer whom the text names in full, of all who are called so.
    ("US", "Li", "Li Qiang came.", "other"),
    ("US", "Kim", "Kim Jong Un came.", "other"),
    ("US", "Kim", "Kim Jong Un met Kim Yong-hyun.", "other"),
    ("US", "Wong", "Penny Wong met Lawrence Wong.", "unattributed"),
    ("US", "Wong", "Ambassador Wong came.", "unattributed"),
    # A title alone is his to whom the text gives it.
    ("US", "the Vice Premier", "Vice Premier He Lifeng came.", "other"),
    ("PRC", "the Vice Premier", "Vice Premier He Lifeng came.", "own"),
    ("Norway", "the Minister", "Minister Wang Yi came.", "other"),
    ("Norway", "the Minister", "Minister Li came.", "other"),
    ("Norway", "the Minister", "Minister Wang Yi came. Minister Eide came.", "own"),
    ("Norway", "the Minister", "Minister Wang Yi came. Minister Blinken came.", "own"),
    # In Chinese.
    ("PRC", "海野次郎", "外长会见日本外务副大臣海野次郎。", "other"),
    ("Japan", "海野次郎", "外长会见日本外务副大臣海野次郎。", "own"),
    ("PRC", "海野三郎", "习近平主席同海野三郎举行会谈。", "other"),
    ("US", "海野三郎", "习近平主席同海野三郎举行会谈。", "unattributed"),
    ("US", "海野三郎", "拜登总统同海野三郎举行会谈。", "other"),
    ("PRC", "海野三郎", "习近平主席讲话。他同海野三郎举行会谈。", "unattributed"),
    ("PRC", "海野三郎", "海野三郎同习近平主席举行会谈。", "unattributed"),
    ("PRC", "海野三郎", "海野三郎来，王毅走。", "unattributed"),
    ("PRC", "海野三郎", "同行的有王毅和海野三郎。", "unattributed"),
    ("PRC", "海野三郎", "王毅会见美方的海野三郎。海野三郎走。", "other"),
    ("Japan", "李总理", "中国国务院总理李强来。", "other"),
    ("PRC", "李总理", "中国国务院总理李强来。", "own"),
    ("PRC", "李总理", "日本首相海野来。", "unattributed"),
]


@pytest.mark.parametrize(("side", "name", "text", "voice"), INTRODUCED)
def test_a_name_that_the_text_introduces(side: str, name: str, text: str, voice: str) -> None:
    assert Affiliations(text, side, "en").voice(name) == voice


def test_names_are_found_between_two_offsets() -> None:
    text = "Xi met Blinken and China."
    english = language("en")
    assert names_in(english, text, 0, len(text)) == [(19, 24, "side")]
    assert names_in(english, "Xi Jinping, Wang Yi", 0, 19) == [
        (0, 10, "person"),
        (12, 19, "person"),
    ]
    assert names_in(english, "Xi Jinping, Wang Yi", 1, 19) == [(12, 19, "person")]
    assert names_in(english, "Xi Jinping, Wang Yi", 0, 18) == [(0, 10, "person")]
    assert names_in(language("zh"), "习近平会见王毅", 0, 4) == [(0, 3, "person")]


@pytest.mark.parametrize(
    ("words", "tag", "expected"),
    [
        ("the Chinese side", "en", True),
        ("The United States", "en", True),
        ("the Russian government", "en", True),
        ("中方", "zh", True),
        ("Wang Yi", "en", False),
        ("the two sides", "en", False),
    ],
)
def test_names_of_sides_and_others(words: str, tag: str, expected: bool) -> None:
    assert is_side(words, tag) is expected


def test_a_language_adds_names_of_sides() -> None:
    register(Language(code="xx", name="Nordic", sides={"NO": ("Norgeland",)}))
    try:
        assert is_side("Norgeland")
        known = ["Norgeland", "the United States of Norgeland", "the Chinese side", "来自中方的"]
        assert [side_code(name) for name in known] == ["NO", "US", "CN", "CN"]
    finally:
        unregister("xx")
    assert not is_side("Norgeland")
