"""Two passages that cannot make the same claim."""

from __future__ import annotations

import pytest
from toy_sides import Passage, toy_side

from compare.coverage.contrast import contradicts

EN, ZH, FR = "en", "zh", "fr"


def differ(a: str, b: str, tags: tuple[str, str] = (EN, EN)) -> bool:
    left = toy_side(Passage(a), language=tags[0])
    right = toy_side(Passage(b), side="PRC", language=tags[1])
    found = contradicts(left, 0, right, 0)
    assert contradicts(right, 0, left, 0) == found
    return found


@pytest.mark.parametrize(
    ("a", "b", "tags"),
    [
        ("Japan supports the pipeline.", "Japan does not support the pipeline.", (EN, EN)),
        ("The minister supports the new pipeline.", "部长不支持新的管道项目。", (EN, ZH)),
        ("Germany gives 200 million euros.", "德方提供8亿欧元。", (EN, ZH)),
    ],
)
def test_the_opposite_and_another_amount(a: str, b: str, tags: tuple[str, str]) -> None:
    assert differ(a, b, tags)


@pytest.mark.parametrize(
    ("a", "b", "tags"),
    [
        ("Japan supports the pipeline.", "日方支持管道项目。", (EN, ZH)),
        (
            "They reaffirmed the denuclearization of Korea.",
            "双方重申半岛无核化。",
            (EN, ZH),
        ),
        ("Trade reached $17.17 billion.", "贸易额达171.7亿美元。", (EN, ZH)),
        ("The talks resume in November 2025.", "The talks resume on November 5, 2025.", (EN, EN)),
        ("La France ne soutient pas le projet.", "France does not support the project.", (FR, EN)),
    ],
)
def test_the_same_in_other_words(a: str, b: str, tags: tuple[str, str]) -> None:
    assert not differ(a, b, tags)


def test_in_longer_passages_a_negation_may_belong_to_another_claim() -> None:
    further = " and praised the harvest of the year" * 6
    assert differ("He backs the plan.", "He does not back it.")
    assert not differ(f"He backs the plan{further}.", f"He does not back the plan{further}.")
    assert not differ("He backs the plan.", f"He does not back it{' today' * 12}.")
