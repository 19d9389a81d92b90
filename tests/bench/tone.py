"""How often a counted word of tone describes the talks: ``python -m tests.bench.tone SHARED``.

``SHARED`` is the folder that holds ``gold`` and ``data``. The labels stand in
``tests/gold/tone.tsv``: 300 words of tone in real texts of many pairs of states, half of them in
Chinese, of which about two thirds were drawn among those that were counted when they were
labelled. Printed are, by language, how many of the labelled words are counted, how many of those
describe the talks, the relationship or the other side (the precision that reports rest on), and
how many of those that describe them are counted. The last says little of all words, since more of
the counted ones were drawn.
"""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.terms import load_terms
from compare.comparison import SIDES
from compare.evaluation.gold import read_gold
from compare.segmentation.segments import segment
from corpus.statements import Statement

LABELS = Path(__file__).resolve().parents[1] / "gold" / "tone.tsv"
Span = tuple[int, int]


@dataclass(frozen=True)
class Score:
    """Labelled words of tone of one language."""

    labelled: int
    counted: int
    right: int
    """Of the counted, those that describe the talks, the relationship or the other side."""
    describing: int
    """Of the labelled, those that do."""

    @property
    def precision(self) -> float:
        """Share of the counted that describe them; 0 of none."""
        return self.right / self.counted if self.counted else 0.0


def labels() -> dict[str, list[tuple[Span, bool]]]:
    """Where each labelled word stands and whether it describes the talks, by hash of the text."""
    found: dict[str, list[tuple[Span, bool]]] = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t")
        for row in rows:
            span = int(row["start"]), int(row["end"])
            found[row["sha256"]].append((span, row["describes"] == "y"))
    return found


def statements(shared: Path) -> Iterator[Statement]:
    """The texts of labelled events and of the pairs labelled by one reader."""
    for name in ("dev", "states"):
        for event in read_gold(shared / "gold" / name):
            yield from (event.statement(side) for side in SIDES)
    with lzma.open(shared / "data" / "silver" / "pairs.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            pair = json.loads(line)
            for side in SIDES:
                text, lang = pair[side]["text"], pair[side]["lang"]
                yield Statement(id=f"{pair['id']}-{side}", side="none", language=lang, text=text)


def scores(shared: Path) -> dict[str, Score]:
    """Scores by language."""
    known = labels()
    rows: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for statement in statements(shared):
        wanted = known.pop(hashlib.sha256(statement.text.encode()).hexdigest(), ())
        if not wanted:
            continue
        read = AnnotatedStatement(statement, segment(statement), load_terms())
        counted = {(mark.start, mark.end) for mark, _ in read.tones}
        rows[statement.language[:2]] += [(span in counted, right) for span, right in wanted]
    return {
        language: Score(
            len(found),
            sum(counted for counted, _ in found),
            sum(counted and right for counted, right in found),
            sum(right for _, right in found),
        )
        for language, found in sorted(rows.items())
    }


def main() -> int:
    """Print the scores; 2 without a folder."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    for language, score in scores(Path(sys.argv[1])).items():
        print(
            f"{language}: of {score.labelled} labelled {score.counted} counted, {score.right} of "
            f"them right ({score.precision:.1%}), of {score.describing} that describe the talks "
            f"{score.right} found"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
