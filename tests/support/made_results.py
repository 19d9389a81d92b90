"""Folders of results without any comparison: accounts and topics as a batch writes them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from pathlib import Path

from compare.batches.parts import COLUMNS, Done, Part
from compare.batches.results import writing
from compare.report.writers.tables.parquet import parquet_bytes
from compare.report.writers.tables.tables import Row, Value

Made = Mapping[str, tuple[str, str, Mapping[str, Mapping[str, float]]]]
"""By event: date, place, and by side the share of text of each topic that it raises."""


def results_of(events: Made, folder: Path) -> Path:
    """Write one part that holds the events, and return the folder."""
    rows: dict[str, list[dict[str, Value]]] = {name: [] for name in COLUMNS}
    counts: dict[str, list[int]] = {name: [] for name in COLUMNS}
    for event, (date, place, sides) in events.items():
        made = _rows_of(event, date, place, sides)
        for name in COLUMNS:
            rows[name] += made.get(name, [])
            counts[name].append(len(made.get(name, [])))
    files = {name: parquet_bytes(COLUMNS[name], _filled(name, held)) for name, held in rows.items()}
    done = tuple(Done(event, f"key {event}", "compared") for event in events)
    with writing(folder) as writer:
        writer.commit(Part(0, done, counts, files))
    return folder


def _rows_of(
    event: str, date: str, place: str, sides: Mapping[str, Mapping[str, float]]
) -> dict[str, list[dict[str, Value]]]:
    made: dict[str, list[dict[str, Value]]] = {"events": [], "summary": [], "topics": []}
    day = dt.date.fromisoformat(date) if date else None
    made["events"].append({"event": event, "title": event, "date": day, "place": place})
    for left, right in itertools.combinations(sides, 2):
        pair: dict[str, Value] = {
            "event": event, "left_id": f"{event}-{left}", "right_id": f"{event}-{right}",
        }  # fmt: skip
        for position, side in (("left", left), ("right", right)):
            made["summary"].append({**pair, "position": position, "side": side, "date": day})
        for topic in sorted({*sides[left], *sides[right]}):
            shares = sides[left].get(topic), sides[right].get(topic)
            made["topics"].append(
                {
                    **pair,
                    "topic": topic,
                    "label_en": topic.capitalize(),
                    "label_zh": f"议题{topic}",
                    "left": () if shares[0] is None else (0,),
                    "right": () if shares[1] is None else (0,),
                    "share_left": shares[0] or 0.0,
                    "share_right": shares[1] or 0.0,
                }
            )
    return made


def _filled(table: str, rows: list[dict[str, Value]]) -> list[Row]:
    empty: dict[str, Value] = {"text": "", "index": 0, "number": 0.0, "flag": False, "date": None}
    return [
        [row.get(column, empty.get(kind, ())) for column, kind in COLUMNS[table].items()]
        for row in rows
    ]
