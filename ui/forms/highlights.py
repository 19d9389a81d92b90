"""What visitors highlight and note in texts: kept in the library, found again in any comparison."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from compare.coding import highlights
from compare.coding.highlights import Highlight
from compare.coding.placing import Places
from compare.comparison import SIDES, EventComparison
from compare.errors import CodingError, CompareError
from corpus.errors import CorpusError
from corpus.statements import Statement
from corpus.text.controls import show_controls
from corpus.text.hashing import text_hash
from ui import caches, session
from ui.caches import ComparedPair
from ui.components.side_by_side import Marked, identity
from ui.query_address import OWN

_BETWEEN = "\n\n"
"""What stands between two notes that are joined."""


def of_pair(pair: ComparedPair) -> list[Marked] | None:
    """The passages of two texts that are highlighted; None where none can be.

    Texts that are not kept have no highlights: nothing of them is to leave the session.

    Raises:
        CodingError: a highlight of these texts was written by a newer program.
        LibraryError: the library cannot be read.
    """
    if session.address().event == OWN:
        return None
    places = Places(pair.result, ())
    kept = _of_pair(pair)
    marks = {each.mark for each in kept}
    gone = [each for each in _of(pair, _taken_out()) if each.mark not in marks]
    return [
        Marked(
            side,
            index,
            each.note,
            each.reader,
            each.reader == session.coder(),
            each.mark,
            each.removed,
        )
        for each in (*kept, *gone)
        for side, index in places.passages(each.passage)
    ]


def _of(pair: ComparedPair, found: Iterable[Highlight]) -> list[Highlight]:
    """Those of the event, and those of these texts under another, such as before a move."""
    texts = _texts(pair)
    return [each for each in found if each.event == pair.event.id or each.passage.text in texts]


def _of_pair(pair: ComparedPair) -> tuple[Highlight, ...]:
    return highlights.current(_entries(pair.event.id, _texts(pair)))


def _texts(pair: ComparedPair) -> frozenset[str]:
    return frozenset(text_hash(pair.result.statement(side).text) for side in SIDES)


def _taken_out() -> tuple[Highlight, ...]:
    """Those that the visitor took out in this session and did not put back."""
    return session.all_removed(session.HIGHLIGHTS)


def _entries(event: str, texts: Collection[str]) -> tuple[Highlight, ...]:
    """All that is kept of an event, and of these texts under another, such as before a move."""
    shelf = caches.user_library()
    return highlights.read_library(shelf, event, texts) if shelf else ()


def _beside(found: Highlight) -> tuple[Highlight, ...]:
    """All that is kept of the event and the text of a highlight."""
    return _entries(found.event, (found.passage.text,))


def of_whole(whole: EventComparison) -> dict[tuple[int, int], list[str]]:
    """The notes on each highlighted passage of three texts and more, by text and passage.

    Raises:
        CodingError: a highlight of these texts was written by a newer program.
        LibraryError: the library cannot be read.
    """
    found: dict[tuple[int, int], list[str]] = {}
    if session.address().event == OWN:
        return found
    last = len(whole.event.statements)
    texts = {text_hash(each.text) for each in whole.event.statements}
    kept = highlights.current(_entries(whole.event.id, texts))
    # The pairs of the first text, which are the first of all, hold every text.
    for far, result in zip(range(1, last), whole.pairs, strict=False):
        places = Places(result, ())
        for each in kept:
            for side, index in places.passages(each.passage):
                place = 0 if side == "left" else far
                if place == 0 and far > 1:
                    continue
                found.setdefault((place, index), []).extend([each.note] if each.note else [])
    return found


def mine(texts: Sequence[Statement], event: str) -> tuple[Highlight, ...]:
    """What the visitor highlighted in these texts of an event, under the name of this session.

    Raises:
        CodingError: a highlight of these texts was written by a newer program.
        LibraryError: the library cannot be read.
    """
    if session.address().event == OWN:
        return ()
    hashes = {text_hash(each.text) for each in texts}
    ids = {each.id for each in texts}
    return tuple(
        each
        for each in highlights.begun(_entries(event, hashes))
        if each.reader == session.coder()
        and (each.passage.text in hashes or each.passage.statement in ids)
    )


def take(pair: ComparedPair) -> None:
    """Keep what the visitor just did in the texts; what goes wrong is said on the page.

    A request that comes again, since its answer is late, is passed over.
    """
    if session.address().event == OWN:
        return
    asked = session.widget_value(session.SIDE_BY_SIDE).get("mark")
    for one in asked if isinstance(asked, list) else ():
        number = one.get("number") if isinstance(one, Mapping) else None
        if not isinstance(number, int) or number <= session.taken():
            continue
        try:
            _take(pair, one)
        except (CompareError, CorpusError) as error:
            session.leave_message(str(error))
        # Not before: what the visitor does next may end this run at any step, and the next run
        # then takes the request again, which does nothing where it was done.
        session.took(number)


def _take(pair: ComparedPair, asked: Mapping[str, object]) -> None:
    if asked.get("texts") != identity(pair.export):
        raise CodingError("not kept: other texts were shown by then; highlight the passage again")
    side = next((side for side in SIDES if side == asked.get("side")), None)
    index, mark = asked.get("index"), asked.get("id")
    segments = pair.result.segments(side) if side else ()
    if side is None or not isinstance(index, int) or not 0 <= index < len(segments):
        return
    places = Places(pair.result, ())
    mine = [
        each
        for each in _of_pair(pair)
        if each.reader == session.coder() and (side, index) in places.passages(each.passage)
    ]
    known = next((each for each in mine if each.mark == mark), None)
    if asked.get("do") == "remove":
        if known is not None:
            take_out(known)
        return
    if asked.get("do") == "restore":
        for gone in _taken_out():
            if gone.mark == mark:
                put_back(gone)
        return
    before, note = str(asked.get("before", "")), str(asked.get("note", "")).strip()
    known = known or (mine[0] if mine else None)
    if known is not None:
        _keep_note(known, before, note)
        return
    for gone in _taken_out():  # Highlighted again, it is no longer to be put back.
        if not gone.note and (side, index) in places.passages(gone.passage):
            session.forget_removed(session.HIGHLIGHTS, gone)
    here, text = segments[index], pair.result.statement(side)
    keep(
        highlights.highlight(
            text, here.start, here.end, pair.event.id, note=note, reader=session.coder()
        )
    )


def take_out(found: Highlight) -> None:
    """Take a highlight out, as it is by now; it can be put back in this session.

    Raises:
        CodingError: a highlight of its text was written by a newer program.
        LibraryError: it cannot be kept that it is gone.
    """
    gone = highlights.last(_beside(found)).get(found.mark, found)
    if not gone.removed:
        gone = highlights.taken_out(gone)
        keep(gone)
    _forget(gone)
    session.keep_removed(session.HIGHLIGHTS, gone)


def put_back(gone: Highlight) -> None:
    """Put back a highlight that was taken out in this session, once, as it was last.

    What another window says of it by now stays. Where its reader highlighted the passage again,
    its note joins that of the new highlight.

    Raises:
        CodingError: a highlight of its text was written by a newer program, or the two notes
            are too long together.
        LibraryError: the library cannot be read or written to.
    """
    if all(each.mark != gone.mark for each in _taken_out()):
        return
    entries = _beside(gone)
    now = highlights.last(entries).get(gone.mark, gone)
    mine = [each for each in highlights.current(entries) if each.reader == now.reader]
    again = next((each for each in mine if highlights.same_passage(each, now)), None)
    if now.removed and again is None:
        keep(highlights.put_back(now))
    elif now.removed and again and _apart(now.note) not in _apart(again.note):
        _keep_note(again, "", now.note)
    _forget(gone)


def _apart(note: str) -> str:
    return f"{_BETWEEN}{note}{_BETWEEN}"


def _forget(gone: Highlight) -> None:
    """Offer no longer to put a highlight back."""
    for held in _taken_out():
        if held.mark == gone.mark:
            session.forget_removed(session.HIGHLIGHTS, held)


def change_note(found: Highlight, note: str) -> None:
    """Keep another note on a highlight as the visitor saw it, which may have changed since.

    Raises:
        CodingError: the note cannot be kept.
        LibraryError: the library cannot be read or written to.
    """
    now = highlights.last(_beside(found)).get(found.mark, found)
    _keep_note(highlights.put_back(now) if now.removed else now, found.note, note.strip())


def _keep_note(found: Highlight, before: str, note: str) -> None:
    """Keep a note that was ``before`` when the visitor began; what came meanwhile stays above."""
    kept = found.note
    if note in (before, kept):
        return
    if kept and show_controls(kept) != show_controls(before):
        note = f"{kept}{_BETWEEN}{note}" if note else kept
    if note != kept:
        keep(highlights.noted(found, note))


def keep(found: Highlight) -> None:
    """Keep a highlight in the library, which is made where there is none.

    Raises:
        LibraryError: it cannot be kept.
    """
    shelf = caches.user_library(create=True)
    if shelf is not None:
        highlights.keep(shelf, [found])
