"""What turns a claim into its opposite, and what only looks so, in either language."""

from __future__ import annotations

import pytest

from compare.languages import language

NEGATIVE = {
    "en": [
        "France does not support the plan.",
        "They couldn't agree.",
        "No date was set.",
        "The minister opposes the sanctions.",
        "Iran refused to sign.",
    ],
    "zh": [
        "法方不支持该计划。",
        "双方没有达成一致。",
        "中方反对制裁。",
        "伊方拒绝签署。",
    ],
}
POSITIVE = {
    "en": [
        "Not only trade was discussed.",
        "They spoke of a no-fly zone and of Resolution No. 2758.",
        "Nothing is more important than peace.",
        "They reaffirmed the denuclearization of the peninsula and non-proliferation.",
    ],
    "zh": [
        "双方重申半岛无核化和核不扩散。",
        "双方坚持互不干涉内政，不断深化合作。",
        "双方谈到民用无人机和无条件停火。",
        "取得前所未有、不可逆转的进展，未来可期。",
        "不丹和大不列颠均表示欢迎。",
    ],
}


@pytest.mark.parametrize(("tag", "text"), [(t, x) for t, xs in NEGATIVE.items() for x in xs])
def test_a_claim_in_the_negative_is_told(tag: str, text: str) -> None:
    rules = language(tag).negation
    assert rules is not None
    assert rules.negates(text)


@pytest.mark.parametrize(("tag", "text"), [(t, x) for t, xs in POSITIVE.items() for x in xs])
def test_words_that_only_hold_a_negating_one_turn_nothing(tag: str, text: str) -> None:
    rules = language(tag).negation
    assert rules is not None
    assert not rules.negates(text)
