"""Days of publication where a page gives several dates, or one in a form of its own."""

from __future__ import annotations

import datetime as dt

import pytest

import corpus

EN = (
    "The two ministers met in the old harbour and spoke for an hour about fishing quotas and "
    "the ferries between their islands.",
    "They asked their officials to write down by the autumn what each side needs, and to bring "
    "the mayors of both towns along.",
    "The minister said that nobody should wait for the winter before the first boats are shared.",
)
TEXT = "".join(f"<p>{text}</p>" for text in EN)
DAY = dt.date(2024, 1, 26)
HEADING = "<h1>Harbour talks</h1>"


def date_of(body: str, head: str = "") -> dt.date | None:
    page = f"<html><head><title>Harbour talks</title>{head}</head><body>{body}</body></html>"
    return corpus.read(page.encode(), kind="html", side="X").date


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def address(path: str) -> str:
    return f'<link rel="canonical" href="https://example.org{path}">'


@pytest.mark.parametrize(
    ("stamp", "path", "day"),
    [
        ("2024-01-27T04:30:00Z", "/2024/01/26/talks", 26),
        ("2024-01-25T23:10:00+00:00", "/2024/01/26/talks", 26),
        ("Sat, 27 Jan 2024 04:30:00 GMT", "/2024/01/26/talks", 26),
        # Nowhere is it the day before still, or the day after already.
        ("2024-01-27T14:30:00Z", "/2024/01/26/talks", 27),
        ("2024-01-25T08:30:00Z", "/2024/01/26/talks", 25),
        # The page tells its own time zone.
        ("2024-01-27T04:30:00+08:00", "/2024/01/26/talks", 27),
    ],
)
def test_a_stamp_in_universal_time_beside_the_day_in_the_address(
    stamp: str, path: str, day: int
) -> None:
    head = meta("article:published_time", stamp) + address(path)
    assert date_of(HEADING + TEXT, head) == dt.date(2024, 1, day)


@pytest.mark.parametrize("name", ["date", "dc.date", "dcterms.date"])
def test_the_printed_date_outranks_what_may_be_a_later_change(name: str) -> None:
    changed = meta(name, "2024-02-14T10:00:00+01:00")
    assert date_of(f"{HEADING}<p>26.01.2024</p>{TEXT}", changed) == DAY
    assert date_of(f"{HEADING}<div><time>26.01.2024</time></div>{TEXT}", changed) == DAY
    assert date_of(HEADING + TEXT, changed) == dt.date(2024, 2, 14)


@pytest.mark.parametrize(
    "words",
    [
        "Erstellt am: 26.01.2024",
        "Veröffentlicht am 26. Januar 2024 von der Pressestelle",
        "Publié le 26 janvier 2024 à 10:00 par le service de presse",
        "Pubblicato il 26 gennaio 2024",
        "Publicado el 26 de enero de 2024",
        "Опубликовано 26 января 2024",
        "Stand: 26.01.2024, 07:30 Uhr",
        "掲載日：2024年1月26日",
        "发布日期：2024年01月26日 来源：港口办公室",
    ],
)
def test_words_before_the_day_of_publication(words: str) -> None:
    assert date_of(f"{HEADING}{TEXT}{TEXT}<div>{words}</div>") == DAY


def test_times_of_other_articles_are_passed_over() -> None:
    others = "".join(
        f'<li>Older news <time class="published" datetime="2020-12-0{n}">{n} Dec</time></li>'
        for n in range(1, 4)
    )
    printed = f"<div>{HEADING}<p>by the press section · 26 January 2024</p>{TEXT}</div>"
    assert date_of(f"{printed}<ul>{others}</ul>") == DAY
    beside = f'<header>{HEADING}<time datetime="2024-01-26">today</time></header>{TEXT}'
    assert date_of(f"<main><article>{beside}</article></main><ul>{others}</ul>") == DAY


@pytest.mark.parametrize(
    "other",
    [
        "— Harbour Office, June 1, 2017",
        "Registered: 18.09.2008",
        "Member since 18 September 2008",
        "Copyright 2008-09-18 Harbour Office",
    ],
)
def test_dates_of_something_else_are_passed_over(other: str) -> None:
    assert date_of(f"{HEADING}<p>{other}</p><p>26 January 2024</p>{TEXT}") == DAY


@pytest.mark.parametrize(
    "path", ["/news/26-01-2024", "/news/26-01-2024/talks", "/n_26-01-2024.htm"]
)
def test_addresses_that_begin_with_the_day(path: str) -> None:
    assert date_of(HEADING + TEXT, address(path)) == DAY


def test_the_day_of_a_picture_is_not_that_of_the_page() -> None:
    picture = '<meta property="og:image" content="https://example.org/up/2019/05/03/harbour.jpg">'
    printed = "<p>The next talks begin on 1 March, those before were on 1 March 2023.</p>"
    assert date_of(f"{HEADING}{TEXT}{printed}", picture) is None
