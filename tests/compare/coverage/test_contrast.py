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
        ("Chile asked Peru to open the port.", "Peru asked Chile to open the port.", (EN, EN)),
        ("Chile asked Peru to open the port.", "秘鲁要求智利开放港口。", (EN, ZH)),
        ("The pipeline to Vienna opens in May.", "The pipeline to Vienna opens in June.", (EN, EN)),
        ("They will buy 30 wagons in all.", "They will buy 90 wagons in all.", (EN, EN)),
        ("Kenya will train Ghanaian pilots.", "Ghana will train Kenyan pilots.", (EN, EN)),
    ],
)
def test_the_opposite_another_amount_and_sides_exchanged(
    a: str, b: str, tags: tuple[str, str]
) -> None:
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
        ("Chile asked Peru to open the port.", "智利要求秘鲁开放港口。", (EN, ZH)),
        ("Chile asked Peru to open it.", "Peru was asked to open it, as Chile wished.", (EN, EN)),
        ("Chile and Peru opened the port.", "Peru and Chile opened the port.", (EN, EN)),
        ("The leaders met in May again.", "The presidents met in May again.", (EN, EN)),
        ("They will buy 30 wagons in all.", "They will buy wagons, 90 in all.", (EN, EN)),
        ("Chile met Peru on the port.", "Peru met Chile on the port.", (EN, EN)),
        ("Chile's envoy and Peru's envoy spoke.", "Peru's envoy and Chile's spoke.", (EN, EN)),
        ("Ties of Chile with Peru grow.", "Ties of Peru with Chile grow.", (EN, EN)),
        ("智利和秘鲁讨论了渔业。", "Peru and Chile discussed fishing.", (ZH, EN)),
        ("Chile asked Peru to open it.", "Peru asked Chile and Brazil to open it.", (EN, EN)),
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
