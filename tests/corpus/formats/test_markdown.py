"""Markdown: the words that it shows, without its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus.formats.markdown import shown_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("They *met* in the **old** `harbour`.", "They met in the old harbour."),
        ("A [minister](https://e.org/a) ![x](b.png)came.", "A minister came."),
        ("They met\nin the harbour.", "They met in the harbour."),
        ("两位部长在\n港口见面。", "两位部长在港口见面。"),
        ("They met.[^1]\n\n[^1]: In the harbour.", "They met.\n\nIn the harbour."),
        ("- fish\n- ferries\n\n1. boats\n2. nets", "fish\n\nferries\n\nboats\n\nnets"),
        ("> They met.\n\n---\n\nThey left.", "They met.\n\nThey left."),
        ("| a | b |\n|---|---|\n| c | d |", "a\n\nb\n\nc\n\nd"),
        ('<p align="center">They <b>met</b>.</p>', "They met."),
        ("<!-- note -->\n\nThey met.", "They met."),
        ("They met  \nin the harbour.", "They met\nin the harbour."),
        ("**Q:** Who came?\n**A:** Nobody came.", "Q: Who came?\nA: Nobody came."),
        ("Q: Who\ncame?\nMR FISH: Nobody\ncame.", "Q: Who came?\nMR FISH: Nobody came."),
        ("他们见面了。\n他们谈了渔业。", "他们见面了。\n他们谈了渔业。"),
        ("    They met\nin the harbour.", "They met in the harbour."),
        ("Fish &amp; boats \\* 2", "Fish & boats * 2"),
        ("They met.\n\n\n\nThey left.\n", "They met.\n\n\n\nThey left.\n"),
        ("U.S.-China <https://e.org>", "U.S.-China https://e.org"),
    ],
)
def test_what_a_reader_sees(text: str, shown: str) -> None:
    assert shown_text(text) == shown


@given(st.text(alphabet="ab.#*_[]()`>-\n \\<!&|~^:1渔。", max_size=80))
def test_any_text_is_shown(text: str) -> None:
    letters = [c for c in shown_text(text) if c in "渔"]
    assert len(letters) <= text.count("渔")


def test_front_matter_of_other_programs() -> None:
    front = (
        "---\nheadline: Talks\npublished: 26 January 2024\nlink: https://e.org/t\nlang: en\n"
        "categories: [a, b]\nbyline: Ms. Example\nsource: Harbour Office\n---\n"
    )
    statement = corpus.read((front + "They met in the harbour.").encode(), kind="markdown")
    assert (statement.title, str(statement.date), statement.author) == (
        "Talks",
        "2024-01-26",
        "Ms. Example",
    )
    assert (statement.source.url, statement.source.publisher) == (
        "https://e.org/t",
        "Harbour Office",
    )
    named = "---\nsource: https://e.org/u\npublished: soon\n---\nThey met."
    statement = corpus.read(named.encode(), kind="markdown")
    assert (statement.source.url, statement.date) == ("https://e.org/u", None)


def test_a_heading_that_repeats_the_title_is_no_paragraph() -> None:
    text = b"# Harbour *talks*\n\nThey met.\n\n## Later\n\nThey left."
    statement = corpus.read(text, kind="markdown")
    assert (statement.title, statement.text) == (
        "Harbour talks",
        "They met.\n\nLater\n\nThey left.",
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("They met.^[See the annex.] They left.", "They met. They left."),
        ("They met.<sup>1</sup> They left.", "They met. They left."),
        ("- [ ] open a hotline\n- [x] meet again", "open a hotline\n\nmeet again"),
        ("The [[Mayor of Oldtown|Mayor]] met [[Li]].", "The Mayor met Li."),
        ("They ==agreed== on 3 == 3.", "They agreed on 3 == 3."),
        ("::: {.note}\nThey met.\n:::\n\nThey left.", "They met.\n\nThey left."),
        ("They met.\n{: .lead}\n\nThey left.", "They met.\n\nThey left."),
        ("{{< figure src=a >}}\n\nThey met.", "They met."),
        ("Before.\n\n## Later {#later}\n\nThey left.", "Before.\n\nLater\n\nThey left."),
        ("They met today.[[1]](#_ftn1) They left.", "They met today. They left."),
        ("They met [[here]](https://e.org/a).", "They met [here]."),
    ],
)
def test_marks_of_dialects(text: str, shown: str) -> None:
    assert corpus.read(text.encode(), kind="markdown").text == shown


def test_a_long_row_of_spaces_takes_no_longer_than_it_is_long() -> None:
    spaces = " " * 900_000
    assert corpus.read(f"a{spaces}x".encode(), kind="markdown").text.split() == ["a", "x"]


def test_front_matter_in_toml_and_a_heading_that_is_underlined() -> None:
    front = '+++\ntitle = "Talks"\ndate = 2024-01-26\nurl = "https://e.org/t"\ndraft = false\n+++\n'
    statement = corpus.read((front + "They met.").encode(), kind="markdown")
    assert (statement.title, str(statement.date), statement.text) == (
        "Talks",
        "2024-01-26",
        "They met.",
    )
    assert statement.source.url == "https://e.org/t"
    with pytest.raises(corpus.ReadError, match="not valid TOML; correct it"):
        corpus.read(b"+++\ntitle = \n+++\nThey met.", kind="markdown")
    underlined = corpus.read(b"Harbour talks\n=====\n\nThey met.", kind="markdown")
    assert (underlined.title, underlined.text) == ("Harbour talks", "They met.")
