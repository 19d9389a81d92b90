"""Web pages of no known shape: the whole statement, its facts, and pages that hold none."""

from __future__ import annotations

import datetime as dt

import pytest

import corpus
from corpus.errors import ReadError
from corpus.formats.html.hosts import host_publisher
from corpus.formats.html.page import read_page
from corpus.formats.html.page_date import address_date
from corpus.formats.html.title import author_name, without_site

EN = (
    "The two ministers met in the old harbour and spoke for an hour about fishing quotas and "
    "the ferries between their islands.",
    "They asked their officials to write down by the autumn what each side needs, and to bring "
    "the mayors of both towns along.",
    "The minister said that nobody should wait for the winter before the first boats are shared.",
)
ZH = (
    "两位部长在老港口见面，就渔业配额和两岛之间的渡轮谈了一个小时，并听取了渔民的意见。",
    "双方请各自的官员在秋天以前写明各方的需要，并邀请两座城镇的镇长一同参加下一轮磋商。",
    "部长表示，大家不应等到冬天才开始共用第一批船只，港口的修缮工作也应尽快完成。",
)


def page(body: str, head: str = "<title>Harbour talks</title>") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    ).encode()


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def read(body: str, head: str = "<title>Harbour talks</title>") -> corpus.Statement:
    return corpus.read(page(body, head), kind="html", side="X")


@pytest.mark.parametrize("mark", ["<!-- ad -->", "<?php x ?>", "<!--[if IE]><b>no</b><![endif]-->"])
def test_text_after_a_comment_stays(mark: str) -> None:
    first, rest = EN[1][:30], EN[1][30:]
    body = f"<article><h1>Harbour {mark}talks</h1>{paragraphs(EN[0], first + mark + rest, EN[2])}"
    assert read(body + "</article>").text == "\n\n".join(EN)


@pytest.mark.parametrize("end", ["</html>", "</body></html>", "</BODY >\n</HTML >", "</body>"])
def test_text_after_an_end_tag_too_early_stays(end: str) -> None:
    menu = '<div class="top"><a href="/">Home</a> <a href="/n">News</a></div>'
    body = f"{menu}{end}<div><h1>Harbour talks</h1>{paragraphs(*EN)}</div>"
    assert read(body).text == "\n\n".join(EN)


@pytest.mark.parametrize("sign", ["&shy;", "&#x200b;", "&#x2060;", "&#xfeff;", "<wbr>"])
def test_what_shows_nothing_leaves_a_page(sign: str) -> None:
    body = paragraphs(EN[0].replace("harbour", f"har{sign}bour"), *EN[1:])
    assert read(f"<h1>Harbour talks</h1>{body}").text == "\n\n".join(EN)


def test_readings_above_characters_and_numbers_of_footnotes_are_no_words() -> None:
    ruby = ZH[0].replace("渔业", "<ruby>渔<rp>(</rp><rt>yú</rt><rp>)</rp>业<rt>yè</rt></ruby>")
    assert read(f"<h1>会谈</h1>{paragraphs(ruby, *ZH[1:])}").text == "\n\n".join(ZH)
    noted = EN[0][:-1] + ".<sup>1</sup>", EN[1][:-1] + '<sup><a href="#n2">2</a></sup>.', EN[2]
    assert read(f"<h1>Harbour talks</h1>{paragraphs(*noted)}").text == "\n\n".join(EN)
    area = EN[0].replace("quotas", "quotas on 40 km<sup>2</sup>")
    assert "40 km2 and" in read(f"<h1>Harbour talks</h1>{paragraphs(area, *EN[1:])}").text


def test_a_short_page_is_read_without_its_menu_and_footer() -> None:
    menu = '<div class="nav"><a href="/">首页</a> <a href="/x">新闻</a> <a href="/y">服务</a></div>'
    foot = '<div class="foot">版权所有 港口办公室</div><p>电话：000</p>'
    body = (
        f"{menu}<h1>部长谈渔业</h1><div>{paragraphs('部长今天谈到渔业。', '双方都很满意。')}</div>"
    )
    statement = read(body + foot, "<title>部长谈渔业</title>")
    assert statement.text.startswith("部长今天谈到渔业。\n\n双方都很满意。")
    assert "首页" not in statement.text
    assert "版权" not in statement.text


BOILERPLATE = (
    "【关闭窗口】 【发表评论】 【打印本稿】",
    "（原标题：部长谈渔业）",
    "作者： 记者某某",
    "关键词 >> 渔业",
    "某新闻报料：0000-00 某新闻，未经授权不得转载",
    "字号：大 中 小",
    "热门推荐",
    "特别声明：本文仅代表作者观点",
    "责任编辑：某某",
)


