"""The commands of the published benchmark: list the labelled events, and build them again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compare.cli.options import Quiet, argument, option
from compare.cli.terminal import note

app = typer.Typer(name="gold")

TextFolder = Annotated[
    Path,
    argument(
        "FOLDER_OF_TEXTS",
        help="The folder that holds the statements you gathered, in files of any kind.",
        example="texts",
    ),
]
GoldFolder = Annotated[
    Path,
    option("--output", "-o", help="Folder for the labelled events.", example="-o gold"),
]
SetName = Annotated[
    str | None,
    option("--set", help="Only one set: us-prc or states; both otherwise.", example="--set us-prc"),
]


@app.callback(invoke_without_command=True)
def _begin(context: typer.Context) -> None:
    """Events that two people labelled: what there is, and how to have them with their texts.

    Example: readouts gold list
    """
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command(name="list")
def list_events(name: SetName = None) -> None:
    """List the labelled events whose labels ship, without their texts.

    Example: readouts gold list --set states
    """
    from compare.evaluation.stand_off import SETS, read_labels

    for chosen in [name] if name else SETS:
        events = read_labels(chosen)
        print(f"{chosen}: {len(events)} events, {SETS[chosen]}")
        wide = max(len(event.id) for event in events)
        for event in events:
            sides = " and ".join(f"{text.side} ({text.lang})" for text in event.texts)
            print(f"  {event.id:<{wide}}  {event.date}  {sides}  {event.title}")


@app.command()
def build(
    folder: TextFolder, output: GoldFolder, name: SetName = None, quiet: Quiet = False
) -> None:
    """Put labels and your own copies of the texts together, for `readouts evaluate`.

    A text is found by its characters, whatever its line breaks; what is not found is listed with
    publisher and address. Example: readouts gold build texts -o gold
    """
    from compare.evaluation.benchmark import build_gold, write_gold
    from compare.evaluation.stand_off import SETS

    built = build_gold(folder, [name] if name else tuple(SETS))
    output.mkdir(parents=True, exist_ok=True)
    write_gold(built.events, output)
    for line in built.unread:
        note(f"passed over: {line}", quiet)
    lacking = len({missing.event for missing in built.missing})
    print(f"{len(built.events)} events written to {output}, {lacking} lack a text")
    if built.missing:
        print("not found, or with other characters than were labelled:")
        for missing in built.missing:
            print(f"  {missing}")
