"""Colours and marks that every report and the dashboard share.

Blue and vermilion stay apart for all common kinds of colour blindness (the palette follows
Okabe and Ito, "Color Universal Design", 2008, darkened for contrast), and no colour stands
alone: each status also has a mark and a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compare.coverage.types import Status
from compare.topics.types import State


@dataclass(frozen=True, slots=True)
class Tone:
    """Colours as ``#rrggbb``: of the mark and the bar, and of the ground behind text."""

    light: str
    light_tint: str
    dark: str
    dark_tint: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Colours of the page as ``#rrggbb``."""

    page: str
    card: str
    text: str
    quiet: str
    line: str
    accent: str


LIGHT = Ground("#fbfaf7", "#ffffff", "#1d1f23", "#5b5f66", "#dedbd3", "#0b5394")
DARK = Ground("#16181c", "#1e2126", "#e8e6e1", "#a5a9b0", "#3a3e45", "#8cbef0")

PEN = ("#ffe58a", "#75600f")
"""Of what a reader highlighted, on a light and on a dark page."""

STATUSES: tuple[Status, ...] = ("covered", "partly", "left_out", "unclear", "procedural")

TONES: dict[Status, Tone] = {
    "covered": Tone("#0b5fa5", "#dbe9f6", "#5aa5e6", "#1b3a57"),
    "partly": Tone("#3f8fc4", "#eaf4fa", "#2f7cb0", "#1c2f3d"),
    "left_out": Tone("#c4450c", "#fde5d6", "#f08a4b", "#56301a"),
    "unclear": Tone("#8a5a93", "#f3e9f4", "#c394cb", "#3e2c42"),
    "procedural": Tone("#85888d", "#f1f0ed", "#7d8289", "#24272c"),
}

MARKS: dict[Status, str] = {
    "covered": "●",
    "partly": "◐",
    "left_out": "○",
    "unclear": "?",
    "procedural": "·",
}

STATE_TONES: dict[State, Status] = {
    "both": "covered",
    "left_only": "left_out",
    "right_only": "left_out",
    "denied": "procedural",
    "unclear": "unclear",
}
"""The tone in which the state of a topic is drawn."""

CellState = Literal["raised", "left_out", "denied", "unclear"]

CELL_MARKS: dict[CellState, str] = {"raised": "●", "left_out": "○", "denied": "✕", "unclear": "?"}

CELL_TONES: dict[CellState, Status] = {
    "raised": "covered",
    "left_out": "left_out",
    "denied": "procedural",
    "unclear": "unclear",
}
