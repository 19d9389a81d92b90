"""Small invented events, and folders of them, for batches."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from corpus.statements import Event, Statement

# Invented for these tests; nobody said any of it.
_US = (
    "The Secretary met the Minister.",
    "The two sides spoke about freedom of navigation in the South China Sea.",
    "The Secretary raised the case of detained citizens.",
    "Both sides agreed to keep channels of communication open.",
    "The Secretary called for more flights between the two countries.",
)
_PRC = (
    "部长会见国务卿。",
    "双方谈到南海航行自由。",
    "部长指出台湾问题是中国核心利益中的核心。",
    "双方同意保持沟通渠道畅通。",
    "部长要求取消关税。",
)


def event(number: int, *, sides: tuple[str, str] = ("US", "PRC"), language: str = "en") -> Event:
    """An event of two short statements, each event with other sentences of the same stock."""
    day = dt.date(2024, 1, 1) + dt.timedelta(days=30 * number)
    texts = (
        "\n".join((*(_US[(number + k) % 5] for k in range(3)), f"It was meeting number {number}.")),
        "\n".join(_PRC[(number + 2 * k) % 5] for k in range(3)),
    )
    return Event(
        id=f"event-{number:03}",
        title=f"Invented meeting {number}",
        date=day,
        statements=tuple(
            Statement(id=f"{side}-{number}", side=side, language=tag, text=text, date=day)
            for side, tag, text in zip(sides, (language, "zh"), texts, strict=True)
        ),
    )


def folder_of(events: list[Event], place: Path) -> Path:
    """A folder for each event, with ``event.yaml`` and a Markdown file for each statement."""
    for each in events:
        folder = place / each.id
        folder.mkdir(parents=True)
        (folder / "event.yaml").write_text(
            f"id: {each.id}\ntitle: {each.title}\ndate: {each.date}\n", "utf-8"
        )
        for statement in each.statements:
            front = "\n".join(
                f"{field}: {getattr(statement, field)}"
                for field in ("id", "side", "language", "date")
            )
            file = folder / f"{statement.side.lower()}.md"
            file.write_text(f"---\n{front}\n---\n{statement.text}\n", "utf-8")
    return place


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder of results but its lock, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }
