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


LATER = "2024-02-14T10:00:00+01:00"
STATED = meta("article:published_time", LATER)


@pytest.mark.parametrize("stamp", [LATER, "2024-02-14", "2024-02-14T10:00:00Z"])
@pytest.mark.parametrize("line", ["26 January 2024", "Par le service de presse | 26 janvier 2024"])
def test_the_day_that_a_page_prints_outranks_another_in_its_head(stamp: str, line: str) -> None:
    head = meta("article:published_time", stamp)
    assert date_of(f"<article>{HEADING}<p>{line}</p></article>{TEXT * 5}", head) == DAY
    assert date_of(f"{HEADING}<time>{line}</time>{TEXT}", head) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Updated 26 January 2024",
        "Aktualisiert: 26.01.2024",
        "Mis à jour le 26 janvier 2024",
        "更新时间：2024年1月26日",
    ],
)
def test_a_later_change_does_not_outrank_the_head(line: str) -> None:
    published = dt.date(2024, 2, 14)
    assert date_of(f"<article>{HEADING}<p>{line}</p></article>{TEXT * 5}", STATED) == published
    assert date_of(f"{HEADING}<time>{line}</time>{TEXT}", STATED) == published
    day = '<p>Published on <time datetime="2024-02-14">14 Feb</time></p>'
    assert date_of(f"{HEADING}<p>{line}</p>{day}{TEXT}") == published
    # It is better than none.
    assert date_of(f"{HEADING}<p>{line}</p>{TEXT}") == DAY


def test_a_time_without_words_is_not_printed() -> None:
    hidden = '<time itemprop="datePublished" datetime="2024-01-26"></time>'
    assert date_of(f"{HEADING}{hidden}{TEXT}", STATED) == dt.date(2024, 2, 14)


def test_a_time_that_is_marked_as_that_of_a_change_is_passed_over() -> None:
    changed = '<time itemprop="dateModified" datetime="2024-02-14">14 Feb 2024</time>'
    assert date_of(f"{HEADING}{TEXT}{changed}<time>26 January 2024</time>") == DAY


@pytest.mark.parametrize(
    "other",
    [
        '<div class="comment-card"><time>14 February 2024</time><p>Well done!</p></div>',
        '<ol class="commentaires"><li><time>14 février 2024</time><p>Bravo !</p></li></ol>',
        "<blockquote><p>Seen at sea</p><time>14 February 2024</time></blockquote>",
    ],
)
def test_times_of_comments_and_of_other_sites_are_passed_over(other: str) -> None:
    head = meta("article:published_time", "2024-01-26T10:00:00+01:00")
    assert date_of(f"{HEADING}{TEXT}{other}", head) == DAY
    assert date_of(f"{HEADING}{TEXT}{other}<p>Published 26 January 2024</p>") == DAY


@pytest.mark.parametrize(
    "note",
    [
        '{"@type": "Article", "datePublished": "2024-01-26"}}',
        '{"@type": "Article", "name": "Ferries\nand quotas", "datePublished": "2024-01-26"};',
    ],
)
def test_notes_with_a_fault_behind_or_inside(note: str) -> None:
    script = f'<script type="application/ld+json">{note}</script>'
    others = "<ul><li>14.02.2024 Ferries</li><li>15.02.2024 Quotas</li></ul>"
    assert date_of(HEADING + TEXT + others, script) == DAY


@pytest.mark.parametrize(
    "opening",
    [
        "VIENNA, January 26, 2024 – The two ministers met in the old harbour.",
        "Wien (26.01.2024). Die beiden Minister trafen sich im alten Hafen.",
        "港口社维也纳2024年1月26日电 两国部长在老港口会晤，就渡轮交换意见。",
    ],
)
def test_a_dateline_outranks_the_day_on_which_a_page_was_shown(opening: str) -> None:
    clock = '<div><time datetime="2024-02-14T13:56:20+01:00">Wednesday, 14 Feb 2024</time></div>'
    assert date_of(f"{clock}{HEADING}<p>{opening}</p>{TEXT}") == DAY


@pytest.mark.parametrize(
    "sentence",
    [
        "This entry was posted on Friday, January 26th, 2024 at 10:00 am.",
        "Dieser Beitrag wurde am Freitag, 26. Januar 2024 um 10:00 Uhr veröffentlicht.",
        "本文发布于2024年1月26日。",
    ],
)
def test_a_sentence_below_the_article_tells_the_day(sentence: str) -> None:
    replies = "<ol><li>14 February 2024 · Reply</li><li>15 February 2024 · Reply</li></ol>"
    assert date_of(f"{HEADING}{TEXT}<p>{sentence}</p>{replies}") == DAY