@pytest.mark.parametrize("line", BOILERPLATE)
def test_lines_around_a_chinese_article_go(line: str) -> None:
    article = [*ZH, *ZH, *ZH]
    above, below = ([line], []) if "原标题" in line or "字号" in line else ([], [line])
    text = read(f"<h1>会谈</h1><div>{paragraphs(*above, *article, *below)}</div>").text
    assert text == "\n\n".join(article)


DAY = dt.date(2024, 1, 26)
HEADS = (
    '<meta name="article:published_time" value="2024-01-26T16:42:59-05:00">',
    '<meta name="og:time " content="2024-01-26 16:04:30">',
    '<meta name="PubDate" content="2024-01-26">',
    '<script type="application/ld+json">{"datePublished": "2024-01-26T08:00:00+08:00"}</script>',
    '<link rel="canonical" href="https://example.org/news/2024/01/26/talks">',
    '<link rel="canonical" href="https://example.org/202401/t20240126_11.shtml">',
)


@pytest.mark.parametrize("head", HEADS)
def test_the_date_in_the_head(head: str) -> None:
    body = f"<h1>Harbour talks</h1>{paragraphs(*EN)}"
    assert read(body, f"<title>Harbour talks</title>{head}").date == DAY


LINES = (
    '<time datetime="2024-01-26T10:00">yesterday</time>',
    "<div><span>2024-01-26 20:29:58</span> <span>来源：某社</span></div>",
    '<p class="date">26.01.2024</p>',
    "<p>Published on: Friday, 26 January 2024, 10:00 GMT by the Press Section</p>",
    "<div>发布时间：２０２４年１月２６日</div>",
    "<p>26 January 2024</p>",
)


@pytest.mark.parametrize("line", LINES)
def test_the_date_that_a_page_prints(line: str) -> None:
    statement = read(f"<h1>Harbour talks</h1>{line}<div>{paragraphs(*EN)}</div>")
    assert statement.date == DAY
    assert statement.text == "\n\n".join(EN)


def test_the_printed_date_outranks_the_head() -> None:
    meta = '<title>Harbour talks</title><meta property="article:published_time" content="{}">'
    body = f"<h1>Harbour talks</h1><p>January 26, 2024</p>{paragraphs(*EN)}"
    assert read(body, meta.format("2024-01-27T01:30:00+00:00")).date == DAY
    assert read(body, meta.format("2024-01-27T01:30:00Z")).date == DAY
    assert read(body, meta.format("2024-01-27T01:30:00+08:00")).date == DAY
    # Where the page prints both days, its head says which of them is that of publication.
    both = f"{body}<p>February 14, 2024</p>"
    assert read(both, meta.format("2024-02-14T01:30:00+08:00")).date == dt.date(2024, 2, 14)


def test_a_date_in_the_text_is_not_that_of_the_page() -> None:
    dated = f"{EN[0]} On May 3, 2019, they had met before.", *EN[1:]
    assert read(f"<h1>Harbour talks</h1>{paragraphs(*dated)}").date is None


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://e.org/2024/1/26/x", DAY),
        ("https://e.org/2024-01/26/c_1.htm", DAY),
        ("https://e.org/n1/2024/0126/c1-2.html", DAY),
        ("https://e.org/art/2024-01-26-talks", DAY),
        ("https://e.org/202401/t20240126_1.shtml", DAY),
        ("https://e.org/2024/13/40/x", None),
        ("https://e.org/12024012612.html", None),
    ],
)
def test_dates_in_addresses(url: str, date: dt.date | None) -> None:
    assert address_date(url) == date


@pytest.mark.parametrize(
    ("title", "site", "kept"),
    [
        ("部长谈渔业_中国某某网", "", "部长谈渔业"),
        ("部长谈渔业-某某新闻网", "", "部长谈渔业"),
        ("部长谈渔业_要闻_某某网", "", "部长谈渔业"),
        ("Harbour talks | example.gov", "", "Harbour talks"),
        ("Harbour talks - Ministry of Fish", "", "Harbour talks"),
        ("Harbour talks — Island Herald", "Island Herald", "Harbour talks"),
        ("Island Herald: Harbour talks", "Island Herald", "Harbour talks"),
        ("Fish - and chips", "", "Fish - and chips"),
        ("U.S.-China talks", "", "U.S.-China talks"),
        ("Harbour talks", "Harbour talks", "Harbour talks"),
    ],
)
def test_a_title_loses_the_name_of_the_site(title: str, site: str, kept: str) -> None:
    assert without_site(title, site) == kept


