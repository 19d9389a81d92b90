"""How many segments end inside a sentence, over files of your own or a JSON Lines file of texts.

    python -m tests.bench.cut_sentences FOLDER_OR_FILE [--most 120]

A segment counts as cut where it ends without a stop and the next begins in lower case, or, in
Chinese, follows without an empty line and without a stop before it.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import corpus
from compare.segmentation.segments import segment

_ENDED = re.compile(r"[.!?。！？;；:：…#][\"'”’）)」』》\]]*\s*\Z")
_HAN = re.compile("[\u3400-\u9fff]")


def main() -> None:
    """Read every file, cut it, and print how many segments end inside a sentence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", type=Path)
    parser.add_argument("--most", type=int, default=120)
    given = parser.parse_args()
    statements = segments = cut = 0
    for statement in _statements(given.place, given.most):
        found, inside = count_cut(statement)
        statements, segments, cut = statements + 1, segments + found, cut + inside
    share = 100 * cut / max(1, segments)
    print(
        f"{statements} statements, {segments} segments, {cut} cut inside a sentence: {share:.2f} %"
    )


def count_cut(statement: corpus.Statement) -> tuple[int, int]:
    """How many segments a statement has, and how many of them end inside a sentence."""
    found = segment(statement)
    cut = 0
    for one, after in itertools.pairwise(found):
        between = statement.text[one.end : after.start]
        first = statement.text[after.start]
        if "\n\n" in between or _ENDED.search(statement.text[one.start : one.end]):
            continue
        cut += first.islower() or bool(_HAN.match(first))
    return len(found), cut


def _statements(place: Path, most: int) -> Iterator[corpus.Statement]:
    files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    count = 0
    for file in files[:: max(1, len(files) // most)]:
        try:
            if file.suffix in (".jsonl", ".csv", ".tsv"):
                rows = corpus.read_table(file, skip=True, side="X").documents
                read = [document.statement for document in rows]
            else:
                read = list(corpus.read_all(file, refused=print))
            for statement in read:
                count += 1
                yield statement
                if count == most:
                    return
        except corpus.ReadError as error:
            print(error)


if __name__ == "__main__":
    main()
