"""The title of a page, without the name of the site; its author, where that is a name."""

from __future__ import annotations

import re
from typing import Any

from corpus.formats.html.metadata import Facts
from corpus.formats.html.text import line

_LONGEST = 300
_PARTING = re.compile(
    r"\s*(?:_{1,3}|\|{1,2}|｜|丨|»|«|::)\s*|\s+[-–—•·:]\s+"
    r"|(?<=[\u3400-\u9fff）》”])\s*[-–—]{1,2}\s*(?=[\u3400-\u9fff])"
    r"|\s+(?=[\u3400-\u9fff]{2,12}(?:网|網|网站|網站|日报|频道|外交部|通讯社|新闻社)\Z)"
)
_BEFORE_SITE = frozenset("_ | || ｜ 丨 » « :: •".split())
"""Marks that hardly part two halves of a title, as a dash may."""
_HOME = re.compile(r"home(?:\s?page)?|首页|首頁|主页|start(?:seite)?|accueil|トップ", re.IGNORECASE)
# What parts of a title that name a site end in, or consist of.
_SITE = re.compile(
    r".*(?:网|網|网站|網站|新闻中心|频道|頻道|客户端|門戶|门户|官网|日报|晚报|通讯社|通訊社|外交部|"
    r"电视台|广播|在线|新闻|新聞|博客|论坛|公众号|大使馆|总领事馆|人民政府|国务院)"
    r"|(?:https?://)?(?:[\w-]+\.)+[a-z]{2,6}/?"
    r"|(?:the\s+)?(?:white house|kremlin|élysée|elysee|bundesregierung|bundeskanzler|xinhua|eeas|"
    r"people['’]s daily(?: online)?|china daily|cgtn|nato|mofa|reuters)"
    r"|.*\b(?:ministry|department|embassy|consulate|government|office of|news|press|times|post|"
    r"website|home\s?page|official site|gov\.\w+|gov|council|commission|agency|united nations|"
    r"news agency|archives|blog)\b.*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r".*(?:@|https?:|www\.).*|[\d\W]*|\w*_\w*\d|\w*\d{2,}\w*|(?:admin(?:istrator)?|webmaster|editor|root|user|unknown|none|"
    r"null|undefined|by|author|staff|guest|系统管理员|管理员|佚名|未知|无|作者)",
    re.IGNORECASE,
)
# Addresses and numbers of telephones beside a name.
_NO_PART_OF_NAME = re.compile(
    r"[(（<\[]?\s*(?:mailto:)?[\w.+-]+@[\w.-]+\s*[)）>\]]?|https?://\S+|[(（]?\+?\d[\d\s()./-]{5,}\d[)）]?"
)
_BEFORE_NAME = re.compile(
    r"(?:by|von|par|por|written by|author|作者|文|撰文|记者|本报记者|发布者|发布人|来源)"
    r"(?:\s*[:：/]\s*|\s+)",
    re.IGNORECASE,
)
_REPORTER = re.compile(
    r"(?:\w{2,4}社|本[报網网台刊])?(?:特约|驻\w{2,6}?)?[记記]者\s*[:：]?\s*(?=[\u3400-\u9fff]{2})"
)
_EDITOR = re.compile(r"(?:责任编辑|责编|编辑|编审|editor)\s*[:：]", re.IGNORECASE)


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
    if len(parts) > 1 and _leads(parts, marks[0], site):
        parts, marks = parts[1:], marks[1:]
    while len(parts) > 1 and _names_site(parts[-1], site, marks[-1]):
        parts.pop()
        mark = marks.pop()
        # The part of the site stands between title and site: "...--politics--People's Daily".
        if (
            len(parts) > 1
            and marks[-1] == mark
            and re.fullmatch(r"[\u3400-\u9fff]{2,4}", parts[-1])
        ):
            parts.pop()
            marks.pop()
    kept = parts[0]
    for mark, part in zip(marks, parts[1:], strict=True):
        kept += mark + part
    return kept.strip() or title


def _leads(parts: list[str], mark: str, site: str) -> bool:
    """Whether a title begins with the name of the site, and does not end with one too."""
    first, last = parts[0].strip(), parts[-1].strip()
    if _HOME.fullmatch(first) or (site and _plain(first) == _plain(site)):
        return True
    named = mark.strip() in _BEFORE_SITE or _plain(first) in {"élysée", "elysee", "bundesregierung"}
    return named and bool(_SITE.fullmatch(first)) and not _SITE.fullmatch(last)


def author_name(author: str, site: str) -> str:
    """An author's name; empty where the page gives an address, a number or its own name."""
    name = _NO_PART_OF_NAME.sub(" ", " ".join(author.split()))
    name = _BEFORE_NAME.sub("", " ".join(name.split()).strip(" ,;|，；"))
    name = _REPORTER.sub("", name, count=1)
    if _EDITOR.match(name):
        return ""
    useless = len(name) > 100 or _NO_NAME.fullmatch(name) or _plain(name) == _plain(site)
    return "" if useless else name


def _names_site(part: str, site: str, mark: str) -> bool:
    if site and (_plain(part) in _plain(site) or _plain(site) in _plain(part)):
        return True
    if len(part) > 60 or (len(part) > 20 and re.search(r"[\u3400-\u9fff]", part)):
        return False
    named = not part.strip() or _SITE.fullmatch(part.strip()) is not None
    return named or mark.strip() in _BEFORE_SITE


def _heading(element: Any) -> str:
    words = line(element)
    return words if len(words) <= _LONGEST else ""


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
