"""The title of a page, without the name of the site; its author, where that is a name."""

from __future__ import annotations

import re
from typing import Any

from corpus.formats.html.metadata import Facts
from corpus.formats.html.text import line

_LONGEST = 300
_PARTING = re.compile(
    r"\s*(?:_{1,3}|\|{1,2}|｜|»|«|::)\s*|\s+[-–—•·:]\s+|(?<=[\u3400-\u9fff）》”])\s*[-–—]{1,2}\s*(?=[\u3400-\u9fff])"
)
# What parts of a title that name a site end in, or consist of.
_SITE = re.compile(
    r".*(?:网|網|网站|網站|新闻中心|频道|頻道|客户端|門戶|门户|官网|日报|晚报|通讯社|通訊社|外交部|"
    r"电视台|广播|在线|新闻|新聞|博客|论坛|公众号|大使馆|总领事馆|人民政府|国务院)"
    r"|(?:https?://)?(?:[\w-]+\.)+[a-z]{2,6}/?"
    r"|(?:the\s+)?(?:white house|kremlin|élysée|elysee)"
    r"|.*\b(?:ministry|department|embassy|consulate|government|office of|news|press|times|post|"
    r"website|home\s?page|official site|gov\.\w+|gov|council|commission|agency|united nations|"
    r"news agency|archives|blog)\b.*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r".*(?:@|https?:|www\.).*|[\d\W]*|(?:admin(?:istrator)?|webmaster|editor|root|user|unknown|none|"
    r"null|undefined|by|author|staff|guest|系统管理员|管理员|佚名|未知|无|作者)",
    re.IGNORECASE,
)


def page_title(tree: Any, facts: Facts) -> str:
    """The heading that the head of the page names too, for a site's own name is often one."""
    headings = [words for e in tree.xpath("descendant::h1")[:8] if (words := _heading(e))]
    named = _plain(facts.title)
    same = [h for h in headings if _plain(h) in named]
    if same:
        return max(same, key=len)
    # A lower heading counts where the title of the page begins with it and goes on with the site.
    lower = [
        words for e in tree.xpath("descendant::h2|descendant::h3")[:12] if (words := _heading(e))
    ]
    begun = [h for h in lower if len(_plain(h)) > 3 and named.startswith(_plain(h))]
    if begun:
        return max(begun, key=len)
    return without_site(facts.title, facts.site) or next(iter(headings), "")


def without_site(title: str, site: str) -> str:
    """A title without the name of the site at its end or its beginning."""
    if site and title.casefold().startswith((f"{site.casefold()}: ", f"{site.casefold()}：")):
        title = title[len(site) + 1 :].strip()
    parts = _PARTING.split(title)
    marks = [found[0] for found in _PARTING.finditer(title)]
    while len(parts) > 1 and _names_site(parts[-1], site, marks[-1]):
        parts.pop()
        marks.pop()
    if len(parts) > 1 and site and _plain(parts[0]) == _plain(site):
        parts, marks = parts[1:], marks[1:]
    kept = parts[0]
    for mark, part in zip(marks, parts[1:], strict=True):
        kept += mark + part
    return kept.strip() or title


def author_name(author: str, site: str) -> str:
    """An author's name; empty where the page gives an address, a number or its own name."""
    name = " ".join(author.split()).strip(" ,;|")
    useless = len(name) > 100 or _NO_NAME.fullmatch(name) or _plain(name) == _plain(site)
    return "" if useless else name


def _names_site(part: str, site: str, mark: str) -> bool:
    if site and (_plain(part) in _plain(site) or _plain(site) in _plain(part)):
        return True
    if len(part) > 60 or (len(part) > 20 and re.search(r"[\u3400-\u9fff]", part)):
        return False
    # A dash may part two halves of a title; other signs hardly do.
    return (
        not part.strip() or _SITE.fullmatch(part.strip()) is not None or mark.strip() in {"_", "|"}
    )


def _heading(element: Any) -> str:
    words = line(element)
    return words if len(words) <= _LONGEST else ""


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
