"""What programs and data sets call the fields of a statement."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAMES: dict[str, str] = {
    "text": "body content full_text fulltext article article_text statement_text transcript "
    "statement speech speech_text raw_text clean_text main_text body_text content_text readout "
    "article_body remarks utterance 本文 正文 内容 全文 文本",
    "side": "actor party country state speaker_country country_name government 方 国家 一方",
    "date": "published publish_date published_at publication_date pub_date pubdate datetime "
    "date_published release_date issued time day speech_date statement_date publish_time pub_time "
    "pubtime posted posted_at timestamp date_time date_posted published_on published_date "
    "post_date created_at release_time when 日期 时间 发布日期 发布时间",
    "title": "headline heading subject name speech_title article_title page_title 标题 题目",
    "language": "lang locale language_code 语言",
    "author": "authors byline speaker 作者",
    "url": "source_url link href permalink canonical canonical_url uri web_url 链接 网址",
    "publisher": "source site site_name outlet organization organisation agency 来源 发布机构",
    "id": "statement_id doc_id document_id",
    "event": "event_id meeting meeting_id event_name 事件",
}
# Words of longer names: what they name, and what they say of something else.
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TEXTS = frozenset("text content body transcript fulltext".split())
_LATER = frozenset(
    "update updated modified edited accessed retrieved scraped crawled birth".split()
)
_COUNTED = frozenset(
    "length len count words id type hash url link title lang language status".split()
)
# What may stand beside the word "date": any other dates what was done with the text later.
_DATES = frozenset("date timestamp".split())
_GIVEN = frozenset("published posted released issued".split())
_OF_DATES = frozenset(
    "date timestamp published posted released issued publish publication pub post release issue "
    "speech statement event meeting readout article text content news press talk talks call visit "
    "document doc transcript remarks conference first official original full start begin iso utc "
    "local time at on of the".split()
)
_CHINESE_TEXT = re.compile(r"(?:正文|内容|本文|全文)\Z")
_CHINESE_DATE = re.compile(
    r"(?:发布|发表|发稿|公布|刊登|会议|会谈|会见|讲话|声明|新闻)的?(?:日期|时间)\Z"
)
_FIELDS = {name: field for field, names in _NAMES.items() for name in (field, *names.split())} | {
    "fidelity": "fidelity",
    "retrieved": "retrieved",
    "sha256": "sha256",
}


def field_named(name: str) -> str:
    """The field of a statement that a column or a key names; empty where it names none.

    ``event`` is the event to which a statement belongs.
    """
    return _FIELDS.get(name.strip().lower().replace(" ", "_").replace("-", "_"), "")


def guess_columns(names: Iterable[str]) -> dict[str, str]:
    """The column for each field; a column that bears the field's own name comes first."""
    guessed: dict[str, str] = {}
    ordered = sorted(names, key=lambda name: field_named(name) != name.strip().lower())
    for name in ordered:
        if field := field_named(name):
            guessed.setdefault(field, name)
    for name in ordered:
        if name not in guessed.values() and (field := _field_within(name)):
            guessed.setdefault(field, name)
    return guessed


def _field_within(name: str) -> str:
    """The field that a part of a longer name names: ``speech_content``, ``textClean``, 新闻正文."""
    parts = [part.lower() for part in _PART.findall(name)]
    if len(parts) > 1 and not _LATER & set(parts):
        given = parts[-1] in _GIVEN or (parts[-1] in ("at", "on") and parts[-2] in _GIVEN)
        if _OF_DATES.issuperset(parts) and (given or _DATES & set(parts)):
            return "date"
        if _TEXTS & {parts[0], parts[-1]} and not (_COUNTED | _DATES | _GIVEN) & set(parts):
            return "text"
    if _CHINESE_TEXT.search(name.strip()):
        return "text"
    return "date" if _CHINESE_DATE.search(name.strip()) else ""
