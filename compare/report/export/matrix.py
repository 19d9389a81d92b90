"""The matrix of an event: which side raises which topic, from all pairs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from compare.comparison import SideName
from compare.report.export import schema as ex
from compare.report.export.fields import LabelsExport
from compare.report.palette import CellState
from corpus.statements import Statement


def matrix(statements: Sequence[Statement], pairs: Sequence[ex.Export]) -> ex.MatrixExport:
    """Return topics by sides, the topic with the largest share first.

    ``pairs`` stand in the order of ``itertools.combinations(statements, 2)``.
    """
    labels: dict[str, tuple[LabelsExport, LabelsExport | None]] = {}
    found: dict[str, list[list[ex.CellExport]]] = {}
    indices = combinations(range(len(statements)), 2)
    for (first, second), pair in zip(indices, pairs, strict=True):
        for topic in pair.topics:
            labels.setdefault(topic.id, (topic.labels, topic.running_text))
            cells = found.setdefault(topic.id, [[] for _ in statements])
            cells[first].append(_cell(topic, "left"))
            cells[second].append(_cell(topic, "right"))
    rows = [
        ex.RowExport(
            id=id_,
            labels=labels[id_][0],
            running_text=labels[id_][1],
            cells=tuple(_verdict(cell) for cell in cells),
        )
        for id_, cells in found.items()
    ]
    rows.sort(key=lambda row: (-round(sum(cell.share for cell in row.cells), 4), row.id))
    return ex.MatrixExport(
        sides=tuple(
            ex.ColumnExport(id=statement.id, side=statement.side, lang=statement.language)
            for statement in statements
        ),
        topics=tuple(rows),
    )


def _cell(topic: ex.TopicExport, side: SideName) -> ex.CellExport:
    state: CellState
    if topic.state == "unclear":
        state = "unclear"
    elif topic.state == "denied":
        denies, raises = getattr(topic.denied, side), getattr(topic, side)
        state = "raised" if raises else "denied" if denies else "left_out"
    elif topic.state in ("both", f"{side}_only"):
        state = "raised"
    else:
        state = "left_out"
    return ex.CellExport(
        state=state,
        confidence=topic.confidence,
        share=getattr(topic.share, side),
        first=getattr(topic.first, side),
        segments=getattr(topic, side),
    )


def _verdict(cells: Sequence[ex.CellExport]) -> ex.CellExport:
    """Return the cell of all pairs whose state comes first: raised, denied, unclear, left out."""
    if not cells:
        return ex.CellExport(state="unclear", confidence=0.0, share=0.0, first=None, segments=())
    rank = {"raised": 0, "denied": 1, "unclear": 2, "left_out": 3}
    return min(cells, key=lambda cell: (rank[cell.state], -cell.confidence))
