"""Pages that show a message of a server, a wall or a script in place of a statement."""

from __future__ import annotations

import pytest
from lxml import html

import corpus
from corpus.errors import ReadError
from corpus.formats.html import page as page_module
from corpus.formats.html.refusals import doubt, holds_teasers

SENTENCES = (
    "The minister met the guests today and spoke with them about fishing quotas.",
    "Both sides agreed to share the first boats before the winter.",
)


def read(title: str, body: str) -> corpus.Statement:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return corpus.read(page.encode(), kind="html", side="X")


@pytest.mark.parametrize(
    ("shown", "title", "body"),
    [
        ("404", "Page non trouvée", "<p>La page que vous recherchez n'existe pas.</p>"),
        ("404", "Fehler 404", "<h1>Die Seite wurde nicht gefunden</h1><p>Bitte suchen Sie.</p>"),
        ("404", "Ошибка 404", "<p>Запрашиваемая страница не существует.</p>"),
        ("404", "Página no encontrada", "<p>La página que busca no existe.</p>"),
        ("404", "410 Gone", "<h1>Gone</h1><p>It is no longer available on this server.</p>"),
        ("404", "Object moved", "<h1>Object Moved</h1>This document may be found elsewhere."),
        ("404", "Archive", "<p>The archive has not archived that URL.</p>"),
        ("404", "提示信息", "<p>该信息不存在或已被删除！</p><p>系统将在3秒后自动跳转</p>"),
        ("access denied", "访问被拦截", "<p>由于安全原因，您的访问已被拦截。</p>"),
        ("access denied", "Доступ запрещён", "<p>Доступ к ресурсу запрещён.</p>"),
        ("a check for robots", "", "<p>Request unsuccessful. Incapsula incident ID: 1-2</p>"),
        ("a check for robots", "429 Too Many Requests", "<p>Please slow down.</p>"),
        ("an error of the server", "Office", "<h1>We’ll be back soon!</h1><p>Sorry.</p>"),
        (
            "a request to turn on JavaScript",
            "Office",
            "<p>You need to enable JavaScript to run this app.</p>",
        ),
        ("a request to turn on JavaScript", "Office", "<p>Loading...</p>"),
        ("404", "오류", "<h1>페이지를 찾을 수 없습니다</h1>"),
        ("404", "Oops", "<h1>We couldn’t find that page</h1><p>It may have moved.</p>"),
        ("404", "", "<p>该内容已被发布者删除</p>"),
        ("access denied", "451", "<h1>451: Unavailable due to legal reasons</h1>"),
        ("access denied", "", "<p>The requested URL was rejected. Your number is 12.</p>"),
        ("an error of the server", "", "<h1>Error establishing a database connection</h1>"),
        ("a redirect", "", "<p>You are being redirected. Please wait.</p>"),
        ("a list of files", "Index of /news", "<pre><a href=a>a.html</a> 2024</pre>"),
        ("an empty list of results", "Search", "<p>No results found for your query.</p>"),
        ("a page of the server", "Welcome to nginx!", "<p>It is successfully installed.</p>"),
        ("a request for another browser", "", "<p>Please upgrade your browser to go on.</p>"),
        ("a request to sign in", "", "<p>この記事は会員限定です。ログインしてください。</p>"),
        ("a few words of its menu", "", "<a href=a>Home</a> <a href=b>News</a><div></div>"),
        ("a few words of its menu", "Talks", "<p>Download</p><iframe src=a.pdf></iframe>"),
        ("a request for consent", "Before you continue", "<p>We use cookies and data.</p>"),
    ],
)
def test_a_message_is_no_statement(shown: str, title: str, body: str) -> None:
    with pytest.raises(ReadError, match=f"shows no statement but {shown}") as caught:
        read(title, body)
    assert "save it" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "notice",
    ["Please enable JavaScript to see the map.", "This website uses cookies. Read more."],
)
def test_a_short_statement_beside_a_notice_is_read(notice: str) -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in (*SENTENCES, notice))
    text = read("Minister meets guests", f"<h1>Minister meets guests</h1>{body}").text
    assert text.startswith("\n\n".join(SENTENCES))


