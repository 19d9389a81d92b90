"""Data frames and figures of results, made by whoever knows the tables and figures of reports.

A result stands below the reports and may not know them; ``compare/__init__.py``, which knows all
rooms, says here who makes its data frames and its figures.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.errors import CompareError, WriteError
from compare.files import replace

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as SVG, in the colours of print."""

    svg: str
    alt: str
    """What it shows, in words."""

    def write(self, path: str | os.PathLike[str]) -> None:
        """Keep it as a file of its own.

        Raises:
            WriteError: the name does not end with ``.svg``, or the file cannot be written.
        """
        file = Path(path)
        if file.suffix.lower() != ".svg":
            raise WriteError(f"{file} is no SVG file; give a name that ends with .svg")
        replace(file, self.svg.encode())

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Figure {self.alt}>"


FrameMaker = Callable[[Any, str], "pd.DataFrame"]
"""Makes the data frame of a result and the name of a table."""
FigureMaker = Callable[[Any, str, str], Figure]
"""Draws the figure of a result, the name of a figure and a language."""

_frame_makers: list[FrameMaker] = []
_figure_makers: list[FigureMaker] = []


def made_by(frames: FrameMaker, figures: FigureMaker) -> None:
    """Let these make the data frames and the figures from now on."""
    _frame_makers[:] = [frames]
    _figure_makers[:] = [figures]


def data_frame(result: object, table: str) -> pd.DataFrame:
    """Return one of a result's tables.

    Raises:
        CompareError: pandas is not installed, or there is no such table.
    """
    from corpus.extras import require

    require("reports", "pandas", purpose="a data frame", error=CompareError)
    (maker,) = _frame_makers
    return maker(result, table)


def figure(result: object, kind: str, language: str) -> Figure:
    """Return one of a result's figures.

    Raises:
        WriteError: there is no such figure or language.
    """
    (maker,) = _figure_makers
    return maker(result, kind, language)
