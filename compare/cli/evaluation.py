"""The command that scores comparisons against events that people have labelled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from compare.cli import options as opt
from compare.cli.options import argument, option
from compare.cli.terminal import note, progress
from compare.errors import CompareError
from compare.settings import DEFAULTS, Settings

app = typer.Typer()

Gold = Annotated[
    Path,
    argument("GOLD", help="Labelled events: a folder of JSON files, or one.", example="gold/dev"),
]
Results = Annotated[
    Path | None,
    option(
        "--results",
        help="Score the saved results of any program, by the texts they are of: .json, .jsonl "
        "or a folder of them.",
        example="--results answers",
    ),
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
    results: Results = None,
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
    from compare.evaluation import scores
    from compare.report.figures.score_plots import write_curves

    settings = Settings(encoder=encoder, codebook=codebook, read_pairs=read_pairs)
    if results is None:
        with progress(quiet) as tell:
            found = scores.evaluate(gold, settings, tell)
    elif settings == DEFAULTS:
        found = scores.score_saved(gold, results)
    else:
        raise CompareError("--results are made already; drop --encoder and the like beside it")
    if figures is not None:
        for file in write_curves(found, figures):
            note(f"written to {file}", quiet)
    print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) if as_json else found)
