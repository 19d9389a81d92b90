"""Which day of publication holds where the head of a page states one, and its text names others."""

from __future__ import annotations

import datetime as dt

import pytest

import corpus

TEXT = "".join(
    f"<p>In town {n} the two ministers spoke for an hour about fishing quotas, about the ferries "
    "between their islands and about what each side needs by the autumn, and they agreed.</p>"
    for n in range(8)
)
PRINTED, STATED = dt.date(2024, 1, 12), dt.date(2024, 5, 26)
HEADING = "<h1>Harbour talks</h1>"


def date_of(body: str, stamp: str = "2024-05-26") -> dt.date | None:
    meta = f'<meta property="article:published_time" content="{stamp}">' if stamp else ""
    page = f"<html><head><title>Harbour talks</title>{meta}</head><body>{body}</body></html>"
    return corpus.read(page.encode(), kind="html", side="X").date


def article(*lines: str) -> str:
    return f"<main><article>{HEADING}{''.join(lines)}{TEXT}</article></main>"


@pytest.mark.parametrize("stamp", ["2024-05-26", "2024-05-26T15:00:00Z"])
@pytest.mark.parametrize(
    "line",
    [
        "<h2>On the meeting of 12 January 2024 in Geneva</h2>",
        "<p>2024年1月12日会谈纪要</p>",
        "<p>Marking the 4 June 1999 events</p>",
        "<p>Adopted on 3 March 2023</p>",
        "<p>Adopted in Geneva, 3 March 2023</p>",
        "<p>Previous: 3 March 2023</p>",
        "<p>3 March 2023: the treaty</p>",
        "<p>Treaty of 3 March 2023</p>",
        "<p><a>See also: statement of 3 March 2023</a></p>",
        "<p>Date of meeting: 3 March 2024</p>",
        "<p>Talks from 3 March 2024 – 5 March 2024</p>",
        "<h2>3 March 2024 – 5 March 2024</h2>",
        "<p>Meeting: <time>20 May 2024</time></p>",
        "<p>Communiqué of 28 February 2012 binds all</p>",
        "<p>Vienna, 12 August 1949</p>",
        "<p>Harbour Convention, 12 August 1999. The ministers recall that it binds all, and that "
        "both sides have kept to every word of it from the first day to the last.</p>",
        "<p>Communiqué of 28 February 2012 binds all, the ministers recall, and both sides have "
        "kept to every word of it from the first day to the last one.</p>",
    ],
)
def test_a_day_in_a_line_of_something_else_does_not_outrank_the_head(line: str, stamp: str) -> None:
    assert date_of(article(line), stamp) == STATED
    assert date_of(f"<main>{line}{article()}</main>", stamp) == STATED


@pytest.mark.parametrize(
    "line",
    [
        "12 January 2024",
        "12.01.24",
        "Vienna, 12 January 2024",
        "Friday, January 12, 2024 - 14:30",
        "12.01.2024 | 15:33 Uhr | Press section",
        "By the press section | January 12, 2024 at 10:30 AM CET",
        "Published January 12, 2024 3:02am EST | Updated May 27, 2024 3:18am EST",
        "Posted on Friday, January 12, 2024 by the press section",
        "发布时间：2024年1月12日 10:30 来源：港口办公室",
    ],
)
def test_a_line_that_dates_the_text_outranks_the_head(line: str) -> None:
    assert date_of(article(f"<p>{line}</p>")) == PRINTED
    summary = TEXT[: TEXT.index("</p>") + 4]
    assert date_of(article(summary, f"<p>{line}</p>")) == PRINTED


@pytest.mark.parametrize(
    "lines",
    [
        ("12 January 2024", "26 May 2024"),
        ("26.05.24", "12 January 2024"),
        ("12 January 2024", *("Fish, ferries and quotas" for _ in range(12)), "26.05.24"),
        ("12 January 2024", "The talks of 26 May 2024 went on"),
        ("12 January 2024 | 26 May 2024",),
        ("Vienna, 12 January 2024", "Talks of 11 January 2024, told on 26 May 2024"),
    ],
)
def test_the_head_holds_where_the_page_prints_its_day_too(lines: tuple[str, ...]) -> None:
    assert date_of(article(*(f"<p>{line}</p>" for line in lines))) == STATED


def test_the_head_holds_where_the_page_prints_its_day_in_numbers() -> None:
    lines = "<p>05/06/2024</p>", "<p>12 January 2024</p>"
    assert date_of(article(*lines), "2024-06-05") == dt.date(2024, 6, 5)
    assert date_of(article(*lines), "2024-05-06") == dt.date(2024, 5, 6)
    assert date_of(article(*lines)) == PRINTED


def test_the_head_holds_where_the_page_prints_two_other_days() -> None:
    assert date_of(article("<p>12 January 2024</p>", "<p>13 January 2024</p>")) == STATED


@pytest.mark.parametrize("box", ['div class="comments"', 'ol id="comments"', "blockquote"])
@pytest.mark.parametrize("answer", ["<time>1 Jan 2023</time>", "<li><span>1 Jan 2023</span></li>"])
def test_the_day_of_an_answer_dates_no_page(box: str, answer: str) -> None:
    body = f"{article()}<{box}>{answer}<p>Well done, both of you!</p></{box.split()[0]}>"
    assert date_of(body, "") is None
    # The day after that of the stamp is none of its local days unless the page itself prints it.
    stamp = "2022-12-31T23:00:00Z"
    assert date_of(body, stamp) == dt.date(2022, 12, 31)


def test_a_change_before_there_were_pages_dates_none() -> None:
    assert date_of(article("<p>Revised 12 August 1949</p>"), "") is None
    lines = "<p>Revised 12 August 1949</p>", "<p>Updated 12 January 2024</p>"
    assert date_of(article(*lines), "") == PRINTED


def test_months_in_turkish_capitals_leave_a_page_whole() -> None:
    assert date_of(article("<p>12 OCAK 2024</p>"), "") == PRINTED
    assert date_of(article("<p>26 HAZİRAN 2024</p>"), "") == dt.date(2024, 6, 26)
