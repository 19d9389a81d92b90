"""The command on what is kept of earlier runs."""

from __future__ import annotations

from typing import Annotated

import typer

from compare.cli.options import option
from compare.cli.terminal import note, print_columns

app = typer.Typer()

Clear = Annotated[
    bool, option("--clear", help="Remove all of it.", example="readouts cache --clear")
]
Quiet = Annotated[bool, option("--quiet", "-q", help="No notes, only errors.", example="--quiet")]


@app.command()
def cache(clear: Clear = False, quiet: Quiet = False) -> None:
    """Show where vectors and comparisons are kept between runs, how many bytes, and the most.

    READOUTS_CACHE_SIZE=2GB says how much; READOUTS_CACHE where.

    Example: readouts cache
    """
    from compare.encoders import cache as kept

    if clear:
        kept.clear()
        note("all that was kept is removed", quiet)
        return
    print_columns(
        (str(path), f"{size / 1e6:,.1f} MB", f"of at most {most / 1e6:,.0f} MB")
        for path, size, most in kept.caches()
    )
