"""Figures: one value however it is written, in either language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.annotation.quantities import find_magnitudes, find_quantities, parse_number


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("九成", "%", 90),
        ("三成五", "%", 35),
        ("90 percent", "%", 90),
        ("百分之二十四", "%", 24),
        ("24个百分点", "%", 24),
        ("24 percentage points", "%", 24),
        ("300亿美元", "USD", 3e10),
        ("$30 billion", "USD", 3e10),
        ("30 billion dollars", "USD", 3e10),
        ("1.2万亿元", "CNY", 1.2e12),
        ("500多亿美元", "USD", 5e10),
        ("一万亿", "number", 1e12),
        ("20 Million Tons", "ton", 2e7),
        ("2000萬噸", "ton", 2e7),
        ("90 days", "day", 90),
        ("暂停90天", "day", 90),
        ("more than seven hours", "hour", 7),
        ("五万名", "person", 50_000),
        ("Executive Order 14257", "number", 14_257),
        ("第14257号行政令", "number", 14_257),
        ("September 9, 2025", "date", 20_250_909),
        ("8 April 2025", "date", 20_250_408),
        ("2025年4月2日", "date", 20_250_402),
        ("9月10日", "date", 910),
        ("1月26日至27日", "date", 126),
        ("November 2023", "date", 20_231_100),
    ],
)
def test_one_value_however_written(text: str, unit: str, value: float) -> None:
    (figure,) = find_quantities(text)
    assert (figure.unit, figure.value) == (unit, value)


@pytest.mark.parametrize(
    "text",
    ["一成不变", "成员国", "双方", "两国元首", "百年未有之大变局", "十五五规划", "in 2025",
     "2025年",     "the two countries", "one day", "第一次", "hundreds of dollars", "数百美元"],
)  # fmt: skip
def test_turns_of_phrase_are_no_figures(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("hundreds of billions of dollars", 1e11, 1e12),
        ("tens of thousands of jobs", 1e4, 1e5),
        ("billions of dollars", 1e9, 1e12),
        ("数千亿美元", 1e11, 1e12),
        ("几百万人", 1e6, 1e7),
        ("千亿美元", 0.8e11, 1e12),
        ("近万亿元", 0.8e12, 1e13),
    ],
)
def test_orders_of_magnitude(text: str, least: float, most: float) -> None:
    ((low, high),) = find_magnitudes(text)
    assert (low, high) == pytest.approx((least, most))


@pytest.mark.parametrize("text", ["3 billion", "三千亿美元", "5千亿美元", "the two sides", "双方"])
def test_a_number_is_no_order_of_magnitude(text: str) -> None:
    assert find_magnitudes(text) == ()


def test_thousands_of_hundred_millions_are_read() -> None:
    assert parse_number("5千亿") == parse_number("五千亿") == parse_number("500 billion") == 5e11


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_number_words_are_read_back(number: int) -> None:
    digits = "零一二三四五六七八九"
    parts, zero = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            parts += ("零" if zero and parts else "") + digits[digit] + word
            zero = False
        else:
            zero = True
    assert parse_number(parts) == number


@given(st.text(alphabet="0123456789,.年月日万亿%十百千成两天吨 $minlo-第号多"))
def test_any_text_is_read_without_error_and_spans_lie_in_it(text: str) -> None:
    end = 0
    for figure in find_quantities(text):
        assert end <= figure.start < figure.end <= len(text)
        end = figure.end
