"""What stands around a short Chinese statement, its title and its author."""

from __future__ import annotations

import re

import pytest

import corpus
from corpus.formats.html.title import author_name, without_site

SHORT = ("部长今天会见来访客人。", "双方就渔业配额和渡轮交换了意见。")
LONG = (
    "两位部长在老港口见面，就渔业配额和两岛之间的渡轮谈了一个小时，并听取了渔民的意见。",
    "双方请各自的官员在秋天以前写明各方的需要，并邀请两座城镇的镇长一同参加下一轮磋商。",
    "部长表示，大家不应等到冬天才开始共用第一批船只，港口的修缮工作也应尽快完成。",
)


def text_of(body: str, title: str = "部长谈渔业") -> str:
    page = (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    )
    return corpus.read(page.encode(), kind="html", side="X").text


def marked(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


LINKS = '<a href="/">首页</a> <a href="/n">新闻</a> <a href="/s">服务</a>'
SHAPES = {
    "lines": f"<div>{LINKS}</div><h2>部长谈渔业</h2><div>{'<br/>'.join(SHORT)}</div>"
    "<div>主办：港口办公室　地址：港口路1号　邮编：000000</div>",
    "tables": f"<table><tr><td>{LINKS}</td></tr></table><table><tr><td>部长谈渔业</td></tr>"
    "<tr><td>发布时间：2024年1月26日　来源：港口办</td></tr>"
    f"<tr><td>{marked(*SHORT)}</td></tr></table>"
    "<table><tr><td>网站地图 | 联系我们 | 网站声明</td></tr>"
    "<tr><td>网站标识码 bm00000000 京公网安备 1000000000号</td></tr></table>",
    "paragraphs": f'<p><a href="/">首页</a> &gt; <a href="/n">要闻</a></p><h1>部长谈渔业</h1>'
    f"{marked(*SHORT)}<p>港口办公室版权所有</p><p>技术支持：某公司</p><p>您是第12345位访客</p>",
    "buttons": f"<ul>{LINKS}</ul><h1>部长谈渔业</h1><p>字号：大 中 小 打印</p>{marked(*SHORT)}"
    "<p>【打印】【关闭】</p><p>浏览次数：1234次</p>",
    "traditional": f'<div id="menu">{LINKS}</div><h1>部长谈渔业</h1>{marked(*SHORT)}'
    "<p>版權所有 © 2024 港口辦公室</p><p>瀏覽人次：1234</p>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_short_page_keeps_neither_menu_nor_footer(shape: str) -> None:
    assert text_of(SHAPES[shape]).split() == list(SHORT)


BELOW = (
    "（本文来源：港口网）",
    "编辑：某甲　审核：某乙",
    "【网络编辑：某甲】",
    "【我要纠错】责任编辑：某甲",
    "点击查看原文",
    "举报/反馈",
    "大家都在看",
    "点击加载更多",
    "新闻热线：000-0000",
    "本文链接：https://example.org/c",
    "附件：",
    "某某客户端",
)


@pytest.mark.parametrize("line", BELOW)
def test_a_line_below_the_article_goes(line: str) -> None:
    text = text_of(f"<h1>部长谈渔业</h1><div>{marked(*LONG, *LONG, line)}</div>")
    assert text == "\n\n".join((*LONG, *LONG))


def test_sentences_with_the_words_of_such_lines_stay() -> None:
    last = "部长说，本文来源可靠，编辑和审核都很认真。"
    assert text_of(f"<h1>会</h1><div>{marked(*LONG, *LONG, last)}</div>").endswith(last)


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u202d", "\u2066", "\u2069"])
def test_marks_of_direction_leave_a_page(mark: str) -> None:
    broken = LONG[0].replace("渔业", f"渔{mark}业")
    assert text_of(f"<h1>会谈</h1>{marked(broken, *LONG[1:])}") == "\n\n".join(LONG)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("部长谈渔业--时政--某某网", "部长谈渔业"),
        ("部长谈渔业 某某政府网", "部长谈渔业"),
        ("部长谈渔业丨某某头条", "部长谈渔业"),
        ("Harbour talks • President of the Island", "Harbour talks"),
        ("Harbour talks - Xinhua | English.example.cn", "Harbour talks"),
        ("Home | Harbour talks", "Harbour talks"),
        ("Ministry of Fish | Harbour talks", "Harbour talks"),
        ("Bundesregierung | Rede im Hafen", "Rede im Hafen"),
        ("Élysée - Discours au port", "Discours au port"),
        ("Fish - a ministry of its own - and chips", "Fish - a ministry of its own - and chips"),
        ("渔业与港口 - 新的开始", "渔业与港口 - 新的开始"),
    ],
)
def test_a_title_loses_the_name_of_the_site_on_either_side(title: str, kept: str) -> None:
    assert without_site(title, "") == kept


@pytest.mark.parametrize(
    ("author", "kept"),
    [
        ("By A. Example", "A. Example"),
        ("A. Example (a@example.org)", "A. Example"),
        ("A. Example, 555-123456", "A. Example"),
        ("作者：某甲", "某甲"),
        ("记者 某甲", "某甲"),
        ("责任编辑：某甲", ""),
        ("发布者：管理员", ""),
        ("editor_01", ""),
        ("https://example.org/a-example", ""),
        ("2024-01-26", ""),
    ],
)
def test_an_author_is_a_name_alone(author: str, kept: str) -> None:
    assert author_name(author, "") == kept


@pytest.mark.parametrize(
    "note",
    [
        "<sup>1, 2</sup>",
        "<sup>12</sup>",
        "<sup>*</sup>",
        "<sup>[3]</sup>",
        '<a href="#_ftn1">[1]</a>',
        '<a class="footnote-ref" href="#fn-2">2</a>',
        '<a href="#cite_note-4">4</a>',
        '<sup><a href="https://example.org/x">5</a></sup>',
    ],
)
def test_marks_of_notes_are_no_words(note: str) -> None:
    words = "The two sides reaffirmed the communiqué{} and spoke about the ferries all day."
    body = f"<h1>Talks</h1><p>{words.format(note)}</p>"
    assert text_of(body, "Talks") == words.format("")


@pytest.mark.parametrize(
    "words",
    [
        "They spoke about 40 km<sup>2</sup> of water and 3 m<sup>3</sup> of fish in the harbour.",
        "The 19<sup>th</sup> round of the talks on the ferries was held in the old harbour.",
        'They spoke about <a href="#port">2</a> ferries and the boats in the old harbour all day.',
    ],
)
def test_other_raised_signs_and_links_stay(words: str) -> None:
    assert text_of(f"<h1>Talks</h1><p>{words}</p>", "Talks") == re.sub("<[^>]+>", "", words)
