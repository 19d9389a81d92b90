"""The report of a series: what it says in every form, and that it says it of the right accounts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_results import Made, results_of
from series_accounts import TEXTS, meeting

import compare
from compare.errors import BatchError, WriteError
from compare.report.content.document import Figure, Heading, Paragraph, Run, Table, joined
from compare.time_series.report import MOST_PERIODS, SeriesReport, series_report

pytest.importorskip("pandas")

TALKS: Made = {
    f"talk-{number:02}": (
        f"{2019 + number // 3}-{1 + number % 3:02}-01",
        "",
        {
            "PRC": {"trade": 0.5, **({"taiwan": 0.3} if number < 14 else {})},
            "US": {"trade": 1.0} if number % 2 else {},
        },
    )
    for number in range(18)
}
"""Six years with three talks each, of which the last four pass over what all before raised."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return results_of(TALKS, tmp_path_factory.mktemp("years") / "results")


@pytest.fixture(scope="module")
def worded() -> SeriesReport:
    return series_report(compare.events([meeting(*each) for each in TEXTS.items()]))


def tables(report: SeriesReport, language: str = "en") -> dict[str, list[Table]]:
    """Tables by the heading that they stand under."""
    found: dict[str, list[Table]] = {}
    heading = ""
    for block in report.document(language).blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            found.setdefault(heading, []).append(block)
    return found


def cells(table: Table) -> list[list[str]]:
    return [[joined(cell) for cell in row] for row in table.rows]


def test_a_cell_counts_the_accounts_of_its_side_and_period(folder: Path) -> None:
    first, second = tables(series_report(folder))["PRC"]
    assert first.head == (
        "Topic", "All (18)", "2019 (3)", "2020 (3)", "2021 (3)", "2022 (3)", "2023 (3)"
    )  # fmt: skip
    rows = {row[0]: row[1:] for row in cells(first)}
    assert [cell.split()[0] for cell in rows["Trade"]] == ["18", "3", "3", "3", "3", "3"]
    assert [cell.split()[0] for cell in rows["Taiwan"]] == ["14", "3", "3", "3", "3", "2"]
    assert second.head == ("Topic", "2024 (3)")
    assert cells(second) == [["Trade", "3 (56–100%)"], ["Taiwan", "0 (0–44%)"]]
    # 90 % of the beta distribution of 9.5 and 9.5, and of 14.5 and 4.5.
    (us, _) = tables(series_report(folder))["US"]
    assert cells(us) == [["Trade", "9 (32–68%)", *(row for row in cells(us)[0][2:])]]
    assert rows["Taiwan"][0] == "14 (59–90%)"


def test_the_most_surprising_silence_is_the_finding(folder: Path) -> None:
    blocks = series_report(folder).document().blocks
    (finding,) = (b for b in blocks if isinstance(b, Paragraph) and b.kind == "finding")
    assert joined(finding.runs).startswith(
        "2024-03-01: PRC raised Taiwan in 14 of 14 successive accounts of talks with US, and not"
    )
    chosen = "It is that of the chosen topics alone."
    assert not any(isinstance(b, Paragraph) and chosen in joined(b.runs) for b in blocks)
    taiwan = series_report(folder, topics=("taiwan",)).document().blocks
    assert any(isinstance(b, Paragraph) and chosen in joined(b.runs) for b in taiwan)
    only_trade = series_report(folder, topics=("trade",)).document().blocks
    assert not any(isinstance(b, Paragraph) and b.kind == "finding" for b in only_trade)
    assert any(
        isinstance(b, Paragraph) and joined(b.runs).startswith("Nothing is surprising")
        for b in only_trade
    )


def test_a_counterpart_has_tables_of_its_own(folder: Path) -> None:
    assert {"PRC, US", "US, PRC"} <= set(tables(series_report(folder, by="counterpart")))


def test_wordings_stand_as_in_the_accounts_with_their_dates(worded: SeriesReport) -> None:
    found = next(told for name, told in tables(worded).items() if "Gaza" in name)
    assert cells(found[0]) == [
        ["PRC", "巴以冲突 (Israel and Palestine)", "2 of 3", "2021-03-01", "2024-03-01"],
        ["PRC", "加沙冲突 (Gaza)", "1 of 3", "2022-03-01", "2022-03-01"],
        ["US", "Israel-Hamas war", "2 of 3", "2021-03-01", "2022-03-01"],
        ["US", "situation in Gaza", "1 of 3", "2023-03-01", "2023-03-01"],
    ]
    said = [
        joined(b.runs)
        for b in worded.document().blocks
        if isinstance(b, Paragraph) and b.kind == "item"
    ]
    assert (
        "2023-03-01, US: for the first time: situation in Gaza; "
        "no longer used, last on 2022-03-01: Israel-Hamas war"
    ) in said
    assert "2022-03-01, PRC: for the first time: 加沙冲突 (Gaza)" in said, "it comes back in 2024"


def test_a_chinese_report_speaks_chinese(worded: SeriesReport) -> None:
    names = {"US", "PRC", "Readouts", "Jeffreys", "Brown", "Cai", "DasGupta", "Benjamini",
             "Hochberg"}  # fmt: skip
    for run in spoken(worded):
        if run.look != "quote" and run.lang in ("", "zh"):
            assert set(re.findall(r"[A-Za-z]{2,}", run.text)) <= names, run.text


