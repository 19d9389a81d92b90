"""Reading web pages beside trafilatura alone, on the pages that both were made to be scored on.

Nothing of them is kept here. Get the public collections, which name their own licences, and name
one folder or more:

    git clone --depth 1 https://github.com/adbar/trafilatura
    git clone --depth 1 https://github.com/scrapinghub/article-extraction-benchmark
    git clone --depth 1 https://github.com/adbar/htmldate
    python -m tests.bench.web_pages trafilatura article-extraction-benchmark htmldate

Prints for each collection the F1 of ours and of trafilatura's, the pages on which ours gives
less than half of what trafilatura gives, the dates, and the processor time of ours over
trafilatura's. Of the pages of htmldate only the dates are known.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trafilatura

import corpus

_FIRST = b"<title>Talks</title><h1>Talks</h1><p>The ministers met in the harbour.</p>" * 3


@dataclass(frozen=True)
class Page:
    """A page and what is known of it: sentences in it and not in it, or its whole text."""

    name: str
    data: bytes
    url: str = ""
    within: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    body: str = ""
    date: str = ""
    title: str = ""


@dataclass
class Tally:
    """Right and wrong of one way of reading."""

    right: float = 0.0
    wrong: float = 0.0
    missing: float = 0.0
    seconds: float = 0.0
    lengths: dict[str, int] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        return 2 * self.right / max(1e-9, 2 * self.right + self.wrong + self.missing)


def main() -> None:
    """Score every page of the folders named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every n-th page")
    parser.add_argument("--show", action="store_true", help="name the pages that lose")
    given = parser.parse_args()
    for folder in given.folders:
        pages = [page for n, page in enumerate(_pages(folder)) if n % given.every == 0]
        _report(folder.name, pages, given.show)


def _pages(folder: Path) -> Iterator[Page]:
    if (folder / "ground-truth.json").exists():
        truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
        for name, known in sorted(truth.items()):
            data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            yield Page(name, data, known.get("url", ""), body=known["articleBody"])
        return
    tests = folder / "tests"
    if (tests / "eval_default.json").exists():
        yield from _dated_pages(tests)
        return
    known_pages: dict[str, dict[str, Any]] = json.loads(
        (tests / "evaldata.json").read_text("utf-8")
    )
    for url, known in sorted(known_pages.items()):
        for place in ("cache", "eval"):
            path = tests / place / known["file"]
            if path.exists():
                yield Page(
                    known["file"],
                    path.read_bytes(),
                    url,
                    tuple(known["with"]),
                    tuple(known["without"]),
                    date=known.get("date") or "",
                    title=known.get("title") or "",
                )
                break


def _dated_pages(tests: Path) -> Iterator[Page]:
    for lists in ("eval_mediacloud_2020.json", "eval_default.json"):
        known: dict[str, dict[str, Any]] = json.loads((tests / lists).read_text("utf-8"))
        for url, page in known.items():
            places = (tests / place / page["file"] for place in ("test_set", "cache", "eval"))
            path = next(filter(Path.exists, places))
            # Of a few pages nobody knows the date; what is said of them is never right.
            yield Page(page["file"], path.read_bytes(), url, date=str(page["date"]))


def _report(name: str, pages: list[Page], show: bool) -> None:
    ours, theirs = Tally(), Tally()
    dates: Counter[str] = Counter()
    shorter, refused = [], []
    # What both load when they are first used is no time of a page.
    corpus.read(_FIRST, kind="html", side="X")
    trafilatura.extract(_FIRST)
    for page in pages:
        start = time.process_time()
        statement = None
        try:
            statement = corpus.read(page.data, kind="html", side="X")
        except corpus.ReadError as error:
            refused.append(f"{page.name} {page.url} {error}")
        text = statement.text if statement else ""
        ours.seconds += time.process_time() - start
        start = time.process_time()
        # As the library alone reads bytes: it finds the encoding, the text, and what is said of it.
        alone = trafilatura.extract(page.data, include_comments=False) or ""
        theirs.seconds += time.process_time() - start
        # The library alone leaves the title in the text; ours has it beside the text. Of the
        # collection that gives whole texts, these are without it.
        titled = f"{statement.title}\n{text}" if statement and page.within else text
        for tally, found, scored in ((ours, text, titled), (theirs, alone, alone)):
            _score(tally, page, scored)
            tally.lengths[page.name] = len("".join(found.split()))
        if ours.lengths[page.name] < 0.5 * theirs.lengths[page.name]:
            shorter.append(page)
        if page.date:
            said = str(statement.date) if statement and statement.date else "none"
            dates["right" if said == page.date else "none" if said == "none" else "wrong"] += 1
    print(f"{name}: {len(pages)} pages, {len(refused)} refused")
    if any(page.body or page.within for page in pages):
        print(f"  F1 ours {ours.f1:.3f}, trafilatura alone {theirs.f1:.3f}")
    print(f"  less than half of what trafilatura gives: {len(shorter)}")
    print(f"  dates {dict(dates)}")
    ratio = ours.seconds / theirs.seconds
    print(f"  time {ours.seconds:.1f} s beside {theirs.seconds:.1f} s: {ratio:.2f}")
    if show:
        for page in shorter:
            lengths = ours.lengths[page.name], theirs.lengths[page.name]
            print("   short", page.name, page.url[:90], *lengths)
        for line in refused:
            print("   refused", line[:200])


def _score(tally: Tally, page: Page, found: str) -> None:
    if page.body:
        truth, got = _shingles(page.body), _shingles(found)
        shared = sum((truth & got).values())
        total = max(1, sum((truth | got).values()))
        tally.right += shared / total
        tally.wrong += (sum(got.values()) - shared) / total
        tally.missing += (sum(truth.values()) - shared) / total
        return
    text = _plain(found)
    for wanted in page.within:
        hit = _plain(wanted) in text
        tally.right += hit
        tally.missing += not hit
    tally.wrong += sum(_plain(other) in text for other in page.without)


def _plain(text: str) -> str:
    """With single spaces, and letters that are written in two ways written in one."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


if __name__ == "__main__":
    main()
