"""The command that learns from judgements how far probabilities hold on one's own material."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from compare.cli import options as common
from compare.cli.coding import options as opt
from compare.cli.options import option
from compare.cli.terminal import note
from compare.settings import DEFAULTS, Settings

app = typer.Typer()


class Curve(StrEnum):
    """How the curve is fitted."""

    best = "best"
    isotonic = "isotonic"
    platt = "platt"


CalibrationFile = Annotated[
    Path,
    option("--output", "-o", help="Where the calibration goes.", example="-o calibration.json"),
]
CurveKind = Annotated[
    Curve,
    option(
        "--method",
        help="Platt's sigmoid, isotonic regression, or the better of the two.",
        example="--method platt",
    ),
]


@app.command()
def recalibrate(
    output: CalibrationFile = Path("calibration.json"),
    judgements: opt.JudgementFile = None,
    method: CurveKind = Curve.best,
    encoder: common.Encoder = DEFAULTS.encoder,
    codebook: common.Codebook = DEFAULTS.codebook,
    read_pairs: common.ReadPairs = DEFAULTS.read_pairs,
    library: common.LibraryPlace = None,
    quiet: common.Quiet = False,
) -> None:
    """Learn from your judgements how far probabilities hold on your own material.

    It takes 60 judged passages of 8 events; `readouts compare --calibration` uses what it writes.
    Example: readouts recalibrate -o calibration.json
    """
    from compare.calibration import dump
    from compare.cli.coding.sources import compared
    from compare.coding import recalibrating
    from compare.coding.judgements import current
    from compare.errors import CodingError
    from compare.files import replace

    found = current(opt.history(judgements, library))
    settings = Settings(encoder=encoder, codebook=codebook, read_pairs=read_pairs)
    results = list(compared(found, library, settings))
    if not results:
        raise CodingError("no judgement is of a text that is there; name the library with them")
    learned = recalibrating.learn(
        recalibrating.gather(results, found), results[0][1], found, method.value
    )
    replace(output, dump(learned))
    print("\n".join(recalibrating.lines(learned)))
    note(f"written to {output}", quiet)
