"""What one visitor of the dashboard sees and brought: the only keys of a session.

What is shown stands in the address, so that a link opens the same view. The texts that a visitor
brings, and an edited codebook, stay in that visitor's session.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from corpus import samples
from corpus.statements import Event
from ui import query_address as adr
from ui.query_address import Address

_ADDRESS = "address"
_BROUGHT = "brought"
_ORIGINALS = "originals"
_DOUBTS = "doubts"
_ADDED = "added-doubts"
_CODEBOOK = "codebook"
_HASH = "codebook-hash"
_MESSAGE = "message"
_CODER = "coder"
_SKIPPED = "skipped"
_JOB = "job"
_STOPPED = "stopped"
_TAKEN = "taken"
_CLICKED = "clicked-topic"
FETCH = "READOUTS_FETCH"
"""Variable of the environment that is 1 where addresses may be fetched."""
STATEMENTS, HIGHLIGHTS = "removed", "removed-highlights"
"""What is taken out of the library and can be put back."""
SIDE_BY_SIDE = "reader"
"""Key of the view of both texts side by side."""


def address() -> Address:
    """Return what is shown: by the address line, else, after a change of page, as it was last."""
    if st.query_params:
        found = adr.parse(st.query_params.to_dict())
    else:
        found = st.session_state.get(_ADDRESS, Address())
    if not found.event:
        found = replace(found, event=samples.names()[0])
    return show(found)


def is_new() -> bool:
    """Whether nothing was chosen yet, neither in the address line nor before in this session."""
    return not st.query_params and _ADDRESS not in st.session_state


def show(found: Address) -> Address:
    """Show what an address names: keep it in the browser's address line and in the session.

    A link that names no codebook is shown by that of the session.
    """
    found = replace(found, codebook=found.codebook or codebook_hash())
    wanted = adr.query(found)
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    st.session_state[_ADDRESS] = found
    return found


def go(**changes: Any) -> None:
    """Change parts of the address."""
    show(replace(address(), **changes))


def set_widget(key: str, value: object) -> str:
    """Give a widget the value that the address says, and return its key.

    A widget that shows it already is left alone: to set it again would take back what is typed
    or pressed while the page is drawn.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def set_default(key: str, value: object) -> str:
    """Give a widget a value where it has none yet, and return its key."""
    st.session_state.setdefault(key, value)
    return key


def brought_event() -> Event | None:
    """The statements that this visitor brought, if any."""
    found: Event | None = st.session_state.get(_BROUGHT)
    return found


def brought_originals() -> Mapping[str, bytes]:
    """The bytes of the files that this visitor brought, by the id of the statement."""
    found: Mapping[str, bytes] = st.session_state.get(_ORIGINALS, {})
    return found


def brought_doubts() -> Mapping[str, str]:
    """Why what this visitor brought may not be the statement, by its id."""
    found: Mapping[str, str] = st.session_state.get(_DOUBTS, {})
    return found


def bring(event: Event, originals: Mapping[str, bytes], doubts: Mapping[str, str]) -> None:
    """Keep the statements that this visitor brought, and turn to them."""
    st.session_state[_BROUGHT] = event
    st.session_state[_ORIGINALS] = originals
    st.session_state[_DOUBTS] = doubts
    show(address().turned_to(adr.OWN))


def leave_doubts(doubts: tuple[tuple[str, str], ...]) -> None:
    """Keep what was read with doubt for the library, side and why, until it was seen."""
    st.session_state[_ADDED] = doubts


def added_doubts() -> tuple[tuple[str, str], ...]:
    """What was read with doubt for the library and not seen yet."""
    found: tuple[tuple[str, str], ...] = st.session_state.get(_ADDED, ())
    return found


def may_fetch() -> bool:
    """Whether addresses may be fetched: only where ``--allow-fetch`` said so at the start."""
    return os.environ.get(FETCH) == "1"


def codebook_text() -> str:
    """The codebook that this session uses in place of the bundled one; empty for that."""
    return str(st.session_state.get(_CODEBOOK, ""))


def codebook_hash() -> str:
    """The beginning of the hash of the codebook in use, as addresses name it; empty if bundled."""
    return str(st.session_state.get(_HASH, ""))


