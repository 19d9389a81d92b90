"""The page Topics: rows by family, the passages of a topic beside them, and every word in sight."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from dashboard_server import RunningDashboard, bring, visit
from page_steps import LONG, quiet, settled
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

pytestmark = pytest.mark.slow

EVENT, THREE = "/topics?event=blinken-liu-2024", "/topics?event=seoul-trilateral-2024"
ALIKE = "Both sides discussed trade and agreed to lower tariffs on grain."

# The texts of a page of which a part lies beyond the window, beyond what clips it, or under
# another text of the same row.
CUT = """() => {
    const cut = [], range = document.createRange();
    const words = (root, found) => {
        for (const node of root.childNodes) {
            if (node.nodeType === Node.TEXT_NODE && node.textContent.trim()) {
                range.selectNodeContents(node);
                found.push([node, [...range.getClientRects()].filter((one) => one.width)]);
            } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(".hidden, style")) {
                words(node, found);
                if (node.shadowRoot) words(node.shadowRoot, found);
            }
        }
        return found;
    };
    const up = (node) => node.parentElement ?? node.getRootNode().host;
    for (const [node, boxes] of words(document.querySelector(".st-key-topics-page"), [])) {
        for (const box of boxes) {
            let [left, right] = [0, innerWidth];
            for (let one = up(node); one; one = up(one)) {
                const clip = one.getBoundingClientRect();
                if (getComputedStyle(one).overflowX !== "visible")
                    [left, right] = [Math.max(left, clip.left), Math.min(right, clip.right)];
            }
            if (box.left < left - 1 || box.right > right + 1) cut.push(node.textContent);
        }
    }
    const rows = [...document.querySelectorAll(".st-key-topics-page *")]
        .flatMap((one) => [...(one.shadowRoot?.querySelectorAll("tr") ?? [])]);
    for (const row of rows) {
        const boxes = words(row, []).flatMap(([node, all]) => all.map((box) => [node, box]));
        for (const [node, a] of boxes) for (const [other, b] of boxes)
            if (node !== other && a.left < b.right - 1 && b.left < a.right - 1
                && a.top < b.bottom - 3 && b.top < a.bottom - 3)
                cut.push(`${node.textContent} | ${other.textContent}`);
    }
    return [rows.length, [...new Set(cut)]];
}"""


@pytest.fixture
def sized(browser: Browser, server: RunningDashboard) -> Iterator[Callable[[int], Page]]:
    """Opens a page in a window of a width."""
    contexts = []

    def opened(width: int) -> Page:
        context = visit(browser, server, viewport={"width": width, "height": 800})
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def drawn(page: Page, path: str) -> Page:
    page.goto(path)
    expect(page.locator("table.topics")).to_be_visible(timeout=LONG)
    quiet(page)
    return page


def row(page: Page, topic: str) -> Locator:
    named = page.get_by_role("rowheader", name=re.compile(f"^{topic}"))
    return page.locator("table.topics tr").filter(has=named)


def box(one: Locator) -> FloatRect:
    found = one.bounding_box()
    assert found is not None
    return found


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_a_bar_that_is_clicked_brings_its_passages_into_sight(
    sized: Callable[[int], Page], width: int
) -> None:
    page = drawn(sized(width), EVENT)
    # Over the whole row lies the link of its topic.
    row(page, "Channels of communication").locator(".bar").first.click(force=True)
    settled(page, "topic=communication-channels")
    evidence = page.locator(".st-key-topics-evidence")
    expect(evidence.get_by_role("article")).not_to_have_count(1)
    expect(evidence).to_contain_text("Both, certainty")
    chart, beside = (box(page.locator(f".st-key-topics-{one}")) for one in ("chart", "evidence"))
    if width == 1280:
        assert beside["x"] >= chart["x"] + chart["width"]
    else:
        assert beside["y"] >= chart["y"] + chart["height"]
    passage = box(evidence.get_by_role("article").first)
    assert 0 <= passage["y"] < 800
    for side in ("US", "PRC"):
        expect(evidence.get_by_role("heading", name=side)).to_be_visible()
    for badge in evidence.locator("article .badge").all():
        expect(badge).to_have_text(re.compile("covered|partly|left out|unclear|procedural"))


def test_the_passages_lead_into_the_texts_and_the_address_brings_the_topic_back(
    sized: Callable[[int], Page],
) -> None:
    page = drawn(sized(1280), f"{EVENT}&topic=taiwan")
    expect(row(page, "Taiwan")).to_have_class("here")
    evidence = page.locator(".st-key-topics-evidence")
    expect(evidence.locator("article .badge").first).to_contain_text("left out")
    words = evidence.locator(".quote").first.inner_text()
    evidence.get_by_role("link", name="Show in the texts").first.click()
    settled(page, r"at=left-\d+")
    expect(page.locator(".segment.here")).to_contain_text(words.split(",")[0], timeout=LONG)
    page.go_back()
    expect(row(page, "Taiwan")).to_have_class("here", timeout=LONG)


def test_topics_are_chosen_by_key_and_the_next_is_one_key_away(
    sized: Callable[[int], Page],
) -> None:
    page = drawn(sized(1280), EVENT)
    row(page, "Taiwan").get_by_role("link").focus()
    page.keyboard.press("Enter")
    settled(page, "topic=taiwan")
    quiet(page)
    expect(row(page, "Taiwan").get_by_role("link")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page, "topic=south-china-sea")
    expect(page.get_by_label("Passages that raise")).to_have_value("South China Sea")


def test_the_box_and_all_tables_have_the_order_of_the_families(
    sized: Callable[[int], Page],
) -> None:
    page = drawn(sized(1280), THREE)
    matrix = page.locator("table.matrix tbody th").all_text_contents()
    pair = page.locator("table.topics .family th, table.topics tbody a").all_text_contents()
    families = ["Security", "Economy", "Society", "Relationship"]
    assert [head for head in matrix if head in families] == families
    assert pair == [head for head in matrix if head in pair]
    page.get_by_label("Passages that raise").click()
    options = page.get_by_role("option").all_text_contents()
    assert options == [head for head in matrix if head not in families]


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("path", [EVENT, THREE])
def test_no_word_is_cut(sized: Callable[[int], Page], width: int, path: str) -> None:
    rows, cut = drawn(sized(width), path).evaluate(CUT)
    assert rows > 10
    assert cut == []


def test_no_word_is_cut_where_one_topic_takes_all_of_a_text(sized: Callable[[int], Page]) -> None:
    page = bring(sized(1280), ALIKE, ALIKE, side="The Democratic Republic of Examples")
    expect(page.locator(".segment").first).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Topics").click()
    expect(page.locator(".half .value")).to_have_text(["● 100%", "● 100%"], timeout=LONG)
    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        rows, cut = page.evaluate(CUT)
        assert rows > 1
        assert cut == []
