"""Pairs of real texts of different occasions, labelled as if they were accounts of one event."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compare.comparison import SIDES
from compare.errors import GoldError
from compare.evaluation.gold import GoldEvent


def read_silver(files: Sequence[Path]) -> tuple[GoldEvent, ...]:
    """Read pairs of texts that one reader labelled, who stands for both coders.

    Args:
        files: JSON lines, plain or compressed (``.xz``). A line is an event in the form of labelled
            ones, but for a unit's labels, which stand in it without the name of a coder.

    Raises:
        GoldError: a line does not fit; the message names file and line.
        OSError: a file cannot be read.
    """
    events = []
    for file in files:
        data = lzma.decompress(file.read_bytes()) if file.suffix == ".xz" else file.read_bytes()
        for number, line in enumerate(data.splitlines(), 1):
            try:
                events.append(_event(json.loads(line)))
            except (KeyError, TypeError, ValueError) as error:
                raise GoldError(f"{file}, line {number} is not a labelled pair") from error
    return tuple(events)


def _event(pair: dict[str, Any]) -> GoldEvent:
    return GoldEvent.model_validate({"id": pair["id"], **{s: _side(pair[s]) for s in SIDES}})


def _side(side: dict[str, Any]) -> dict[str, Any]:
    units = [
        {"start": unit["start"], "end": unit["end"], "A": unit, "B": unit} for unit in side["units"]
    ]
    return {"side": "", "lang": side["lang"], "text": side["text"], "units": units}
