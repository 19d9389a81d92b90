"""Where the pages of ministries and of WeChat keep title, date and text.

A page of a known shape is read exactly; any other is left to a general method.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass
from typing import Any

from corpus.formats.html.metadata import Facts
from corpus.formats.html.text import line
from corpus.text.dates import china_date, find_date


def _by_id(*names: str) -> tuple[str, ...]:
    return tuple(f'descendant-or-self::*[@id="{name}"]' for name in names)


def _by_class(*names: str) -> tuple[str, ...]:
    form = 'descendant-or-self::*[contains(concat(" ", normalize-space(@class), " "), " {} ")]'
    return tuple(form.format(name) for name in names)


@dataclass(frozen=True)
class Shape:
    """The markup of one publisher: XPaths, the first that finds words counts."""

    publisher: str
    hosts: tuple[str, ...]
    """Ends of host names; a page is of this shape if its address ends so, or by its marks."""
    marks: tuple[str, ...]
    """Ids, as ``#id``, and classes, as ``.class``, that no other publisher's pages have."""
    body: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]
    author: tuple[str, ...] = ()

    def owns(self, host: str) -> bool:
        """Whether a host is the publisher's own."""
        return any(host == end or host.endswith("." + end) for end in self.hosts)


WECHAT = Shape(
    publisher="",
    hosts=("mp.weixin.qq.com",),
    marks=("#js_content", "#js_image_desc", "#js_text_desc"),
    # Posts of pictures and of a few words keep them apart from the body of an article.
    body=_by_id("js_content", "js_image_desc", "js_text_desc", "js_image_content"),
    title=_by_id("activity-name") + _by_class("rich_media_title"),
    date=_by_id("publish_time"),
    author=_by_id("js_author_name", "js_author_name_text"),
)

# The sites of former presidents as the National Archives keep them.
_WHITE_HOUSES = (
    "bidenwhitehouse",
    "trumpwhitehouse",
    "obamawhitehouse",
    "georgewbush-whitehouse",
    "clintonwhitehouse1",
    "clintonwhitehouse2",
    "clintonwhitehouse3",
    "clintonwhitehouse4",
    "clintonwhitehouse5",
    "clintonwhitehouse6",
    "whitehouse",
)

SHAPES = (
    WECHAT,
    Shape(
        publisher="US Department of State",
        hosts=("state.gov",),
        marks=(".article-meta__publish-date", ".featured-content__headline"),
        body=_by_class("entry-content"),
        title=_by_class("featured-content__headline"),
        date=_by_class("article-meta__publish-date"),
        author=_by_class("article-meta__author-bureau"),
    ),
    Shape(
        publisher="White House",
        hosts=("whitehouse.gov", *(f"{name}.archives.gov" for name in _WHITE_HOUSES)),
        marks=(".wp-block-whitehouse-topper__headline", ".topper__title"),
        body=_by_class("body-content", "entry-content"),
        title=_by_class("wp-block-whitehouse-topper__headline", "topper__title", "page-title"),
        date=tuple(f"{path}//time" for path in _by_class("wp-block-post-date"))
        + _by_class("posted-on", "entry-date"),
    ),
    Shape(
        publisher="Ministry of Foreign Affairs of the People's Republic of China",
        hosts=("mfa.gov.cn", "fmprc.gov.cn", "china-embassy.gov.cn", "chineseembassy.org"),
        marks=("#News_Body_Txt_A",),
        body=_by_id("News_Body_Txt_A")
        + _by_class("content_text", "trs_editor_view", "TRS_UEDITOR", "TRS_Editor"),
        title=_by_id("News_Body_Title")
        + tuple(f"{path}//h1" for path in _by_class("news-title", "title"))
        + ("descendant::h1",),
        date=_by_id("News_Body_Time") + _by_class("time", "news-time"),
    ),
    Shape(
        publisher="Ministry of Foreign Affairs of Japan",
        hosts=("mofa.go.jp",),
        marks=(),
        body=_by_id("contents-body", "maincontents", "main"),
        title=(*_by_class("title2"), "descendant::h1"),
        date=_by_class("rightalign", "date", "time"),
    ),
)

