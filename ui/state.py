"""What the dashboard remembers: the only caches, and the only keys of a session.

Results are kept for all sessions together under the content that they were made from, so a
session can only get back what it could have made itself. The texts that a visitor brings stay
in that visitor's session. All caches are bounded.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from compare.comparison import Comparison, EventComparison
from compare.coverage.prepared import PreparedStatement
from compare.library import default_place, open_library
from compare.pipeline import Engine, PreparedPair
from compare.report import Export, Part, Preferences, encode, export_comparison
from compare.report.words import Language
from compare.settings import DEFAULTS, Settings
from corpus import Library, samples
from corpus.statements import Event, Statement
from ui import query_address as adr
from ui.query_address import Address

_ADDRESS = "address"
_OWN = "brought"
_CODEBOOK = "codebook"
_TOLD = "told"
FETCH = "READOUTS_FETCH"
"""What the environment says, 1 where addresses may be fetched."""

READER = "reader"
"""Key of the side-by-side reader."""


def _content(statement: Statement) -> str:
    return statement.model_dump_json()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of an event, compared."""

    event: Event
    result: Comparison
    export: Export


# --- the address ------------------------------------------------------------------------------


def address() -> Address:
    """What is shown: what the address says, else, after a change of page, what it said last."""
    if st.query_params:
        found = adr.parse(st.query_params.to_dict())
    else:
        found = st.session_state.get(_ADDRESS, Address())
    if not found.event:
        found = replace(found, event=samples.names()[0])
    return keep(found)


def keep(found: Address) -> Address:
    """Write an address down, in the browser's address line and in the session."""
    wanted = adr.query(found)
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    st.session_state[_ADDRESS] = found
    return found


def go(**changes: Any) -> None:
    """Change parts of the address."""
    keep(replace(address(), **changes))


def seed(key: str, value: object) -> str:
    """Give a widget the value that the address says, and return its key."""
    st.session_state[key] = value
    return key


def first(key: str, value: object) -> str:
    """Give a widget a value where it has none yet, and return its key."""
    st.session_state.setdefault(key, value)
    return key


# --- statements -------------------------------------------------------------------------------


def own_event() -> Event | None:
    """The statements that this visitor brought, if any."""
    found: Event | None = st.session_state.get(_OWN)
    return found


def bring(event: Event) -> None:
    """Keep the statements that this visitor brought, and turn to them."""
    st.session_state[_OWN] = event
    keep(Address(event=adr.OWN, wrong=address().wrong))


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
        one for one in adr.LANGUAGES if one == "own" or all(one in known for known in versions)
    )


# --- the library ------------------------------------------------------------------------------


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(place: str) -> Library:
    return open_library(place)


def shelf(*, create: bool = False) -> Library | None:
    """The library of this machine's user; None where there is none yet.

    Raises:
        LibraryError: it cannot be opened.
    """
    place = default_place()
    there = "://" in place or Path(place).expanduser().exists()
    if not there:
        if not create:
            return None
        Path(place).expanduser().parent.mkdir(parents=True, exist_ok=True)
    return _opened(place)


@dataclass(frozen=True, slots=True)
class Held:
    """An event of the library as a list shows it."""

    id: str
    title: str
    sides: tuple[str, ...]


@st.cache_data(ttl=15, max_entries=2, show_spinner=False)
def _catalogue(place: str) -> tuple[Held, ...]:
    found = shelf()
    return tuple(
        Held(
            one.id,
            f"{one.date or 'undated'}  {one.title or one.id}",
            tuple(f"{s.statement.side} ({s.statement.language})" for s in one.statements),
        )
        for one in (found.records() if found else ())
    )


def catalogue() -> tuple[Held, ...]:
    """The events of the library, oldest first; empty where there is no library yet.

    Raises:
        LibraryError: it cannot be opened.
    """
    return _catalogue(default_place())


def changed() -> None:
    """The library was written to: list it anew."""
    _catalogue.clear()


def may_fetch() -> bool:
    """Whether addresses may be fetched: only where ``--allow-fetch`` said so at the start."""
    return os.environ.get(FETCH) == "1"


# --- the codebook -----------------------------------------------------------------------------


@st.cache_resource(show_spinner=False)
def _codebooks() -> tempfile.TemporaryDirectory[str]:
    """Where edited codebooks lie while the dashboard runs, each under its content."""
    return tempfile.TemporaryDirectory(prefix="readouts-codebooks-")


def codebook_file(text: str) -> str:
    """The path of a file that holds this codebook."""
    name = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
    path = Path(_codebooks().name) / f"{name}.yaml"
    if not path.exists():
        path.write_text(text, "utf-8", errors="replace")
    return str(path)


