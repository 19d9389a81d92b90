"""Pages that a browser saved whole into one file (MHTML): the page inside."""

from __future__ import annotations

import re
from dataclasses import replace

from .documents import Draft
from .errors import ReadError
from .page_facts import web_address
from .pages import read_page

_BEGINS = (b"from: <saved by", b"mime-version:", b'from: "saved by')
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.MULTILINE)


def is_web_archive(data: bytes) -> bool:
    """Whether the bytes begin as a page saved in one file does."""
    head = data[:4_000].lstrip().lower()
    return head.startswith(_BEGINS) and _RELATED.search(head) is not None


def read_web_archive(data: bytes, name: str) -> Draft:
    """The statement on a page saved in one file.

    Raises:
        ReadError: there is no page in it, or the page is refused.
    """
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                draft = read_page(page, name)
                saved = message.get("Snapshot-Content-Location") or part.get("Content-Location")
                return replace(draft, url=draft.url or web_address(str(saved or "")))
    raise ReadError(f"{name} is a saved page without a page in it; save it again as HTML")
