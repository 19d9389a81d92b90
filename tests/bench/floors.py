"""The floors below which no score may fall, and the command that raises and never lowers them.

``python -m tests.bench.floors ../shared/gold/dev`` scores the labelled events of a folder and
prints each score beside its floor; with ``--raise`` every floor that was passed is raised to it.
The folder's name is that of the set: ``dev`` (29 real events, not in the checkout) and ``invented``
(six in tests/gold). The weights learned from the invented events, so their floors say that
nothing broke, and nothing of how good the answers are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

FILE = Path(__file__).resolve().parent.parent / "gold" / "floors.json"
FALLING = frozenset({"left_out Brier", "left_out calibration error"})
"""Errors: their floor is the most they may be."""


class Floors(TypedDict):
    """The floors of one set of labelled events."""

    gold: str
    """SHA-256 of the labelled events, see :func:`hash_gold`."""
    slack: float
    """What another processor's rounding may change: two or three units that lay on a threshold."""
    scores: dict[str, float]


def hash_gold(folder: Path) -> str:
    """SHA-256 of the names and bytes of the events, in the order of their names."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.json")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def read_floors() -> dict[str, Floors]:
    """The floors of every set, by its name."""
    floors: dict[str, Floors] = json.loads(FILE.read_text("utf-8"))
    return floors


def fallen(floors: Mapping[str, float], scores: Mapping[str, float], slack: float) -> list[str]:
    """Say which scores lie past their floor by more than the slack."""
    return [
        f"{name}: {scores[name]:.4f}, floor {floor:.3f}"
        for name, floor in floors.items()
        if _gain(name, floor, scores[name]) < -slack
    ]


def raised(floors: Mapping[str, float], scores: Mapping[str, float]) -> dict[str, float]:
    """Each floor, or the score where that is better, to three digits; none is ever lowered."""
    better = {name: max if name not in FALLING else min for name in floors}
    return {
        name: better[name](floor, _rounded(name, scores[name])) for name, floor in floors.items()
    }


def _gain(name: str, floor: float, score: float) -> float:
    return floor - score if name in FALLING else score - floor


def _rounded(name: str, score: float) -> float:
    """To three digits, away from what is good."""
    return (math.ceil if name in FALLING else math.floor)(score * 1000) / 1000


def main(arguments: Sequence[str]) -> int:
    """Print the scores beside their floors; 1 where one fell, 2 where the gold is another."""
    from compare.evaluation.scores import evaluate

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path, help="folder of labelled events, named as its set")
    parser.add_argument("--raise", action="store_true", dest="lift", help="raise the floors")
    given = parser.parse_args(arguments)
    every = read_floors()
    floors = every.get(given.gold.resolve().name)
    if floors is None or floors["gold"] != hash_gold(given.gold):
        print("the floors were set on other labels: their hash differs", file=sys.stderr)
        return 2
    scores = {name: s.value for name, s in evaluate(given.gold, draws=2).scores.items()}
    for name, floor in floors["scores"].items():
        print(f"{name:<36}{scores[name]:>8.4f}  floor {floor:.3f}")
    if given.lift:
        floors["scores"] = raised(floors["scores"], scores)
        FILE.write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")
    lost = fallen(floors["scores"], scores, floors["slack"])
    for line in lost:
        print("fallen:", line, file=sys.stderr)
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
