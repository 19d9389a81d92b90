"""read() on any encoding, any bytes and any fields: the text comes back, or one line refuses it."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from opencc import OpenCC

import corpus
from corpus import ReadError, samples

ENGLISH = "The Secretary met his counterpart today.\n\nThey discussed trade.\n"
CHINESE = "国务卿会见了来访的部长。\n\n双方讨论了贸易问题。\n"
TRADITIONAL = "國務卿會見了來訪的部長。\n\n雙方討論了貿易問題。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
@pytest.mark.parametrize("text", [CHINESE, TRADITIONAL])
def test_chinese_encodings(text: str, encoding: str) -> None:
    assert corpus.read(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "cp950"])
def test_traditional_encodings(encoding: str) -> None:
    assert corpus.read(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize("length", [12, 30, 80, 250])
def test_chinese_statements_of_several_lengths(length: int) -> None:
    to_traditional = OpenCC("s2t").convert
    texts = [s.text for n in samples.names() for s in samples.load(n).statements]
    for text in texts:
        part = text[:length]
        if not "\u4e00" <= text[0] <= "\u9fff":
            continue
        assert corpus.read(part.encode("gb18030")).text == part
        traditional = to_traditional(part)
        assert corpus.read(traditional.encode("gb18030")).text == traditional
        try:
            in_big5 = traditional.encode("big5")
        except UnicodeEncodeError:
            continue
        assert corpus.read(in_big5).text == traditional


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The Secretary’s visit — “candid” talks.", "cp1252"),
        ("Les ministres ont évoqué la sécurité à Genève, où ils étaient réunis.", "latin-1"),
        ("Министры обсудили вопросы безопасности и торговли в Москве.", "cp1251"),
    ],
)
def test_other_encodings(text: str, encoding: str) -> None:
    assert corpus.read(text.encode(encoding)).text == text


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends(ends: str) -> None:
    assert corpus.read(ENGLISH.replace("\n", ends).encode()).text == ENGLISH


@pytest.mark.parametrize("mark", ["\u200f", "\u202b", "\x07", "\x0b", "\u200b", "\u0301"])
def test_marks_and_control_characters_stay(mark: str) -> None:
    text = f"Peace{mark} and stability.{mark}"
    assert corpus.read(text.encode()).text == text


@given(st.text())
def test_any_text_in_utf8_comes_back(text: str) -> None:
    wanted = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assume("\x00" not in text)
    assume(any(character.isalnum() for character in wanted))
    assert corpus.read(text.encode()).text == wanted


def refusal(data: bytes, kind: str | None) -> str | None:
    """What read() says against the bytes, or None where it reads them."""
    try:
        corpus.read(data, kind=kind)
    except ReadError as error:
        return str(error)
    return None


@given(st.binary(max_size=300), st.sampled_from([None, "text", "markdown", "json"]))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes, kind: str | None) -> None:
    message = refusal(data, kind)
    assert message is None or len(message.splitlines()) == 1


@given(st.dictionaries(st.sampled_from(["id", "side", "text", "date", "x"]), st.text()))
def test_any_json_object_is_read_or_refused_in_one_line(fields: dict[str, str]) -> None:
    message = refusal(json.dumps(fields).encode(), "json")
    assert message is None or len(message.splitlines()) == 1
    assert message is not None or ("text" in fields and "x" not in fields)


@given(st.text(alphabet="---\n: []{}&*!|>'\"#%@`,?\\tab1\x85\u2028", max_size=60))
def test_any_front_matter_is_read_or_refused_in_one_line(front: str) -> None:
    message = refusal(f"---\n{front}\n---\nThey met.".encode(), "markdown")
    assert message is None or len(message.splitlines()) == 1


def test_front_matter_builds_no_objects_and_cannot_explode() -> None:
    marked = b"---\ntitle: x\nlanguage: no\n---\nThey met."
    statement = corpus.read(marked, kind="markdown")
    assert (statement.title, statement.language) == ("x", "no")
    message = refusal(marked.replace(b"x", b"!!python/name:os.system x"), "markdown")
    assert message is not None
    assert message.startswith("statement: the front matter is not valid YAML in line 2 (a tag, ")
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [{f'*a{i - 1}, ' * 9}]" for i in range(1, 40)]
    bomb = "---\n" + "\n".join([*lines, "language: *a39"]) + "\n---\nThey met."
    message = refusal(bomb.encode(), "markdown")
    assert message is not None
    assert message.startswith("statement: the front matter is not valid YAML in line 2 (an anchor")
