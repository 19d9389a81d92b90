"""The bar above every page: which event, which texts, how certain."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import streamlit as st

from compare.comparison import EventComparison
from compare.errors import CompareError
from compare.evaluation.quality import measured
from compare.report.escaping import line
from compare.settings import Settings
from compare.topics.codebook import load_codebook
from corpus import samples
from corpus.errors import CorpusError
from corpus.statements import Event
from ui import caches, links, session
from ui.caches import ComparedPair
from ui.components import choice
from ui.components import elements as prose
from ui.forms import doubts, moving, upload
from ui.listed import ListedEvent
from ui.query_address import ERRORS, OWN, SHELF, Address

_ALL = (-1, -1)
"""The choice of all statements in place of two."""
_LANGUAGES = {"own": "each in its own language", "en": "all in English", "zh": "all in Chinese"}


def bar() -> None:
    """Draw the bar; whatever is changed there goes into the address at once."""
    address = session.address()
    event = _known(address)
    choices: list[tuple[int, Callable[[], None]]] = [(5, lambda: _choose_event(address))]
    if len(_languages(address)) > 1:
        choices.append((4, lambda: _choose_language(address)))
    if event and len(event.statements) > 2:
        choices.append((3, lambda: _choose_pair(address, event)))
    choices.append((4, lambda: _choose_certainty(address)))
    widths = [width for width, _ in choices]
    columns = st.columns(widths, vertical_alignment="bottom", gap="medium")
    for column, (_, choose) in zip(columns, choices, strict=True):
        with column:
            choose()
    if address.event == OWN:
        upload.form(open_=event is None)
        moving.keep_brought()
    if event:
        doubts.say(address, event)


def _known(address: Address) -> Event | None:
    """The event, where there is one to choose from; what is amiss is said by the page."""
    try:
        return _event(address)
    except CorpusError:
        return None


def chosen(*, judged: bool = True) -> ComparedPair:
    """The two statements that the address names, compared; says so and stops where it can't be.

    As people judged them, unless ``judged`` is false, which gives the machine's own answers.

    The page ends here with a message in words where there is nothing to compare yet or the
    engine refuses.
    """
    address = session.address()
    try:
        event = _event(address)
        if event is None:
            _say("Paste or choose a statement of each side above, and they are compared here.")
            st.stop()
        found = caches.compare_pair(event, _which(address, event), settings(address))
        return caches.judged_pair(found) if judged else found
    except (CompareError, CorpusError) as error:
        prose.complain(error)
        st.stop()


def whole() -> EventComparison:
    """All statements of the event that is shown, every pair compared; as :func:`chosen` else."""
    address = session.address()
    try:
        event = _event(address)
        if event is None:
            st.stop()
        return caches.compare_all(event, settings(address))
    except (CompareError, CorpusError) as error:
        prose.complain(error)
        st.stop()


def shows_all(address: Address, event: Event) -> bool:
    """Whether an address asks for all statements of an event that has more than two."""
    return address.whole and len(event.statements) > 2


def is_whole() -> bool:
    """Whether all statements of the event that is shown are wanted, and not two of them."""
    address = session.address()
    event = _known(address)
    return event is not None and shows_all(address, event)


def title() -> str:
    """What the event that is shown is called; empty where there is none."""
    event = _known(session.address())
    return event.title if event else ""


def say_codebook() -> None:
    """Say which codebook is in force where it is not the one that is expected."""
    own, asked = session.codebook_hash(), session.address().codebook
    if own:
        book = load_codebook(caches.codebook_setting())
        _say_of_codebook(f"Compared by your codebook {book.name} {book.version} ({own}). ")
    if asked != own:
        which = f"the codebook {asked}" if asked else "the bundled codebook"
        by = "yours" if own else "the bundled one"
        text = f"This link was made with {which}, and what you see is compared by {by}: "
        _say_of_codebook(f"{text}bring that file on the page Method. ", "other")


def say_unread() -> None:
    """Say that pairs of passages are not read together, where that is so, and offer to read them.

    What is known of the errors of either way stands beside it.
    """
    if session.address().read_pairs:
        return
    wrong, found = _wrong_and_found("other_states_unread")
    wrong_read, found_read = _wrong_and_found("other_states")
    text = (
        "Compared without reading pairs of passages together: faster, less certain. On events of "
        "other states than the United States and China, at the default line, "
        f"{wrong} of 100 passages called left out were not (with reading {wrong_read}), and "
        f"{found} of 100 that are left out were found ({found_read})."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        prose.show(prose.tag("p", text, look="warning", role="status"), key="unread")
        st.button("Read pairs", key="read-pairs", on_click=session.go, kwargs={"read_pairs": True})


def _wrong_and_found(events: str) -> tuple[int, int]:
    """Of 100 passages called left out, how many are not; of 100 left out, how many are found."""
    scores = measured()[events]
    return round(100 * (1 - scores["left_out precision"])), round(100 * scores["left_out recall"])


def _say_of_codebook(text: str, key: str = "own") -> None:
    link = links.to("Method", "method", session.address())
    clicked = prose.show(prose.tag("p", text, link, look="warning"), key=f"codebook-{key}")
    links.follow(clicked)


def settings(address: Address) -> Settings:
    """How to compare, as the address says."""
    return Settings(
        codebook=caches.codebook_setting(),
        max_error=address.max_error,
        read_pairs=address.read_pairs,
    )


def _say(text: str) -> None:
    prose.show(prose.tag("p", text, look="quiet"), key="hint")


def _event(address: Address) -> Event | None:
    """The event of an address; None where the visitor has yet to bring it."""
    if address.event == OWN:
        return session.brought_event()
    if address.held:
        shelf = caches.user_library()
        if shelf is None:
            raise CorpusError("there is no library on this machine yet; make one on Library")
        return shelf.event(address.held)
    if address.event not in samples.names():
        known = ", ".join(samples.names())
        raise CorpusError(f"no bundled event {address.event!r}; choose one of {known}")
    language = address.language if address.language in caches.languages(address.event) else "own"
    return caches.bundled(address.event, language)


def _which(address: Address, event: Event) -> tuple[int, int]:
    """The two statements of an address, the first two where it names others than there are."""
    count = len(event.statements)
    return address.pair if max(address.pair) < count else (0, 1)


def _choose_event(address: Address) -> None:
    held = {f"{SHELF}{listed.id}": listed for listed in _catalogue() if len(listed.sides) > 1}
    names = [*reversed(held), *samples.names(), OWN]

    def change() -> None:
        session.show(address.turned_to(session.widget_value("choose-event")))

    choice.select(
        "Event",
        names,
        lambda name: f"Library: {held[name].title}" if name in held else _title(name),
        beside=lambda name: name.removeprefix(SHELF),
        key=session.set_widget("choose-event", address.event if address.event in names else None),
        placeholder="Choose an event",
        on_change=change,
    )


def _catalogue() -> tuple[ListedEvent, ...]:
    """The library's events; none where it cannot be opened, which its own page says."""
    try:
        return caches.listed_events()
    except CorpusError:
        return ()


