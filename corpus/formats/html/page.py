"""Web pages to drafts: the statement on a page, without what stands around it."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from dataclasses import replace
from typing import Any

from corpus.documents import Draft
from corpus.errors import ReadError
from corpus.formats.boilerplate import clean
from corpus.formats.html.metadata import Facts, find_facts, page_host
from corpus.formats.html.publishers import (
    WECHAT,
    Shape,
    find_body,
    find_line,
    find_shape,
    shape_date,
    wechat_account,
    wechat_refusal,
)
from corpus.formats.html.text import line, paragraphs
from corpus.text.dates import only_date
from corpus.text.decoding import decode

TAGS = 50_000
"""Most tags of a page that is read; the longest press conferences have a few thousand."""
LENGTH = 10_000_000
"""Most characters of a page, scripts included, without the pictures inside it."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# What browsers take these names to mean.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "ascii": "cp1252"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOST = "\ufffd"
# Inline pictures and the like may be megabytes; none of it is text.
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%_-]{200,}")


def read_page(data: bytes, name: str, url: str = "") -> Draft:
    """The statement on a web page, with what the page says of it.

    Args:
        data: the page.
        name: for messages.
        url: where the page is known to come from; outranks what the page calls its own address.

    Raises:
        ReadError: the page has no text, more than :data:`TAGS` tags, is longer than
            :data:`LENGTH`, nested too deep, or has broken characters in its text.
    """
    if data.count(b"<") > TAGS:
        raise ReadError(f"{name} has more than {TAGS:,} tags; save the article alone")
    markup, broken = _markup(data, name)
    markup = _EMBEDDED.sub("data:,", markup)
    if len(markup) > LENGTH:
        raise ReadError(f"{name} has more than {LENGTH:,} characters; save the article alone")
    tree = _tree(markup, name)
    facts = find_facts(tree, markup)
    host = page_host(url) or page_host(facts.url)
    shape = find_shape(tree, host)
    body = None if shape is None else find_body(tree, shape)
    if shape is WECHAT and body is None:
        reason = wechat_refusal(tree) or "no article"
        raise ReadError(f"{name} shows no article but {reason!r}; save the page while it is there")
    if shape is None or body is None:
        draft = _general(tree, facts, "" if shape is None else shape.publisher)
    elif shape is WECHAT:
        draft = _wechat(tree, body, markup, facts)
    else:
        draft = _shaped(tree, body, shape, facts)
        if host and not shape.owns(host):
            # Anybody can copy markup, and does not become the ministry by it.
            draft = replace(draft, publisher=facts.publisher)
    if not draft.text:
        raise ReadError(f"{name} is a web page without text of its own; copy the text into a file")
    if broken is not None and _LOST in draft.text:
        raise broken
    return draft


def _markup(data: bytes, name: str) -> tuple[str, ReadError | None]:
    """The page as text, and what is wrong with its characters where something is.

    One broken character in a footer is no reason to refuse the page, so they are marked and
    the page is refused only if one of them stands in the statement.
    """
    declared = _declared(data)
    # A page converted to UTF-8 often goes on declaring what it was in before.
    if declared is not None and not _is_utf8(data):
        try:
            return data.decode(declared), None
        except UnicodeDecodeError:
            pass
    try:
        return decode(data, name), None
    except ReadError as error:
        return data.decode(declared or "utf-8", "replace").replace("\x00", ""), error


def _is_utf8(data: bytes) -> bool:
    try:
        return len(data.decode("utf-8")) < len(data)
    except UnicodeDecodeError:
        return False


def _declared(data: bytes) -> str | None:
    """The encoding that the page declares, if Python knows it and no byte-order mark outranks."""
    found = _DECLARED.search(data[:4_096])
    if found is None or data.startswith(_MARKS):
        return None
    said = found[1].decode("ascii", "replace").lower()
    try:
        encoding = codecs.lookup(_WIDER.get(said, said))
    except LookupError:
        return None
    # Codecs such as zip are no encodings; UTF-16 cannot be declared in ASCII.
    text = encoding._is_text_encoding and not encoding.name.startswith(("utf-16", "utf-32"))
    return encoding.name if text else None


def _tree(markup: str, name: str) -> Any:
    from lxml import etree, html

    # Without the large limits the parser drops what is beyond the small ones, and says little.
    parser = html.HTMLParser(no_network=True, huge_tree=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise ReadError(f"{name} is a web page without text; copy the text into a file") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError(f"{name} is nested too deep; save the article alone")
    return tree


def _shaped(tree: Any, body: Any, shape: Shape, facts: Facts) -> Draft:
    title = find_line(tree, shape.title) or facts.title
    date = shape_date(tree, shape) or facts.date
    return Draft(
        text=_text(paragraphs(body), title, date),
        title=title,
        author=find_line(tree, shape.author),
        publisher=shape.publisher,
        url=facts.url,
        language=facts.language,
        date=date,
    )


def _wechat(tree: Any, body: Any, markup: str, facts: Facts) -> Draft:
    account = wechat_account(tree, markup, facts)
    title = find_line(tree, WECHAT.title) or account.title
    date = account.date or shape_date(tree, WECHAT)
    return Draft(
        text=_text(paragraphs(body), title, date),
        title=title,
        author=find_line(tree, WECHAT.author) or facts.author,
        publisher=account.name,
        url=account.url,
        language=facts.language,
        date=date,
    )


def _general(tree: Any, facts: Facts, publisher: str) -> Draft:
    """Any page: trafilatura finds the part that holds the text, and its headings and date."""
    import trafilatura

    # The method works on the tree itself and changes it, so the title is taken first.
    title, whole = _title(tree, facts), paragraphs(tree)
    try:
        found = trafilatura.bare_extraction(
            tree, url=facts.url or None, include_comments=False, with_metadata=False, fast=True
        )
    except RecursionError:
        found = None
    element = getattr(found, "body", None)
    said = [] if element is None else paragraphs(_plain(element))
    # A page that is nothing but its text gives the method nothing to tell apart.
    said = said or whole
    date = facts.date or next((d for p in said[:4] if (d := only_date(p))), None)
    return Draft(
        text=_text(said, title, date),
        title=title,
        author=facts.author,
        publisher=facts.publisher or publisher,
        url=facts.url,
        language=facts.language,
        date=date,
    )


def _title(tree: Any, facts: Facts) -> str:
    """The heading that the head of the page names too, for a site's own name is often one."""
    headings = [said for e in tree.xpath("descendant::h1")[:8] if 0 < len(said := line(e)) <= 300]
    named = "".join(facts.title.split()).casefold()
    same = (h for h in headings if "".join(h.split()).casefold() in named)
    return max(same, key=len, default="") or facts.title or next(iter(headings), "")


def _plain(element: Any) -> Any:
    """Name the elements of trafilatura's own markup as HTML does."""
    names = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "lb": "br"}
    names |= {"row": "tr", "cell": "td", "ab": "p"}
    for part in element.iter():
        part.tag = names.get(part.tag, part.tag)
    return element


def _text(said: list[str], title: str, date: dt.date | None) -> str:
    """The paragraphs without boilerplate, and without a heading that repeats title or date."""
    kept = list(said)
    # What stands above may hide behind the heading, and the other way round.
    for _ in range(2):
        while kept and (_same(kept[0], title) or (date is not None and only_date(kept[0]) == date)):
            kept.pop(0)
        kept = list(clean(kept))
    return "\n\n".join(kept)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()
