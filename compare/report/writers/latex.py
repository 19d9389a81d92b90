"""A report as LaTeX: a whole document for XeLaTeX, whose parts can be pasted into a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.report.bundle import Bundle
from compare.report.content.document import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
)
from compare.report.content.sections import Contents
from compare.report.escaping import latex
from compare.report.figures.shapes import Box, Drawing, Label, colour
from compare.report.preferences import Preferences
from compare.report.writers import templates_of_users as templating

_HEADS = ("section", "subsection", "subsubsection", "paragraph")
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffef]{30,}")
_EVERY = 20
_MARKS = {"●": r"$\bullet$", "◐": r"$\odot$", "○": r"$\circ$", "?": "?", "·": r"$\cdot$"}
_UNIT = "0.62"
"""Points to a unit of a drawing, so that 720 units are 157 mm."""

_PREAMBLE = r"""% Made by Readouts. Compile with xelatex or lualatex, or paste what stands between
% the marked lines into a paper that loads these packages.
\documentclass[a4paper,10pt]{article}
\usepackage[margin=22mm]{geometry}
\usepackage{fontspec}
\usepackage{iftex}
\usepackage{booktabs,longtable,array,xcolor}
\ifXeTeX\IfFileExists{xeCJK.sty}{\usepackage{xeCJK}%
  \IfFontExistsTF{Noto Serif CJK SC}{\setCJKmainfont{Noto Serif CJK SC}%
    \setCJKmonofont{Noto Sans CJK SC}}{}}{}\fi
\setlength{\parindent}{0pt}\setlength{\parskip}{4pt}\raggedright
"""


def write_latex(bundle: Bundle, preferences: Preferences) -> str:
    """LaTeX of the parts that are chosen; no text in it is a command."""
    made = latex_of(Contents(preferences).document(bundle), preferences)
    if preferences.template is not None:
        return templating.fill(bundle, preferences, made, autoescape=False)
    return made


def latex_of(document: Document, preferences: Preferences) -> str:
    """LaTeX of a document; no text in it is a command."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield _PREAMBLE.rstrip()
    yield f"\\title{{{_text(document.title)}}}\\author{{}}\\date{{{_text(document.date)}}}"
    yield r"\begin{document}"
    yield r"\maketitle"
    yield "% ---- paste from here ----"
    for block in document.blocks:
        yield from _block(block, document)
    yield "% ---- to here ----"
    yield r"\end{document}"


def _block(block: Block, document: Document) -> Iterator[str]:
    match block:
        case Heading(1, _):
            return
        case Heading(level, text):
            yield f"\\{_HEADS[min(level - 2, 3)]}*{{{_text(text)}}}"
        case Paragraph(runs, kind):
            yield _paragraph(_runs(runs, document), kind)
            yield ""
        case Code(text, _):
            yield r"{\ttfamily\scriptsize"
            yield from (f"{_after_break(_text(line)) or '~'}\\\\" for line in text.split("\n"))
            yield "}"
            yield ""
        case Figure(drawing, caption):
            yield from _figure(drawing, caption)
        case Table():
            yield from _table(block, document)


def _paragraph(body: str, kind: str) -> str:
    if kind in ("item", "subitem"):
        indent = "1em" if kind == "item" else "2.4em"
        mark = r"\textbullet" if kind == "item" else r"\textendash"
        return f"\\hangindent={indent}\\hangafter=0 {mark}\\ {body}"
    looks = {"finding": r"\large", "warning": r"\bfseries", "note": r"\small\color{gray}"}
    return f"{{{looks[kind]} {body}\\par}}" if kind in looks else body


def _table(table: Table, document: Document) -> Iterator[str]:
    total, gaps = sum(table.widths), len(table.widths)
    parts = (0.97 - 0.024 * gaps) / total
    columns = "".join(
        f">{{\\raggedright\\arraybackslash}}p{{{part * parts:.3f}\\linewidth}}"
        for part in table.widths
    )
    yield f"{{\\footnotesize\\begin{{longtable}}{{@{{}}{columns}@{{}}}}"
    heads = " & ".join(f"\\textbf{{{_text(cell)}}}" for cell in table.head)
    yield f"\\toprule {heads} \\\\ \\midrule\\endhead"
    for row in table.rows:
        yield _after_break(" & ".join(_runs(cell, document) for cell in row)) + r" \\"
    yield r"\bottomrule\end{longtable}}"


def _after_break(text: str) -> str:
    """Text behind a line break, which would take a star at the beginning for its own."""
    return f"{{}}{text}" if text.startswith("*") else text


def _runs(runs: Runs, document: Document) -> str:
    return "".join(_run(run, document) for run in runs)


def _run(run: Run, document: Document) -> str:
    if run.note is not None:
        return f"\\footnote{{{_runs(document.notes[run.note], document)}}}"
    if run.look == "mark" and run.text in _MARKS:
        return _MARKS[run.text]
    body = _text(run.text)
    looks = {
        "strong": f"\\textbf{{{body}}}",
        "quiet": f"\\textcolor{{gray}}{{{body}}}",
        "quote": f"“{body}”",
        "code": f"\\texttt{{{body}}}",
        "mark": body,
    }
    return looks.get(run.look, body)


def _text(text: str) -> str:
    """Text made inert, with places to break inside very long words."""
    pieces: list[str] = []
    at = 0
    for word in _LONG_WORD.finditer(text):
        pieces.append(latex(text[at : word.start()]))
        cut = (word[0][position : position + _EVERY] for position in range(0, len(word[0]), _EVERY))
        pieces.append(r"\hspace{0pt}".join(map(latex, cut)))
        at = word.end()
    return "".join([*pieces, latex(text[at:])])


def _figure(drawing: Drawing, caption: str) -> Iterator[str]:
    """A drawing in LaTeX's own picture mode, which needs no other package than xcolor."""
    yield f"\\begin{{center}}\\setlength{{\\unitlength}}{{{_UNIT}pt}}\\footnotesize"
    yield f"\\begin{{picture}}({drawing.width:.0f},{drawing.height:.0f})"
    for shape in drawing.shapes:
        ink = f"\\color[HTML]{{{colour(shape.ink)[1:].upper()}}}"
        if isinstance(shape, Box):
            low = drawing.height - shape.y - shape.height
            size = f"{{{shape.width:.2f}\\unitlength}}{{{shape.height:.2f}\\unitlength}}"
            yield f"\\put({shape.x:.2f},{low:.2f}){{{ink}\\rule{size}}}"
        elif isinstance(shape, Label):
            box = {"start": "l", "middle": "", "end": "r"}[shape.anchor]
            code = "".join(_MARKS.get(char, latex(char)) for char in shape.text)
            position = f"{shape.x:.2f},{drawing.height - shape.y:.2f}"
            yield f"\\put({position}){{\\makebox(0,0)[{box}b]{{{ink}\\scriptsize {code}}}}}"
        else:
            ends = [(shape.x, shape.y), (shape.to_x, shape.to_y)]
            half = ((shape.x + shape.to_x) / 2, (shape.y + shape.to_y) / 2)
            quarter = (shape.x + shape.to_x) / 2
            for (x, y), bend in zip(ends, (shape.y, shape.to_y), strict=True):
                points = ((x, y), (0.5 * (x + quarter), bend), half)
                code = "".join(f"({px:.2f},{drawing.height - py:.2f})" for px, py in points)
                yield f"{{{ink}\\qbezier{code}}}"
    yield r"\end{picture}"
    yield f"\\par {{\\small\\color{{gray}} {_text(caption)}}}\\end{{center}}"
