"""The links of two texts and nothing else: for parallel texts, and to be scored on gold links.

The units are a statement's segments, or the lines of a file. Links are free of order, as in a
comparison, or run in order, as between a text and its translation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from compare.alignment.monotone import Text, align_in_order, spans
from compare.encoders import Encoder, check_language
from compare.encoders.shared import shared_encoder
from compare.errors import LimitError
from compare.files import replace
from compare.languages import joiner
from compare.pipeline import Engine, Progress
from compare.segmentation.segments import Segment, segment
from compare.settings import DEFAULTS, Settings
from corpus.statements import Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Units = Literal["segments", "lines"]
Mode = Literal["order-free", "monotone"]
Form = Literal["json", "tsv", "ladder"]
Spans = tuple[tuple[int, int], ...]

SCHEMA = "readouts.alignment/1"
MOST_UNITS = 50_000
"""Units a side that the monotone mode takes: their vectors fill about 1 GiB."""
BATCH = 2_048
"""Spans encoded between two words of progress."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Units of both sides that belong together, or one that has no counterpart."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    score: float | None
    """Order-free: the probability in [0, 1] that they carry the same point. Monotone: the cosine
    of the joined texts, in [-1, 1]. None where a side is empty."""


@dataclass(frozen=True)
class Alignment:
    """Two texts, their units and the beads that hold every unit at least once."""

    left: Statement
    right: Statement
    left_units: Spans
    """First character and the one after the last, of each unit; they may be equal for a line."""
    right_units: Spans
    beads: tuple[Bead, ...]
    """By their first left unit, one without a left unit after the one before it on the right."""
    units: Units
    mode: Mode

    @property
    def links(self) -> tuple[Bead, ...]:
        """The beads that hold units of both sides."""
        return tuple(bead for bead in self.beads if bead.left and bead.right)

    def to_ladder(self) -> str:
        """One bead a line, ``[0, 1]:[2]``, an empty list for a side without a counterpart."""
        return "".join(f"{list(bead.left)}:{list(bead.right)}\n" for bead in self.beads)

    def to_tsv(self) -> str:
        """One bead a line: units from 0, set apart by commas, score, and both texts."""
        rows = ["left\tright\tscore\tleft text\tright text"]
        rows += [
            "\t".join(
                (
                    ",".join(map(str, bead.left)),
                    ",".join(map(str, bead.right)),
                    "" if bead.score is None else f"{bead.score:.4f}",
                    _text(self.left, self.left_units, bead.left),
                    _text(self.right, self.right_units, bead.right),
                )
            )
            for bead in self.beads
        ]
        return "\n".join(rows) + "\n"

    def to_json(self) -> str:
        """Both texts, the units as characters of them, the links with scores, and the nulls."""
        name = "probability" if self.mode == "order-free" else "cosine"
        sides = (("left", self.left, self.left_units), ("right", self.right, self.right_units))
        data: dict[str, object] = {"schema": SCHEMA, "units": self.units, "mode": self.mode}
        for side, statement, units in sides:
            data[side] = {
                "id": statement.id,
                "lang": statement.language,
                "text": statement.text,
                "units": [{"start": start, "end": end} for start, end in units],
            }
        data["links"] = [
            {"left": bead.left, "right": bead.right, name: round(bead.score or 0.0, 4)}
            for bead in self.links
        ]
        data["nulls"] = {
            "left": [i for bead in self.beads if not bead.right for i in bead.left],
            "right": [j for bead in self.beads if not bead.left for j in bead.right],
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def write(self, file: Path | str, form: Form = "json") -> None:
        """Write to a file as JSON, table or ladder.

        Raises:
            WriteError: the file cannot be written.
        """
        replace(Path(file), self.render(form).encode())

    def render(self, form: Form) -> str:
        """The alignment as text of that form."""
        return {"json": self.to_json, "tsv": self.to_tsv, "ladder": self.to_ladder}[form]()


def align(
    left: Statement,
    right: Statement,
    units: Units = "segments",
    mode: Mode = "order-free",
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
) -> Alignment:
    """Align two texts, English or Chinese, in one language or in two.

    Args:
        left, right: the texts; neither is the reference, but in monotone mode floating-point
            sums may settle a tie by the order of the sides.
        units: the segments of a comparison, or every line of the text, blank ones too.
        mode: free of order, or in order, as between a text and its translation.
        settings: the encoder, and the threshold of links free of order.
        progress: told what is being done, step by step.

    Raises:
        EncoderError: the encoder cannot be found, verified or loaded.
        LanguageError: the encoder does not know the language of a text.
        LimitError: a text has too many units for its mode.
    """
    say = progress or _silent
    cut = tuple(
        tuple((s.start, s.end) for s in segment(one)) if units == "segments" else _lines(one.text)
        for one in (left, right)
    )
    kept = [[i for i, (start, end) in enumerate(some) if start < end] for some in cut]
    if mode == "monotone":
        found = _in_order(left, right, _chosen(cut, kept), settings, say)
    else:
        found = _free(left, right, _chosen(cut, kept), units, settings, say)
    linked = [
        Bead(tuple(kept[0][i] for i in b.left), tuple(kept[1][j] for j in b.right), b.score)
        for b in found
        if b.left and b.right
    ]
    beads = _with_nulls(linked, len(cut[0]), len(cut[1]))
    return Alignment(left, right, cut[0], cut[1], beads, units, mode)


def _silent(_: str) -> None:
    pass


def _chosen(cut: Sequence[Spans], kept: Sequence[Sequence[int]]) -> tuple[Spans, Spans]:
    one, other = (tuple(cut[side][i] for i in kept[side]) for side in (0, 1))
    return one, other


def _lines(text: str) -> Spans:
    """Every line without the space around it; blank ones have no characters."""
    found, at = [], 0
    lines = text.split("\n")
    for line in lines[:-1] if lines[-1] == "" else lines:
        body = line.strip()
        start = at + (line.index(body) if body else 0)
        found.append((start, start + len(body)))
        at += len(line) + 1
    return tuple(found)


def _free(
    left: Statement,
    right: Statement,
    cut: tuple[Spans, Spans],
    units: Units,
    settings: Settings,
    say: Progress,
) -> list[Bead]:
    engine = Engine(settings)
    lines = units == "lines"
    sides = [
        engine.prepare(
            statement,
            tuple(Segment(a, b, i, "", "own", False) for i, (a, b) in enumerate(some))
            if lines
            else None,
            say,
        )
        for statement, some in zip((left, right), cut, strict=True)
    ]
    result = engine.compare(sides[0], sides[1], say)
    return [Bead(link.left, link.right, link.probability) for link in result.links]


def _in_order(
    left: Statement,
    right: Statement,
    cut: tuple[Spans, Spans],
    settings: Settings,
    say: Progress,
) -> list[Bead]:
    encoder = shared_encoder(settings.encoder, cache=settings.cache)
    tables = []
    for statement, some in zip((left, right), cut, strict=True):
        check_language(encoder, statement.language)
        if len(some) > MOST_UNITS:
            raise LimitError(
                f"the text of {statement.side} has {len(some):,} units and at most "
                f"{MOST_UNITS:,} can be aligned in order: cut it at a chapter"
            )
        tables.append(_encode(encoder, statement, some, say))
    say(f"aligning {len(cut[0]):,} and {len(cut[1]):,} units")
    places = [{span: k for k, span in enumerate(spans(len(some)))} for some in cut]
    found = []
    texts = [
        Text.of(table, [end - start for start, end in some])
        for table, some in zip(tables, cut, strict=True)
    ]
    for ours, theirs in align_in_order(*texts):
        if not (ours and theirs):
            continue
        one = tables[0][places[0][ours[0], ours[-1] + 1]]
        other = tables[1][places[1][theirs[0], theirs[-1] + 1]]
        found.append(Bead(ours, theirs, float(one @ other)))
    return found


def _encode(
    encoder: Encoder, statement: Statement, cut: Spans, say: Progress
) -> NDArray[np.float32]:
    """Unit vectors of all spans of up to four units, in the order of :func:`spans`."""
    import numpy as np

    gap = joiner(statement.language)
    units = [statement.text[start:end] for start, end in cut]
    texts = [gap.join(units[a:b]) for a, b in spans(len(units))]
    if not texts:
        return np.zeros((0, encoder.dimension), np.float32)
    parts = []
    for at in range(0, len(texts), BATCH):
        say(f"encoding {statement.side}: {at:,} of {len(texts):,} spans")
        parts.append(encoder.encode(texts[at : at + BATCH]))
    return np.concatenate(parts)


def _with_nulls(linked: Iterable[Bead], m: int, n: int) -> tuple[Bead, ...]:
    """The links with a bead for every unit of either side that stands in none.

    The order is a ladder's: by the left units, and a null on the right right after the link
    that holds the unit before it, as far down as it goes.
    """
    links = sorted(linked, key=lambda bead: (bead.left, bead.right))
    ours = {i for bead in links for i in bead.left}
    theirs = {j for bead in links for j in bead.right}
    rows = [(bead.left[0], 0, bead.right[0], bead) for bead in links]
    rows += [(i, 0, 0, Bead((i,), (), None)) for i in range(m) if i not in ours]
    after = -1
    last_of = {j: bead.left[-1] for bead in links for j in bead.right}
    for j in range(n):
        if j in theirs:
            after = last_of[j]
        else:
            rows.append((after, 1, j, Bead((), (j,), None)))
    return tuple(row[-1] for row in sorted(rows, key=lambda row: row[:3]))


def _text(statement: Statement, units: Spans, chosen: Sequence[int]) -> str:
    """The words of some units on one line, without tabs."""
    return " ".join(" ".join(statement.text[slice(*units[i])].split()) for i in chosen)
