"""The brief of one page: what it says, of a pair, of an event and of a set, and how it is cut."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_comparison import sample
from sample_events import sample_event

import compare
from compare.languages import letters
from compare.report import Preferences, encode, export_comparison, export_event, render
from compare.report.bundle import Bundle
from compare.report.content.brief.page import shortened
from compare.report.content.document import Heading, Paragraph, Table, joined
from compare.report.content.sections import Contents
from corpus import samples
from tests.bench.forms import page_count

BRIEF = Preferences.choose(["brief"])


def table(result: object) -> list[list[str]]:
    """The cells of the only table of a brief."""
    document = Contents(BRIEF).document(Bundle((result,)))  # type: ignore[arg-type]
    (found,) = [block for block in document.blocks if isinstance(block, Table)]
    return [[joined(cell) for cell in row] for row in found.rows]


def test_a_brief_has_a_verdict_quotations_cautions_and_a_citation() -> None:
    document = Contents(BRIEF).document(Bundle((export_comparison(sample()),)))
    kinds = [
        block.kind if isinstance(block, Paragraph) else type(block).__name__
        for block in document.blocks
    ]
    cautions = kinds.count("item")
    assert kinds == [
        "Heading", "note", "finding", "Table", "Heading", *["item"] * cautions, "note",
    ]  # fmt: skip
    assert cautions == 4
    verdict = next(b for b in document.blocks if isinstance(b, Paragraph) and b.kind == "finding")
    assert joined(verdict.runs).endswith(
        "The East text covers 1 of 5 passages of substance of the West text; the West text covers "
        "1 of 4 passages of substance of the East text."
    )
    assert table(export_comparison(sample())) == [
        [
            "Northern strait",
            "The minister stressed peace and open passage in the northern strait.",
            "does not raise it",
        ],
        ["Mutual respect", "does not raise it", "东方主张相互尊重，走稳定发展之路。"],
        [
            "Trade",
            "Both sides discussed trade and agreed to lower tariffs on grain.",
            "双方讨论了贸易问题，同意降低粮食关税；",
        ],
        [
            "Lines of contact",
            "They may open a line between the two ministries this year.",
            "两部门将建立热线联系。",
        ],
    ]


def test_passages_left_out_stand_in_where_few_topics_are_certain() -> None:
    one = sample()
    strict = replace(one, signature=replace(one.signature, settings=(("max_error", 0.03),)))
    assert [row[0] for row in table(export_comparison(strict))] == ["Trade", "Passage 2"]


def test_the_brief_of_an_event_quotes_every_text() -> None:
    rows = table(export_event(sample_event()))
    assert {len(row) for row in rows} == {4}
    strait = next(row for row in rows if row[0] == "Northern strait")
    assert strait[2] == "does not raise it"
    assert strait[1] == strait[3] != "does not raise it"


def test_the_brief_comes_first_and_the_rest_is_the_annex() -> None:
    document = Contents(Preferences()).document(Bundle((export_comparison(sample()),)))
    heads = [block.part for block in document.blocks if isinstance(block, Heading)]
    assert heads[:3] == ["", "brief", "annex"]
    findings = [b for b in document.blocks if isinstance(b, Paragraph) and b.kind == "finding"]
    assert len(findings) == 1
    without = Contents(Preferences.choose(["finding", "sources"])).document(
        Bundle((export_comparison(sample()),))
    )
    assert not {"brief", "annex"} & {b.part for b in without.blocks if isinstance(b, Heading)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_brief_in_every_form_that_is_text(language: str) -> None:
    chosen = Preferences.choose(["brief"], language)
    for result in (sample(), sample_event(), [sample(), sample_event()]):
        for form in ("text", "md", "html", "latex", "fragment"):
            report = render(result, form, chosen)  # type: ignore[arg-type]
            assert ("引用须知" if language == "zh" else "What to be careful about") in report
            assert "Annex" not in report
            assert "附录" not in report


def test_a_fragment_is_a_piece_of_a_page_and_escapes_what_it_quotes() -> None:
    one = sample()
    named = replace(one, left=one.left.model_copy(update={"side": "<b>West</b>"}))
    fragment = render(named, "fragment")
    assert fragment.startswith('<section class="readouts-brief"')
    assert fragment.rstrip().endswith("</section>")
    for word in ("<html", "<script", "<b>West", "<body"):
        assert word not in fragment
    assert "&lt;b&gt;West" in fragment


@given(st.text("ab ,。双方讨", max_size=80), st.integers(4, 40))
def test_a_quotation_is_cut_where_it_is_too_long_and_only_there(text: str, most: int) -> None:
    short = shortened(text, most)
    whole = " ".join(text.split())
    if letters(whole) <= most:
        assert short == whole
    else:
        assert short.endswith("…")
        assert whole.startswith(short[:-1])
        assert letters(short[:-1]) <= most


@pytest.mark.slow
@pytest.mark.parametrize("name", samples.names())
def test_the_brief_of_a_bundled_event_is_one_page_of_pdf(name: str, tmp_path: Path) -> None:
    made = tmp_path / "brief.pdf"
    made.write_bytes(encode(compare.event(samples.load(name)), "pdf", BRIEF))
    assert page_count(made) == 1


@pytest.mark.slow
def test_the_brief_of_bundled_events_is_one_page_of_word_without_its_font(tmp_path: Path) -> None:
    """Where neither Cambria nor a font of its widths is installed, a wider one takes its place."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        "<include>/etc/fonts/fonts.conf</include><selectfont><rejectfont>"
        + "".join(
            f'<pattern><patelt name="family"><string>{family}</string></patelt></pattern>'
            for family in ("Cambria", "Caladea", "Carlito")
        )
        + f"</rejectfont></selectfont><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    for name in samples.names():
        data = encode(compare.event(samples.load(name)), "docx", BRIEF)
        (tmp_path / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", tmp_path, *tmp_path.glob("*.docx")],
        check=True, capture_output=True, timeout=600,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip
    pages = {path.stem: page_count(path) for path in tmp_path.glob("*.pdf")}
    assert pages == dict.fromkeys(samples.names(), 1)
