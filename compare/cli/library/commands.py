"""The commands of the library: add, events, show, move, search, import, export and check."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import shlex
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

import typer

from compare.cli.library import options as opt
from compare.cli.library.json_records import event_json, hit_json, statement_json
from compare.cli.library.text import event_lines, event_row, hit_lines, statement_lines
from compare.cli.options import AsJson, Encoder, LibraryPlace, Quiet
from compare.cli.terminal import note, print_columns, print_json, progress_bar
from compare.settings import DEFAULTS
from corpus.text.controls import visible

if TYPE_CHECKING:
    from corpus.documents import Details, Document
    from corpus.library import Library

app = typer.Typer()


@app.command()
def add(
    files: opt.Files,
    event: opt.EventId = None,
    own_id: opt.StatementId = None,
    side: opt.Side = None,
    lang: opt.Language = None,
    date: opt.Date = None,
    title: opt.Title = None,
    fidelity: opt.Fidelity = None,
    publisher: opt.Publisher = None,
    url: opt.Url = None,
    tags: opt.Tags = None,
    note: opt.Note = "",
    table: opt.Table = False,
    column: opt.Columns = None,
    skip: opt.Skip = False,
    library: LibraryPlace = None,
    quiet: Quiet = False,
) -> None:
    """Keep statements in the library, with the bytes they were read from.

    Example: readouts add us.html prc.html --event blinken-liu-2024
    """
    from compare.library import open_library
    from corpus import read_documents

    # All are read before any is kept: a file that cannot be read leaves the library as it was.
    known = {"side": side, "language": lang, "date": date, "title": title}
    known |= {"fidelity": fidelity and fidelity.value, "publisher": publisher, "url": url}
    if table:
        told = {field: value for field, value in known.items() if value is not None}
        rows = [row for file in files for row in _rows(file, column or (), told, skip, quiet)]
    else:
        rows = [
            (document, None)
            for file in files
            for document in read_documents(file, **cast("Details", known))
        ]
    if own_id is not None:
        rows = [(_named([document for document, _ in rows], own_id), None)]
    with open_library(library, encoder=None) as shelf:
        for document, meeting in rows:
            _keep(shelf, document, event or meeting, tags or (), note, quiet)


@app.command()
def events(
    suggest: opt.Suggest = False, as_json: AsJson = False, library: LibraryPlace = None
) -> None:
    """List the events of the library: id, date, who speaks, title.

    Example: readouts events
    """
    from compare.library import open_library

    with open_library(library, encoder=None, create=False) as shelf:
        if suggest:
            suggestions = shelf.suggest()
            if as_json:
                print_json([dataclasses.asdict(suggestion) for suggestion in suggestions])
                return
            for suggestion in suggestions:
                events = " and ".join(suggestion.events)
                print(f"{events} ({suggestion.score:.2f}): {'; '.join(suggestion.reasons)}")
            return
        records = list(shelf.records())
    if as_json:
        print_json([event_json(record) for record in records])
        return
    print_columns(event_row(record) for record in records)


@app.command()
def show(
    held: opt.Held,
    version: opt.OfVersion = None,
    as_json: AsJson = False,
    library: LibraryPlace = None,
) -> None:
    """Show an event, or a statement whole: where it is from, its versions, its text.

    Example: readouts show blinken-liu-2024
    """
    from compare.library import open_library

    with open_library(library, encoder=None, create=False) as shelf:
        if version is None and held in shelf.event_ids():
            event = shelf.record(held)
            if as_json:
                print_json(event_json(event))
            else:
                print("\n".join(event_lines(event)))
            return
        record = shelf.statement_record(held)
        statement = shelf.statement(held, version)
        if as_json:
            print_json(statement_json(record, version))
            return
        print("\n".join(statement_lines(record, version)))
        print(f"\n{visible(statement.text.rstrip())}")


@app.command()
def move(statement: opt.Moved, event: opt.ToEvent, library: LibraryPlace = None) -> None:
    """Put a statement into another event; one left without statements goes.

    Example: readouts move prc-english blinken-liu-2024
    """
    from compare.library import open_library

    with open_library(library, encoder=None, create=False) as shelf:
        record = shelf.move(statement, event)
    print(f"{statement}  {record.id}")


@app.command()
def search(
    text: opt.Words,
    by: opt.SearchBy = opt.By.both,
    most: opt.Most = 20,
    event: opt.OnlyEvent = None,
    side: opt.OnlySide = None,
    lang: opt.OnlyLanguage = None,
    tag: opt.OnlyTag = None,
    since: opt.Since = None,
    until: opt.Until = None,
    encoder: Encoder = DEFAULTS.encoder,
    as_json: AsJson = False,
    library: LibraryPlace = None,
    quiet: Quiet = False,
) -> None:
    """Find passages by their words and by their meaning, across languages, best first.

    Where nothing is found, standard error says so and the exit code is 0, as after any search.

    Example: readouts search "freedom of navigation"
    """
    from compare.library import open_library
    from corpus.library import Filter

    where = Filter(event, side, lang, _date(since), _date(until), tag)
    meaning = None if by is opt.By.words else encoder
    with open_library(library, encoder=meaning, create=False) as shelf:
        with progress_bar("Encoding passages", quiet) as progress:
            shelf.index(progress)
        hits = shelf.search(text, where, by=by.value, most=most)
    if as_json:
        print_json([hit_json(hit) for hit in hits])
        return
    for hit in hits:
        print("\n".join(hit_lines(hit)))
    if not hits:
        note("nothing was found; try fewer words, or search by meaning", quiet)


@app.command("import")
def import_(source: opt.Packed, library: LibraryPlace = None, quiet: Quiet = False) -> None:
    """Bring an export into the library; what is there already stays as it is.

    Example: readouts import library.zip
    """
    from compare.library import open_library

    with (
        open_library(library, encoder=None) as shelf,
        progress_bar("Bringing in events", quiet) as progress,
    ):
        came = shelf.import_(source, progress)
    note(
        f"{came.events} events, {came.statements} statements and {came.versions} versions came in; "
        f"{came.known} versions were there already",
        quiet,
    )
    if came.judgements:
        note(f"{came.judgements} judgements came in", quiet)


@app.command()
def export(target: opt.Packed, library: LibraryPlace = None, quiet: Quiet = False) -> None:
    """Write the whole library as a ZIP of plain files, a folder for each event.

    Example: readouts export library.zip
    """
    from compare.library import open_library

    with open_library(library, encoder=None, create=False) as shelf:
        shelf.export(target)
    note(f"the library is in {target}", quiet)


@app.command()
def check(library: LibraryPlace = None, quiet: Quiet = False) -> None:
    """Check that the library is whole; exit code 1 where it is not.

    Example: readouts check
    """
    from compare.library import open_library

    with open_library(library, encoder=None, create=False) as shelf:
        problems = shelf.check()
        name = shelf.name
    for problem in problems:
        print(visible(str(problem)))
    if problems:
        raise typer.Exit(1)
    note(f"{name} is whole", quiet)


def _named(read: Sequence[Document], id_: str) -> Document:
    """The one statement that was read, under another id."""
    from corpus import LibraryError

    if len(read) != 1:
        raise LibraryError(f"--id names one statement and {len(read)} were read; add them singly")
    renamed = read[0].statement.model_copy(update={"id": id_})
    return dataclasses.replace(read[0], statement=renamed)


def _rows(
    file: str, columns: Iterable[str], told: dict[str, str], skip: bool, quiet: bool
) -> list[tuple[Document, str | None]]:
    """The statements of a table, each with the event that its row names."""
    from corpus import ReadError, read_table
    from corpus.tables import FIELDS

    pairs = [column.partition("=") for column in columns]
    for field, sign, _ in pairs:
        if not sign:
            raise ReadError(f"--column {field}: write it as --column text=body")
        if field not in FIELDS:
            raise ReadError(f"--column {field}: the fields are {', '.join(FIELDS)}")
    chosen = told | {field: value for field, _, value in pairs}
    table = read_table(file, skip=skip, **chosen)
    said = ", ".join(f"{field} from {column!r}" for field, column in table.columns.items())
    note(f"{file}: {len(table.documents):,} rows; {said}", quiet)
    for error in table.refused:
        note(f"passed over: {error}", quiet)
    events = {id(d): event for event, held in table.events.items() for d in held}
    return [(document, events.get(id(document))) for document in table.documents]


def _keep(
    shelf: Library,
    document: Document,
    event: str | None,
    tags: Iterable[str],
    remark: str,
    quiet: bool,
) -> None:
    """Add one statement and say what became of it."""
    statement = document.statement
    is_original = hashlib.sha256(document.data).hexdigest() == statement.source.sha256
    record = shelf.add(
        statement, event, original=document.data if is_original else None, tags=tags, note=remark
    )
    count = record.newest.number
    near = shelf.suggest(statement) if event is None and record.event == record.id else []
    as_what = "" if count == 1 else f", version {count}"
    print(f"{record.id}  {record.event}{as_what}")
    if near:
        note(
            f"{record.id} may belong to {near[0].events[0]} ({', '.join(near[0].reasons)}); "
            f"to put it there: readouts move {shlex.join([record.id, near[0].events[0]])}",
            quiet,
        )


def _date(written: str | None) -> dt.date | None:
    from corpus import LibraryError

    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        raise LibraryError(f"{written!r} is no date; write it as 2024-01-31") from None
