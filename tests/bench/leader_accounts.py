"""Leader-level accounts of the United States and China: what is surprising in them.

    python -m tests.bench.leader_accounts SHARED [--most 10]

Reads the evening news of China and the readouts of the White House that are kept in SHARED, takes
those of talks of the two presidents, finds the topics of each, and prints topics by year, then the
most surprising silences and first mentions of either side. Most talks have an account of one side
alone there, so topics are counted by account and nothing is compared.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import lzma
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from compare.pipeline import Engine
from compare.settings import Settings
from compare.time_series.records import Records
from compare.time_series.series import series_of
from compare.time_series.silence import silences_of
from corpus.statements import Statement

_CHINESE = re.compile(
    r"^习近平(主席)?(应约|在\w{2,6})?(同|会见)美国(当选)?总统\w{0,6}"
    r"(通电话|通话|举行会晤|举行会谈|会晤|$|视频会晤|在中南海会晤|在\w+会晤)"
)
_AMERICAN = re.compile(r"President \S*.*(President Xi|Xi Jinping)")
LEAST = 250
"""Characters of a Chinese account; shorter ones announce or congratulate."""


def accounts(shared: Path) -> Iterator[Statement]:
    """Accounts of talks of the two presidents, oldest first."""
    found: list[Statement] = []
    for row in _rows(shared / "data" / "zh" / "news.jsonl.xz"):
        if _CHINESE.search(row["title"]) and len(row["text"]) >= LEAST:
            found.append(_statement(row, "PRC", "zh", len(found)))
    for row in _rows(shared / "data" / "en" / "readouts.jsonl.xz"):
        if _AMERICAN.search(row["title"]):
            found.append(_statement(row, "US", "en", len(found)))
    return iter(sorted(found, key=lambda s: (str(s.date), s.id)))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _statement(row: dict[str, Any], side: str, language: str, number: int) -> Statement:
    return Statement(
        id=f"{side}-{row['date']}-{number}", side=side, language=language, text=row["text"],
        title=row["title"], date=dt.date.fromisoformat(row["date"]),
    )  # fmt: skip


def records(statements: Sequence[Statement]) -> Records:
    """The topics that each account raises, with their share of its characters."""
    engine = Engine(Settings(read_pairs=False))
    told, raised = [], []
    for statement in statements:
        side = engine.prepare(statement)
        other = "PRC" if statement.side == "US" else "US"
        told.append(
            (
                statement.id,
                pd.Timestamp(str(statement.date)),
                statement.title,
                statement.side,
                other,
                "",
            )
        )
        whole = sum(part.end - part.start for part in side.segments)
        shares: dict[str, float] = {}
        for part, mentions in zip(side.segments, side.mentions, strict=True):
            for mention in mentions:
                if not mention.denied:
                    share = (part.end - part.start) / whole / len(mentions)
                    shares[mention.topic] = shares.get(mention.topic, 0.0) + share
        raised += [
            (statement.id, statement.side, topic, share, "") for topic, share in shares.items()
        ]
    labels = {t.id: (t.label("en"), t.label("zh")) for t in engine.codebook.topics}
    names = ["event", "date", "title", "side", "counterpart", "place"]
    topics = pd.DataFrame(raised, columns=["event", "side", "topic", "share", "others"])
    known = pd.DataFrame.from_dict(labels, orient="index", columns=["label_en", "label_zh"])
    return Records(
        pd.DataFrame(told, columns=names), topics, known.loc[sorted(topics["topic"].unique())]
    )


def main(arguments: Sequence[str]) -> None:
    """Print series and surprises."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--most", type=int, default=10)
    given = parser.parse_args(arguments)
    statements = list(accounts(given.shared))
    for statement in statements:
        print(
            f"{statement.date}  {statement.side:4}{len(statement.text):5,}  {statement.title[:70]}"
        )
    known = records(statements)
    table = series_of(known, "year").table
    wide = table[table["side"] == "PRC"].pivot_table(
        index="topic", columns="period", values="raised", aggfunc="sum"
    )
    print(wide[wide.sum(axis=1) >= 5].to_string())
    found = silences_of(known)
    for kind in ("silence", "first_mention"):
        rows = found.listed(kind, q=1.0).head(given.most)
        print(f"\nmost surprising: {kind}")
        for row, line in zip(rows.to_dict("records"), found.sentences(rows), strict=True):
            print(f"  q {row['q']:.3f}  {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
