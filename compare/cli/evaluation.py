"""The command that scores comparisons against events that people have labelled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from compare.cli import options as opt
from compare.cli.options import argument, option
from compare.cli.terminal import note, progress
from compare.settings import DEFAULTS, Settings

app = typer.Typer()

Gold = Annotated[
    Path,
    argument("GOLD", help="Labelled events: a folder of JSON files, or one.", example="gold/dev"),
]
AsJson = Annotated[bool, option("--json", help="Print the scores as JSON.", example="--json")]
CurveFolder = Annotated[
    Path | None,
    option(
        "--figures",
        help="Write a reliability diagram and a precision-recall curve, as SVG, to this folder.",
        example="--figures scores",
    ),
]


@app.command()
def evaluate(
    gold: Gold,
    as_json: AsJson = False,
    figures: CurveFolder = None,
    encoder: opt.Encoder = DEFAULTS.encoder,
    codebook: opt.Codebook = DEFAULTS.codebook,
    read_pairs: opt.ReadPairs = DEFAULTS.read_pairs,
    quiet: opt.Quiet = False,
) -> None:
    """Score comparisons against events that people have labelled.

    Example: readouts evaluate gold/dev --json
    """
    from compare.evaluation.scores import evaluate
    from compare.report.figures.score_plots import write_curves

    settings = Settings(encoder=encoder, codebook=codebook, read_pairs=read_pairs)
    with progress(quiet) as tell:
        scores = evaluate(gold, settings, tell)
    if figures is not None:
        for file in write_curves(scores, figures):
            note(f"written to {file}", quiet)
    print(json.dumps(scores.to_dict(), ensure_ascii=False, indent=2) if as_json else scores)
