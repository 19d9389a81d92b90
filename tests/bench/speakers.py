"""How well a program tells who speaks: ``python -m tests.bench.speakers GOLD``.

``GOLD`` is the folder that holds ``dev`` and ``states``. The labels stand in
``tests/gold/speakers.tsv``; a unit's answer is that of the segment that shares most of its
characters with it. Printed are F1 of every voice and their mean, by set of events.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from compare.evaluation.gold import read_gold
from compare.segmentation.segments import segment

LABELS = Path(__file__).resolve().parents[1] / "gold" / "speakers.tsv"
VOICES = {"o": "own", "x": "other", "b": "both", "u": "unattributed"}
Pairs = Counter[tuple[str, str]]
"""How often a voice (first) was answered by another (second)."""


def labels(events: str) -> Iterator[tuple[str, Literal["left", "right"], str]]:
    """Event, side and one letter a unit, of one set of events."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t")
        for row in rows:
            if row["set"] == events:
                yield row["event"], "left" if row["side"] == "left" else "right", row["voices"]


def answers(folder: Path, events: str) -> Pairs:
    """Count labels against answers over the units that are not doubtful."""
    gold = {event.id: event for event in read_gold(folder / events)}
    counted: Pairs = Counter()
    for event, side, voices in labels(events):
        segments = segment(gold[event].statement(side))
        for unit, letter in zip(gold[event].units(side), voices, strict=True):
            if letter == "?":
                continue
            shared = [(min(unit.end, s.end) - max(unit.start, s.start), s.voice) for s in segments]
            most, voice = max(shared, key=lambda pair: pair[0], default=(0, "unattributed"))
            counted[VOICES[letter], voice if most > 0 else "unattributed"] += 1
    return counted


def f1(counted: Pairs) -> dict[str, float]:
    """F1 of every voice, and their mean under ``macro``."""
    scores = {}
    for voice in VOICES.values():
        right = counted[voice, voice]
        wrong = sum(n for (a, b), n in counted.items() if (a == voice) != (b == voice))
        scores[voice] = 2 * right / (2 * right + wrong) if right else 0.0
    return scores | {"macro": sum(scores.values()) / len(VOICES)}


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    for events in ("states", "dev"):
        counted = answers(folder, events)
        told = "  ".join(f"{voice} {score:.3f}" for voice, score in f1(counted).items())
        print(f"{events}: {told}  ({counted.total()} units)")


if __name__ == "__main__":
    main()
