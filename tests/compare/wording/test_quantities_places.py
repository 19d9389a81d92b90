"""Numbers, dates and places: when one side's figure is the other's, and when it is not."""

from __future__ import annotations

import pytest
from linked_passages import Sentences, brief, shifts_between


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # The same day in the same year, or in no year that is said.
        ("They spoke on September 9, 2025.", "双方于2025年9月9日通话。", []),
        ("They spoke on September 9, 2025.", "双方于9月9日通话。", []),
        ("They spoke on September 9.", "双方于2025年9月9日通话。", []),
        # Another year is another day, however alike they look.
        (
            "They spoke on September 9, 2024.",
            "双方于2025年9月9日通话。",
            [("number", "minor", "September 9, 2024", "2025年9月9日")],
        ),
        # A day apart is what time zones make of one call.
        (
            "They spoke on September 9.",
            "双方于9月10日通话。",
            [("number", "minor", "September 9", "9月10日")],
        ),
        (
            "They spoke on August 31.",
            "双方于9月1日通话。",
            [("number", "minor", "August 31", "9月1日")],
        ),
        # Two days apart are two events, and each may be left unsaid.
        ("They spoke on September 9.", "双方于9月11日通话。", []),
        # A month holds its days.
        ("They spoke in September 2025.", "双方于2025年9月9日通话。", []),
        ("They spoke in September 2024.", "双方于2025年9月通话。", []),
        # Amounts and shares that differ, or that one side alone gives.
        (
            "The tariff falls by 24 percent.",
            "关税降低25%。",
            [("number", "substantive", "24 percent", "25%")],
        ),
        ("The tariff falls by 30 percent.", "关税降低三成。", []),
        ("The tariff falls.", "关税降低三成。", [("number", "degree", "", "三成")]),
        ("The tariff falls by 24 percent.", "关税降低。", [("number", "degree", "24 percent", "")]),
        # How long, and which number a document has, may well be left unsaid.
        ("It pauses for 90 days.", "措施暂停。", []),
        ("It suspends Executive Order 14257.", "措施暂停。", []),
        ("It suspends Executive Order 14257.", "暂停第14258号行政令。", []),
        (
            "It pauses for 90 days.",
            "措施暂停60天。",
            [("number", "substantive", "90 days", "60天")],
        ),
        # Days and months are different commitments, and neither answers the other.
        ("It pauses for 90 days.", "措施暂停三个月。", []),
    ],
)
def test_figures(left: str, right: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert brief(shifts_between(left, right)) == expected
    turned = [(kind, grade, b, a) for kind, grade, a, b in expected]
    assert brief(shifts_between(right, left, ("zh", "en"))) == turned


def test_a_figure_given_elsewhere_in_the_text_is_given() -> None:
    elsewhere: Sentences = [("关税降低。", "own"), ("此前为24%。", "own")]
    assert shifts_between("The tariff falls by 24 percent.", elsewhere) == ()
