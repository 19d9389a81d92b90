"""Files that a parser fails with in ways nobody foresaw: one line, with the file's name."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from bounded_child import run_bounded

import corpus
from corpus import Draft, FileFormat, ReadError
from corpus.formats import kinds

FAILURES = [RecursionError, LookupError, AssertionError, UnicodeError, OSError, TypeError]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[type[Exception]]:
    """A format whose parser fails with what stands in the list."""
    failure: list[type[Exception]] = []

    def read(data: bytes, name: str) -> Draft:
        raise failure[0]("from deep within\nthe parser")

    monkeypatch.setattr(kinds, "_formats", dict(kinds._formats))
    form = FileFormat("broken", "broken form", (".broken",), ("text/x-broken",), reader=read)
    corpus.register_format(form)
    return failure


@pytest.mark.parametrize("failure", FAILURES)
def test_any_failure_of_a_reader_is_a_damaged_file(
    failure: type[Exception], broken: list[type[Exception]], tmp_path: Path
) -> None:
    broken.append(failure)
    path = tmp_path / "talks.broken"
    path.write_bytes(b"They met.")
    archive = tmp_path / "talks.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.broken", "They met.")
        packed.writestr("b.txt", "They met.")
    for read in (corpus.read, corpus.read_all, corpus.read_document):
        with pytest.raises(ReadError, match=r"^[^\n]*talks\.broken is a damaged broken form; get"):
            read(path)
    refused: list[ReadError] = []
    assert len(corpus.read_all(archive, refused=refused.append)) == 1
    assert "talks.zip: a.broken is a damaged broken form" in str(refused[0])


@pytest.mark.parametrize("name", [b"\xce\xc4\xb8\xe5.txt", b"\xff.md", b"a\x1b[31m\x9b.txt"])
def test_names_that_are_no_text_are_read_and_shown(name: bytes, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_bytes(b"They met in Geneva.")
    statement = corpus.read(path)
    assert statement.text == "They met in Geneva."
    assert statement.side.isprintable()
    path.write_bytes(b"")
    for origin in (path, path.with_name(path.name + ".gone")):
        with pytest.raises(ReadError) as raised:
            corpus.read(origin)
        assert str(raised.value).isprintable()


@pytest.mark.parametrize(
    "page",
    [
        "<o:p>a</o:p><1a>b</1a><a:b:c>c</a:b:c><:>d</:>",
        "<!----><!--><!---><!-- a -- b --!><!a><?php echo 1 ?><?><%= x %>",
        "<\ud7ff\u4e2d>x</\u4e2d><a\x0bb=c><p \ufffd=1 2=3 'x'>",
        "<svg><title><p></title></svg><math><mi></p><table><caption></td>",
    ],
)
def test_odd_tags_and_comments(page: str) -> None:
    words = "The ministers met in Geneva and spoke of trade, of flights and of the two coasts. "
    whole = f"<html><body><article>{page}<p>{words * 4}</p>{page}</article></body></html>"
    assert "The ministers met in Geneva" in corpus.read(whole.encode(), kind="html").text
    marked = f"{page}\n\n{words}"
    assert "The ministers met in Geneva" in corpus.read(marked.encode(), kind="markdown").text


LONG = """
import corpus
for text in (
    "".join(f"k{n}: a\\n" for n in range(40_000)),
    "[" * 20_000, "![](" * 10_000, "*a_ " * 10_000, "`" * 20_000, "<" * 20_000,
    "> " * 10_000 + "a", "- " * 10_000 + "a", "|a" * 10_000 + "\\n" + "|-" * 10_000,
    "[^1] " * 10_000, "a\\n" * 20_000, "&" * 20_000, "\\\\" * 20_000,
):
    try:
        corpus.read(("They met.\\n\\n" + text).encode(), kind="markdown")
    except corpus.ReadError:
        pass
"""


def test_long_markdown_costs_little() -> None:
    """Long paragraphs and marks in rows, within a minute of processor time."""
    done = run_bounded(LONG, seconds=60)
    assert done.returncode == 0, done.stderr or "ended by the limit on processor time"
