"""What the measure of waits counts, on a page that is drawn late, or at the second act alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.bench import dashboard_speed as bench

pytestmark = pytest.mark.slow

_DRAWN = """<div data-testid="stApp" data-test-script-state="notRunning">Drawn</div>
<script>
  const app = document.querySelector("div");
  let acts = 0;
  function act(after, from) {
    acts += 1;
    if (acts < from) return;
    app.dataset.testScriptState = "running";
    setTimeout(() => { app.dataset.testScriptState = "notRunning"; }, after);
  }
</script>"""


@pytest.fixture
def drawn(browser: Browser) -> Page:
    page = browser.new_page()
    page.set_content(_DRAWN)
    page.evaluate(bench._COUNTING)
    return page


@pytest.mark.parametrize(
    ("after", "begins", "acts", "least"),
    [(100, 1, 1, 0.1), (2_000, 1, 1, 2.0), (100, 2, 2, 1.1)],
    ids=["at once", "late", "at the second act"],
)
def test_a_wait_is_counted_from_the_first_act(
    drawn: Page, monkeypatch: pytest.MonkeyPatch, after: int, begins: int, acts: int, least: float
) -> None:
    monkeypatch.setattr(bench, "_ONCE_MORE", 1_000)
    took = bench.until_rest(drawn, lambda: drawn.evaluate(f"act({after}, {begins})"))
    assert drawn.evaluate("acts") == acts
    assert took >= least
    drawn.close()