@pytest.mark.parametrize("title", ["404 prisoners exchanged", "500 boats for 403 fishermen"])
def test_a_number_in_a_title_is_no_error(title: str) -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    assert read(title, f"<h1>{title}</h1>{body}").text == "\n\n".join(SENTENCES)


def test_teasers_of_other_pages_are_no_statement() -> None:
    teasers = "".join(
        f"<div><h3><a href={n}>Talks {n}</a></h3><p>The ministers met in harbour {n} and…</p>"
        f"<p><a href={n}>Read more</a></p></div>"
        for n in range(6)
    )
    with pytest.raises(ReadError, match="shows no statement but a list of links"):
        read("News", f"<h1>News</h1>{teasers}")


def test_an_article_with_teasers_below_it_is_no_list() -> None:
    said = [
        f"In harbour {n} the ministers spoke about boats, nets, the ferries of the winter, what "
        "the fishermen of both islands need, and who is to pay for the new lighthouse."
        for n in range(8)
    ]
    teasers = ["Talks", "The ministers met in the old harbour of the island and…", "Read more"] * 6
    page = html.document_fromstring("<p>Talks</p>")
    assert not holds_teasers(page, said + teasers)
    assert holds_teasers(page, said[:1] + teasers)
    # Of a list the summaries before "Read more" are no sentences of its own.
    whole = ["Talks", said[0], "Read more"] * 6
    assert holds_teasers(page, whole)
    assert holds_teasers(page, [said[0], said[1], "Read more"] * 6)
    assert not holds_teasers(page, said + said + whole[:9] + ["Read more"])
    below = [*said, *["Talks", "Read more"] * 6]
    assert not holds_teasers(page, below)
    assert doubt(page, below) == "leads on to other pages 6 times"


@pytest.mark.parametrize("closed", ["„{}“", "‚{}‘", "»{}«", "« {} »", "“{}”"])
def test_a_short_page_whose_sentences_are_quotations_is_read(closed: str) -> None:
    said = closed.format("We met in the harbour of the island and agreed.")
    menu = "<a href=1>Home</a> <a href=2>News</a> <a href=3>About</a>"
    assert said in read("Talks", f"{menu}<article><p>{said}</p></article>").text


def test_a_transcript_with_words_that_trail_off_is_read() -> None:
    said = [f"We spoke about harbour {n} and of what the boats need, and then..." for n in range(4)]
    said += [f"In harbour {n} they asked about nets, ferries and the winter." for n in range(5)]
    body = "".join(f"<p>{sentence}</p>" for sentence in said)
    with pytest.warns(corpus.ReadWarning, match="^statement breaks off 4 of 9 paragraphs with"):
        text = read("Interview", f"<h1>Interview</h1>{body}").text
    assert text == "\n\n".join(said)


def test_beginnings_that_are_links_are_no_statement() -> None:
    teasers = "".join(
        f"<p><a href={n}>The ministers met in the old harbour {n} and spoke about the…</a></p>"
        for n in range(6)
    )
    with pytest.raises(ReadError, match="shows no statement but a list of links"):
        read("News", f"<h1>News</h1>{teasers}")


def test_a_page_of_which_little_is_taken_warns() -> None:
    said = [f"In harbour {n} they spoke about boats, nets and the ferries." for n in range(60)]
    page = html.document_fromstring("".join(f"<p>{sentence}</p>" for sentence in said))
    assert doubt(page, said) == ""
    assert doubt(page, said[:30]) == ""
    assert doubt(page, said[:6]) == "gives 10% of the sentences that it shows"
    headings = ["Harbour talks, boats and nets between the islands"] * 8
    assert doubt(html.document_fromstring("<p>They met.</p>"), headings).startswith("holds head")


def test_a_warning_names_the_page_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "doubt", lambda tree, taken: "gives 10% of it")
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    with pytest.warns(corpus.ReadWarning, match="^statement gives 10% of it; hold the text"):
        read("Minister meets guests", body)
