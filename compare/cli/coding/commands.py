"""The commands that bring in, list, write and apply people's judgements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from compare.cli import options as common
from compare.cli import report
from compare.cli.coding import options as opt
from compare.cli.terminal import note, print_columns, progress
from compare.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from compare.coding.highlights import Highlight
    from compare.coding.judgements import Entry
    from corpus.statements import Event

app = typer.Typer(name="code")


@app.callback(invoke_without_command=True)
def _begin(context: typer.Context) -> None:
    """People's judgements on results: bring them in, list them, apply them, write them out.

    Example: readouts code list
    """
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command("import")
def import_(
    table: opt.TableFile,
    labels: opt.LabelFile = None,
    coder: opt.CoderName = "",
    judgements: opt.JudgementFile = None,
    codebook: common.Codebook = DEFAULTS.codebook,
    library: common.LibraryPlace = None,
    quiet: common.Quiet = False,
) -> None:
    """Bring in codings made elsewhere; what cannot be placed is reported, row by row.

    They are kept in the library, or added to the file of --judgements.
    Example: readouts code import codings.csv --labels labels.yaml --coder Ada
    """
    from compare.cli.coding.sources import bring_codings
    from compare.topics.codebook import load_codebook

    book = load_codebook(codebook)
    events = opt.known_events(library, create=judgements is None)
    whole, found = bring_codings(table, events, book, labels, coder, quiet)
    entries = (*whole, *found.judgements)
    fresh = _keep(entries, judgements, library)
    known = len(entries) - fresh
    note(f"{fresh} judgements came in, {known} were there already", quiet)
    for row in found.unplaced:
        print(f"not placed: {row}")
    if found.unplaced:
        raise typer.Exit(1)


@app.command("labels")
def list_labels(
    codes: opt.CodesFile, output: opt.LabelTarget = None, quiet: common.Quiet = False
) -> None:
    """Begin a mapping file with the codes of a codebook or a project made elsewhere.

    What a code is called here is filled in where that is known, and ``ignore`` elsewhere.
    Example: readouts code labels study.qdc -o labels.yaml
    """
    from compare.coding.exchange.labels import begun
    from compare.coding.exchange.refi_reading import read_codes
    from compare.files import replace
    from compare.topics.codebook import load_codebook

    found = read_codes(codes)
    text = begun(((code.name, code.description) for code in found), load_codebook().ids)
    if output is None:
        print(text, end="")
        return
    replace(output, text.encode())
    note(f"{len(found)} codes are in {output}; say there what each means", quiet)


@app.command(name="list")
def list_judgements(
    judgements: opt.JudgementFile = None,
    event: opt.OnlyEvent = None,
    library: common.LibraryPlace = None,
) -> None:
    """List the judgements that count: when, who, on what, what the machine had said.

    Example: readouts code list --event blinken-liu-2024
    """
    from compare.coding.exchange.tables import label
    from compare.coding.judgements import current

    rows = []
    for each in current(opt.history(judgements, library, event)):
        said = f"{label(each)}{' (unsure)' if each.unsure else ''}"
        was = f"machine: {each.machine}" if each.machine else ""
        quote = " ".join(each.passage.quote.split())[:60]
        when = f"{each.time:%Y-%m-%d %H:%M}" if each.dated else "undated"
        rows.append((when, each.coder, each.event, said, was, quote))
    print_columns(rows)


@app.command()
def export(
    target: opt.TargetFile,
    judgements: opt.JudgementFile = None,
    event: opt.OnlyEvent = None,
    topics: opt.TopicMapFile = None,
    library: common.LibraryPlace = None,
    quiet: common.Quiet = False,
) -> None:
    """Write the judgements that count: a table, or what another program brings in.

    A table is .csv, .tsv, .xlsx or .jsonl; a REFI-QDA project for NVivo, MAXQDA, ATLAS.ti and
    QualCoder .qdpx, its codebook alone .qdc; for INCEpTION .cas.zip (UIMA CAS JSON) and
    .webanno.zip (WebAnno TSV 3). The passages to be coded in Potato are .potato.zip.
    Example: readouts code export study.qdpx
    """
    from compare.coding.codebook_versions import carry, read_topic_map
    from compare.coding.exchange import refi
    from compare.coding.exchange.annotation_tools.archives import POTATO, archive
    from compare.coding.exchange.tables import table
    from compare.coding.exchange.texts import Texts
    from compare.coding.judgements import current
    from compare.files import replace

    tasks = target.name.lower().endswith(POTATO)  # has passages, whether judged or not
    found = () if tasks else current(opt.history(judgements, library, event))
    if topics is not None:
        carried = carry(found, read_topic_map(topics))
        found = carried.judgements
        for each in carried.again:
            note(f"look again: {each.topic} {each.value}: {each.passage.quote[:60]}", quiet)
    wanted = {each.event for each in found} | ({event} if event else set())
    known = opt.known_events(library).values()
    events = [each for each in known if not wanted or each.id in wanted]
    suffix, texts = target.suffix.lower(), Texts(events)
    if suffix == ".qdpx":
        replace(target, refi.project(found, texts, target.stem))
    elif suffix == ".qdc":
        replace(target, refi.codebook(found))
    elif suffix == ".zip":
        replace(target, archive(target, events, found))
    else:
        replace(target, table(found, texts, suffix))
    held = f"passages of {len(events)} events" if tasks else f"{len(found)} judgements"
    note(f"{held} are in {target}", quiet)


@app.command()
def apply(
    event: opt.HeldEvent,
    form: report.Form = None,
    output: report.Output = None,
    judgements: opt.JudgementFile = None,
    codebook: common.Codebook = DEFAULTS.codebook,
    parts: report.Parts = None,
    report_lang: report.ReportLang = "en",
    with_notes: opt.WithNotes = False,
    library: common.LibraryPlace = None,
    quiet: common.Quiet = False,
) -> None:
    """Compare an event and report it as people judged it, with what the machine had said.

    Example: readouts code apply blinken-liu-2024 -o report.html
    """
    from compare import pipeline
    from compare.coding.applying import apply_all
    from compare.errors import CodingError
    from compare.report.export.highlights import with_highlights
    from compare.topics.codebook import load_codebook

    events = opt.known_events(library)
    if event not in events:
        raise CodingError(f"there is no event {event!r}; `readouts events` lists the library's")
    history = opt.history(judgements, library)
    marked = _highlights(events[event], library, quiet) if with_notes else ()
    with progress(quiet) as tell:
        whole = pipeline.event(events[event], Settings(codebook=codebook), tell)
    judged = apply_all(whole, history, load_codebook(codebook))
    if judged == whole:
        note(f"nobody has judged {event} yet; the report is the machine's", quiet)
    result = judged.pairs[0] if len(judged.pairs) == 1 else judged
    chosen = report.preferences(parts, report_lang, None)
    shown = with_highlights(result, marked) if marked else result
    report.deliver(shown, form, output, chosen, quiet)


def _highlights(event: Event, place: str | None, quiet: bool) -> tuple[Highlight, ...]:
    """What a library, where there is one, keeps of highlights and notes on an event's texts."""
    from compare.coding import highlights
    from compare.library import library_exists, open_library
    from corpus.text.hashing import text_hash

    found: tuple[Highlight, ...] = ()
    if library_exists(place):
        with open_library(place, encoder=None, create=False) as shelf:
            texts = {text_hash(each.text) for each in event.statements}
            found = highlights.begun(highlights.read_library(shelf, event.id, texts))
    if not found:
        note(f"nothing is highlighted in the texts of {event.id}", quiet)
    return found


def _keep(entries: tuple[Entry, ...], file: Path | None, place: str | None) -> int:
    """Keep entries that are not there yet, in a file or a library; how many those were."""
    from compare.coding import files
    from compare.library import open_library

    if file is None:
        with open_library(place, encoder=None) as shelf:
            return files.keep(shelf, entries)
    known = {each.id for each in files.read(file)} if file.exists() else set()
    fresh = [each for each in entries if each.id not in known]
    files.append(file, fresh)
    return len(fresh)
