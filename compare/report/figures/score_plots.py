"""Two pictures of how far "left out" can be trusted: reliability, and precision by recall.

Drawn as SVG, with the numbers as text; made by ``readouts evaluate --figures``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from compare.errors import WriteError
from compare.evaluation.scores import Evaluation
from compare.files import replace
from compare.report.palette import LIGHT

_SIZE, _MARGIN, _TOP = 320.0, 56.0, 40.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_SCORE_NAMES = "left_out calibration error", "left_out recall at precision .90"

Points = Sequence[tuple[float, float]]


def write_curves(evaluation: Evaluation, folder: Path | str) -> tuple[Path, Path]:
    """Write ``reliability.svg`` and ``precision-recall.svg`` into a folder, made if need be.

    Raises:
        WriteError: the folder or a file cannot be written.
    """
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{target} cannot be made a folder: {error.strerror}") from error
    files = target / "reliability.svg", target / "precision-recall.svg"
    for file, drawn in zip(
        files, (draw_reliability(evaluation), draw_precision_recall(evaluation)), strict=True
    ):
        replace(file, drawn.encode())
    return files


def draw_reliability(evaluation: Evaluation) -> str:
    """What share of units coders call left out, by the probability given; as SVG."""
    points = [(p, share) for p, share, _ in evaluation.reliability]
    labels = sum(count for *_, count in evaluation.reliability)
    error = evaluation.scores[_SCORE_NAMES[0]].value
    description = f"Expected calibration error {error:.3f}, {labels} labels in {len(points)} bins"
    body = [_line([(0, 0), (1, 1)], LIGHT.line, dashed=True), _line(points, LIGHT.accent)]
    body += [
        _dot(p, share, f"{p:.2f} said, {share:.2f} of {count} labels")
        for p, share, count in evaluation.reliability
    ]
    axes = "probability of left out", "share that coders call left out"
    return _frame("Reliability of left out", description, axes, body)


def draw_precision_recall(evaluation: Evaluation) -> str:
    """Precision of left out by recall, and the agreement of the two coders; as SVG."""
    points = evaluation.precision_recall
    recall = evaluation.scores[_SCORE_NAMES[1]].value
    description = f"Recall at precision .90: {recall:.3f}, {evaluation.events} events"
    everything = points[-1][1] if points else 0.0
    body = [
        _line([(0, everything), (1, everything)], LIGHT.line, dashed=True),
        _line(points, LIGHT.accent),
    ]
    coders = evaluation.baselines["the two coders"]["left_out F1"]
    body.append(_dot(coders, coders, f"one coder against the other: F1 {coders:.3f}"))
    return _frame("Left out: precision by recall", description, ("recall", "precision"), body)


def _frame(title: str, description: str, axes: tuple[str, str], body: Iterable[str]) -> str:
    width, height = _SIZE + _MARGIN + 24, _TOP + _SIZE + 56
    shapes = [
        f'<rect width="{width:g}" height="{height:g}" fill="{LIGHT.card}"/>',
        _words(_MARGIN, 18, title, "start", 14),
        _words(_MARGIN, 34, description, "start", 11),
    ]
    for tick in _TICKS:
        shapes.append(_line([(tick, 0), (tick, 1)], LIGHT.line, width=0.5))
        shapes.append(_line([(0, tick), (1, tick)], LIGHT.line, width=0.5))
        shapes.append(_words(_x(tick), _y(0) + 16, f"{tick:g}", "middle", 11))
        shapes.append(_words(_x(0) - 6, _y(tick) + 4, f"{tick:g}", "end", 11))
    shapes.append(_words(_x(0.5), _y(0) + 38, axes[0], "middle", 12))
    shapes.append(_words(14, _y(0.5), axes[1], "middle", 12, turned=True))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" font-family="sans-serif">'
    )
    named = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return "\n".join([head, named, *shapes, *body, "</svg>"]) + "\n"


def _x(share: float) -> float:
    return _MARGIN + share * _SIZE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIZE


def _line(points: Points, colour: str, width: float = 1.5, dashed: bool = False) -> str:
    path = " ".join(f"{_x(a):.1f},{_y(b):.1f}" for a, b in points)
    dashes = ' stroke-dasharray="4 4"' if dashed else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"'
        f"{dashes}/>"
    )


def _dot(a: float, b: float, hint: str) -> str:
    return (
        f'<circle cx="{_x(a):.1f}" cy="{_y(b):.1f}" r="4" fill="{LIGHT.accent}">'
        f"<title>{escape(hint)}</title></circle>"
    )


def _words(x: float, y: float, text: str, anchor: str, size: int, *, turned: bool = False) -> str:
    turn = f' transform="rotate(-90 {x:g} {y:g})"' if turned else ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{LIGHT.text}"{turn}>{escape(text)}</text>'
    )
