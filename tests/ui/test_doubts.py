"""What reading a page left in doubt stands above its text, until somebody mends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_runs import PRC, run, turn
from streamlit.testing.v1 import AppTest

import corpus
from corpus import library as kept_in
from corpus.errors import LibraryError
from ui import caches

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("library"),
    pytest.mark.filterwarnings("ignore::corpus.ReadWarning"),
]

SAID = [f"We spoke about harbour {n} and of what the boats need, and then..." for n in range(4)]
SAID += [f"In harbour {n} they asked about nets, ferries and the winter." for n in range(5)]
PAGE = f"<html><body><h1>Talks</h1>{''.join(f'<p>{one}</p>' for one in SAID)}</body></html>"
WHOLE = PAGE.replace("...", " rested.")
DOUBT = "read with doubt: the file breaks off 4 of 9 paragraphs"


def upload(app: AppTest, key: str, page: str) -> None:
    app.file_uploader(key=key).set_value(("us.html", page.encode(), "text/html"))


def warned(app: AppTest) -> list[str]:
    assert not app.exception
    return [one.value for one in app.warning]


def brought(page: str) -> AppTest:
    app = run(event="own")
    upload(app, "own-file-0", page)
    app.text_input(key="own-side-0").set_value("US")
    app.text_input(key="own-side-1").set_value("PRC")
    app.text_area(key="own-text-1").set_value(PRC)
    app.button[0].click().run()
    return app


def test_a_doubtful_page_that_is_brought_is_said_on_every_page_of_it() -> None:
    app = brought(PAGE)
    for page in ("", "left-out", "topics", "report"):
        [said] = warned(turn(app, page) if page else app)
        assert said.startswith(f"US, {DOUBT}")
        assert "paste it above" in said
    app.query_params["event"] = "blinken-liu-2024"
    assert warned(turn(app, "left-out")) == []


def test_of_a_page_that_was_read_whole_nothing_is_said() -> None:
    assert warned(brought(WHOLE)) == []


def test_the_library_says_it_of_a_kept_page_in_every_session_until_it_is_mended(
    library: Path,
) -> None:
    app = brought(PAGE)
    next(one for one in app.text_input if one.label == "Name of the event").set_value("talks")
    next(one for one in app.button if one.label == "Keep").click().run()
    assert "edit it on the page Library" in warned(app)[0]
    other = run(event="library/talks")
    [said] = warned(other)
    assert said.startswith(f"US, {DOUBT}")
    shelf = corpus.Library(library)
    mine = next(each for each in shelf.record("talks").statements if each.statement.side == "US")
    page = turn(other, "library")
    page.query_params["statement"] = mine.id
    page.run()
    assert "edit it below" in warned(page)[0]
    area = next(one for one in page.text_area if one.label == "Text of the statement")
    area.set_value(mine.statement.text.replace("...", " rested."))
    next(one for one in page.button if one.label == "Save as a new version").click().run()
    assert warned(page) == []
    assert warned(run(event="library/talks")) == []


def test_what_is_added_to_the_library_with_doubt_is_said_until_it_was_seen(library: Path) -> None:
    app = turn(run(), "library")
    upload_many(app, PAGE, WHOLE)
    app.text_input(key="keep-event").set_value("talks")
    app.button[0].click().run()
    assert [each.startswith(f"us, {DOUBT}") for each in warned(app)] == [True]
    assert isinstance(corpus.Library(library).record("talks"), kept_in.EventRecord)
    app.run()
    assert warned(app), "said until it was seen"
    app.button(key="doubts-seen").click().run()
    assert warned(app) == []


def test_a_library_that_is_locked_once_hides_no_doubt_for_good(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = corpus.read_document(PAGE.encode()).statement
    with corpus.Library(library) as shelf:
        record = shelf.add(statement, "talks", original=PAGE.encode())
    with monkeypatch.context() as locked:
        locked.setattr(corpus.Library, "original", _locked)
        assert caches.doubt_of(record) == ""
    assert caches.doubt_of(record).startswith("breaks off 4 of 9 paragraphs")


def _locked(library: corpus.Library, sha256: str) -> bytes:
    raise LibraryError("the library is locked; try again")


def upload_many(app: AppTest, *pages: str) -> None:
    files = [
        (name, page.encode(), "text/html")
        for name, page in zip(("us.html", "prc.html"), pages, strict=True)
    ]
    app.file_uploader(key="keep-files").set_value(files)
