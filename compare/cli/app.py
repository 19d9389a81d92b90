"""The command ``readouts``: arguments in, one call of the engine, its answer out."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from compare import __version__
from compare.cli import alignment as alignment_commands
from compare.cli import codebook as codebook_commands
from compare.cli import library as library_commands
from compare.cli import options as opt
from compare.cli import report as report_commands
from compare.cli.progress import progress
from compare.errors import CompareError
from compare.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from corpus.statements import Statement

UPLOAD_LIMIT = 20
"""Largest file the dashboard takes, in megabytes: as much as ``corpus.read`` takes."""
INTERRUPTED = 130
"""What shells use for a command ended by Ctrl-C."""

app = typer.Typer(
    name="readouts",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _begin(context: typer.Context, version: opt.Version = False) -> None:
    """Compare the statements that two sides publish after one meeting.

    Example: readouts compare us.txt prc.txt -o report.html
    """
    if version:
        print(f"readouts {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def compare(
    left: opt.Left,
    right: opt.Right,
    form: opt.Form = None,
    output: opt.Output = None,
    left_side: opt.LeftSide = None,
    right_side: opt.RightSide = None,
    left_lang: opt.LeftLang = None,
    right_lang: opt.RightLang = None,
    encoder: opt.Encoder = DEFAULTS.encoder,
    codebook: opt.Codebook = DEFAULTS.codebook,
    max_error: opt.MaxError = DEFAULTS.max_error,
    read_pairs: opt.ReadPairs = DEFAULTS.read_pairs,
    parts: opt.Parts = None,
    report_lang: opt.ReportLang = "en",
    template: opt.Template = None,
    quiet: opt.Quiet = False,
) -> None:
    """Compare two statements: what both raised, and what each left out.

    Example: readouts compare us.txt prc.txt --left-side US --right-side PRC
    """
    from compare.pipeline import statements

    if left == right == "-":
        raise CompareError("standard input holds one side; give a file for the other")
    one, other = _read(left, left_side, left_lang), _read(right, right_side, right_lang)
    if one.text == other.text:
        _note("both statements hold the same text", quiet)
    settings = Settings(
        encoder=encoder, codebook=codebook, max_error=max_error, read_pairs=read_pairs
    )
    with progress(quiet) as tell:
        result = statements(one, other, settings, tell)
    told = report_commands.preferences(parts, report_lang, None, template=template)
    report_commands.deliver(result, form, output, told, quiet)


@app.command()
def demo(
    event: opt.Bundled = "blinken-liu-2024",
    output: opt.Report = Path("report.html"),
    codebook: opt.Codebook = DEFAULTS.codebook,
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
    write(result, output)
    report_commands.deliver(
        result, None, None, report_commands.preferences(None, "en", None), quiet
    )
    _note(f"the report is in {output}", quiet)


@app.command()
def samples() -> None:
    """List the bundled events that `readouts demo` compares.

    Example: readouts samples
    """
    from corpus import samples

    rows = []
    for name in samples.names():
        event = samples.load(name)
        sides = " and ".join(f"{s.side} ({s.language})" for s in event.statements)
        rows.append((name, str(event.date), sides, event.title))
    _print_columns(rows)


@app.command()
def models() -> None:
    """List the encoders on this machine, with size and languages, and some of the hub.

    Example: readouts models
    """
    from compare.encoders import SUGGESTED, available

    _print_columns(
        (m.name, f"{m.bytes / 1e6:.0f} MB", ", ".join(m.languages) or "not stated", m.note)
        for m in available()
    )
    print("\nNot on this machine unless listed above; --encoder NAME fetches one from the hub:")
    _print_columns(SUGGESTED)


@app.command()
def schema(of: opt.Of = opt.SchemaKind.comparison) -> None:
    """Print the JSON Schema of what is saved as JSON, a comparison or a whole event.

    Example: readouts schema > readouts.schema.json
    """
    import json

    from compare.report import schema

    print(json.dumps(schema(of.value), ensure_ascii=False, indent=2))


@app.command()
def evaluate(
    gold: opt.Gold,
    as_json: opt.AsJson = False,
    figures: opt.CurveFolder = None,
    encoder: opt.Encoder = DEFAULTS.encoder,
    codebook: opt.Codebook = DEFAULTS.codebook,
    read_pairs: opt.ReadPairs = DEFAULTS.read_pairs,
    quiet: opt.Quiet = False,
) -> None:
    """Score comparisons against events that people have labelled.

    Example: readouts evaluate gold/dev --json
    """
    import json

    from compare.evaluation.scores import evaluate
    from compare.report.figures.score_plots import write_curves

    settings = Settings(encoder=encoder, codebook=codebook, read_pairs=read_pairs)
    with progress(quiet) as tell:
        scores = evaluate(gold, settings, tell)
    if figures is not None:
        for file in write_curves(scores, figures):
            _note(f"written to {file}", quiet)
    print(json.dumps(scores.to_dict(), ensure_ascii=False, indent=2) if as_json else scores)


@app.command()
def dashboard(
    port: opt.Port = 8501,
    browser: opt.Browser = True,
    library: opt.LibraryPlace = None,
    allow_fetch: opt.AllowFetch = False,
) -> None:
    """Open the dashboard; only this machine can reach it.

    Example: readouts dashboard --port 8600
    """
    from importlib.resources import files

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CompareError(f"port {port} is taken; choose another with --port") from error
    options = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.headless": str(not browser).lower(),
        "server.maxUploadSize": UPLOAD_LIMIT,
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(files("ui") / "app.py")]
    command += [f"--{name}={value}" for name, value in options.items()]
    if library is not None:
        os.environ["READOUTS_LIBRARY"] = library
    os.environ["READOUTS_FETCH"] = "1" if allow_fetch else "0"
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    import subprocess

    raise typer.Exit(subprocess.call(command))


app.add_typer(alignment_commands.app)
app.add_typer(report_commands.app)
app.add_typer(library_commands.app)
app.add_typer(codebook_commands.app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns the exit code: 0 for success, 2 for what the user can mend, 130 after Ctrl-C, 1 for
    a reader that went away or an error that nobody foresaw.
    """
    _speak_utf8()
    try:
        code = app(args=arguments, prog_name="readouts", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return 1
    except Exception as error:
        if os.environ.get("READOUTS_DEBUG"):
            raise
        return _explain(error)
    return code if isinstance(code, int) else 0


def _explain(error: Exception) -> int:
    """Say in one line what went wrong; the exit code that goes with it."""
    from corpus.errors import CorpusError

    if isinstance(error, CorpusError | CompareError):
        said, code = str(error), 2
    elif isinstance(error, typer.TyperException):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "readouts"
        said, code = f"{error.format_message().rstrip('.')}; `{command} --help` shows how", 2
    elif isinstance(error, OSError):
        said, code = f"{error.filename or 'the output'}: {error.strerror or error}", 2
        _close_quietly()
    else:
        said = (
            f"an error nobody foresaw, {type(error).__name__}: {error}; "
            "run it again with READOUTS_DEBUG=1 and report what it prints"
        )
        code = 1
    print("readouts:", " ".join(said.split()), file=sys.stderr)
    return code


def _read(file: str, side: str | None, language: str | None) -> Statement:
    from corpus import read

    if file != "-":
        return read(file, side=side, language=language)
    return read(sys.stdin.buffer, side=side or "stdin", language=language)


def _print_columns(rows: Iterable[tuple[str, ...]]) -> None:
    table = list(rows)
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    for row in table:
        print("  ".join(map(str.ljust, row, widths)).rstrip())


def _note(said: str, quiet: bool) -> None:
    if not quiet:
        print("readouts:", said, file=sys.stderr)


def _speak_utf8() -> None:
    """Write UTF-8 to files and pipes, whatever the locale; lose no character at a terminal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="backslashreplace")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_quietly() -> None:
    """Point standard output at nothing, so that Python's last flush says nothing."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
