"""The command that scores comparisons against events that people have labelled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli import options as opt
from compare.cli.coding.options import LabelFile
from compare.cli.coding.sources import OWN_CODINGS, compared, read_codings
from compare.cli.options import argument, option
from compare.cli.terminal import note, progress
from compare.errors import CompareError
from compare.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from compare.evaluation.scores import Evaluation

app = typer.Typer()

Gold = Annotated[
    list[Path],
    argument(
        "GOLD...",
        help="Labelled events: a folder of JSON files, or one; or your own codings of events of "
        "the library: .jsonl, .csv, .tsv, .xlsx or .qdpx. Of several, each is scored apart.",
        example="gold/us-prc gold/states",
    ),
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
    labels: LabelFile = None,
    library: opt.LibraryPlace = None,
    quiet: opt.Quiet = False,
) -> None:
    """Score comparisons against events that people have labelled.

    Example: readouts evaluate gold/dev --json
    """
    from compare.evaluation import scores
    from compare.report.figures.score_plots import write_curves

    settings = Settings(encoder=encoder, codebook=codebook, read_pairs=read_pairs)
    if results is not None and settings != DEFAULTS:
        raise CompareError("--results are made already; drop --encoder and the like beside it")
    found: dict[str, scores.Evaluation] = {}
    for place in gold:
        if place.suffix.lower() in OWN_CODINGS:
            print(_own(place, labels, library, settings, as_json, quiet))
            continue
        if results is None:
            with progress(quiet) as tell:
                found[str(place)] = scores.evaluate(place, settings, tell)
        else:
            found[str(place)] = scores.score_saved(place, results)
        if figures is not None:
            folder = figures / place.stem if len(gold) > 1 else figures
            for file in write_curves(found[str(place)], folder):
                note(f"written to {file}", quiet)
    if found:
        print(_shown(found, as_json))


def _own(
    place: Path,
    labels: Path | None,
    library: str | None,
    settings: Settings,
    as_json: bool,
    quiet: bool,
) -> str:
    """The scores on codings of one's own: the machine against coders, they against each other."""
    from compare.coding.agreement.text import lines
    from compare.coding.scoring import score

    judgements = read_codings(place, library, settings.codebook, labels, quiet)
    scored = score(compared(judgements, library, settings), judgements)
    if as_json:
        return json.dumps(scored.to_dict(), ensure_ascii=False, indent=2)
    told = [f"left out, the machine against {coder}" for coder in scored.left_out]
    wide = max(map(len, told), default=0)
    rows = [
        f"{name:<{wide}}  " + ", ".join(f"{key} {value:.3g}" for key, value in numbers.items())
        for name, numbers in zip(told, scored.left_out.values(), strict=True)
    ]
    parts = ["\n".join(lines(each)) for each in scored.agreements]
    return "\n\n".join(["\n".join(rows), *parts, scored.signature])


def _shown(found: dict[str, Evaluation], as_json: bool) -> str:
    """The scores of one set as they are, those of several under the place of each."""
    if as_json:
        plain = {place: evaluation.to_dict() for place, evaluation in found.items()}
        data = plain if len(plain) > 1 else next(iter(plain.values()))
        return json.dumps(data, ensure_ascii=False, indent=2)
    if len(found) == 1:
        return str(next(iter(found.values())))
    return "\n\n".join(f"{place}\n\n{evaluation}" for place, evaluation in found.items())