_SCRIPT_ACCOUNT = re.compile(r"var\s+nickname\s*=\s*(?:htmlDecode\()?[\"']([^\"'\n]{1,100})[\"']")
_SCRIPT_TITLE = re.compile(r"var\s+msg_title\s*=\s*[\"']([^\"'\n]{1,300})[\"']")
_SCRIPT_LINK = re.compile(r"var\s+msg_link\s*=\s*[\"'](https?:[^\"'\s]{1,1000})[\"']")
_SCRIPT_TIME = re.compile(r"(?:var\s+ct\s*=\s*|ori_create_time\s*[:=]\s*)[\"'](\d{9,10})[\"']")
_SCRIPT_DAY = re.compile(r"var\s+createTime\s*=\s*[\"'](\d{4}-\d\d-\d\d)")
_ACCOUNT = _by_id("js_name") + _by_class("profile_nickname", "account_nickname_inner")
# A page may hold one element in the other a thousand times over, and each holds all its text.
_FEW = 8
_GONE = re.compile(
    r"该内容已被发布者删除|此内容因违规无法查看|该公众号已迁移|此帐号已被屏蔽|内容无法查看|"
    r"当前环境异常|参数错误"
)


def find_shape(tree: Any, host: str, markup: str) -> Shape | None:
    """The shape of a page, or None where it is none of the known ones.

    The host decides; a page without an address, or a copy elsewhere, is known by its marks: ids,
    as ``#id``, and classes, as ``.class``.

    Args:
        tree: the root element of the page.
        host: lower case, or empty.
        markup: the page as text.
    """
    for shape in SHAPES:
        if shape.owns(host):
            return shape
    return next((s for s in SHAPES if any(_has(tree, mark, markup) for mark in s.marks)), None)


def _has(tree: Any, mark: str, markup: str) -> bool:
    # Few pages hold any of the names at all, and to look through the text is quick.
    if mark[1:] not in markup:
        return False
    paths = _by_id(mark[1:]) if mark.startswith("#") else _by_class(mark[1:])
    return any(tree.xpath(f"boolean({path})") for path in paths)


def find_body(tree: Any, shape: Shape) -> Any | None:
    """The element that holds the text, or None where the page lacks it."""
    for path in shape.body:
        found = [e for e in tree.xpath(path)[:_FEW] if any(t.strip() for t in e.itertext())]
        if found:
            return max(found, key=lambda element: len("".join(element.itertext())))
    return None


def find_line(tree: Any, paths: tuple[str, ...]) -> str:
    """The words of the first element that the paths find, in one line."""
    return next(
        (words for path in paths for e in tree.xpath(path)[:_FEW] if (words := line(e))), ""
    )


def shape_date(tree: Any, shape: Shape) -> dt.date | None:
    """The date that the page prints, in the publisher's own time zone."""
    for path in shape.date:
        for element in tree.xpath(path)[:_FEW]:
            date = find_date(line(element)) or find_date(element.get("datetime") or "")
            if date is not None:
                return date
    return None


@dataclass(frozen=True)
class PublisherAccount:
    """What a WeChat page says in its script, where its elements were empty when saved."""

    name: str = ""
    title: str = ""
    url: str = ""
    date: dt.date | None = None


def wechat_account(tree: Any, markup: str, facts: Facts) -> PublisherAccount:
    """Account, title, address and day of publication (in China) of a WeChat article."""
    time, day = _SCRIPT_TIME.search(markup), _SCRIPT_DAY.search(markup)
    by_script = china_date(int(time[1])) if time else None
    return PublisherAccount(
        name=find_line(tree, _ACCOUNT) or _decoded(_SCRIPT_ACCOUNT, markup),
        title=facts.metas.get("og:title", "") or _decoded(_SCRIPT_TITLE, markup),
        url=facts.url or _decoded(_SCRIPT_LINK, markup),
        date=by_script or (find_date(day[1]) if day else None),
    )


def wechat_refusal(tree: Any) -> str:
    """Why a WeChat page shows no article, in WeChat's own words; empty where it shows one."""
    body = tree.find("body")
    found = _GONE.search("" if body is None else line(body)[:3_000])
    return found[0] if found else ""


def _decoded(form: re.Pattern[str], markup: str) -> str:
    found = form.search(markup)
    return " ".join(html.unescape(html.unescape(found[1])).split()) if found else ""