def _title(name: str) -> str:
    if name == OWN:
        return "Your own statements …"
    event = caches.bundled(name, "own")
    return f"{event.date:%Y-%m-%d}  {event.title}"


def _languages(address: Address) -> tuple[str, ...]:
    """The languages that the texts of an event can be read in."""
    return caches.languages(address.event) if address.event in samples.names() else ()


def _choose_language(address: Address) -> None:
    offered = _languages(address)

    def change() -> None:
        session.go(language=session.widget_value("choose-language"), passage=None)

    choice.select(
        "Texts",
        offered,
        _LANGUAGES.__getitem__,
        key=session.set_widget(
            "choose-language", address.language if address.language in offered else "own"
        ),
        on_change=change,
        help="Bundled events are in English and Chinese; both are paraphrases of our own.",
    )


def _choose_pair(address: Address, event: Event) -> None:
    pairs = list(combinations(range(len(event.statements)), 2))

    def label(pair: tuple[int, int]) -> str:
        if pair == _ALL:
            return f"all {len(event.statements)}"
        return " and ".join(
            line(f"{statement.side} ({statement.language})")
            for statement in (event.statements[i] for i in pair)
        )

    def change() -> None:
        pair = session.widget_value("choose-pair")
        if pair != _ALL:
            session.go(pair=pair, whole=False, passage=None, topic="")
        else:
            session.go(whole=True, passage=None, topic="")

    which = _which(address, event)
    if which not in pairs:
        pairs.append(which)
    choice.select(
        "Side by side",
        [*pairs, _ALL],
        label,
        beside=lambda pair: f"texts {pair[0] + 1} and {pair[1] + 1}",
        key=session.set_widget("choose-pair", _ALL if shows_all(address, event) else which),
        on_change=change,
    )


def _choose_certainty(address: Address) -> None:
    def change() -> None:
        session.go(wrong=session.widget_value("choose-wrong"))

    st.select_slider(
        "Call a passage left out if",
        ERRORS,
        key=session.set_widget("choose-wrong", address.wrong),
        format_func=lambda wrong: f"at most {wrong} in 100 wrong",
        on_change=change,
        help="Of the passages called left out, at most this share is expected to be wrong. "
        "What is less certain is called unclear.",
    )
