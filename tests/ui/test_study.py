"""A study from end to end: coded by two in the dashboard, adjudicated, measured, reported, back."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dashboard_server import RunningDashboard, dashboard, visit
from playwright.sync_api import Browser, Page, expect
from tree import ROOT

from compare.coding import files
from compare.coding.judgements import Judgement, current
from compare.library import open_library
from corpus import Event, read_table

Run = Callable[..., tuple[int, str, str]]
STUDY = ROOT / "docs" / "tutorials" / "study"
EVENT = "meeting-01"
KEYS = {"said": "1", "partial": "2", "missing": "3"}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A library with the twelve events of the study, and no judgement in it."""
    place = tmp_path / "study.db"
    with open_library(str(place), encoder=None) as library:
        for name, documents in read_table(STUDY / "events.csv").events.items():
            statements = tuple(document.statement for document in documents)
            library.add_event(Event(id=name, date=statements[0].date, statements=statements))
    return place


@pytest.fixture
def page(shelf: Path, browser: Browser, tmp_path: Path) -> Iterator[Callable[[str], Page]]:
    """Opens the page Coding for a coder, each in a browser of their own."""
    contexts = []
    with dashboard(tmp_path / "log", "--library", str(shelf)) as server:

        def opened(coder: str) -> Page:
            page = _begun(browser, server, coder)
            contexts.append(page.context)
            return page

        yield opened
        for context in contexts:
            context.close()
    assert "Traceback" not in (tmp_path / "log").read_text("utf-8", "replace")


def _begun(browser: Browser, server: RunningDashboard, coder: str) -> Page:
    page = visit(browser, server, viewport={"width": 1280, "height": 1000}).new_page()
    page.set_default_timeout(120_000)
    page.goto(f"/coding?event=library/{EVENT}")
    page.get_by_label("Your name").wait_for()
    _settled(page)
    page.get_by_label("Your name").fill(coder)
    page.get_by_label("Your name").press("Enter")
    page.get_by_text(f"Coding as {coder}").wait_for()
    _settled(page)
    return page


def _settled(page: Page) -> None:
    """Wait until the page has been still for half a second."""
    quiet = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    quiet.wait_for()
    page.wait_for_timeout(500)
    quiet.wait_for()


def codings(coder: str) -> dict[str, str]:
    """What a coder says of each passage of the event, by its words."""
    with (STUDY / "codings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {r["quote"]: r["label"] for r in rows if (r["event"], r["coder"]) == (EVENT, coder)}


def code_all(page: Page, said: dict[str, str]) -> None:
    """Code every passage by one key each; what the table does not name is procedural."""
    total = int(page.get_by_text("statuses of passages judged").inner_text().split()[2])
    for done in range(total):
        passage = page.locator(".quote mark").first.inner_text()
        page.keyboard.press(KEYS.get(said.get(passage, ""), "4"))
        expect(page.get_by_text(f"{done + 1} of {total} statuses")).to_be_visible(timeout=120_000)
        _settled(page)


def judgements(place: Path) -> tuple[Judgement, ...]:
    with open_library(str(place), encoder=None) as library:
        return current(files.read_library(library))


def test_a_study_of_two_coders_from_beginning_to_end(
    page: Callable[[str], Page], shelf: Path, run: Run, tmp_path: Path
) -> None:
    library = ("--library", shelf, "--quiet")
    first, second = codings("A"), codings("B")
    second |= dict.fromkeys(list(second)[:1], "missing")  # a difference to settle

    ada = page("A")
    expect(ada.get_by_text("The machine says").first).to_be_visible(timeout=120_000)
    code_all(ada, first)

    ben = page("B")
    ben.get_by_text("Nothing: blind").click()
    expect(ben.get_by_text("The machine says")).to_have_count(0)
    code_all(ben, second)
    kept = judgements(shelf)
    of_passages = {j.passage.quote: j.value for j in kept if j.coder == "A"}
    assert {words: of_passages[words] for words in first} == {
        words: {"said": "covered", "partial": "partly", "missing": "left_out"}[label]
        for words, label in first.items()
    }
    assert all(j.blind == (j.coder == "B") for j in kept)
    differing = sum(first[words] != second[words] for words in first)

    ada.reload()
    ada.get_by_label("Your name").wait_for()
    _settled(ada)
    ada.get_by_label("Your name").fill("A")
    ada.get_by_label("Your name").press("Enter")
    expect(ada.get_by_text(f"Where coders differ ({differing})")).to_be_visible(timeout=120_000)
    for settled in range(1, differing + 1):
        heading = f"Where coders differ ({differing + 1 - settled})"
        expect(ada.get_by_text(heading)).to_be_visible(timeout=120_000)
        _settled(ada)
        ada.get_by_role("button", name="Decide: covered").first.click()
        _settled(ada)
    assert sum(j.final for j in judgements(shelf)) == differing

    # The other eleven meetings come from the table of the study.
    rest = tmp_path / "rest.csv"
    lines = (STUDY / "codings.csv").read_text("utf-8").splitlines(keepends=True)
    rest.write_text("".join(line for line in lines if not line.startswith(f"{EVENT},")), "utf-8")
    assert run("code", "import", rest, "--labels", STUDY / "labels.yaml", *library)[0] == 0

    code, out, _ = run("agreement", "--kind", "status", "--json", *library[:2])
    assert code == 0
    found = json.loads(out)["status"]
    assert (found["events"], found["coders"]) == (12, ["A", "B"])
    alpha = found["scores"]["Krippendorff's alpha"]
    assert 0.6 < alpha["low"] < alpha["value"] < 1

    curve = tmp_path / "calibration.json"
    code, out, _ = run("recalibrate", "-o", curve, *library)
    assert code == 0, out
    learned = json.loads(curve.read_text("utf-8"))
    assert (learned["events"], learned["coders"]) == (12, 2)

    report = tmp_path / "report.md"
    assert run("code", "apply", EVENT, "-o", report, *library)[0] == 0
    text = report.read_text("utf-8")
    assert "judged by 2 coders, digest" in text
    assert "A and B judged 14 places of this result" in text

    project, back = tmp_path / "study.qdpx", tmp_path / "back.jsonl"
    assert run("code", "export", project, *library)[0] == 0
    assert run("code", "import", project, "-j", back, *library)[0] == 0
    assert set(current(files.read(back))) == set(judgements(shelf))
