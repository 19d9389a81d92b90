"""The command ``readouts``: its groups of commands, and errors in one line at the edge."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Sequence
from typing import Annotated, TextIO

import typer

from compare.cli import (
    alignment,
    codebook,
    dashboard,
    evaluation,
    gold,
    report,
)
from compare.cli.batch_commands import batch, cache, series, versions
from compare.cli.coding import agreement, recalibration
from compare.cli.coding import commands as coding
from compare.cli.comparison import commands as comparison
from compare.cli.help import Command, Group
from compare.cli.library import commands as library
from compare.cli.options import option
from compare.cli.terminal import close_quietly, write_utf8
from compare.errors import CompareError
from compare.version import __version__
from corpus.text.controls import visible

INTERRUPTED = 130
"""What shells use for a command ended by Ctrl-C."""
Version = Annotated[
    bool, option("--version", help="Print the version.", example="readouts --version")
]

app = typer.Typer(
    name="readouts",
    cls=Group,
    pretty_exceptions_enable=False,
    # Boxes of rich cut the names of options where a terminal is narrow.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _begin(context: typer.Context, version: Version = False) -> None:
    """Compare the statements that two sides publish after one meeting.

    Example: readouts compare us.txt prc.txt -o report.html
    """
    if version:
        print(f"readouts {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


for group in (
    comparison,
    batch,
    cache,
    versions,
    series,
    evaluation,
    gold,
    dashboard,
    alignment,
    report,
    library,
    codebook,
    coding,
    agreement,
    recalibration,
):
    for command in group.app.registered_commands:
        command.cls = Command
    app.add_typer(group.app, cls=Group)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns the exit code: 0 for success, 2 for what the user can mend, 130 after Ctrl-C, 1 for
    a reader that went away or an error that nobody foresaw.
    """
    write_utf8()
    # Codebook, names and models are very many objects that live to the end: to look through them
    # for garbage again and again takes a tenth of a run.
    gc.set_threshold(100_000, 50, 100)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _show_warning
            code = app(args=arguments, prog_name="readouts", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        close_quietly()
        return 1
    except Exception as error:
        if os.environ.get("READOUTS_DEBUG"):
            raise
        return _explain(error)
    return code if isinstance(code, int) else 0


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Say in one line what a page that was read leaves in doubt; nothing else warns a user."""
    from corpus.errors import ReadWarning

    if issubclass(category, ReadWarning):
        print("readouts: warning:", visible(" ".join(str(message).split())), file=sys.stderr)


def _explain(error: Exception) -> int:
    """Say in one line what went wrong; the exit code that goes with it."""
    from corpus.errors import CorpusError

    if isinstance(error, CorpusError | CompareError):
        message, code = str(error), 2
    elif isinstance(error, typer.TyperException):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "readouts"
        message, code = f"{error.format_message().rstrip('.')}; `{command} --help` shows how", 2
    elif isinstance(error, OSError):
        message, code = f"{error.filename or 'the output'}: {error.strerror or error}", 2
        close_quietly()
    else:
        message = (
            f"an error nobody foresaw, {type(error).__name__}: {error}; "
            "run it again with READOUTS_DEBUG=1 and report what it prints"
        )
        code = 1
    print("readouts:", visible(" ".join(message.split())), file=sys.stderr)
    return code
