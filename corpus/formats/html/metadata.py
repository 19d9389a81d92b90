"""What a web page says of itself: title, date, publisher, address, in its head and its notes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from corpus.text.dates import find_date

_SAVED = re.compile(
    r"saved from url=\(\d+\)(\S+)|Page saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE
)
_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "og:article:published_time",
    "og:time",
    "og:release_date",
    "article:published",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "publicationdate",
    "publication_date",
    "published_time",
    "publish-date",
    "published",
    "pub_date",
    "firstpublishedtime",
    "apub:time",
    "weibo: article:create_at",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "parsely-pub-date",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "article:create_at",
)
_LOOSE_DATES = ("dcterms.date", "dc.date", "date")
"""Names under which some sites give the day of the last change."""
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4,6})?")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/(https?://.*)")
_LD_LIMIT = 500_000
# Sites put line ends into strings, and a bracket or a semicolon too many behind the whole.
_LENIENT, _BEFORE_LD = json.JSONDecoder(strict=False), " \t\r\n\ufeff;"


@dataclass(frozen=True)
class Facts:
    """What the head of a page says; empty where it says nothing."""

    metas: dict[str, str] = field(default_factory=dict)
    title: str = ""
    url: str = ""
    language: str = ""
    date: dt.date | None = None
    stamp: str = ""
    """The words from which ``date`` was read."""
    loose: bool = False
    """Whether ``date`` may be the day of a later change."""
    publisher: str = ""
    author: str = ""
    site: str = ""
    """What the page calls its site."""


def find_facts(tree: Any, markup: str) -> Facts:
    """Read the head of a page.

    Args:
        tree: the root element of the page, of :mod:`lxml.html`.
        markup: the page, for what a browser noted in it when it was saved.
    """
    metas = _metas(tree)
    notes = list(_notes(tree))
    date, stamp, loose = _date(metas, notes)
    return Facts(
        metas=metas,
        title=metas.get("og:title") or _first(notes, "headline") or _title(tree),
        url=_url(tree, metas, markup),
        language=_language(tree),
        date=date,
        stamp=stamp,
        loose=loose,
        site=metas.get("og:site_name") or metas.get("application-name") or "",
        publisher=metas.get("og:site_name") or _first(notes, "publisher"),
        author=metas.get("author", ""),
    )


def page_host(url: str) -> str:
    """The host of an address, lower case; of a page at the Wayback Machine the original's."""
    archived = _ARCHIVED.match(url)
    return (urlsplit(web_address(archived[1] if archived else url)).hostname or "").lower()


def web_address(text: str) -> str:
    """``text`` where it is an absolute http or https address without spaces, else empty."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        ok = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return text if ok and len(text) <= 2_000 and not re.search(r"\s", text) else ""


def _metas(tree: Any) -> dict[str, str]:
    """Content of the meta elements by lower-case name; the first of each counts."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or meta.get("value") or "").split())
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _notes(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD in the page, flat."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            loaded, _ = _LENIENT.raw_decode((script.text or "")[:_LD_LIMIT].strip(_BEFORE_LD))
        except (ValueError, RecursionError):
            continue
        for thing in loaded if isinstance(loaded, list) else [loaded]:
            if isinstance(thing, dict):
                graph = thing.get("@graph")
                yield from (
                    part
                    for part in (graph if isinstance(graph, list) else [thing])
                    if isinstance(part, dict)
                )


def _first(notes: list[dict[str, Any]], key: str) -> str:
    for note in notes:
        value = note.get(key)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


def _title(tree: Any) -> str:
    title = tree.find(".//title")
    return "" if title is None else " ".join("".join(title.itertext()).split())


def _url(tree: Any, metas: dict[str, str], markup: str) -> str:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            address = web_address(link.get("href") or "")
            if address:
                return address
    saved = _SAVED.search(markup[:5_000])
    noted = (saved[1] or saved[2]) if saved else ""
    return web_address(metas.get("og:url", "")) or web_address(noted)


def _language(tree: Any) -> str:
    html = tree if tree.tag == "html" else tree.find(".//html")
    tag = "" if html is None else (html.get("lang") or html.get("{xml}lang") or "")
    tag = re.split("[-_]", tag.strip().lower())[0]
    return tag if re.fullmatch("[a-z]{2,3}", tag) else ""


def _date(metas: dict[str, str], notes: list[dict[str, Any]]) -> tuple[dt.date | None, str, bool]:
    """The day of publication, the words that say it, and whether they may mean a later change."""
    firm = [metas[name] for name in _DATES if name in metas]
    loose = [metas[name] for name in _LOOSE_DATES if name in metas]
    noted = _first(notes, "datePublished")
    for texts, is_loose in ((firm, False), (loose, True), ([noted], False)):
        for text in texts:
            date = read_stamp(text)
            if date is not None:
                return date, text, is_loose
    return None, "", False


def read_stamp(text: str) -> dt.date | None:
    """The date of a time stamp as machines write it, or as people do."""
    compact = _COMPACT.fullmatch(text.strip())
    return find_date("-".join(compact.groups()) if compact else text)
