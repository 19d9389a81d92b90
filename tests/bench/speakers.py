"""How well a program tells who speaks: ``python -m tests.bench.speakers SHARED``.

``SHARED`` is the folder that holds ``gold`` and ``data``. The labels stand in
``tests/gold/speakers.tsv``: of 27 events between other states and ten of the US and China by two
coders who read apart, and of 40 accounts on other occasions (``silver``) by one; no rule was made
on the latter. A unit's answer is that of the segment that shares most of its characters with it.
Units that a coder found doubtful, or that the coders call differently, are left out. Printed are
the coders' agreement, F1 of every voice and their mean, by set.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from compare.comparison import SIDES
from compare.evaluation.gold import read_gold
from compare.segmentation.segments import segment
from corpus.statements import Statement

LABELS = Path(__file__).resolve().parents[1] / "gold" / "speakers.tsv"
SETS = ("states", "dev", "silver")
VOICES = {"o": "own", "x": "other", "b": "both", "u": "unattributed"}
Place = tuple[str, str]
"""An event or pair, and the side."""
Pairs = Counter[tuple[str, str]]
"""How often a voice (first) was answered by another (second)."""
Units = Sequence[tuple[int, int]]


def labels(events: str) -> dict[Place, list[str]]:
    """The letters of every coder, one string each, by text."""
    found: dict[Place, list[str]] = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t")
        for row in rows:
            if row["set"] == events:
                found[row["event"], row["side"]].append(row["voices"])
    return found


def texts(shared: Path, events: str) -> Iterator[tuple[Place, Statement, Units]]:
    """Every text of a set with its units, by characters."""
    if events != "silver":
        for event in read_gold(shared / "gold" / events):
            for side in SIDES:
                units = [(unit.start, unit.end) for unit in event.units(side)]
                yield (event.id, side), event.statement(side), units
        return
    with lzma.open(shared / "data" / "silver" / "pairs.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            pair = json.loads(line)
            for name in SIDES:
                given = pair[name]
                publisher = "PRC" if given["lang"] == "zh" else "US"
                statement = Statement(
                    id=pair["id"], side=publisher, language=given["lang"], text=given["text"]
                )
                yield (
                    (pair["id"], name),
                    statement,
                    [(unit["start"], unit["end"]) for unit in given["units"]],
                )


def answers(shared: Path, events: str) -> Pairs:
    """Count labels against answers over the units of which the coders are sure and agree."""
    known = labels(events)
    counted: Pairs = Counter()
    for place, statement, units in texts(shared, events):
        if place not in known:
            continue
        segments = segment(statement)
        for unit, *letters in zip(units, *known[place], strict=True):
            if "?" in letters or len(set(letters)) > 1:
                continue
            shares = [(min(unit[1], s.end) - max(unit[0], s.start), s.voice) for s in segments]
            most, voice = max(shares, key=lambda pair: pair[0], default=(0, "unattributed"))
            counted[VOICES[letters[0]], voice if most > 0 else "unattributed"] += 1
    return counted


def kappa(events: Sequence[str]) -> tuple[float, int]:
    """Cohen's kappa of the two coders over the units of which both are sure, and their number."""
    pairs: Pairs = Counter()
    for coded in (both for name in events for both in labels(name).values() if len(both) == 2):
        pairs.update(pair for pair in zip(*coded, strict=True) if "?" not in pair)
    total = pairs.total()
    rows, columns = Counter[str](), Counter[str]()
    for (first, second), count in pairs.items():
        rows[first] += count
        columns[second] += count
    agreed = sum(count for (a, b), count in pairs.items() if a == b) / total
    chance = sum(rows[voice] * columns[voice] for voice in VOICES) / total**2
    return (agreed - chance) / (1 - chance), total


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
    shared = Path(sys.argv[1])
    agreement, units = kappa(SETS)
    print(f"coders: kappa {agreement:.3f} ({units} units)")
    for events in SETS:
        counted = answers(shared, events)
        row = "  ".join(f"{voice} {score:.3f}" for voice, score in f1(counted).items())
        print(f"{events}: {row}  ({counted.total()} units)")


if __name__ == "__main__":
    main()