@pytest.mark.parametrize(
    "above",
    [
        "26.01.2024 10:16 Uhr - Hafen und Fähren - Pressestelle, red",
        "Accueil | Par le service de presse | 26 janvier 2024",
    ],
)
def test_a_line_above_the_title_that_begins_or_ends_with_the_day(above: str) -> None:
    others = "<ul><li>14.02.2024 Ferries</li><li>15.02.2024 Quotas</li></ul>"
    header = f"<header><p>{above}</p>{HEADING}</header>"
    assert date_of(f"{header}<article>{TEXT * 4}</article>{others}") == DAY


@pytest.mark.parametrize(
    "margin",
    [
        "<aside><dl><dt>Datum</dt><dd>26.01.2024</dd></dl></aside>",
        '<div class="social-share"><h5>26.01.24</h5><a href="#">Share</a></div>',
        "<footer><span>2024年1月26日</span></footer>",
    ],
)
def test_the_only_day_in_the_margin(margin: str) -> None:
    assert date_of(f"{HEADING}{TEXT}{margin}") == DAY


@pytest.mark.parametrize("printed", ["26 January 2024", "2024年1月26日", "26. Januar 2024"])
def test_the_local_day_of_a_stamp_is_printed_far_from_the_title(printed: str) -> None:
    head = meta("article:published_time", "2024-01-25T23:00Z")
    assert date_of(f"{HEADING}{TEXT * 8}<p>{printed}</p>", head) == DAY


def test_the_day_below_a_heading_that_is_not_the_title() -> None:
    heading = "<h1>渡轮与渔业会谈</h1><p>2024年1月26日 | 港口与渡轮</p>"
    clock = "<time>14 February 2024</time>"
    assert date_of(f"<p>{clock}</p><p>Harbour blog</p>{heading}{TEXT}") == DAY


@pytest.mark.parametrize(
    ("stamp", "printed", "day"),
    [
        ("Wed, 04 May 2022 02:41:00 GMT", "3/5/2022 22:41", dt.date(2022, 5, 3)),
        ("2022-05-04T02:41:00Z", "5/3/2022 10:41 PM", dt.date(2022, 5, 3)),
        ("2022-05-04T02:41:00Z", "3/6/2022 10:41 PM", dt.date(2022, 5, 4)),
    ],
)
def test_a_stamp_tells_which_number_is_the_day(stamp: str, printed: str, day: dt.date) -> None:
    head = meta("article:published_time", stamp)
    assert date_of(f"<article>{HEADING}<span>{printed}</span></article>{TEXT * 5}", head) == day


def test_a_stamp_that_search_engines_alone_see_is_not_printed() -> None:
    hidden = '<span class="updated rich-snippet-hidden">2024-02-14T10:10:52+01:00</span>'
    line = f"<div>Press section{hidden}<span>26. Januar 2024</span></div>"
    head = meta("article:published_time", "2024-01-26T10:00:00+01:00")
    assert date_of(f"{HEADING}{line}{TEXT}", head) == DAY
    assert date_of(f"{HEADING}{line}{TEXT}") == DAY


@pytest.mark.parametrize(
    "opening",
    [
        "Pressemitteilung vom 26. Januar 2024 | Wien – Die beiden Minister trafen sich im alten "
        "Hafen und sprachen eine Stunde lang über Fischerei und die Fähren zwischen den Inseln.",
        "VIENNA, 26 January 2024 – The two ministers met in the old harbour and spoke for an hour "
        "about fishing quotas and the ferries between their islands.",
    ],
)
def test_the_day_at_the_head_of_a_summary_in_a_row_with_a_layout_for_paper(opening: str) -> None:
    row = f'<div class="row row--print-overwrite">{HEADING}<div><p>{opening}</p></div></div>'
    others = "<ul><li>14.02.2024 Ferries</li><li>15.02.2024 Quotas</li></ul>"
    assert date_of(f"{row}<main>{TEXT * 4}</main>{others}") == DAY


@pytest.mark.parametrize(
    "line",
    ["Harbour | Old Town Hall of Vienna, 26 January 2024", "港口办公室，维也纳，2024年1月26日"],
)
def test_a_line_at_the_head_of_the_article_that_ends_with_the_day(line: str) -> None:
    summary = f"<p>{EN[0]}</p>"
    others = "<ul><li>14.02.2024 Ferries</li><li>15.02.2024 Quotas</li></ul>"
    assert date_of(f"{HEADING}<article>{summary}<p>{line}</p>{TEXT}</article>{others}") == DAY
