"""The commands on results over time: topics by period, what was not said, and in which words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from compare.cli.options import argument, option
from compare.cli.terminal import note, print_columns

app = typer.Typer()


class _Period(StrEnum):
    event = "event"
    month = "month"
    quarter = "quarter"
    year = "year"


class _Language(StrEnum):
    en = "en"
    zh = "zh"


Source = Annotated[
    str,
    argument(
        "RESULTS",
        help="A folder that readouts batch wrote, or a library.",
        example="readouts series results",
    ),
]
Period = Annotated[
    _Period, option(help="event, month, quarter or year.", example="--period quarter")
]
By = Annotated[
    list[str] | None,
    option(
        "--by",
        help="Also part by counterpart, place or a column that is told; may be given again.",
        example="--by counterpart",
    ),
]
About = Annotated[
    Path | None,
    option(
        help="CSV that tells more of events, by its column event.", example="--about levels.csv"
    ),
]
Topics = Annotated[
    list[str] | None,
    option("--topic", help="Only this topic; may be given again.", example="--topic taiwan"),
]
Output = Annotated[
    Path | None,
    option("--output", "-o", help="A .csv, .parquet or .svg file.", example="-o series.csv"),
]
SeriesOutput = Annotated[
    Path | None,
    option(
        "--output",
        "-o",
        help="A table (.csv, .parquet), a chart (.svg) or a report (.html .docx .pdf .md .tex).",
        example="-o series.html",
    ),
]
MOST_WRONG = 0.1
MostWrong = Annotated[
    float | None,
    option(
        "--q",
        help=f"Largest share of what is listed that may be chance, {MOST_WRONG} unless told.",
        example="--q 0.2",
        min=0.0,
        max=1.0,
    ),
]
ReportLanguage = Annotated[
    _Language | None,
    option("--report-lang", help="en, unless told, or zh.", example="--report-lang zh"),
]
Quiet = Annotated[bool, option("--quiet", "-q", help="No notes, only errors.", example="--quiet")]


@app.command()
def series(
    source: Source,
    period: Period = _Period.year,
    by: By = None,
    topics: Topics = None,
    about: About = None,
    output: SeriesOutput = None,
    q: MostWrong = None,
    report_lang: ReportLanguage = None,
    quiet: Quiet = False,
) -> None:
    """Count topics by side and period: how many accounts raise each, and how sure that is.

    As a table (.csv, .parquet), a chart (.svg), or a report with silences and wordings (.html,
    .docx, .pdf, .md, .tex).

    Example: readouts series results --period year -o series.html
    """
    from compare.report.formats import document_format_of
    from compare.time_series.report import series_report
    from compare.time_series.series import WRITTEN, series

    parts, chosen = tuple(by or ()), tuple(topics or ())
    language = (report_lang or _Language.en).value
    suffix = output.suffix.lower() if output is not None else ""
    if output is not None and suffix not in WRITTEN:
        document_format_of(output)  # before anything is compared
        report = series_report(source, period.value, by=parts, about=about, topics=chosen)
        report.write(output, language, MOST_WRONG if q is None else q)
        note(f"the report is in {output}", quiet)
        return
    if q is not None:
        _refuse("--q", "is of silences, which a report alone holds", "-o series.html")
    if report_lang is not None and suffix != ".svg":
        _refuse("--report-lang", "is of a report or a chart", "-o series.html or -o series.svg")
    found = series(source, period.value, by=parts, about=about, topics=chosen)
    if output is not None:
        found.write(output, language)
        note(f"the series is in {output}", quiet)
        return
    raised = found.table[found.table["raised"] > 0]
    head = ("side", *found.by, "period", "topic", "accounts", "90 % interval")
    rows = [
        (
            str(row["side"]),
            *(str(row[part]) for part in found.by),
            str(row["period"]),
            str(row["topic"]),
            f"{row['raised']} of {row['accounts']}",
            f"{row['low']:.2f} to {row['high']:.2f}",
        )
        for row in raised.to_dict("records")
    ]
    print_columns([head, *rows])


def _refuse(name: str, of: str, instead: str) -> NoReturn:
    """Say that an option does nothing here, and beside what it would."""
    from compare.errors import WriteError

    raise WriteError(f"{name} {of}; give it with {instead}, or drop it")


@app.command()
def silences(
    source: Source,
    q: MostWrong = None,
    about: About = None,
    report_lang: ReportLanguage = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """List topics that a side passed over, or raised for the first time, against its record.

    Example: readouts silences results
    """
    from compare import files
    from compare.errors import WriteError
    from compare.time_series.records import packed
    from compare.time_series.silence import silences

    if report_lang is not None and output is not None:
        _refuse("--report-lang", "is of sentences, and a table has none", "no -o")
    q = MOST_WRONG if q is None else q
    found = silences(source, about=about)
    rows = found.listed(q=q)
    if output is not None:
        data = packed(rows, output.suffix.lower())
        if data is None:
            raise WriteError(f"silences are written as .csv or .parquet, not as {output.suffix}")
        files.replace(output, data)
        note(f"{len(rows):,} silences and first mentions are in {output}", quiet)
        return
    for line in found.sentences(rows, (report_lang or _Language.en).value):
        print(line)
    if rows.empty:
        note(f"nothing is surprising at a false discovery rate of {q:g}", quiet)


@app.command()
def wordings(
    source: Source,
    side: Annotated[str, option(help="Only this side.", example="--side PRC")] = "",
    family: Annotated[
        str,
        option(help="Only this subject, by its id.", example="--family strait"),
    ] = "",
    changes: Annotated[
        bool,
        option("--changes", help="Where a side changes its words.", example="--changes"),
    ] = False,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Tell which wording of a contested term each side uses, since when, and until when.

    Example: readouts wordings results --side PRC --changes
    """
    from compare.time_series.wordings import wordings

    found = wordings(source).of(side, family)
    if output is not None:
        found.write(output, changes=changes)
        note(f"the wordings are in {output}", quiet)
        return
    if changes:
        head = ("side", "subject", "date", "event", "taken up", "dropped", "not since")
        rows = [
            (
                str(row["side"]), str(row["family"]), f"{row['date']:%Y-%m-%d}",
                str(row["event"]), str(row["taken_up"]), str(row["dropped"]),
                str(row["not_since"]),
            )
            for row in found.changes.to_dict("records")
        ]  # fmt: skip
    else:
        head = ("side", "subject", "wording", "accounts", "first", "last", "as it stands")
        rows = [
            (
                str(row["side"]), str(row["family"]), str(row["term"]),
                f"{row['used']} of {row['accounts']}", f"{row['first']:%Y-%m-%d}",
                f"{row['last']:%Y-%m-%d}", str(row["text"]),
            )
            for row in found.table.to_dict("records")
        ]  # fmt: skip
    print_columns([head, *rows])
