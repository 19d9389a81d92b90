"""The figures that a result draws of itself, in Python and notebooks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from compare.comparison import Comparison, EventComparison
from compare.errors import WriteError
from compare.frames import Figure
from compare.phrases.words import Words, words
from compare.report.export.conversion import export_comparison
from compare.report.export.schema import Export
from compare.report.figures.charts import alignment_map, butterfly, coverage_bars
from compare.report.figures.shapes import Box, Drawing, Label, Tie, svg

FIGURES: dict[str, Callable[[Export, Words], Drawing]] = {
    "topics": butterfly,
    "coverage": coverage_bars,
    "map": alignment_map,
}
_BETWEEN = 24.0


def figure_of(result: Comparison | EventComparison, kind: str, language: str) -> Figure:
    """Return a figure of a comparison, or those of all pairs of an event, one under the other.

    Raises:
        WriteError: there is no such figure or language.
    """
    if kind not in FIGURES:
        raise WriteError(f"no figure {kind!r}; use one of {' '.join(FIGURES)}")
    spoken = words(language)
    pairs = result.pairs if isinstance(result, EventComparison) else (result,)
    drawing = _stacked([FIGURES[kind](export_comparison(pair), spoken) for pair in pairs])
    return Figure(svg(drawing), drawing.alt)


def _stacked(drawings: list[Drawing]) -> Drawing:
    """One drawing with all of them, each below the one before."""
    shapes: list[Box | Tie | Label] = []
    top = 0.0
    for drawing in drawings:
        shapes += [_lowered(shape, top) for shape in drawing.shapes]
        top += drawing.height + _BETWEEN
    width = max(drawing.width for drawing in drawings)
    alt = " ".join(drawing.alt for drawing in drawings)
    return Drawing(drawings[0].name, width, top - _BETWEEN, alt, tuple(shapes))


def _lowered(shape: Box | Tie | Label, by: float) -> Box | Tie | Label:
    if isinstance(shape, Tie):
        return replace(shape, y=shape.y + by, to_y=shape.to_y + by)
    return replace(shape, y=shape.y + by)
