"""A format is added by registration alone: the command, the library and the dashboard know it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from command import Run, refused
from sample_comparison import sample

from compare.errors import WriteError
from compare.report import (
    Preferences,
    ReportFormat,
    encode,
    formats,
    register,
    render,
    report_format,
    unregister,
    write,
)
from compare.report.bundle import Bundle


def write_toy(bundle: Bundle, preferences: Preferences) -> str:
    (pair,) = bundle.pairs
    return f"{pair.left.side} + {pair.right.side}: {len(pair.links)} ({preferences.language})\n"


TOY = ReportFormat("toy", ".toy", "Toy", "text/x-toy", "for a test", writer=write_toy)


@pytest.fixture
def toy() -> Iterator[ReportFormat]:
    register(TOY)
    yield TOY
    unregister("toy")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    us, prc = tmp_path / "us.txt", tmp_path / "prc.txt"
    us.write_text("The two sides discussed trade. They discussed Taiwan.", encoding="utf-8")
    prc.write_text("双方讨论了贸易问题。双方讨论了台湾问题。", encoding="utf-8")
    return us, prc


@pytest.mark.slow
def test_the_command_writes_a_toy_format(
    run: Run, toy: ReportFormat, files: tuple[Path, Path], tmp_path: Path
) -> None:
    target = tmp_path / "x.toy"
    code, out, _ = run("compare", *files, "--left-side", "US", "--right-side", "PRC", "-o", target)
    assert (code, out) == (0, "")
    assert target.read_text(encoding="utf-8") == "US + PRC: 2 (en)\n"
    saved = tmp_path / "c.json"
    write(sample(), saved)
    assert run("report", saved, "-f", "toy", "--report-lang", "zh")[1] == "West + East: 3 (zh)\n"


def test_every_list_of_formats_names_the_toy(run: Run, toy: ReportFormat) -> None:
    assert formats()[-1] is toy
    assert run("formats")[1].splitlines()[-1].split() == ["toy", ".toy", "Toy:", "for", "a", "test"]
    refused(run("report", "x.json", "-f", "gone"), "gone", "toy")
    with pytest.raises(WriteError, match=r"\.toy"):
        write(sample(), Path("x.gone"))
    with pytest.raises(WriteError, match="toy"):
        report_format("gone")


def test_a_binary_toy_gives_its_bytes() -> None:
    kind = replace(TOY, binary=True, writer=lambda bundle, preferences: b"\x00toy")
    register(kind)
    try:
        assert encode(sample(), "toy") == b"\x00toy"
        with pytest.raises(WriteError, match="no text"):
            render(sample(), "toy")
    finally:
        unregister("toy")


def test_a_format_that_is_not_registered_is_unknown_again(run: Run) -> None:
    before = formats()
    register(TOY)
    unregister("toy")
    assert formats() == before
    with pytest.raises(WriteError, match="'toy'"):
        unregister("toy")
    refused(run("report", "x.json", "-f", "toy"), "toy", "docx")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "html"}, "'html'.*registered already"),
        ({"suffix": ".docx"}, "'docx'.*registered already"),
        ({"suffix": "toy"}, "no suffix"),
        ({"suffix": ".TOY"}, "no suffix"),
    ],
)
def test_a_name_or_suffix_that_is_taken_or_no_suffix_is_refused(
    changed: dict[str, str], words: str
) -> None:
    before = formats()
    with pytest.raises(ValueError, match=words):
        register(replace(TOY, **changed))  # type: ignore[arg-type]
    assert formats() == before
