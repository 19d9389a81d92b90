"""The time of reading PDFs beside that of the parser alone, and of plain text, in one run.

``python -m tests.bench.pdf_speed FOLDER`` reads every PDF of a folder of your own; without one,
PDFs that are made here. Prints the seconds of each, and megabytes of text a second.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from pathlib import Path

from pdfminer.high_level import extract_text

import corpus

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
import made_files as made

_SENTENCE = "The two ministers met in the old harbour and spoke about fishing quotas. "


def main() -> None:
    """Time every file, ours and the parser's own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    ours = theirs = 0.0
    files = _files(given.folder)
    for data in files:
        start = time.perf_counter()
        extract_text(io.BytesIO(data))
        theirs += time.perf_counter() - start
        start = time.perf_counter()
        corpus.read(data, kind="pdf", side="X")
        ours += time.perf_counter() - start
    each = (ours - 1.3 * theirs) / len(files)
    print(f"{len(files)} PDFs: {ours:.2f} s beside {theirs:.2f} s of the parser alone")
    print(f"  beyond 1.3 of its time: {each:.3f} s a file")
    text = (_SENTENCE * 5 + "\n\n").encode() * 20_000
    start = time.perf_counter()
    corpus.read(text, side="X")
    print(f"text: {len(text) / 1e6 / (time.perf_counter() - start):.1f} MB/s")


def _files(folder: Path | None) -> list[bytes]:
    if folder is not None:
        return [path.read_bytes() for path in sorted(folder.glob("*.pdf"))]
    pages = [made.set_lines("\n\n".join([_SENTENCE * 4] * 6)) for _ in range(10)]
    return [made.make_pdf(pages[: n % 10 + 1]) for n in range(20)]


if __name__ == "__main__":
    main()
