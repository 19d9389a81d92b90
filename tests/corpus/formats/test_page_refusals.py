"""Pages that show a message of a server, a wall or a script in place of a statement."""

from __future__ import annotations

import pytest

import corpus
from corpus.errors import ReadError

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
