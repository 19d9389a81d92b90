"""Numbers, dates and places: when one side's figure is the other's, and when it is not."""

from __future__ import annotations

import pytest
from toy_passages import Row, brief, found, passage

from compare.wording.quantities_places import compare_quantities, find_places


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        (
            "They pay $3 billion.",
            "金额为40亿美元。",
            [("number", "substantive", "number", "$3 billion", "40亿美元")],
        ),
        ("They pay $3 billion.", "金额为30亿美元。", []),
        (
            "The tariff falls by 24 percent.",
            "关税降低25%。",
            [("number", "substantive", "number", "24 percent", "25%")],
        ),
        ("The tariff falls by 30 percent.", "关税降低三成。", []),
        (
            "It pauses for 90 days.",
            "措施暂停60天。",
            [("number", "substantive", "number", "90 days", "60天")],
        ),
        # Days and months are different commitments, and neither answers the other.
        ("It pauses for 90 days.", "措施暂停三个月。", []),
        # A day apart is what time zones make; more is another day and no shift.
        (
            "They met on April 2, 2025.",
            "双方于2025年4月3日会面。",
            [("number", "minor", "date", "April 2, 2025", "2025年4月3日")],
        ),
        ("They met on April 2, 2025.", "双方于2025年4月4日会面。", []),
        ("They met on April 2, 2025.", "双方于2025年4月2日会面。", []),
        (
            "They spoke on August 31.",
            "双方于9月1日通话。",
            [("number", "minor", "date", "August 31", "9月1日")],
        ),
        ("They spoke on September 9.", "双方于9月11日通话。", []),
        # Another year is another day, however alike they look.
        (
            "They spoke on September 9, 2024.",
            "双方于2025年9月9日通话。",
            [("number", "minor", "date", "September 9, 2024", "2025年9月9日")],
        ),
        ("They spoke in September 2024.", "双方于2025年9月通话。", []),
        # A date without its year may be that of any year; a month holds all its days.
        ("They met on April 2.", "双方于2025年4月2日会面。", []),
        ("They spoke on September 9, 2025.", "双方于9月9日通话。", []),
        ("They met in April 2025.", "双方于2025年4月2日会面。", []),
        (
            "They met in April 2025 and on May 9, 2025.",
            "双方于2025年4月2日、2025年5月10日会面。",
            [("number", "minor", "date", "May 9, 2025", "2025年5月10日")],
        ),
        ("They met in April 2025 and on May 9, 2025.", "双方于2025年5月10日会面。", []),
        # What one side alone gives: rates and sums count; when, how long and of what number do not.
        (
            "Tariffs fall by 30% or 40%.",
            "关税降低。",
            [("number", "degree", "number_only", "30%", None)],
        ),
        ("关税降低。", "Tariffs fall by 30%.", [("number", "degree", "number_only", None, "30%")]),
        ("It lasts 3 days.", "会谈持续。", []),
        ("It suspends Executive Order 14257.", "措施暂停。", []),
        ("It suspends Executive Order 14257.", "暂停第14258号行政令。", []),
        ("They met on April 2, 2025.", "双方会面。", []),
        # An order of magnitude gives the figure, and "nearly" so much is near enough.
        ("They pay $300 billion.", "金额为数千亿美元。", []),
        ("They pay hundreds of billions of dollars.", "金额为3000亿美元。", []),
        ("They pay nearly $700 billion.", "金额为6900亿美元。", []),
        (
            "They pay $700 billion.",
            "金额为6900亿美元。",
            [("number", "substantive", "number", "$700 billion", "6900亿美元")],
        ),
        # Two figures against one: neither differs from the other for certain.
        ("They pay $3 billion or $5 billion.", "金额为40亿美元。", []),
    ],
)
def test_numbers_and_dates(left: str, right: str, rows: list[Row]) -> None:
    languages = ["en" if text.isascii() else "zh" for text in (left, right)]
    us, prc = passage("US", languages[0], left), passage("PRC", languages[1], right)
    assert brief(found(compare_quantities, us, prc), us, prc) == rows


def test_figures_of_one_side_are_quoted_once_each() -> None:
    us = passage("US", "en", "Tariffs fall by 30%, then 40%, then 30%.")
    prc = passage("PRC", "zh", "关税降低。")
    (one,) = found(compare_quantities, us, prc)
    assert one.note.quotes == ("30%", "40%")


def test_a_figure_elsewhere_in_the_statement_is_given() -> None:
    us = passage("US", "en", "Tariffs fall by 30%.")
    prc = passage("PRC", "zh", "关税降低。", "降幅为30%。")
    assert found(compare_quantities, us, prc) == []


ISSUES = "双方就国际和地区问题交换意见。"


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        (
            "They spoke about Haiti and Libya.",
            ISSUES,
            [("name", "degree", "place_only", "Haiti", None)],
        ),
        (
            "They spoke about Haiti.",
            "双方就古巴交换意见。",
            [
                ("name", "degree", "place_only", "Haiti", None),
                ("name", "degree", "place_only", None, "古巴"),
            ],
        ),
        ("They spoke about Haiti.", "双方就海地交换意见。", []),
        ("They spoke about the DPRK.", "双方就朝鲜半岛局势交换意见。", []),
        # Nothing answers a list of places: that is coverage and no shift.
        ("They spoke about Haiti.", "双方就贸易交换意见。", []),
        # Where a meeting was is no claim, and a first character may name a country.
        ("They met in Haiti.", ISSUES, []),
        ("The summit was held in Haiti.", ISSUES, []),
        ("在海地举行会晤。", "They exchanged views on regional issues.", []),
        ("They spoke about Japan.", "日方阐述立场，讨论国际问题。", []),
        ("They spoke about Japan.", ISSUES, [("name", "degree", "place_only", "Japan", None)]),
    ],
)
def test_places(left: str, right: str, rows: list[Row]) -> None:
    languages = ["en" if text.isascii() else "zh" for text in (left, right)]
    us, prc = passage("US", languages[0], left), passage("PRC", languages[1], right)
    assert brief(found(find_places, us, prc), us, prc) == rows


def test_places_are_told_in_the_order_of_their_english_names() -> None:
    us = passage("US", "en", "They spoke about Libya and Haiti.")
    (one,) = found(find_places, us, passage("PRC", "zh", ISSUES))
    assert [dict(labels) for labels in one.note.left] == [
        {"en": "Haiti", "zh": "海地"},
        {"en": "Libya", "zh": "利比亚"},
    ]
    assert one.note.right == ()


def test_a_place_named_elsewhere_in_the_statement_is_named() -> None:
    us = passage("US", "en", "They spoke about Haiti.")
    assert found(find_places, us, passage("PRC", "zh", ISSUES, "海地局势紧张。")) == []


def test_a_state_named_by_its_capital_is_named() -> None:
    us = passage("US", "en", "They spoke about Iran.")
    assert found(find_places, us, passage("PRC", "zh", ISSUES))
    assert found(find_places, us, passage("PRC", "zh", ISSUES, "飞机在德黑兰附近坠毁。")) == []
    # A sea with a state in its name is no state.
    sea = passage("US", "en", "They spoke about the South China Sea.")
    assert found(find_places, sea, passage("PRC", "zh", ISSUES, "中国与美国保持沟通。"))
