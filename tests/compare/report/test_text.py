from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

import pytest
from hostile_comparison import HOSTILE, hostile_report
from hypothesis import given
from hypothesis import strategies as st
from sample_comparison import sample
from sample_events import sample_event

from compare.coverage.types import Coverage
from compare.phrases.words import EN, words
from compare.report import Preferences, export_comparison, export_event, render, show
from compare.report.bundle import Bundle
from compare.report.content.findings import coverage, name, percent
from compare.report.writers.terminal import cells, shorten, wrap
from compare.report.writers.text import write_text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def width(text: str) -> int:
    """Terminal cells by the standard's own table, as an oracle."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("双方讨论了贸易", 6, ["双方讨", "论了贸", "易"]),
        ("双方讨。论了", 6, ["双方", "讨。论", "了"]),
        ("双方（讨论）", 6, ["双方", "（讨", "论）"]),
        ("贸易 trade 关税", 10, ["贸易 trade", "关税"]),
        ("the 中美 talks", 7, ["the 中", "美", "talks"]),
        ("。。。。。。", 4, ["。。", "。。", "。。"]),
    ],
)
def test_wrap(text: str, room: int, lines: list[str]) -> None:
    assert wrap(text, room) == lines


@given(st.text("ab 双方。（、“”trade", max_size=60), st.integers(4, 20))
def test_wrap_fits_and_loses_nothing(text: str, room: int) -> None:
    lines = wrap(" ".join(text.split()), room)
    assert all(width(line.replace("“", "x").replace("”", "x")) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_shorten() -> None:
    assert shorten("short", 5) == "short"
    assert shorten("贸易关税", 5) == "贸易…"
    assert cells(shorten("贸易" * 100, 30)) <= 30


@pytest.mark.parametrize(
    ("part", "shown"),
    [(0.0, "0%"), (0.004, "under 1%"), (0.5, "50%"), (0.996, "over 99%"), (1.0, "100%")],
)
def test_percent(part: float, shown: str) -> None:
    assert percent(part) == shown


def test_names_are_listed_as_in_a_sentence() -> None:
    assert EN.listed(["a"]) == "a"
    assert EN.listed(["a", "b"]) == "a and b"
    assert EN.listed(list("abcdefg"), 5) == "a, b, c, d, e and 2 more"
    assert words("zh").listed(list("abcd"), 3) == "a、b、c和另外1项"


def test_sides_of_one_name_are_told_apart() -> None:
    one = sample()
    same = replace(one, right=one.right.model_copy(update={"side": "West"}))
    assert [name(export_comparison(same), side) for side in ("left", "right")] == [
        "West (en)",
        "West (zh)",
    ]
    twice = replace(same, right=same.right.model_copy(update={"language": "en"}))
    assert name(export_comparison(twice), "right") == "West (right)"


def test_coverage_of_a_text_without_substance() -> None:
    one = sample()
    nothing = tuple(Coverage("procedural", 0, 0, 0, None, ()) for _ in one.right_coverage)
    assert coverage(export_comparison(replace(one, right_coverage=nothing)), "right") == (
        "The East text has no passage of substance."
    )


@pytest.mark.parametrize("room", [24, 40, 88, 200])
def test_text_fits_its_width(room: int) -> None:
    for result in (
        export_comparison(sample()),
        export_event(sample_event()),
        hostile_report(),
    ):
        lines = write_text(Bundle((result,)), width=room).splitlines()
        assert all(cells(line) <= room for line in lines)
        assert not any(line.endswith(" ") for line in lines)


def test_show_is_plain_in_a_pipe_and_coloured_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    pipe, terminal = io.StringIO(), Terminal()
    show(sample(), pipe)
    show(sample(), terminal)
    assert pipe.getvalue() == render(sample(), "text")
    assert "\x1b[" in terminal.getvalue()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert [line.rstrip() for line in plain.splitlines()] == (
        write_text(Bundle((export_comparison(sample()),)), width=59).splitlines()
    )
    monkeypatch.setenv("NO_COLOR", "1")
    quiet = Terminal()
    show(sample(), quiet)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", quiet.getvalue())


def test_hostile_text_is_inert_and_complete() -> None:
    text = render(hostile_report(), "text")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    squeezed = "".join(text.split())
    assert "x" * 100_000 in squeezed
    assert "长" * 1_000 in squeezed
    assert "␛[31mred␛[0m" in squeezed
    for passage in HOSTILE[:4]:
        assert "".join(passage.split()) in squeezed


def test_hostile_text_at_a_terminal_adds_no_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    terminal = Terminal()
    show(hostile_report(), terminal)
    rest = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert "\x1b" not in rest
    assert "\x9b" not in rest


HEADS = {
    "sources": ("Sources", "来源"),
    "coverage": ("How much of each text the other covers", "两份文本相互涵盖的程度"),
    "topics": ("What both raise", "双方都提到的议题"),
    "left_out": ("Passages that the West text leaves out", "West文本未提及的语段"),
    "gaps": ("What a text says the other side said", "一方称对方说过"),
    "shifts": ("Where the wording shifts", "措辞的差异"),
    "method": ("Method:", "方法："),
    "finding": ("text leaves out Northern", "双方都提到贸易"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("part", HEADS)
def test_text_holds_the_chosen_part_in_the_chosen_language(part: str, language: str) -> None:
    for result in (sample(), sample_event()):
        chosen = render(result, "text", Preferences.choose([part], language))
        for other, heads in HEADS.items():
            for code, head in zip(("en", "zh"), heads, strict=True):
                assert (head in chosen) == (other == part and code == language), (other, code)
        notice = {"en": "it does not tell what was", "zh": "并不说明会谈现场"}[language]
        assert notice in chosen, "the notice always stands"


def test_text_warns_of_a_paraphrase_even_without_the_sources() -> None:
    chosen = render(sample(), "text", Preferences.choose(["finding"]))
    assert "The West text is a paraphrase" in chosen