@pytest.mark.parametrize("author", ["a@example.org", "20240126", "admin", "https://e.org/u", "–"])
def test_an_author_is_a_name(author: str) -> None:
    assert author_name(author, "") == ""
    assert author_name("Ms. Example", "Herald") == "Ms. Example"
    assert author_name("The Herald", "the herald") == ""


@pytest.mark.parametrize(
    ("host", "publisher"),
    [
        ("www.gov.uk", "Government of the United Kingdom"),
        ("www.gov.cn", "State Council of the People's Republic of China"),
        ("www.shanghai.gov.cn", ""),
        ("en.kremlin.ru", "President of Russia"),
        ("www.mea.gov.in", "Ministry of External Affairs of India"),
        ("notkremlin.ru", ""),
        ("", ""),
    ],
)
def test_publishers_by_host(host: str, publisher: str) -> None:
    assert host_publisher(host) == publisher


@pytest.mark.parametrize("former", ["obama", "trump", "biden"])
def test_archived_white_houses(former: str) -> None:
    head = (
        f'<title>T</title><link rel="canonical" href="https://{former}whitehouse.archives.gov/x">'
    )
    statement = read(f'<h1>T</h1><div class="body-content">{paragraphs(*EN)}</div>', head)
    assert statement.source.publisher == "White House"


NOTHING = {
    "404": [
        "Page not found",
        "404 Not Found",
        "页面不存在",
        "抱歉，您访问的页面不存在或已被删除",
        "We’re sorry, that page can’t be found.",
    ],
    "access denied": ["Access Denied", "403 Forbidden", "您的访问被拒绝"],
    "a check for robots": ["Just a moment...", "Are you a robot?", "请完成安全验证"],
    "an error of the server": ["502 Bad Gateway", "系统繁忙，请稍后再试"],
}


@pytest.mark.parametrize(
    ("shown", "title"), [(k, t) for k, titles in NOTHING.items() for t in titles]
)
def test_a_page_without_a_statement_is_refused(shown: str, title: str) -> None:
    body = f"<h1>{title}</h1><p>Please go back to the front page, or try once more later on.</p>"
    for head in (f"<title>{title}</title>", "<title>Office</title>"):
        with pytest.raises(ReadError, match=f"shows no statement but {shown}") as caught:
            read(body, head)
        assert len(str(caught.value).splitlines()) == 1


def test_a_statement_about_what_was_not_found_is_read() -> None:
    body = f"<h1>Access denied: ministers on the closed harbour</h1>{paragraphs(*EN, *EN, *EN)}"
    assert EN[2] in read(body, "<title>Access denied: ministers on the closed harbour</title>").text


def test_a_list_of_links_is_refused() -> None:
    rows = "".join(
        f'<li><a href="/{n}">部长会见第{n}位来访的客人并谈渔业问题</a> 2024-01-{n:02}</li>'
        for n in range(1, 29)
    )
    with pytest.raises(ReadError, match="shows no statement but a list of links"):
        read(f"<h1>要闻</h1><ul>{rows}</ul>", "<title>要闻</title>")


def test_wechat_posts_of_pictures_and_of_few_words() -> None:
    head = '<meta property="og:title" content="部长谈渔业">'
    for name in ("js_image_desc", "js_text_desc"):
        found = read(f'<p id="{name}">{ZH[0]}</p><script>var ct = "1706256000";</script>', head)
        assert (found.text, found.title, found.date) == (ZH[0], "部长谈渔业", DAY)


@pytest.mark.parametrize(
    "body", ["<p><!-- <b> -->", "<1a>x", "<p a:b='c'>x", "<svg><p>" * 40, "&#0;x", "<p>" * 9]
)
def test_any_page_is_read_or_refused_in_one_line(body: str) -> None:
    assert len(_answer(body).splitlines()) == 1


def _answer(body: str) -> str:
    """The text of a page, or the line that refuses it."""
    try:
        return read_page(body.encode(), "page").text
    except ReadError as error:
        return str(error)


HIDDEN = {
    "divisions": "".join(f"<div>{text}</div>" for text in (*EN, *ZH, *EN)),
    "paragraphs": paragraphs(*EN, *EN, *EN),
}


@pytest.mark.parametrize("form", HIDDEN)
def test_an_article_in_a_part_that_is_marked_as_hidden_is_read(form: str) -> None:
    hidden = f'<div style="display:none;" class="paywall-full-content">{HIDDEN[form]}</div>'
    assert EN[0] in read(f"<div><p>{EN[2]}</p></div>{hidden}").text
