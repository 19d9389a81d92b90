"""Invented events, whose coverage is known because it was made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from compare.comparison import SIDES
from compare.evaluation.gold import GoldEvent


def read_invented(file: Path | str) -> tuple[GoldEvent, ...]:
    """Invented events with coverage known by construction, in the form of labelled ones.

    A unit is covered where the other side conveys all of its claims, left out where it conveys
    none and none that answers them, partly covered otherwise.
    """
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    return tuple(_from_claims(json.loads(line)) for line in lines)


def claims_of(event: dict[str, Any]) -> dict[str, Any]:
    """The claims of an invented event.

    Returns:
        ``left`` and ``right``: the set of claims of each passage; ``near``: for each claim those
        that answer it, itself among them.
    """
    near: dict[str, set[str]] = {c: {c} for c in event["claims"]}
    for a, b in event["near"]:
        near.setdefault(a, {a}).add(b)
        near.setdefault(b, {b}).add(a)
    sides = {str(side): [set(c) for _, c in event[side]["units"]] for side in SIDES}
    return {**sides, "near": near}


def _from_claims(event: dict[str, Any]) -> GoldEvent:
    claims = claims_of(event)
    answers = claims["near"]
    sides = {}
    for side, facing in (("left", "right"), ("right", "left")):
        conveyed = set().union(*claims[facing])
        text, units = "", []
        for (words, _), unit_claims in zip(event[side]["units"], claims[side], strict=True):
            gap = " " if text and event[side]["lang"] == "en" else ""
            start, text = len(text + gap), text + gap + words
            near = (
                set().union(*(answers.get(c, {c}) for c in unit_claims)) if unit_claims else set()
            )
            label = {
                "status": _status_of(unit_claims, near, conveyed),
                "topics": sorted(
                    {t for c in unit_claims for t in event["claims"].get(c, ("", []))[1]}
                ),
                "match": [k for k, other in enumerate(claims[facing]) if near & other],
            }
            units.append({"start": start, "end": len(text), "A": label, "B": label})
        given = event[side]
        sides[side] = {"side": given["side"], "lang": given["lang"], "text": text, "units": units}
    return GoldEvent.model_validate(
        {"id": event["id"], "title": event["title"], "date": event["date"], **sides}
    )


def _status_of(unit_claims: set[str], near: set[str], conveyed: set[str]) -> str:
    if not unit_claims:
        return "procedural"
    if unit_claims <= conveyed:
        return "covered"
    return "partly" if near & conveyed else "left_out"