def codebook_text() -> str:
    """The codebook that this session uses in place of the bundled one; empty for that."""
    return str(st.session_state.get(_CODEBOOK, ""))


def use_codebook(text: str) -> None:
    """Compare by this codebook from now on, in this session alone; empty for the bundled one."""
    st.session_state[_CODEBOOK] = text


def tell(message: str) -> None:
    """Keep a message of a callback for the page that is drawn next."""
    st.session_state[_TOLD] = message


def take_told() -> str:
    """The message of a callback, once."""
    return str(st.session_state.pop(_TOLD, ""))


def codebook() -> str:
    """The setting of that name."""
    text = codebook_text()
    return codebook_file(text) if text else DEFAULTS.codebook


def codebook_name() -> str:
    """The file that recipes name; empty for the bundled codebook."""
    return "codebook.yaml" if codebook_text() else ""


# --- results ----------------------------------------------------------------------------------


@st.cache_resource(max_entries=4, show_spinner=False)
def _loaded(encoder: str, codebook: str) -> Engine:
    return Engine(Settings(encoder=encoder, codebook=codebook))


@st.cache_resource(max_entries=24, show_spinner=False, hash_funcs={Statement: _content})
def _side(statement: Statement, encoder: str, codebook: str) -> PreparedStatement:
    return _loaded(encoder, codebook).prepare(statement)


@st.cache_resource(max_entries=24, show_spinner=False, hash_funcs={Statement: _content})
def _case(left: Statement, right: Statement, encoder: str, codebook: str) -> PreparedPair:
    """The evidence between two statements, whatever the certainty: this is what takes time."""
    one, another = (_side(side, encoder, codebook) for side in (left, right))
    return _loaded(encoder, codebook).gather(one, another)


@st.cache_resource(max_entries=48, show_spinner=False, hash_funcs={Statement: _content})
def _compared(left: Statement, right: Statement, settings: Settings) -> Comparison:
    case = _case(left, right, settings.encoder, settings.codebook)
    return _loaded(settings.encoder, settings.codebook).judge(case, settings)


@st.cache_resource(max_entries=48, show_spinner=False, hash_funcs={Comparison: lambda r: _key(r)})
def _exported(result: Comparison) -> Export:
    return export_comparison(result)


@st.cache_resource(max_entries=24, show_spinner=False, hash_funcs={Comparison: lambda r: _key(r)})
def encoded(
    result: Comparison, format: str, parts: tuple[Part, ...], language: Language, command: str
) -> bytes:
    """A report of one comparison as the bytes of its file; see :func:`compare.report.encode`.

    Raises:
        WriteError: a package that the format needs is missing.
    """
    return encode(result, format, Preferences(parts, language, command=command))


def _key(result: Comparison) -> str:
    return f"{_content(result.left)}\n{_content(result.right)}\n{result.signature}"


def pair(event: Event, which: tuple[int, int], settings: Settings) -> Pair:
    """Compare two statements of an event, saying what is being done while it takes time.

    Raises:
        CompareError: as :func:`compare.pipeline.statements` does.
    """
    left, right = (event.statements[index] for index in which)
    with st.spinner("Loading the encoder …"):
        _loaded(settings.encoder, settings.codebook)
    for name, statement in (("first", left), ("second", right)):
        with st.spinner(f"Reading the {name} text …"):
            _side(statement, settings.encoder, settings.codebook)
    with st.spinner("Comparing the two …"):
        result = _compared(left, right, settings)
        return Pair(event, result, _exported(result))


def whole(event: Event, settings: Settings) -> EventComparison:
    """Compare every pair of statements of an event; each is encoded once.

    Raises:
        CompareError: as :func:`compare.pipeline.event` does.
    """
    count = len(event.statements)
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    return EventComparison(event, tuple(pair(event, one, settings).result for one in pairs))


def picked(key: str) -> Any:
    """What a widget of that key holds now."""
    return st.session_state[key]


def take_reader() -> None:
    """Write what the visitor did in the reader into the address."""
    view = st.session_state[READER].get("view")
    if not isinstance(view, Mapping):
        return
    passage = view.get("passage") or ()
    said = {
        "show": ",".join(map(str, view.get("statuses") or ())),
        "topic": str(view.get("topic") or ""),
        "at": "-".join(map(str, passage)),
    }
    found = adr.parse(said)
    go(statuses=found.statuses, topic=found.topic, passage=found.passage)


CHART = "share"
"""Key of the chart in which a topic is clicked."""


def take_chart() -> None:
    """Write the topic that was clicked into the address."""
    points = st.session_state[CHART].get("selection", {}).get("topic", [])
    if points:
        go(topic=str(points[0]["id"]))


def dark() -> bool:
    """True where the visitor's theme is dark."""
    return st.context.theme.type == "dark"
