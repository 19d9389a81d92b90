"""Lines that say on which day a text was published: datelines, and words such as "Published on"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from corpus.text.dates import find_date, full_year, locate_date

# Day, month and year of two digits each.
_SHORT = re.compile(r"\W*(\d\d)\.(\d\d)\.(\d\d)\W*")
# Letters beside the date of a dateline: a weekday, a city.
_AROUND, _LETTER = 20, re.compile(r"[^\W\d_]")
_PUBLISHED = re.compile(
    r"\W{0,3}(?:(?:first\s+|date\s+)?(?:published|posted|issued|released|created|publiée?|"
    r"mise? en ligne|veröffentlicht|erstellt|publiziert|erschienen|pubblicato|publicado|publicada|"
    r"опубликовано|gepubliceerd|press release|pressemitteilung|pressemeldung|"
    r"communiqué(?: de presse)?|comunicado(?: de prensa)?|nota de prensa|comunicato(?: stampa)?|"
    r"пресс-релиз)(?:\s+(?:on|of|at|le|du|am|vom|il|del|el|em|op|от))?|(?:publication\s+|release\s+|issue\s+)?dat(?:e|um)|"
    r"(?:掲載日|公開日|発表日|更新日|게시일|등록일|작성일|дата(?: публикации)?|stand(?=\s*:))|"
    r"(?:发布|發布|发表|發表|发稿|公布|刊登)?(?:时间|時間|日期)|发布于|發布於|更新日期)\s*[:：]?",
    re.IGNORECASE,
)
# Sentences by which blogs and newsrooms say it: "This entry was posted on Friday, January 26th".
_ENTRY = re.compile(
    r"\bthis (?:\w+ )?(?:entry|post|article|page|item|statement|release) was (?:\w+ )?(?:posted|"
    r"published|written|issued|created|added)\b|"
    r"\bwurde\b.{0,20}\bam\b(?=.{0,60}\b(?:veröffentlicht|geschrieben|gepostet|publiziert|erstellt)\b)|"
    r"\b(?:cet article|cette (?:entrée|page)|ce (?:billet|communiqué)) a été (?:publiée?|postée?|"
    r"mise? en ligne)\b|\best[ea] (?:entrada|artículo|nota|página|entrada|artigo|post) "
    r"(?:fue|foi|ha sido|se) public\w+|\bquest[oa] (?:articolo|post|comunicato|pagina) è stat[oa] "
    r"(?:pubblicat|scritt|inserit)[oa]\b|\b(?:запись|статья|новость) (?:была )?опубликована\b|"
    r"\b(?:dit (?:bericht|artikel)|deze pagina) (?:is|werd) (?:geplaatst|gepubliceerd)\b|"
    r"(?:本文|文章|此文)(?:最初|首次)?(?:发[布表]|發[布表])[于於]",
    re.IGNORECASE,
)
_ENTRY_SAMPLE = 300
_UPDATED = re.compile(
    r"\W{0,3}(?:(?:last|page|zuletzt|dernière|última|ultimo)\s+)?(?:updat|modifi|revis|aktualisi|"
    r"geändert|änderung|mise? à jour|actuali[sz]|atualiza|aggiorna|обновл|изменен|bijgewerkt|"
    r"gewijzigd|最終更新|更新|修[订訂改]|수정)",
    re.IGNORECASE,
)
# "BEIJING, 26 January 2024 –", "Wien (26.01.2024).", 新华社北京2024年1月26日电: names before the
# date, and a mark behind it that begins the text.
_NAME = r"[A-ZÀ-ÞА-ЯΑ-Ω][\w'’.]*"
_PLACE = re.compile(
    rf"\W{{0,3}}(?:{_NAME}(?:[\s,/(-]+{_NAME}){{0,3}}|[\u3400-\u9fff]{{2,12}})?\W{{0,4}}"
)
_BEGINS = re.compile(r"[)）\]]?\s?(?:[-–—:：|]|\.)(?=\s|\Z)|\s?[电電讯訊]")
# What may stand right before and behind the one date of a line that is for nothing else.
_LED = re.compile(rf"\W*\Z|.*[|·•]\s*\Z|{_PLACE.pattern}(?:,|，|\s[-–—])\s*\Z")
_BRACKET, _CLOSED = re.compile(r"\s*[(（\[]\s*"), re.compile(r"[)）\]]")
_HOUR = (
    r"(?:\W{0,3}(?:um|at|à|alle|ore)?\s*\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s*(?:Uhr|[ap]\.?m\.?|h|"
    r"[a-z]{3,4}|м))?\b\.?(?:\s*[a-z]{3,4}\b)?)?"
)
_CLOCK = re.compile(rf"{_HOUR}\W*", re.IGNORECASE)
_ENDED = re.compile(
    rf"{_HOUR}\s*(?:\Z|[^\w\s:：]|(?:by|von|par|por|da|door|source)\b|来源|來源|作者|记者|記者|字号|浏览)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"[\s:：,，]*(?:[^\W\d_]{2,12},?\s*)?")
_EDGE, _INDENT = 90, 3
"""Most letters of a line with a date at its edge, and of what may stand before it there."""


def only_date(line: str) -> dt.date | None:
    """The date of a line that holds little else, such as a dateline under a heading."""
    if len(line) > 60 or line.rstrip().endswith((".", "。")):
        return None
    if short := _SHORT.fullmatch(line):
        day, month, year = short.groups()
        return find_date(f"{day}.{month}.{full_year(year)}")
    found = locate_date(line)
    if found is None:
        return None
    rest = line[: found.start] + line[found.end :]
    return found.date if len(_LETTER.findall(rest)) <= _AROUND else None


def edge_date(line: str) -> dt.date | None:
    """The date with which a short line begins or ends, beside author, source and the like."""
    if len(line) > _EDGE or line.rstrip().endswith((".", "。", "!", "?", "！", "？")):
        return None
    found = locate_date(line)
    if found is None:
        return None
    at_edge = found.start < _INDENT or _CLOCK.fullmatch(line, found.end)
    return found.date if at_edge else None


def dateline_date(paragraph: str) -> dt.date | None:
    """The date of a dateline that begins a paragraph: "Vienna, 26 January 2024 – The..."."""
    found = locate_date(paragraph[:_EDGE])
    if found is None:
        return None
    in_brackets = _BRACKET.fullmatch(paragraph, 0, found.start) and _CLOSED.match(
        paragraph, found.end
    )
    opens = _PLACE.fullmatch(paragraph, 0, found.start) and _BEGINS.match(paragraph, found.end)
    return found.date if in_brackets or opens else None


def own_date(line: str) -> dt.date | None:
    """The date of a line that is for nothing else than to date a text, beside place and source.

    Narrower than :func:`only_date` and :func:`edge_date`, which take "Meeting: 20 May 2024" too.
    """
    found = locate_date(line)
    if found is None:
        return only_date(line)
    opens = _PUBLISHED.match(line, 0, found.start)
    is_led = _LED.match(line, 0, found.start) or (
        opens and _WEEKDAY.fullmatch(line, opens.end(), found.start)
    )
    is_alone = _ENDED.match(line, found.end) and set(days_in(line)) == {found.date}
    return found.date if is_led and is_alone else None


def days_in(line: str) -> Iterator[dt.date]:
    """The dates of a line; after the first, none behind words of a later change."""
    rest = line
    while (found := locate_date(rest)) is not None:
        if rest is line or not _UPDATED.search(rest, 0, found.start):
            yield found.date
        rest = rest[found.end :]


def published_date(line: str) -> dt.date | None:
    """The date of a line that begins with words such as "Published on" or 发布时间."""
    found = _PUBLISHED.match(line)
    return find_date(line[found.end() : found.end() + 50]) if found else None


def entry_date(line: str) -> dt.date | None:
    """The date of a sentence such as "This entry was posted on Friday, January 26th, 2024"."""
    found = _ENTRY.search(line[:_ENTRY_SAMPLE])
    return find_date(line[found.end() : found.end() + 80]) if found else None


def tells_update(line: str) -> bool:
    """Whether a line begins with words such as "Updated" or 更新, for a later change."""
    return _UPDATED.match(line) is not None
