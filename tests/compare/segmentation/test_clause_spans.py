"""Clauses of a sentence inside a longer text: brackets, quotes and what is left at the end."""

from __future__ import annotations

import pytest

from compare.segmentation.clauses import split_clauses

MARKED = [
    ("en", "They spoke of the price of grain,‖ timber exports from here,‖ and Malta."),
    ("en", "They spoke of (the price, of grain, timber of all kinds, and Malta)."),
    ("en", "They spoke of the price of grain;‖ they left [at noon, on Friday, in great haste]."),
    ("en", "They spoke of (the price of grain,‖ timber exports from here,‖ and Malta."),
    ("en", "They spoke of) the price of grain,‖ timber exports from here,‖ and Malta."),
    ("en", "They spoke (of the [price, of all grain) in here, of timber] and more, of all of it)."),
    ("en", "They left."),
    ("en", "…"),
    ("zh", "部长指出，一是加强沟通渠道，‖二是扩大双边贸易，‖三是便利人员往来。"),
    ("zh", "双方讨论了粮食安全、‖海上运输、‖能源价格等问题。"),
    ("zh", "部长说：“好，就这样，大家一起来。”"),
    ("zh", "双方讨论了《粮食，安全，海上运输》一书，‖还谈到海上运输问题。"),
    ("zh", "双方讨论了「粮食，安全，海上运输」一书，‖还谈到海上运输问题。"),
    ("zh", "双方讨论了『粮食，安全，海上运输』一书，‖还谈到海上运输问题。"),
    ("zh", "双方讨论了【粮食，安全，海上运输】一书，‖还谈到海上运输问题。"),
    ("zh", "双方讨论了（粮食，安全，海上运输）一书，‖还谈到海上运输问题。"),
    ("zh", "双方讨论了粮食安全，……"),
]


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("他（说，", "），美国，法国。"), ("A, (", ") b")]
)
@pytest.mark.parametrize(("language", "marked"), MARKED)
def test_where_clauses_part(language: str, marked: str, before: str, after: str) -> None:
    plain = marked.replace("‖", "")
    text = before + plain + after
    spans = split_clauses(text, len(before), len(before) + len(plain), language)
    expected = [part.strip().rstrip(",，、;") for part in marked.split("‖")]
    assert [text[a:b].removeprefix("and ") for a, b in spans] == [
        part.removeprefix("and ") for part in expected
    ]
