from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from contrasts import contrast
from hostile_comparison import HOSTILE, hostile_report
from sample_comparison import sample
from sample_events import sample_event

from compare.report import Preferences, export_comparison, export_event, render, write
from compare.report.bundle import Bundle
from compare.report.content.document import Heading, Paragraph, Table, joined
from compare.report.content.sections import Contents
from compare.report.escaping import visible
from compare.report.export.schema import DeniedExport
from compare.report.palette import DARK, LIGHT, STATUSES, TONES
from compare.report.writers.html_view import paragraphs


class Page(HTMLParser):
    """Elements of a page, with the text of each column of the reader."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.columns: list[str] = []
        self.inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.elements.append((tag, found))
        if tag not in ("meta", "rect"):
            self.inside.append(f"{tag}.{found.get('class', '')}")
        if found.get("class") == "text":
            self.columns.append("")

    def handle_endtag(self, tag: str) -> None:
        while self.inside and not self.inside.pop().startswith(f"{tag}."):
            pass

    def handle_data(self, data: str) -> None:
        if "article.text" in self.inside and not any(one == "h3." for one in self.inside):
            self.columns[-1] += data


def solid(text: str) -> str:
    return "".join(text.split())


def test_both_texts_stand_whole_in_the_reader() -> None:
    page = Page(render(sample(), "html"))
    one = sample()
    assert [solid(column) for column in page.columns] == [
        solid(one.left.text),
        solid(one.right.text),
    ]
    paragraphs_of = [attrs for tag, attrs in page.elements if tag == "article"]
    assert [attrs.get("lang") for attrs in paragraphs_of] == ["en", "zh"]


@pytest.mark.parametrize("make", [sample, sample_event, hostile_report])
def test_ids_are_unique_and_references_lead_somewhere(make: Any) -> None:
    page = Page(render(make(), "html"))
    ids = [attrs["id"] for _, attrs in page.elements if attrs.get("id")]
    assert len(ids) == len(set(ids))
    wanted: set[str] = set()
    for _, attrs in page.elements:
        wanted.update(attrs.get("data-links", "").split(), attrs.get("data-near", "").split())
        wanted.update(attrs.get("aria-labelledby", "").split())
        if attrs.get("href", "").startswith("#"):
            wanted.add(attrs["href"][1:])
    assert wanted <= set(ids)


def test_policy_names_the_one_style_and_the_one_script() -> None:
    text = render(sample(), "html")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        (body,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    outside = [
        attrs
        for tag, attrs in Page(text).elements
        if attrs.get("src") or tag in ("link", "iframe", "object", "img") or attrs.get("style")
    ]
    assert outside == []


def test_hostile_text_is_escaped_and_complete() -> None:
    text = render(hostile_report(), "html")
    page = Page(text)
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert {tag for tag, _ in page.elements}.isdisjoint({"img", "b"})
    assert not any(key.startswith("on") for _, attrs in page.elements for key in attrs)
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert all(link.startswith("#") for link in links)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    for column in page.columns:
        for passage in HOSTILE:
            assert solid(visible(passage)) in solid(column)
    assert "{{ 7*7 }}" in text
    assert len(text.encode()) < 3_000_000


def plain_text(page: str) -> str:
    """The text of a page without white space and without the elements inside a line."""
    return solid(unescape(re.sub(r"<wbr>|</?(?:a|q|strong|span|code)\b[^>]*>", "", page)))


@pytest.mark.parametrize("make", [sample, sample_event])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_says_what_the_other_formats_say(make: Any, language: str) -> None:
    """Each heading, sentence, label and table of the content, but the texts as tables."""
    preferences = Preferences.choose(language=language)
    result = make()
    exported = export_event(result) if make is sample_event else export_comparison(result)
    document = Contents(preferences).document(Bundle((exported,)))
    shown = plain_text(render(result, "html", preferences))
    of_texts = False
    for block in document.blocks:
        if isinstance(block, Heading):
            of_texts = block.part == "text"
            assert solid(block.text) in shown
        elif isinstance(block, Paragraph):
            assert solid(joined(block.runs)) in shown
        elif isinstance(block, Table) and not of_texts:
            for row in block.rows:
                for cell in row:
                    assert solid(joined(cell)) in shown


def test_a_chinese_page_is_in_chinese_but_for_quotations_names_and_identifiers() -> None:
    page = render(sample(), "html", Preferences.choose(language="zh"))
    body = page.partition("<body>")[2].partition("<script>")[0]
    texts = re.sub(r"(?s)<(q|code|pre|svg)\b.*?</\1>|<article.*?</article>", "", body)
    own = re.sub(r'(?s)<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", texts)
    said = re.findall(r'(?:aria-label|data-(?:say-\w+|word|sure|reason|topics))="([^"]*)"', body)
    shown = unescape(" ".join([*said, *re.findall(r">([^<]+)", own)]))
    names = (
        "“[^”]*”", "Ministry of the West", "Meeting in the harbour town", "West", "East", "UTC",
        r"https?:\S+", "SHA-256", "BibTeX", "Readouts", "embedded", "bundled", "max_error",
        "[0-9a-f]{12,}", "Tab", "Esc", "JSON", "Python",
    )  # fmt: skip
    for known in names:
        shown = re.sub(known, "", shown)
    assert re.findall("[A-Za-z]{2,}", shown) == []
    assert "最接近" in shown
    assert "理由" in shown


def test_parts_that_are_not_chosen_are_missing_and_nothing_leads_to_them() -> None:
    page = Page(render(sample(), "html", Preferences(parts=("topics",))))
    assert page.columns == []
    assert [attrs for tag, attrs in page.elements if tag == "a"] == []


def test_a_topic_that_is_denied_says_by_whom() -> None:
    exported = export_comparison(sample())
    (strait,) = (topic for topic in exported.topics if topic.id == "strait")
    denied = strait.model_copy(
        update={"state": "denied", "denied": DeniedExport(left=(), right=(0,))}
    )
    others = tuple(topic for topic in exported.topics if topic.id != "strait")
    page = render(exported.model_copy(update={"topics": (denied, *others)}), "html")
    assert "said by East not to have been discussed" in page
    assert "the East text says it was not discussed" in page


def test_size() -> None:
    assert len(render(sample_event(), "html").encode()) < 120_000


def test_paragraphs_keep_all_text() -> None:
    one = sample()
    text = f"Heading\n\n{one.left.text}\n\nTail (end)\n"
    moved = [
        segment.model_copy(update={"start": segment.start + 9, "end": segment.end + 9})
        for segment in export_comparison(one).segments.left
    ]
    found = paragraphs(text, tuple(moved))
    joined = ["".join(piece for piece, _ in pieces) for pieces in found]
    assert solid("".join(joined)) == solid(text)
    assert joined[1].startswith("The minister stressed")
    assert [index for pieces in found for _, index in pieces if index is not None] == [*range(6)]
    assert paragraphs("no segment\n", ()) == [[("no segment\n", None)]]
    assert paragraphs("", ()) == []


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(status: str, scheme: str) -> None:
    ground = LIGHT if scheme == "light" else DARK
    tone = TONES[status]  # type: ignore[index]
    mark, tint = (tone.light, tone.light_tint) if scheme == "light" else (tone.dark, tone.dark_tint)
    assert contrast(ground.text, tint) >= 7
    for under in (ground.page, ground.card, tint):
        assert contrast(mark, under) >= 3
    for under in (ground.page, ground.card):
        assert contrast(ground.quiet, under) >= 4.5
        assert contrast(ground.accent, under) >= 4.5
    assert contrast(ground.text, ground.page) >= 7


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    quiet = ("background-networking", "component-update", "sync", "gpu")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", *(f"--disable-{what}" for what in quiet)],
        )
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open a report; at the end nothing may have been reported, fetched or run from it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: said.append(request.url))

    def go(result: Any) -> Any:
        path = tmp_path / "report.html"
        write(result, path)
        page.goto(path.as_uri())
        said.remove(path.as_uri())
        return page

    yield go
    context.close()
    assert said == []


def test_pointing_at_a_passage_lights_up_its_links(visit: Any) -> None:
    page = visit(sample())
    page.hover("#p0-L4")
    assert page.locator(".linked").evaluate_all("all => all.map(one => one.id)") == ["p0-R2"]
    card = page.locator(".card").inner_text()
    assert "covered 94%" in card
    assert "双方讨论了贸易问题" in card
    page.hover("#p0-L2")
    assert page.locator(".near").get_attribute("id") == "p0-R3"
    assert "the other text does not raise Northern strait" in page.locator(".card").inner_text()
    page.hover("h1")
    assert page.locator(".here").count() == 0


def test_reader_by_keyboard(visit: Any) -> None:
    page = visit(sample())
    page.focus(".text .cue >> nth=0")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.locator(".here").get_attribute("id") == "p0-L4"
    page.keyboard.press("ArrowRight")
    assert page.locator(".here").get_attribute("id") == "p0-R2"
    page.keyboard.press("Enter")
    assert page.locator("[aria-pressed=true]").count() == 1
    page.hover("#p0-L2")
    assert page.locator(".here").get_attribute("id") == "p0-R2"
    page.keyboard.press("Escape")
    assert page.locator("[aria-pressed=true]").count() == 0
    page.focus(".text .cue[tabindex='0'] >> nth=0")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.segment').id").startswith("p0-R")


def test_link_to_a_passage_opens_it(visit: Any) -> None:
    page = visit(sample())
    link = page.locator(".part-topics a >> nth=0")
    target = link.get_attribute("href")
    link.click()
    assert page.locator(".here").get_attribute("id") == target[1:]
    assert page.locator(target).evaluate(
        "one => { const box = one.getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight }"
    )


def test_hostile_page_runs_nothing_and_stays_within_its_width(visit: Any) -> None:
    page = visit(hostile_report())
    page.hover("#p0-L1")
    page.click("#p0-L3")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert HOSTILE[2] in page.locator("#p0-L3").text_content()


def test_every_width_shows_both_texts_without_scrolling_sideways(visit: Any) -> None:
    page = visit(sample_event())
    for width in (360, 800, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(page.pdf(format="A4")) > 10_000
