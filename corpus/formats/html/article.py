"""The article of a page of no known shape: what trafilatura finds, held against the page itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from corpus.formats.html.text import paragraphs

_SHORT = 700
"""An article of fewer letters is held against the page; a Chinese character counts as 2.5."""
_SHORTEST = 400
"""An article of fewer letters is taken from the page itself where that says about as much."""
_LOST = 0.8
"""Least share of what trafilatura gives that is left without the parts marked as no text."""
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")
_SENTENCE = re.compile(r"[.!?。！？…](?:\s?[\"'”’“‘»«›‹）)」』》\]])*\s*\Z")
_OTHERS = re.compile(r"[\W\d_]+")
_LEAST = 14
"""Letters of the shortest paragraph that counts as a sentence."""
_WORDS = 40
"""Letters of what may be no more than a label at the edge of a page."""
_MENU_TAGS = frozenset({"nav", "menu", "footer", "aside", "form", "select", "button"})
_MENU_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar"})
_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|foot(?:er)?|copy_?right|side_?bar|top_?bar|login|search\w*|"
    r"crumbs?|toolbar|pagination|pager|cookies?|banner)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = frozenset("div ul ol li p table tr td dl section header nav span center".split())


def find_article(tree: Any, url: str) -> list[str]:
    """The paragraphs of the article on a page, in order; empty where the page has no text.

    Args:
        tree: the root element of the page, of :mod:`lxml.html`; it stays as it is.
        url: the address of the page, or empty.
    """
    found = _extracted(tree, url)
    weight = sum(map(weigh, found))
    if weight >= _SHORT:
        return found
    chosen = _outside_menus(tree)
    sentences = sum(map(weigh, filter(is_sentence, chosen)))
    # Short pages give the method too little to tell apart, and it runs menu and text together.
    like = weight < _SHORTEST and 0.5 * weight <= sum(map(weigh, chosen)) <= 1.3 * weight
    if sentences and (like or _run_together(found, chosen)):
        return chosen
    return found or chosen or paragraphs(tree)


def _run_together(found: list[str], chosen: list[str]) -> bool:
    """Whether a paragraph that was found holds several that the page keeps apart."""
    wanted = {"".join(paragraph.split()) for paragraph in chosen}
    whole = ("".join(paragraph.split()) for paragraph in found)
    return any(sum(part in paragraph for part in wanted) > 1 for paragraph in whole)


def weigh(text: str) -> float:
    """How much a text says, in letters of English: a Chinese character counts as 2.5."""
    return len(text) + 1.5 * len(_WIDE.findall(text))


def is_sentence(paragraph: str) -> bool:
    """Whether a paragraph ends as a sentence does and is long enough to be one."""
    return weigh(paragraph) >= _LEAST and _SENTENCE.search(paragraph) is not None


def _extracted(tree: Any, url: str) -> list[str]:
    """What trafilatura takes for the article."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            tree, url=url or None, include_comments=False, with_metadata=False
        )
    except RecursionError:
        found = None
    element = getattr(found, "body", None)
    if element is None:
        return []
    chosen = paragraphs(_plain(element))
    whole = len("".join((getattr(found, "text", None) or "").split()))
    if sum(len("".join(paragraph.split())) for paragraph in chosen) < _LOST * whole:
        # It found the article in parts that are marked as hidden, or as something else.
        for part in element.iter("*"):
            part.attrib.clear()
        return paragraphs(element)
    return chosen


def _plain(element: Any) -> Any:
    """Name the elements of trafilatura's own markup as HTML does."""
    names = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "lb": "br"}
    names |= {"row": "tr", "cell": "td", "ab": "p"}
    for part in element.iter("*"):
        part.tag = names.get(part.tag, part.tag)
    return element


def _outside_menus(tree: Any) -> list[str]:
    """The paragraphs without menus and rows of links, nor the few words at either end."""
    body = tree.find("body")
    lengths = measure_links(tree)

    def is_menu(node: Any) -> bool:
        if node.tag in _MENU_TAGS or node.get("role") in _MENU_ROLES:
            return True
        size = lengths[node]
        if _MENU.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return size.text < 0.3 * lengths[tree].text
        return node.tag in _BLOCKS and size.links > 1 and size.linked > 0.6 * size.text

    shown = paragraphs(tree if body is None else body, is_menu)
    while shown and not is_sentence(shown[0]) and weigh(shown[0]) < _WORDS:
        shown.pop(0)
    while shown and not is_sentence(shown[-1]) and weigh(shown[-1]) < _WORDS:
        shown.pop()
    return shown


@dataclass(slots=True)
class Links:
    """How many letters an element holds, and how many of them in links."""

    text: int = 0
    linked: int = 0
    links: int = 0


def measure_links(tree: Any) -> dict[Any, Links]:
    """The letters of every element below ``tree``, itself included, and those in links."""
    sizes: dict[Any, Links] = {}
    for node in reversed([*tree.iter("*")]):
        hidden = node.tag in ("script", "style", "noscript", "template")
        size = Links(0 if hidden else count_letters(node.text))
        for child in node:
            if child in sizes:
                inside = sizes[child]
                size.text += inside.text + count_letters(child.tail)
                size.linked += inside.linked
                size.links += inside.links
        if node.tag == "a":
            size.linked, size.links = size.text, 1
        sizes[node] = size
    return sizes


def count_letters(text: str | None) -> int:
    """How many letters a text holds; digits, spaces and signs count for nothing."""
    return len(_OTHERS.sub("", text)) if text else 0
