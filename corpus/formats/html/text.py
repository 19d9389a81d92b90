"""The paragraphs of a part of a web page, as a browser would set them, words untouched."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from corpus.text.characters import WIDE

# Elements that begin and end a paragraph.
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figure form h1 "
    "h2 h3 h4 h5 h6 hr html legend li main ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
_SKIPPED = frozenset(
    "aside audio button canvas embed figcaption footer head iframe input link map math meta nav "
    "noscript object rp rt rtc script select style svg template textarea title video".split()
)
_MARKS = (
    r"(?:share|sharing|sharedaddy|shares?box|addtoany|addthis|bdsharebuttonbox|social|related|"
    r"wm-ipp|breadcrumbs?|(?<![_-])print(?:er)?|print(?:er)?(?=\s|$)|newsletter|subscribe|cookies?|fenx|fenxiang|xgxw|"
    r"qr_?code\w*|screen-reader-text|visually-hidden|sr-only)"
)
_MARKED = re.compile(rf"(?:^|[\s_-]){_MARKS}(?:$|[\s_-])", re.IGNORECASE)
# Ids are often made of the words of a heading: "social-security" is no row of buttons.
_NAMED = re.compile(
    rf"{_MARKS}(?:[-_]?(?:this|page|buttons?|links?|bar|icons?|media|box|tools?|posts?|articles?|"
    r"news|content|list|trail|wrapper|container|area|banner|notice))*",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# A browser drops a line end between two characters of a script without spaces.
_SEAM = re.compile(rf"(?<=[{WIDE}])[ \t\f\r]*\n[ \t\f\r\n]*(?=[{WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
# Marks where a line or a word may break and where it may not, and of direction: a browser shows
# none of them.
_SHOWN = dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0xFEFF, 0x180E))
_SHOWN |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A)))
# Joiners change letters of other scripts, and show nothing between these.
_JOINERS = re.compile(
    rf"(?<=[A-Za-z\u00c0-\u024f{WIDE}])[\u200c\u200d]+(?=[A-Za-z\u00c0-\u024f{WIDE}])"
)
_EDGES = " \t\r\n\f\v\u00a0\u3000\u200b\u200c\u200d\ufeff\u2003\u2002"
_NOTE = re.compile(
    r"[\[(【［（]?\s*(?:\d{1,3}(?:\s*[,，–-]\s*\d{1,3}){0,4}|[ivx]{1,4}|[*†‡]{1,3}|[①-⑳])\s*[\])】］）]?"
)
# Links to notes, as Word, WordPress and wikis name them.
_TO_NOTE = re.compile(r"#.*(?:f(?:oo)?t?n|note|cite)|footnote|note-?ref|fn-?ref", re.IGNORECASE)
# A number raised behind a word is a note's, behind a unit a power.
_WORD_BEFORE = re.compile(r"[^\W\d_]{4,}\s*\Z")
_STOP = re.compile(r"[.,;:!?。，；：！？、”’\"')）」』》]\s*\Z")
_BREAK = "\x00"  # no character of a text: HTML cannot hold it
_BREAKS = re.compile(rf"[ ]?{_BREAK}[ ]?")


def paragraphs(element: Any, drop: Callable[[Any], bool] | None = None) -> list[str]:
    """The paragraphs below an lxml element, in order, none of them empty.

    White space collapses as in a browser, and marks that show nothing go. A single line break
    stays one; two in a row, or one before an indented line, end the paragraph. Left out are what
    a browser does not show, and parts marked as share buttons, related links, bread crumbs and
    the like.

    Args:
        element: an element of :mod:`lxml.html`.
        drop: says of an element whether to leave it out too.
    """
    from lxml import etree

    found: list[str] = []
    open_parts: list[str] = []

    @cache
    def whole() -> int:
        return max(1, count_characters(element))

    def close() -> None:
        if open_parts:
            found.extend(_split("".join(open_parts)))
            open_parts.clear()

    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    left_out = None
    for event, node in walk:
        if event == "start":
            if node is not element and (
                _is_skipped(node, whole) or (drop is not None and drop(node))
            ):
                left_out = node
                walk.skip_subtree()
                continue
            if node.tag in _BLOCKS:
                close()
            if text := _BREAK if node.tag == "br" else node.text:
                open_parts.append(text)
            continue
        if event == "end" and node is not left_out and node.tag in _BLOCKS:
            close()
        if node is not element and (text := node.tail):
            open_parts.append(text)
    close()
    return found


def drop_asides(tree: Any) -> None:
    """Take readings above characters, numbers of footnotes and notes for engines out of a page."""
    for node in tree.xpath('descendant::span[contains(@class, "rich-snippet-hidden")]'):
        node.drop_tree()
    for node in [*tree.iter("rt", "rp", "rtc", "sup")]:
        if node.getparent() is not None and (node.tag != "sup" or _is_note_mark(node)):
            node.drop_tree()
    for node in tree.xpath('descendant::a[contains(@href, "#") and string-length() < 9]'):
        named = f"{node.get('href')} {node.get('class') or ''}"
        # The same link before the note itself leads back, and ends no words.
        if _TO_NOTE.search(named) and _NOTE.fullmatch(_words(node)) and _before(node).strip():
            node.drop_tree()


def _is_note_mark(node: Any) -> bool:
    """Whether a raised number is a footnote's: a link, in brackets, behind a stop or a word."""
    words, before = _words(node), _before(node)
    if not _NOTE.fullmatch(words):
        return False
    if (
        words[0] in "[(【［（*†‡"
        or "①" <= words[0] <= "⑳"
        or node.find(".//a") is not None
        or _STOP.search(before)
    ):
        return True
    return words[0].isdigit() and _WORD_BEFORE.search(before) is not None


def _words(node: Any) -> str:
    return "".join(node.itertext()).strip()


def _before(node: Any) -> str:
    """The text right before an element, inside its parent."""
    sibling = node.getprevious()
    return (node.getparent().text if sibling is None else sibling.tail) or ""


def line(element: Any) -> str:
    """The words of an element in one line."""
    return " ".join(" ".join(paragraphs(element)).split())


def count_characters(element: Any) -> int:
    """The length of all text below an element, scripts and spaces included."""
    return int(element.xpath("string-length()"))


def _split(text: str) -> list[str]:
    if not text or text.isspace():
        return []
    if text.isascii():
        text = _SPACES.sub(" ", text)
    else:
        text = _JOINERS.sub("", _SPACES.sub(" ", _SEAM.sub("", text)).translate(_SHOWN))
    parts: list[str] = []
    for part in _BREAKS.split(text):
        if parts and parts[-1] and part.strip(_EDGES) and not part.startswith(("\u3000", "\u00a0")):
            parts[-1] += "\n" + part.strip(_EDGES)
        else:
            parts.append(part.strip(_EDGES))
    return [part for part in parts if part]


def _is_skipped(node: Any, whole: Callable[[], int]) -> bool:
    if node.tag in _SKIPPED or node.get("hidden") is not None:
        return True
    if _HIDDEN.search(node.get("style") or ""):
        return True
    if not (_is_marked(node.get("class") or "") or _NAMED.fullmatch(node.get("id") or "")):
        return False
    # A name proves nothing where it names most of the text.
    length = 0
    for text in node.itertext():
        length += len(text)
        if length >= 0.3 * whole():
            return False
    return True


@lru_cache(maxsize=4_096)
def _is_marked(classes: str) -> bool:
    """Whether one of the classes of an element names buttons and the like; pages repeat them."""
    return _MARKED.search(classes) is not None
