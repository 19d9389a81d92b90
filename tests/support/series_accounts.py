"""Small meetings of several years, in which either side changes its words."""

from __future__ import annotations

import datetime as dt

from corpus.statements import Event, Statement

TEXTS = {
    "2021-03-01": ("He raised the Israel-Hamas war.", "双方讨论了巴以冲突。"),
    "2022-03-01": ("He raised the Israel-Hamas war.", "双方讨论了加沙冲突。"),
    "2023-03-01": ("He raised the situation in Gaza.", "双方讨论了贸易。"),
    "2024-03-01": ("They spoke of trade.", "双方讨论了巴以冲突。"),
}
"""By date, what each side says."""


def meeting(date: str, texts: tuple[str, str]) -> Event:
    """The event of one date."""
    left, right = (
        Statement(
            id=f"{date}-{side}",
            side=side,
            language=language,
            text=text,
            date=dt.date.fromisoformat(date),
        )
        for side, language, text in zip(("US", "PRC"), ("en", "zh"), texts, strict=True)
    )
    return Event(id=f"e{date}", title=date, statements=(left, right))
