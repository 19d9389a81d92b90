"""Pages that a browser saved whole into one file (MHTML): the page inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from corpus.documents import Draft
from corpus.errors import ReadError
from corpus.formats.html.metadata import web_address
from corpus.formats.html.page import read_page

_PARTS = 2_000


def read_web_archive(data: bytes, name: str, url: str = "") -> Draft:
    """The statement on a page saved in one file.

    Args:
        data: the file.
        name: for messages.
        url: where the page is known to come from; else the address that the file notes.

    Raises:
        ReadError: there is no page in it, it has too many parts, or the page is refused.
    """
    import email
    import email.policy

    if data.count(b"\n--") > _PARTS:
        raise ReadError(f"{name} has more than {_PARTS:,} parts; save the page as HTML")
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except RecursionError:
        raise ReadError(f"{name} has parts nested too deep; save the page as HTML") from None
    # The page itself stands before its frames, but not in every browser's files.
    for part in sorted(_parts(message), key=lambda part: not _is_root(part, message)):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                page = _as_utf8(page, part.get_content_charset() or "")
                noted = message.get("Snapshot-Content-Location") or part.get("Content-Location")
                saved = web_address(str(noted or ""))
                draft = read_page(page, name, url or saved)
                return replace(draft, url=draft.url or saved)
    raise ReadError(f"{name} is a saved page without a page in it; save it again as HTML")


def _is_root(part: Message, message: Message) -> bool:
    """Whether a part is the page that the file was saved for."""
    place = part.get("Content-Location")
    start = message.get_param("start")
    named = isinstance(start, str) and part.get("Content-ID", "").strip() == start.strip()
    return named or (place is not None and place == message.get("Snapshot-Content-Location"))


def _as_utf8(page: bytes, charset: str) -> bytes:
    """A page in the encoding that its part declares, in UTF-8; as it is where that does not fit."""
    try:
        return page.decode(charset).encode("utf-8") if charset else page
    except (LookupError, UnicodeError):
        return page


def _parts(message: Message) -> Iterator[Message]:
    """All parts that are no container, in their order; without recursion, for any depth."""
    stack = [message]
    while stack:
        part = stack.pop()
        held = part.get_payload()
        if isinstance(held, list):
            stack.extend(inner for inner in reversed(held) if isinstance(inner, Message))
        else:
            yield part
