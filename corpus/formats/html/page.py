"""Web pages to drafts: the statement on a page, without what stands around it."""

from __future__ import annotations

import codecs
import datetime as dt
import html
import re
from dataclasses import replace
from typing import Any

from corpus.documents import Draft
from corpus.errors import ReadError
from corpus.formats.boilerplate import clean
from corpus.formats.html.article import find_article
from corpus.formats.html.hosts import host_publisher
from corpus.formats.html.metadata import Facts, find_facts, page_host
from corpus.formats.html.page_date import page_date
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
from corpus.formats.html.refusals import (
    doubt,
    error_shown,
    holds_teasers,
    is_frame,
    is_index,
    refusal,
)
from corpus.formats.html.text import drop_asides, line, paragraphs
from corpus.formats.html.title import author_name, page_title, without_site
from corpus.text.datelines import only_date
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

# What a scraper writes above the page that it got, its address among it.
_HEADER = re.compile(r"[^<]{1,2000}(?=<(?:!doctype\s+html|html)\b)", re.IGNORECASE)
_ESCAPED = re.compile(r"\s*&lt;(?:p|div|span|article|h[1-6])\b[^<]*?&gt;", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\]\"'<>]{1,1000}")
# A header that is included with an end tag of its own ends no page in a browser, but the parser.
_END_TAGS = re.compile(r"</\s*(?:html|body)\s*>", re.IGNORECASE)


def read_page(data: bytes, name: str, url: str = "") -> Draft:
    """The statement on a web page, with what the page says of it.

    Args:
        data: the page.
        name: for messages.
        url: where the page is known to come from; outranks what the page calls its own address.

    Raises:
        ReadError: the page has no text, more than :data:`TAGS` tags, is longer than
            :data:`LENGTH`, nested too deep, has broken characters in its text, or is damaged.
    """
    try:
        return _read_page(data, name, url)
    except (ReadError, MemoryError):
        raise
    # A broken page makes parser and extraction fail in many ways, and each means the same.
    except Exception:
        raise ReadError(f"{name} is a damaged web page; copy its text into a file") from None


def _read_page(data: bytes, name: str, url: str) -> Draft:
    """As :func:`read_page`, which turns what goes wrong unforeseen into a refusal."""
    if data.count(b"<") > TAGS:
        raise ReadError(f"{name} has more than {TAGS:,} tags; save the article alone")
    markup, broken = _markup(data, name)
    if _ESCAPED.match(markup):
        markup = html.unescape(markup)
    header = _HEADER.match(markup)
    noted = _ADDRESS.search(header[0]) if header else None
    markup = markup[header.end() :] if header else markup
    url = url or (noted[0] if noted else "")
    markup = _EMBEDDED.sub("data:,", markup)
    if len(markup) > LENGTH:
        raise ReadError(f"{name} has more than {LENGTH:,} characters; save the article alone")
    tree = _tree(markup, name)
    drop_asides(tree)
    facts = find_facts(tree, markup)
    host = page_host(url) or page_host(facts.url)
    shape = find_shape(tree, host, markup)
    body = None if shape is None else find_body(tree, shape)
    if shape is WECHAT and body is None:
        reason = wechat_refusal(tree) or "no article"
        raise ReadError(f"{name} shows no article but {reason!r}; save the page while it is there")
    if shape is None or body is None:
        draft = _general(tree, facts, _publisher(shape, host), name)
    elif shape is WECHAT:
        draft = _wechat(tree, body, markup, facts)
    else:
        draft = _shaped(tree, body, shape, facts)
        if host and not shape.owns(host):
            # Anybody can copy markup, and does not become the ministry by it.
            draft = replace(draft, publisher=host_publisher(host) or facts.publisher)
    if noted:
        draft = replace(draft, url=draft.url or noted[0])
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
    label = found[1].decode("ascii", "replace").lower()
    try:
        encoding = codecs.lookup(_WIDER.get(label, label))
    except LookupError:
        return None
    # Codecs such as zip are no encodings; UTF-16 cannot be declared in ASCII.
    text = encoding._is_text_encoding and not encoding.name.startswith(("utf-16", "utf-32"))
    return encoding.name if text else None


def _tree(markup: str, name: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    # Without the large limits the parser drops what is beyond the small ones, and says little.
    parser = lxml_html.HTMLParser(
        no_network=True, huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        data = _END_TAGS.sub("", markup).encode("utf-8", "replace")
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        raise ReadError(f"{name} is a web page without text; copy the text into a file") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError(f"{name} is nested too deep; save the article alone")
    return tree


def _publisher(shape: Shape | None, host: str) -> str:
    """Who publishes on the host, whatever the page calls itself; empty where it is not known."""
    return shape.publisher if shape is not None and shape.owns(host) else host_publisher(host)


def _shaped(tree: Any, body: Any, shape: Shape, facts: Facts) -> Draft:
    title = find_line(tree, shape.title) or without_site(facts.title, facts.site)
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
        author=find_line(tree, WECHAT.author) or author_name(facts.author, ""),
        publisher=account.name,
        url=account.url,
        language=facts.language,
        date=date,
    )


def _general(tree: Any, facts: Facts, publisher: str, name: str) -> Draft:
    """Any page: trafilatura finds the part that holds the text, and its headings and date."""
    title, paragraphs = page_title(tree, facts), find_article(tree, facts.url)
    date = page_date(tree, facts, title, paragraphs)
    text = _text(paragraphs, title, date)
    headings = [line(e) for e in tree.xpath("descendant::h1")[:4]]
    shown = error_shown(facts.title, headings, paragraphs)
    taken = text.split("\n\n")
    if shown or is_index(tree, taken) or holds_teasers(tree, paragraphs):
        raise ReadError(f"{name} {refusal(shown or 'a list of links')}")
    if is_frame(tree, taken):
        raise ReadError(f"{name} {refusal('a few words of its menu')}")
    reason = doubt(tree, taken)
    return Draft(
        text=text,
        title=title,
        author=author_name(facts.author, facts.site),
        publisher=publisher or facts.publisher,
        url=facts.url,
        language=facts.language,
        date=date,
        doubt=f"{reason}; hold the text against the page" if reason else "",
    )


def _text(paragraphs: list[str], title: str, date: dt.date | None) -> str:
    """The paragraphs without boilerplate, and without a heading that repeats title or date."""
    kept = list(paragraphs)
    # What stands above may hide behind the heading, and the other way round.
    for _ in range(2):
        while kept and (_same(kept[0], title) or (date is not None and only_date(kept[0]) == date)):
            kept.pop(0)
        kept = list(clean(kept))
    return "\n\n".join(kept)


def _same(first: str, second: str) -> bool:
    return "".join(first.split()).casefold() == "".join(second.split()).casefold()
