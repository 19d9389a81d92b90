"""What the dashboard keeps for all visitors: the only caches, all of them bounded.

Results are kept under the content that they were made from, so a session can only get back what
it could have made itself.
"""

from __future__ import annotations

import functools
import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import streamlit as st

from compare.coding import files
from compare.coding.applying import apply
from compare.coding.highlights import Highlight
from compare.coding.queue.tasks import Doubted, places
from compare.comparison import Comparison, EventComparison
from compare.comparison.decisions import DecisionKind
from compare.comparison.gathered import PreparedPair
from compare.coverage.prepared import PreparedStatement
from compare.files import replace
from compare.library import default_place, library_exists, open_library
from compare.phrases.words import Language
from compare.pipeline import Engine
from compare.report import Export, Part, Preferences, encode, export_comparison
from compare.report.export.highlights import with_highlights
from compare.settings import DEFAULTS, Settings
from compare.time_series.report import OverTime, read_over_time
from compare.topics.codebook import load_codebook
from corpus import Library, read_document, samples
from corpus.errors import CorpusError, LibraryError
from corpus.library import StatementRecord
from corpus.statements import Event, Statement
from ui import query_address as adr
from ui.components.elements import inert
from ui.listed import ListedEvent, listed_event
from ui.session import codebook_text
from ui.work import waiting
from ui.work.background import Background, Turn
from ui.work.steps import Step


