"""The commands that compare: two statements, a bundled event; and what there is to compare with."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from compare.cli import options as opt
from compare.cli import report
from compare.cli.coding.options import JudgementFile
from compare.cli.options import argument, option
from compare.cli.terminal import note, print_columns, print_json, progress
from compare.errors import CompareError
from compare.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from corpus.documents import Details
    from corpus.statements import Statement

app = typer.Typer()


def _names_of_samples(begun: str) -> list[str]:
    """Names of bundled events, for the shell to complete."""
    from corpus import samples

    return [name for name in samples.names() if name.startswith(begun)]


LeftSide = Annotated[
    str | None,
    option(help="Who speaks on the left; the file's name otherwise.", example="--left-side US"),
]
RightSide = Annotated[
    str | None,
    option(help="Who speaks on the right; the file's name otherwise.", example="--right-side PRC"),
]
Calibrated = Annotated[
    str,
    option(
        help="A calibration that `readouts recalibrate` learned from your own judgements.",
        example="--calibration calibration.json",
    ),
]
Bundled = Annotated[
    str,
    argument(
        "EVENT",
        help="A bundled event; readouts samples lists them.",
        example="readouts demo",
        autocompletion=_names_of_samples,
    ),
]
ReportFile = Annotated[
    Path, option("--output", "-o", help="Where the report goes.", example="-o report.html")
]


@app.command()
def compare(
    left: opt.Left,
    right: opt.Right,
    form: report.Form = None,
    output: report.Output = None,
    left_side: LeftSide = None,
    right_side: RightSide = None,
    left_lang: opt.LeftLang = None,
    right_lang: opt.RightLang = None,
    left_fidelity: opt.LeftFidelity = None,
    right_fidelity: opt.RightFidelity = None,
    left_date: opt.LeftDate = None,
    right_date: opt.RightDate = None,
    left_title: opt.LeftTitle = None,
    right_title: opt.RightTitle = None,
    left_publisher: opt.LeftPublisher = None,
    right_publisher: opt.RightPublisher = None,
    left_url: opt.LeftUrl = None,
    right_url: opt.RightUrl = None,
    encoder: opt.Encoder = DEFAULTS.encoder,
    codebook: opt.Codebook = DEFAULTS.codebook,
    max_error: opt.MaxError = DEFAULTS.max_error,
    read_pairs: opt.ReadPairs = DEFAULTS.read_pairs,
    calibration: Calibrated = "",
    judgements: JudgementFile = None,
    parts: report.Parts = None,
    report_lang: report.ReportLang = "en",
    template: report.Template = None,
    quiet: opt.Quiet = False,
) -> None:
    """Compare two statements: what both raised, and what each left out.

    Example: readouts compare us.txt prc.txt --left-side US --right-side PRC
    """
    from compare.cli.comparison.kept import statements

    if left == right == "-":
        raise CompareError("standard input holds one side; give a file for the other")
    left_statement = _read(
        left,
        side=left_side,
        language=left_lang,
        fidelity=left_fidelity,
        date=left_date,
        title=left_title,
        publisher=left_publisher,
        url=left_url,
    )
    right_statement = _read(
        right,
        side=right_side,
        language=right_lang,
        fidelity=right_fidelity,
        date=right_date,
        title=right_title,
        publisher=right_publisher,
        url=right_url,
    )
    settings = Settings(
        encoder=encoder,
        codebook=codebook,
        max_error=max_error,
        read_pairs=read_pairs,
        calibration=calibration,
    )
    with progress(quiet) as tell:
        result = statements(left_statement, right_statement, settings, tell)
    if left_statement.text == right_statement.text:
        note("both statements hold the same text", quiet)
    if judgements is not None:
        from compare.coding.applying import apply
        from compare.coding.files import read
        from compare.topics.codebook import load_codebook

        result = apply(result, read(judgements), load_codebook(codebook))
    chosen = report.preferences(parts, report_lang, None, template=template)
    report.deliver(result, form, output, chosen, quiet)


@app.command()
def demo(
    event: Bundled = "blinken-liu-2024",
    output: ReportFile = Path("report.html"),
    codebook: opt.Codebook = DEFAULTS.codebook,
    parts: report.Parts = None,
    report_lang: report.ReportLang = "en",
    quiet: opt.Quiet = False,
) -> None:
    """Compare the statements of a bundled event and write a report beside the answer.

    Example: readouts demo
    """
    from compare import pipeline
    from compare.report import write
    from corpus import samples

    bundled = samples.load(event)
    with progress(quiet) as tell:
        many = pipeline.event(bundled, Settings(codebook=codebook), tell)
    result = many.pairs[0] if len(many.pairs) == 1 else many
    chosen = report.preferences(parts, report_lang, None)
    write(result, output, preferences=chosen)
    report.deliver(result, None, None, chosen, quiet)
    note(f"the report is in {output}", quiet)


@app.command()
def samples(as_json: opt.AsJson = False) -> None:
    """List the bundled events that `readouts demo` compares.

    Example: readouts samples
    """
    from corpus import samples

    events = [samples.load(name) for name in samples.names()]
    if as_json:
        left_out = {"statements": {"__all__": {"text"}}}
        print_json([event.model_dump(mode="json", exclude=left_out) for event in events])
        return
    sides = (" and ".join(f"{s.side} ({s.language})" for s in e.statements) for e in events)
    print_columns((e.id, str(e.date), who, e.title) for e, who in zip(events, sides, strict=True))


@app.command()
def models(as_json: opt.AsJson = False) -> None:
    """List the encoders on this machine, with size and languages, and some of the hub.

    Example: readouts models
    """
    from compare.encoders import SUGGESTED, available

    here = list(available())
    if as_json:
        keys = ("name", "size", "licence", "note")
        hub = [dict(zip(keys, row, strict=True)) for row in SUGGESTED]
        found = [dataclasses.asdict(m) | {"folder": str(m.folder)} for m in here]
        print_json({"here": found, "hub": hub})
        return
    print_columns(
        (m.name, f"{m.bytes / 1e6:.0f} MB", ", ".join(m.languages) or "not stated", m.note)
        for m in here
    )
    print("\nNot on this machine unless listed above; --encoder NAME fetches one from the hub:")
    print_columns(SUGGESTED)


def _read(
    file: str, *, fidelity: opt.TextFidelity | None, side: str | None, **known: str | None
) -> Statement:
    from corpus import read

    named = side if file != "-" else side or "stdin"
    told = {"side": named, "fidelity": fidelity and fidelity.value, **known}
    return read(sys.stdin.buffer if file == "-" else file, **cast("Details", told))
