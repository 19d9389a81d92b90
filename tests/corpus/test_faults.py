"""Small files that were once read wrong, with the right value beside each (faults/reading)."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

import corpus
from compare.segmentation.segments import segment
from compare.topics.codebook import load_codebook
from compare.topics.names import find_names
from corpus.text.dates import find_date

CHINESE = (
    "外长强调，台湾问题是核心利益中的核心，对方应恪守一个中国原则和三个联合公报，停止干涉内政。",
    "双方还就人文交流、禁毒合作和地区热点问题深入交换意见，同意保持沟通，为下阶段高层往来做好准备。",
    "双方一致认为，应当落实两国领导人达成的重要共识，推动双边关系健康稳定发展，造福两国人民，造福世界。",
)
ENGLISH = (
    "The Secretary underscored the importance of peace and stability across the Taiwan Strait and "
    "raised concerns about the South China Sea.",
    "They also discussed counternarcotics cooperation and agreed that senior officials would meet "
    "again in the autumn to review progress.",
    "Both sides said that they would keep the lines of communication open and prepare a visit at "
    "the level of ministers next spring.",
)
DAY = dt.date(2024, 1, 26)


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "faults" / "reading"


TEXTS = {
    "html_comment_loss.html": (ENGLISH[0], f"They met in Bali. {ENGLISH[1]}", ENGLISH[2]),
    "html_early_end_tag.html": CHINESE,
    "short_chinese_page.html": ("外长今天会见来访客人。", "双方就台湾问题和禁毒合作交换了意见。"),
    "soft_hyphens.html": ENGLISH[:2],
    "zh_boilerplate.html": CHINESE,
    "wechat_picture_article.html": (CHINESE[0] + CHINESE[1],),
}


@pytest.mark.parametrize("name", TEXTS)
def test_the_whole_statement_and_nothing_else(folder: Path, name: str) -> None:
    assert corpus.read(folder / name, side="X").text == "\n\n".join(TEXTS[name])


DATED = (
    "date_visible_span.html date_time_element.html date_meta_value.html date_meta_space.html "
    "date_in_address.html date_published_line.html"
).split()


@pytest.mark.parametrize("name", DATED)
def test_the_day_of_publication(folder: Path, name: str) -> None:
    statement = corpus.read(folder / name, side="X")
    assert statement.date == DAY
    words = ENGLISH if statement.language == "en" else CHINESE
    assert statement.text == "\n\n".join(words)


def test_forms_of_dates(folder: Path) -> None:
    with (folder / "cases.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    forms = [r["call"].split("'")[1] for r in rows if r["file"] == "(no file)"]
    assert len(forms) >= 7
    for form in forms:
        assert {find_date(part) for part in form.split(" where ")[0].split(" or ")} == {DAY}, form


def test_titles_and_publishers(folder: Path) -> None:
    assert corpus.read(folder / "title_site_suffix.html").title == "外长会见客人"
    assert corpus.read(folder / "date_visible_span.html").title == "外长会见客人"
    page = corpus.read(folder / "publisher_archived_whitehouse.html")
    assert page.source.publisher == "White House"


PDFS = {
    "pdf_nul_character.pdf": "The two sides agreed to resume the dialogue.",
    "pdf_sideways_page.pdf": "The two sides agreed to resume the dialogue. They will meet again in "
    "the autumn.",
}


@pytest.mark.parametrize("name", PDFS)
def test_pages_of_pdfs(folder: Path, name: str) -> None:
    assert corpus.read(folder / name).text == PDFS[name]


def test_titles_of_pdfs(folder: Path) -> None:
    assert corpus.read(folder / "pdf_overprint_zh.pdf").title == "关于双边关系的联合声明"
    assert corpus.read(folder / "pdf_title_reference.pdf").title == "Joint Statement"


SEGMENTS = {
    "pdf_footnotes.pdf": (
        "The sides reaffirmed the joint communique.",
        "They agreed to go on talking.",
        "The next round is in May.",
    ),
    "text_two_line_paragraphs.txt": (
        "The President met the Prime Minister in Seoul on Friday to review the state of relations "
        "between the two countries.",
        "The sides agreed to resume the dialogue on security, which had been suspended in the "
        "spring.",
    ),
    "text_indented_no_blank_lines.txt": (
        "The President met the Prime Minister in Seoul on Friday to review the state of relations "
        "between the two countries and the region.",
        "The sides agreed to resume the dialogue on security, which had been suspended in the "
        "spring, and to open a hotline.",
    ),
    "en_abbreviations.txt": (
        "Sec. Yellen joined by phone.",
        "Larsen et al. [2004] reviewed the talks.",
        "They met Apple Inc. CEO Cook and Atty. Gen. Kim.",
    ),
    "zh_half_width.txt": (
        "王毅表示,中方坚决反对.",
        "双方同意加强合作.",
        "2024年1月26日举行会谈.",
        "A.I.治理也在议程上.",
    ),
    "markdown_soft_wraps.md": (
        "The two leaders expressed their shared desire for bilateral security and defence "
        "cooperation under the treaty.",
        "They also welcomed progress in the talks on trade, fisheries and the environment.",
    ),
    "text_hyphenated_wraps.txt": (
        "Wang stressed that the Tai- wan question is at the core of the interests, and the sides "
        "spoke about fen- tanyl and about the South China Sea, on which they differ as they did "
        "before.",
    ),
}


@pytest.mark.parametrize("name", SEGMENTS)
def test_segments_are_whole_sentences(folder: Path, name: str) -> None:
    statement = corpus.read(folder / name, side="US")
    found = [" ".join(statement.text[s.start : s.end].split()) for s in segment(statement)]
    assert found == list(SEGMENTS[name])


def test_names_broken_at_the_end_of_a_line_are_found(folder: Path) -> None:
    statement = corpus.read(folder / "text_hyphenated_wraps.txt", side="CN")
    named = {hit.topic for hit in find_names(statement.text, load_codebook())}
    assert {"taiwan", "counternarcotics"} <= named


SPEAKERS = {
    "en_mr_surname.txt": ("US", [("Mr. Xi", "other"), ("Mr. Biden", "own")]),
    "en_other_party_verb.txt": (
        "CN",
        [("The U.S. side", "other"), ("The Chinese side", "own"), ("The Secretary", "other")],
    ),
    "zh_quote_then_speaker.txt": ("CN", [("王毅", "own"), ("双方", "both")]),
    "zh_press_conference.txt": (
        "CN",
        [("路透社记者", "reporter"), ("毛宁", "own"), ("毛宁", "own")],
    ),
}


@pytest.mark.parametrize("name", SPEAKERS)
def test_who_speaks(folder: Path, name: str) -> None:
    side, speakers = SPEAKERS[name]
    found = segment(corpus.read(folder / name, side=side))
    assert [(s.speaker, s.voice) for s in found] == speakers


READ = {
    "markdown_marks.md": "The Secretary met Minister Wang and raised Taiwan.\n\nopen a hotline\n\n"
    "meet again\n\nSee the annex.",
    "html_behind_a_header.txt": CHINESE[0],
    "json_flat.json": ENGLISH[0],
    "mac_roman.txt": "The Secretary said “we agree” and the two sides’ teams will meet.",
    "gb18030_rare_name.txt": "Spokesperson Geng Shuang (耿爽) answered questions. " * 3,
}


@pytest.mark.parametrize("name", READ)
def test_what_other_programs_write(folder: Path, name: str) -> None:
    assert corpus.read(folder / name).text.strip() == READ[name].strip()


def test_facts_that_other_programs_write(folder: Path) -> None:
    assert corpus.read(folder / "html_behind_a_header.txt").language == "zh"
    joint = corpus.read(folder / "markdown_soft_wraps.md").source
    assert joint.url == "https://www.example.gov/joint-statement"
    flat = corpus.read(folder / "json_flat.json")
    assert (flat.source.url, flat.date) == ("https://www.example.gov/x", DAY)


def test_tables_and_saved_pages(folder: Path) -> None:
    rows = corpus.read_all(folder / "two_statements.csv")
    assert [row.text[:20] for row in rows] == ["The Secretary raised", "The Minister raised "]
    assert [s.side for s in corpus.read_all(folder / "saved_page.zip")] == ["page"]


REFUSED = {
    "error_not_found.html": "shows no statement but 404",
    "error_access_denied.html": "shows no statement but access denied",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_statement(folder: Path, name: str) -> None:
    with pytest.raises(corpus.ReadError, match=REFUSED[name]) as caught:
        corpus.read(folder / name)
    assert len(str(caught.value).splitlines()) == 1
