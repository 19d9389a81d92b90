"""The command that shows how a statement changed from version to version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.options import LibraryPlace, argument, option
from compare.errors import BatchError

if TYPE_CHECKING:
    from compare.bitext.versions import Change
    from corpus.statements import Statement

app = typer.Typer()

Held = Annotated[
    str,
    argument("STATEMENT", help="Id of a statement in the library.", example="readouts versions us"),
]
Earlier = Annotated[
    int | None,
    option("--from", help="The older version; the one before the newest.", example="--from 1"),
]
Later = Annotated[
    int | None, option("--to", help="The newer version; the newest otherwise.", example="--to 3")
]
Other = Annotated[
    str | None,
    option(
        "--with",
        help="Another statement instead: a translation, or another text of the side.",
        example="--with prc-english",
    ),
]
Whole = Annotated[bool, option("--all", help="Also show what did not change.", example="--all")]


@app.command()
def versions(
    statement: Held,
    earlier: Earlier = None,
    later: Later = None,
    other: Other = None,
    whole: Whole = False,
    library: LibraryPlace = None,
) -> None:
    """Show what was added (+), dropped (-) and changed (~) between two versions of a statement.

    Example: readouts versions prc-statement --from 1 --to 2
    """
    from compare.bitext.versions import versions
    from compare.library import open_library

    with open_library(library, encoder=None, create=False) as shelf:
        if other is not None:
            old, new = shelf.statement(statement), shelf.statement(other)
        else:
            newest = shelf.statement_record(statement).newest.number
            last = newest if later is None else later
            first = last - 1 if earlier is None else earlier
            if first < 1 or first == last:
                raise BatchError(
                    f"{statement} has one version; give another statement by --with, or add one: "
                    f"readouts add FILE --id {statement}"
                )
            old, new = shelf.statement(statement, first), shelf.statement(statement, last)
    for line in _lines(versions(old, new), whole, old, new):
        print(line)


def _lines(changes: tuple[Change, ...], whole: bool, old: Statement, new: Statement) -> list[str]:
    lines = []
    for change in changes:
        if change.kind == "dropped":
            lines.append(f"- {change.old}")
        elif change.kind == "added":
            lines.append(f"+ {change.new}")
        elif change.kind == "changed":
            lines.append(f"~ {change.new}")
            lines += [f"    {c.old or '(nothing)'} -> {c.new or '(nothing)'}" for c in change.words]
        elif whole:
            lines.append(f"  {change.old}")
            if old.language != new.language:
                lines.append(f"  {change.new}")
    return lines or ["the two say the same, word for word"]
