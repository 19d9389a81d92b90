"""The terminal: progress and notes for a person at one, columns and encodings for all others."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from corpus.text.controls import visible


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None] | None]:
    """Show what is being done, on standard error and only to a person at a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda doing: status.update(doing)


@contextmanager
def progress_bar(doing: str, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on standard error, only to a person at a terminal; its share is set by a call."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def note(message: str, quiet: bool) -> None:
    """Print a line on standard error, unless quiet was asked for."""
    if not quiet:
        print("readouts:", visible(message), file=sys.stderr)


def print_columns(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows of as many cells each, one under the other; nothing where there are none."""
    table = [tuple(map(visible, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        print("  ".join(map(str.ljust, row, widths)).rstrip())


def print_json(value: Any) -> None:
    """Print what other programs read: letters as they are, two spaces for each level."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def write_utf8() -> None:
    """Write UTF-8 to files and pipes, whatever the locale; lose no character at a terminal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="backslashreplace")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def close_quietly() -> None:
    """Point standard output at nothing, so that Python's last flush says nothing."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