def _content(statement: Statement) -> str:
    return statement.model_dump_json()


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two statements of an event, compared."""

    event: Event
    result: Comparison
    export: Export


@st.cache_resource(max_entries=64, show_spinner=False)
def bundled(name: str, language: str) -> Event:
    """A bundled event, with all texts in one language unless ``language`` is ``own``."""
    if language == "own":
        return samples.load(name)
    return samples.load(name, dict.fromkeys(samples.languages(name), language))


@st.cache_resource(max_entries=64, show_spinner=False)
def languages(name: str) -> tuple[str, ...]:
    """The choices of language for a bundled event: those in which every side has a text."""
    versions = samples.languages(name).values()
    return tuple(
        choice
        for choice in adr.LANGUAGES
        if choice == "own" or all(choice in known for known in versions)
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(address: str) -> Library:
    return open_library(address)


def user_library(*, create: bool = False) -> Library | None:
    """The library of this machine's user; None where there is none yet.

    Raises:
        LibraryError: it cannot be opened.
    """
    address = default_place()
    if not library_exists(address):
        if not create:
            return None
        Path(address).expanduser().parent.mkdir(parents=True, exist_ok=True)
    return _opened(address)


@st.cache_data(ttl=15, max_entries=2, show_spinner=False)
def _listed(address: str) -> tuple[ListedEvent, ...]:
    found = user_library()
    if found is None:
        return ()
    judged = found.judgement_counts()
    records = found.records(newest=True)
    return tuple(listed_event(record, judged.get(record.id, 0)) for record in records)


def listed_events() -> tuple[ListedEvent, ...]:
    """The events of the library, oldest first; empty where there is no library yet.

    Raises:
        LibraryError: it cannot be opened.
    """
    return _listed(default_place())


@st.cache_data(max_entries=256, show_spinner=False)
def _doubt(address: str, sha256: str) -> str:
    data = _opened(address).original(sha256)
    try:
        return read_document(data).doubt
    except CorpusError:  # the bytes were of several statements
        return ""


def doubt_of(record: StatementRecord) -> str:
    """Why a statement of the library may not be whole, by the bytes it was read from; or empty."""
    sha256 = record.newest.original
    try:
        return _doubt(default_place(), sha256) if sha256 else ""
    except LibraryError:  # the bytes are gone meanwhile, or the library is locked just now
        return ""


@st.cache_resource(max_entries=2, show_spinner=False)
def _turn(address: str) -> Turn:
    return Turn()


@st.cache_resource(max_entries=8, show_spinner=False)
def _background(address: str, settings: Settings) -> Background:
    return Background(_opened(address), settings, _turn(address))


def background(settings: Settings) -> Background:
    """What compares the library's events in the background, one for all visitors.

    The run under way is that of all settings: whoever sees the library can stop it.
    """
    return _background(default_place(), settings)


def forget_listed() -> None:
    """Clear the cached list of events, after the library was written to."""
    _listed.clear()


@st.cache_resource(show_spinner=False)
def _codebooks() -> tempfile.TemporaryDirectory[str]:
    """Return the temporary folder of edited codebooks, each named by the hash of its text."""
    return tempfile.TemporaryDirectory(prefix="readouts-codebooks-")


def codebook_file(text: str) -> str:
    """The path of a file that holds this codebook."""
    name = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
    path = Path(_codebooks().name) / f"{name}.yaml"
    if not path.exists():
        replace(path, text.encode("utf-8", "replace"))
    return str(path)


def codebook_setting() -> str:
    """Return the codebook in use, as :attr:`compare.Settings.codebook` takes it."""
    text = codebook_text()
    return codebook_file(text) if text else DEFAULTS.codebook


@st.cache_resource(max_entries=4, show_spinner=False)
def _engine(encoder: str, codebook: str, read_pairs: bool) -> Engine:
    return Engine(Settings(encoder=encoder, codebook=codebook, read_pairs=read_pairs))


@st.cache_resource(max_entries=24, show_spinner=False, hash_funcs={Statement: _content})
def _prepared(statement: Statement, encoder: str, codebook: str) -> PreparedStatement:
    return _engine(encoder, codebook, True).prepare(statement)  # The pairs come later.


@st.cache_resource(max_entries=24, show_spinner=False, hash_funcs={Statement: _content})
def _paired(
    left: Statement, right: Statement, encoder: str, codebook: str, read_pairs: bool
) -> PreparedPair:
    """The evidence between two statements, whatever the certainty: this is what takes time."""
    engine = _engine(encoder, codebook, read_pairs)
    return engine.gather(_prepared(left, encoder, codebook), _prepared(right, encoder, codebook))


@st.cache_resource(max_entries=48, show_spinner=False, hash_funcs={Statement: _content})
def _compared(left: Statement, right: Statement, settings: Settings) -> Comparison:
    pair = _paired(left, right, settings.encoder, settings.codebook, settings.read_pairs)
    return _engine(settings.encoder, settings.codebook, settings.read_pairs).judge(pair, settings)


@st.cache_resource(max_entries=48, show_spinner=False, hash_funcs={Comparison: lambda r: _key(r)})
def _exported(result: Comparison) -> Export:
    return export_comparison(result)


@st.cache_resource(max_entries=48, show_spinner=False, hash_funcs={Comparison: lambda r: _key(r)})
def places_to_judge(result: Comparison, kind: DecisionKind) -> Doubted:
    """What coders are asked of a comparison; see :func:`compare.coding.queue.tasks.places`."""
    return places(result, kind)


@st.cache_resource(
    max_entries=24,
    show_spinner=False,
    hash_funcs={Comparison: lambda r: _key(r), EventComparison: lambda e: _event_key(e)},
)
def encoded(
    result: Comparison | EventComparison,
    format: str,
    parts: tuple[Part, ...],
    language: Language,
    notes: tuple[Highlight, ...] = (),
) -> bytes:
    """A report as the bytes of its file, with highlights; see :func:`compare.report.encode`.

    Raises:
        WriteError: a package that the format needs is missing.
    """
    shown = with_highlights(result, notes) if notes else result
    return encode(shown, format, Preferences(parts, language))


def compare_pair(event: Event, which: tuple[int, int], settings: Settings) -> ComparedPair:
    """Compare two statements of an event, saying how far that is while it takes time.

    Raises:
        CompareError: as :func:`compare.pipeline.statements` does.
    """
    (result,) = _compare(event, [which], settings)
    return ComparedPair(event, result, _exported(result))


def _compare(
    event: Event, pairs: Sequence[tuple[int, int]], settings: Settings
) -> list[Comparison]:
    """Compare pairs of the statements of an event."""
    encoder, codebook, texts = settings.encoder, settings.codebook, event.statements
    steps = [Step("Loading the encoder", lambda: _engine(encoder, codebook, settings.read_pairs))]
    steps += [
        Step(
            f"Reading {_named(texts, i)}", functools.partial(_prepared, texts[i], encoder, codebook)
        )
        for i in sorted({i for pair in pairs for i in pair})
    ]
    steps += [
        Step(
            f"Comparing {_named(texts, i)} with {_named(texts, j)}",
            functools.partial(_compared, texts[i], texts[j], settings),
        )
        for i, j in pairs
    ]
    key = (tuple(map(_content, texts)), tuple(pairs), settings)
    return waiting.results(key, steps, reads=settings.read_pairs)[-len(pairs) :]


def _named(texts: Sequence[Statement], index: int) -> str:
    """A statement as the progress names it."""
    return f"the text of {inert(texts[index].side)}"


def judged_pair(pair: ComparedPair) -> ComparedPair:
    """The pair as people judged it in the library; the same where nobody did.

    Raises:
        LibraryError: the library cannot be read.
    """
    shelf = user_library()
    history = files.read_library(shelf, pair.event.id) if shelf else ()
    if not history:
        return pair
    book = load_codebook(codebook_setting())
    result = apply(pair.result, history, book)
    return ComparedPair(pair.event, result, _exported(result))


def compare_all(event: Event, settings: Settings) -> EventComparison:
    """Compare every pair of statements of an event; each is encoded once.

    Raises:
        CompareError: as :func:`compare.pipeline.event` does.
    """
    pairs = list(combinations(range(len(event.statements)), 2))
    found = [
        ComparedPair(event, result, _exported(result))
        for result in _compare(event, pairs, settings)
    ]
    return EventComparison(event, tuple(judged_pair(pair).result for pair in found))


def _key(result: Comparison) -> str:
    return f"{_content(result.left)}\n{_content(result.right)}\n{result.signature}"


def _event_key(result: EventComparison) -> str:
    about = (result.event.id, result.event.title, str(result.event.date), result.event.place)
    return "\n".join([*about, *map(_key, result.pairs)])


RESULTS = "READOUTS_RESULTS"
"""Variable of the environment that names a folder which ``readouts batch`` wrote."""


@st.cache_resource(ttl=60, max_entries=2, show_spinner="Reading the results …", show_time=True)
def _over_time(folder: str) -> OverTime:
    return read_over_time(folder)


def over_time() -> OverTime | None:
    """Who raised what, and in which words, in the results that the dashboard was started with.

    None without any.

    Raises:
        BatchError: the folder is none of results, or none of its events has a date.
    """
    folder = os.environ.get(RESULTS, "")
    return _over_time(folder) if folder else None
