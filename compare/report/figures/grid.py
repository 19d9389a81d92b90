"""A grid of small bars: one row a topic, one column a period, the bar's height the share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.report.figures.shapes import Box, Drawing, Ink, Label, Tie, fitted, text_width

_ROW, _HEAD, _CELL, _LABELS = 26.0, 34.0, 54.0, 230.0
_WIDEST = 960.0
_COLUMN_LABEL = 46.0
"""Least room for the name of a column: where columns are narrower, every second or so is named."""


def bar_grid(
    name: str,
    alt: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Mapping[tuple[int, int], tuple[float, str]],
    ink: Ink = "accent",
) -> Drawing:
    """Draw shares by row and column.

    Args:
        name: class of the figure.
        alt: the text alternative.
        rows: names of the rows, from the top.
        columns: names of the columns, from the left.
        values: share in [0, 1] and what the pointer shows, by row and column; a cell that is
            missing had nothing to share, and stays empty; one of 0 has its line alone.
        ink: of the bars.
    """
    labels = min(max([text_width(row) for row in rows] + [60]) + 16, _LABELS)
    cell = max(min(_CELL, (_WIDEST - labels) / max(len(columns), 1)), 5.0)
    every = max(1, -(-int(_COLUMN_LABEL) // int(max(cell, 1))))
    shapes: list[Box | Tie | Label] = [
        Label(
            labels + number * cell, 16, fitted(column, cell * every - 4, 11), size=11, ink="quiet"
        )
        for number, column in enumerate(columns)
        if number % every == 0
    ]
    for number, row in enumerate(rows):
        base = _HEAD + (number + 1) * _ROW - 5
        shapes.append(Label(0, base, fitted(row, labels - 10)))
        for at in range(len(columns)):
            if (number, at) not in values:
                continue
            share, hint = values[number, at]
            left, width = labels + at * cell, max(cell - max(cell * 0.15, 1), 2)
            shapes.append(Box(left, base, width, 0.8, "line", hint))
            if share > 0:
                height = max(share * (_ROW - 8), 1.2)
                shapes.append(Box(left, base - height, width, height, ink, hint))
    width = labels + len(columns) * cell + 8
    return Drawing(name, width, _HEAD + len(rows) * _ROW + 8, alt, tuple(shapes))
