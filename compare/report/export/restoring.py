"""Exports turned back into results, so that a saved comparison answers as a new one does."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from compare.comparison import SIDES, Comparison, EventComparison
from compare.errors import ExportError
from compare.report.export import loading
from compare.report.export.schema import EventExport, Export
from corpus.statements import Event, Statement


def load(path: str | Path) -> Comparison | EventComparison:
    """Read a saved result back, with all that can be asked of a new one but ``similarity``.

    Args:
        path: the JSON that ``compare.write(result, "result.json")`` or the command wrote.

    Raises:
        ExportError: one line naming file and field for what does not fit, or for a file of
            several results, which :func:`load_all` reads.
    """
    found = load_all(path)
    if len(found) > 1:
        raise ExportError(f"{path} holds {len(found)} results: read them by compare.load_all")
    return found[0]


def load_all(path: str | Path) -> tuple[Comparison | EventComparison, ...]:
    """Read every result of a file, JSON or JSON Lines; raises as :func:`load` does."""
    return tuple(
        event_of(saved, path) if isinstance(saved, EventExport) else comparison_of(saved, path)
        for saved in loading.load_all(path)
    )


def comparison_of(saved: Export, path: str | Path = "the saved comparison") -> Comparison:
    """Return the comparison of an export; numbers are those of the export, of four decimals.

    Raises:
        ExportError: something in it fits no result; names ``path``.
    """
    data: dict[str, Any] = _typed(saved.model_dump())
    sides: dict[str, Any] = {}
    for side, segments, tone in zip(SIDES, data.pop("segments"), data.pop("tone"), strict=True):
        sides[side] = _statement(data[side])
        sides[f"{side}_segments"] = segments
        sides[f"{side}_mentions"] = [_mentions(segment) for segment in segments]
        sides[f"{side}_coverage"] = [{**s, "reason": s["reasons"]} for s in segments]
        sides[f"{side}_tone"] = {kind: list(map(_tone_count, tone[kind])) for kind in tone}
    links = data["links"]
    # The export orders links and gaps by text, whichever side it is on; a comparison by the left.
    order = sorted(range(len(links)), key=lambda k: (links[k]["left"], links[k]["right"]))
    position = {old: new for new, old in enumerate(order)}
    shifts = [{**_shift(shift), "link": position[shift["link"]]} for shift in data["shifts"]]
    made = {
        "links": [links[k] for k in order],
        "attribution_gaps": sorted(
            data["attribution_gaps"], key=lambda g: (-g["probability"], g["side"], g["segment"])
        ),
        "terms": list(map(_contest, data["terms"])),
        "shifts": sorted(shifts, key=lambda shift: shift["link"]),
        "suggestions": [
            {**found, "segments": [found["left"], found["right"]]} for found in data["suggestions"]
        ],
        "signature": {
            **data["signature"],
            "settings": tuple(data["signature"]["settings"].items()),
        },
    }
    try:
        return _comparisons().validate_python({**data, **sides, **made})
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise ExportError(
            f"{path}: {where} fits no result of this version; compare the statements again"
        ) from error


def event_of(saved: EventExport, path: str | Path = "the saved event") -> EventComparison:
    """Return the comparison of the event of an export.

    Raises:
        ExportError: its matrix names a statement that no pair has, or a pair does not fit.
    """
    pairs = tuple(comparison_of(pair, path) for pair in saved.pairs)
    held = {s.id: s for pair in pairs for s in (pair.left, pair.right)}
    statements = tuple(held[column.id] for column in saved.matrix.sides if column.id in held)
    if len(statements) != len(saved.matrix.sides):
        raise ExportError(f"{path}: matrix.sides names a statement that no pair has")
    return EventComparison(Event(**saved.event.model_dump(), statements=statements), pairs)


@functools.cache
def _comparisons() -> TypeAdapter[Comparison]:
    return TypeAdapter(Comparison)


def _typed(value: Any) -> Any:
    """Labels as pairs of language and text, and what is of either side as pairs, all the way."""
    if isinstance(value, Mapping):
        if value.keys() == {"en", "zh"}:
            return tuple((language, text) for language, text in value.items() if text)
        typed = {key: _typed(item) for key, item in value.items()}
        return (typed["left"], typed["right"]) if typed.keys() == set(SIDES) else typed
    return [_typed(item) for item in value] if isinstance(value, list | tuple) else value


def _statement(data: dict[str, Any]) -> dict[str, Any]:
    known = {name: data[name] for name in Statement.model_fields if name in data}
    return {**known, "language": data["lang"]}


def _mentions(segment: dict[str, Any]) -> list[dict[str, Any]]:
    """The mentions of a segment; of an older export, which has none, its topics alone."""
    found: list[dict[str, Any]] = segment["mentions"]
    return found or [
        {"topic": topic, "confidence": 0.0, "name_spans": (), "meaning": 0.0}
        for topic in segment["topics"]
    ]


def _tone_count(data: dict[str, Any]) -> dict[str, Any]:
    labels = dict(data["labels"])
    return {**data, "label_en": labels.get("en", ""), "label_zh": labels.get("zh", "")}


def _contest(data: dict[str, Any]) -> dict[str, Any]:
    members = [
        {
            **member,
            "notes": member.get("notes") or (),
            **{
                side: [
                    {**u, "family": data["family"], "member": member["id"]} for u in member[side]
                ]
                for side in SIDES
            },
        }
        for member in data["members"]
    ]
    notes = data["notes"] or ((("en", data["note"]),) if data["note"] else ())
    return {**data, "members": members, "notes": notes}


def _shift(data: dict[str, Any]) -> dict[str, Any]:
    wordings: dict[str, Any] = {}
    for side in SIDES:
        wording = data[side] or {"text": "", "start": None, "end": None}
        span = None if wording["start"] is None else (wording["start"], wording["end"])
        wordings |= {side: wording["text"], f"{side}_span": span}
    note = data["note"] or {"kind": "unmatched"}
    # What is null in the export is left to the default of its type.
    return {**data, **wordings, "note": {k: v for k, v in note.items() if v is not None}}