def spoken(report: SeriesReport) -> Iterator[Run]:
    for block in report.document("zh").blocks:
        if isinstance(block, Heading):
            yield Run(block.text)
        elif isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Table):
            yield from map(Run, (*block.head, block.about))
            yield from (run for row in block.rows for cell in row for run in cell)
        elif isinstance(block, Figure):
            yield Run(block.caption)


@pytest.mark.parametrize("form", ["html", "md", "tex", "docx", "pdf"])
def test_every_form_holds_it_and_is_the_same_twice(
    form: str, folder: Path, tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    files = tmp_path / f"a.{form}", tmp_path / "again" / f"a.{form}"
    files[1].parent.mkdir()
    for file in files:
        assert run("series", folder, "-o", file)[0] == 0
    data = files[0].read_bytes()
    assert data == files[1].read_bytes()
    text = _text(data, form)
    assert "Taiwan" in text
    heads = ["Most surprising silences", "Topics by side and year", "Wordings of contested terms"]
    assert sorted(heads, key=text.index) == heads, "findings first"
    assert "readouts series results --period year -o" in re.sub(r"\s+", " ", text)
    assert str(folder.parent) not in text, "where it is kept is nobody's business"


def _text(data: bytes, form: str) -> str:
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())
    if form == "pdf":
        from pdfminer.high_level import extract_text

        return extract_text(io.BytesIO(data))
    return data.decode().replace("-{}", "-")  # as LaTeX keeps two dashes from becoming one


def test_an_address_of_a_server_is_not_told(folder: Path) -> None:
    from dataclasses import replace

    report = replace(series_report(folder), source="postgresql://me:secret@host/readouts")
    assert report.command(Path("a.html")) == ("readouts series LIBRARY --period year -o a.html")
    told = report.command(Path("a.html"), "zh", 0.2)
    assert "--q 0.2 --report-lang zh" in told


def test_the_command_names_what_it_reads(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pandas as pd

    monkeypatch.chdir(folder)
    here = series_report(".").command(Path("a.html"))
    assert here == "readouts series results --period year -o a.html"
    levels = pd.DataFrame({"event": list(TALKS), "level": "leader"})
    levels.to_csv(tmp_path / "levels.csv", index=False)
    told = series_report(folder, by="level", about=tmp_path / "levels.csv")
    assert told.command(Path("a.html")) == (
        "readouts series results --period year --by level --about levels.csv -o a.html"
    )
    in_memory = series_report(folder, by="level", about=levels)
    assert in_memory.command(Path("a.html")) == "", "no command reads a table in memory"


def test_what_is_named_twice_stands_once(folder: Path) -> None:
    twice = series_report(folder, by=("place", "place"), topics=("taiwan", "taiwan"))
    assert cells(tables(twice)["PRC, –"][0])[0][1] == "14 (59–90%)"
    assert twice.topics == ("taiwan",)


@pytest.mark.parametrize("form", ["html", "md", "latex", "docx", "pdf"])
def test_names_are_no_markup_and_hold_no_controls(form: str, tmp_path: Path) -> None:
    side = "*<script>x</script>\\input{x}|x|\x00\x1b[31m"
    made: Made = {
        f"e\x07{n}": (f"{2010 + n}-01-01", "", {side: {"tr\x01ade": 1.0}, "P\nRC": {}})
        for n in range(3)
    }
    report = series_report(results_of(made, tmp_path / "results"), "event")
    data = report.encode(form)
    assert data == report.encode(form)
    if form in ("html", "md", "latex"):
        text = data.decode()
        assert not (set(map(chr, range(32))) - set("\n\t")) & set(text)
        active = {"html": ["<script>x"], "md": ["<script", "|x"], "latex": ["\\input"]}
        assert not [markup for markup in active[form] if markup in text.replace("\\|", "")]


def test_one_event_is_told_as_one(tmp_path: Path) -> None:
    made = results_of({"a": ("2024-01-01", "", {"US": {}, "PRC": {}})}, tmp_path / "results")
    (extent,) = (b for b in series_report(made).document().blocks[1:2])
    assert isinstance(extent, Paragraph)
    assert joined(extent.runs) == "2 accounts of one event, 2024-01-01"


def test_what_cannot_be_written_is_said_first(
    folder: Path, tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    code, _, wrong = run("series", tmp_path / "none", "-o", tmp_path / "a.xlsx")
    assert (code, wrong.count("\n")) == (2, 1)
    assert ".xlsx cannot hold this report; use one of .html .docx .pdf .md .tex" in wrong
    with pytest.raises(BatchError, match="no period 'week'"):
        series_report(folder, "week")  # type: ignore[arg-type]
    talks: Made = {
        f"t{n}": (f"{1950 + n}-01-01", "", {"US": {"trade": 1.0}, "PRC": {}})
        for n in range(MOST_PERIODS + 1)
    }
    many = series_report(results_of(talks, tmp_path / "many"))
    with pytest.raises(WriteError, match=r"room for 36 periods, and these are 37"):
        many.write(tmp_path / "a.html")
    assert not (tmp_path / "a.html").exists()


def test_accounts_that_say_nothing_make_a_report_too(tmp_path: Path) -> None:
    made = results_of({"a": ("2024-01-01", "", {"US": {}, "PRC": {}})}, tmp_path / "results")
    series_report(made).write(tmp_path / "a.md")
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "No account raises a topic of the codebook." in text
    assert "No account uses a wording of the list of contested terms." in text
