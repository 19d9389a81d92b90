"""The command that compares many events into a folder of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli import options as opt
from compare.cli.options import argument, option
from compare.cli.terminal import note
from compare.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from compare.batches.run import BatchProgress

app = typer.Typer()


class _Engine(StrEnum):
    processes = "processes"
    here = "here"
    ray = "ray"


class _OnError(StrEnum):
    row = "row"
    raise_ = "raise"


Source = Annotated[
    str,
    argument(
        "SOURCE",
        help="A library, a folder with a folder for each event, or a table of statements.",
        example="readouts batch meetings.csv -o results",
    ),
]
Folder = Annotated[
    Path, option("--output", "-o", help="The folder of results.", example="-o results")
]
EngineOption = Annotated[
    _Engine,
    option("--engine", help="What compares: processes, here or ray.", example="--engine ray"),
]
Workers = Annotated[
    int | None,
    option(help="How many at a time; all cores otherwise.", example="--workers 4", min=1),
]
Address = Annotated[
    str | None,
    option(help="Of a Ray cluster; a local one otherwise.", example="--address 10.0.0.1:6379"),
]
OnError = Annotated[
    _OnError,
    option(
        "--on-error",
        help="Whether an event that fails becomes a row of failures or ends the batch.",
        example="--on-error raise",
    ),
]


@app.command()
def batch(
    source: Source,
    output: Folder,
    engine: EngineOption = _Engine.processes,
    workers: Workers = None,
    address: Address = None,
    on_error: OnError = _OnError.row,
    encoder: opt.Encoder = DEFAULTS.encoder,
    codebook: opt.Codebook = DEFAULTS.codebook,
    max_error: opt.MaxError = DEFAULTS.max_error,
    read_pairs: opt.ReadPairs = DEFAULTS.read_pairs,
    quiet: opt.Quiet = False,
) -> None:
    """Compare many events into a folder of Parquet tables; run it again to go on.

    Example: readouts batch library.db -o results
    """
    from compare.batches.run import batch

    settings = Settings(
        encoder=encoder, codebook=codebook, max_error=max_error, read_pairs=read_pairs
    )
    with _progress(quiet) as said:
        results = batch(
            source,
            output,
            settings,
            on_error=on_error.value,
            engine=engine.value,
            workers=workers,
            address=address,
            progress=said,
        )
    failed = results.failed
    note(f"{results.compared:,} events are in {output}", quiet)
    if failed:
        note(f"{failed:,} could not be compared; {output / 'failures'} says why", quiet)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[BatchProgress], None] | None]:
    """Show count, rate and time left on standard error, only to a person at a terminal."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading the models", total=None)

        def said(state: BatchProgress) -> None:
            bar.update(task, completed=state.done, total=state.total, description=_words(state))

        yield said


def _words(state: BatchProgress) -> str:
    of = f" of {state.total:,}" if state.total is not None else ""
    failed = f", {state.failed:,} failed" if state.failed else ""
    left = "" if state.left is None else f", {_time(state.left)} left"
    return f"{state.done:,}{of} events{failed}, {state.rate:.1f} a second{left}"


def _time(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