def use_codebook(text: str, fingerprint: str = "") -> None:
    """Compare by this codebook from now on, in this session alone; empty for the bundled one."""
    st.session_state[_CODEBOOK] = text
    st.session_state[_HASH] = fingerprint[:8]
    go(codebook=fingerprint[:8])


def keep_removed(of: str, removed: Any) -> None:
    """Keep what was just taken out of the library, one of ``of``, so that it can be put back."""
    st.session_state[of] = (*all_removed(of), removed)


def forget_removed(of: str, removed: Any) -> None:
    """Keep no longer what was put back into the library."""
    st.session_state[of] = tuple(held for held in all_removed(of) if held is not removed)


def all_removed(of: str) -> tuple[Any, ...]:
    """What was taken out of the library in this session and not put back, the last at the end.

    Args:
        of: :data:`STATEMENTS` or :data:`HIGHLIGHTS`.
    """
    found: tuple[Any, ...] = st.session_state.get(of, ())
    return found


def leave_message(message: str) -> None:
    """Keep a message of a callback for the page that is drawn next."""
    st.session_state[_MESSAGE] = message


def take_message() -> str:
    """The message of a callback, once."""
    return str(st.session_state.pop(_MESSAGE, ""))


def job() -> Any:
    """The comparison that this session waits for; None where it waits for none."""
    return st.session_state.get(_JOB)


def keep_job(job: Any) -> None:
    """Wait for a comparison from now on; None for none."""
    st.session_state[_JOB] = job


def stopped() -> Hashable:
    """The key of the comparison that the visitor stopped; None where there is none."""
    found: Hashable = st.session_state.get(_STOPPED)
    return found


def stop(key: Hashable) -> None:
    """Do not compare what has this key until the visitor says so; None for nothing."""
    st.session_state[_STOPPED] = key


def taken() -> int:
    """The number of the last request of the texts side by side that was taken; 0 before any."""
    return int(st.session_state.get(_TAKEN, 0))


def took(number: int) -> None:
    """Note that a request was taken, by its number."""
    st.session_state[_TAKEN] = max(number, taken())


def coder() -> str:
    """Who codes in this session; empty until a name was given."""
    return str(st.session_state.get(_CODER, ""))


def code_as(name: str) -> None:
    """Code and highlight under this name from now on."""
    st.session_state[_CODER] = " ".join(name.split())


def skipped(left: str, right: str) -> int:
    """How many passages of two statements were put off."""
    return int(st.session_state.get(_SKIPPED, {}).get((left, right), 0))


def skip(left: str, right: str) -> None:
    """Put off the passage of two statements that is shown."""
    counts = st.session_state.setdefault(_SKIPPED, {})
    counts[left, right] = skipped(left, right) + 1


def codebook_name() -> str:
    """The file that recipes name; empty for the bundled codebook."""
    return "codebook.yaml" if codebook_text() else ""


def widget_value(key: str) -> Any:
    """What a widget of that key holds now."""
    return st.session_state[key]


def take_selection() -> None:
    """Take over into the address what the visitor chose in the texts side by side."""
    view = st.session_state[SIDE_BY_SIDE].get("view")
    if not isinstance(view, Mapping):
        return
    passage = view.get("passage") or ()
    fields = {
        "show": ",".join(map(str, view.get("statuses") or ())),
        "topic": str(view.get("topic") or ""),
        "at": "-".join(map(str, passage)),
        "rows": "meaning" if view.get("aligned") else "",
    }
    found = adr.parse(fields)
    go(
        statuses=found.statuses,
        topic=found.topic,
        passage=found.passage,
        aligned=found.aligned,
    )


def take_topic(key: str) -> None:
    """Take over into the address the topic of the link that was clicked in elements of a key."""
    target = st.session_state[key].get("go")
    if isinstance(target, str):
        go(topic=adr.parse(dict(parse_qsl(urlsplit(target).query))).topic)
        st.session_state[_CLICKED] = True


def was_topic_taken() -> bool:
    """Whether a topic was just clicked; said once."""
    return bool(st.session_state.pop(_CLICKED, False))


def is_dark() -> bool:
    """True where the visitor's theme is dark."""
    return st.context.theme.type == "dark"
