"""Small mistakes in the logic that the tests must see: ``python -m tests.bench.named_mutations``.

Each mutation is made in a copy of the tree, and the test files meant for the rule are run there
without the labelled events, as in a lone clone. Prints ``killed`` where a test failed, and
``survived`` where none did. Arguments choose mutations by words of their titles.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CHOICE = "not gold and not browser and not postgres and not slow"


@dataclass(frozen=True)
class Mutation:
    """A mistake: what is written in place of what, and which tests should see it."""

    title: str
    file: str
    old: str
    """Occurs once in the file."""
    new: str
    tests: tuple[str, ...]


def _in(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/compare/{folder}/test_{name}.py" for name in names)


_DECISION = "compare/coverage/decision.py"
_MODELS = "compare/coverage/models.py"
_FEATURES = "compare/coverage/features.py"
_READING = "compare/coverage/cross_reading.py"
_SUMMARY = "compare/topics/summary.py"
_SHARES = "compare/topics/shares.py"
_COMPARISON = ("tests/compare/test_comparison.py",)

MUTATIONS = (
    Mutation("the bound of unclear at 0.7", _DECISION, 'if p["left_out"] >= 0.5:',
             'if p["left_out"] >= 0.7:', _in("coverage", "decision")),
    Mutation("the verbatim rule off", _DECISION, "if repeated[i]:", "if False:",
             _in("coverage", "decision")),
    Mutation("held-out weights never used", _MODELS, "if not known:",
             "if True:", _in("coverage", "models")),
    Mutation("an allowed error of 0.1 acting as 0.05", _MODELS, "if rate <= max_error",
             "if rate <= min(max_error, 0.05)", _in("coverage", "decision", "models")),
    Mutation("a concept that is missing counted as found", _FEATURES,
             "if concept in theirs)", "if concept not in theirs)", _in("coverage", "features")),
    Mutation("attribution gaps for what both say", "compare/comparison/gaps.py",
             'segment.voice == "other"', 'segment.voice in ("other", "both")', _COMPARISON),
    Mutation("one nearest passage read for six", _READING, "NEAREST = 6", "NEAREST = 1",
             _in("coverage", "cross_reading")),
    Mutation("a unit matched from a tenth of overlap", "compare/evaluation/carry_over.py",
             "MATCHED_SHARE = 0.5", "MATCHED_SHARE = 0.1", _in("evaluation", "carry_over")),
    Mutation("share of text not parted among topics", _SHARES,
             "self.weights[i] / self.counts[i]", "self.weights[i]", _in("topics", "summary")),
    Mutation("terms the same where one side has more", "compare/wording/contest.py",
             "left == right", "left <= right or right <= left", _in("wording", "contest")),
    Mutation("crossing matches kept", "compare/annotation/matcher.py",
             "near == len(taken) or end <= taken[near][0]", "True", _in("annotation", "matcher")),
    Mutation("every word of tone a code word", "compare/wording/tone.py",
             'm.kind == "tone" and m.rank == 1', 'm.kind == "tone"', _in("wording", "tone")),
    Mutation("a year dropped from dates", "compare/wording/quantities_places.py",
             "year == other_year or 0 in (year, other_year)", "True",
             _in("wording", "quantities_places")),
    Mutation("a formality as the nearest passage", _DECISION,
             "np.where(theirs.substantive, pairs, -1.0)", "pairs", _in("coverage", "decision")),
    Mutation("covered and partly exchanged", _DECISION, '"covered" if p["covered"] >=',
             '"covered" if p["covered"] <', _in("coverage", "decision")),
    Mutation("a formality covers", _FEATURES, "np.flatnonzero(theirs.substantive)",
             "np.arange(len(theirs.segments))", _in("coverage", "features")),
    Mutation("topics called missing though one is there", _FEATURES, "bool(raised) and not both",
             "bool(raised)", _in("coverage", "features")),
    Mutation("a formality as a rival pair", "compare/coverage/pair_context.py",
             "rivals = np.where(substance, alone, nothing)", "rivals = alone",
             _in("coverage", "pair_context")),
    Mutation("strings compared across languages", "compare/coverage/pair_features.py",
             "if left.statement.language != right.statement.language:", "if False:",
             _in("coverage", "pair_features")),
    Mutation("the greater reading for the lesser", _READING, "conveyed.min(axis=0)",
             "conveyed.max(axis=0)", _in("coverage", "cross_reading")),
    Mutation("figures in common only with their year", "compare/coverage/prepared.py",
             "q.value % 10_000", "q.value", _in("coverage", "pair_features")),
    Mutation("a chain is one link", "compare/alignment/links.py",
             "if touches and _complete(probability, left | {i}, right | {j}, threshold):",
             "if touches:", _in("alignment", "links")),
    Mutation("what is unclear counted as left out", "compare/comparison/pair.py",
             'if cover.status == "left_out"', 'if cover.status in ("left_out", "unclear")',
             _COMPARISON),
    Mutation("shares of a mirrored topic not exchanged", "compare/comparison/pair.py",
             "share=topic.share[::-1]", "share=topic.share", _COMPARISON),
    Mutation("a name that no segment raises passed over", _SUMMARY,
             "if sides[absent].doubtful(topic, broad):", "if False:", _in("topics", "summary")),
    Mutation("silence on a narrow topic as unsure as on a broad one", _SUMMARY,
             "{False: 0.08, True: 0.14}", "{False: 0.14, True: 0.14}", _in("topics", "summary")),
    Mutation("a topic carried whole past a segment between", "compare/topics/features.py",
             "0.5 * further", "1.0 * further",
             _in("topics", "features")),
    Mutation("what crosses the end of a segment counted in it",
             "compare/segmentation/segments.py",
             "if position >= 0 and item.end <= segments[order[position]].end:",
             "if position >= 0:", _in("segmentation", "by_segment")),
)  # fmt: skip


def mutated(mutation: Mutation, text: str) -> str:
    """The file's text with the mistake in it; ValueError where the rule is no longer there."""
    if text.count(mutation.old) != 1:
        found = text.count(mutation.old)
        raise ValueError(f"{mutation.file}: {mutation.old!r} stands there {found} times, not once")
    return text.replace(mutation.old, mutation.new)


def copy_tree(folder: Path) -> None:
    """Copy code and tests, and nothing that tools left behind."""
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", ".*_cache")
    for name in ("compare", "corpus", "ui", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)


def fails(folder: Path, tests: Sequence[str]) -> bool:
    """Whether a test fails in that tree, with no labelled events at hand."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "READOUTS_SHARED": str(folder / "nonexistent"),
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-qx",
        "-p",
        "no:cacheprovider",
        "-m",
        CHOICE,
        *tests,
    ]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"the tests did not run:\n{done.stdout[-2_000:]}{done.stderr[-2_000:]}")
    return done.returncode == 1


def main(words: Sequence[str]) -> int:
    """Print a line for each mutation; return the number of those that survived."""
    chosen = [m for m in MUTATIONS if all(word in m.title for word in words)]
    survived = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_tree(folder)
        if fails(folder, sorted({test for mutation in chosen for test in mutation.tests})):
            raise RuntimeError("the tests fail before anything is changed")
        for mutation in chosen:
            file = folder / mutation.file
            text = file.read_text(encoding="utf-8")
            file.write_text(mutated(mutation, text), encoding="utf-8")
            killed = fails(folder, mutation.tests)
            file.write_text(text, encoding="utf-8")
            survived += not killed
            print(f"{'killed' if killed else 'SURVIVED':<10}{mutation.title}", flush=True)
    print(f"{len(chosen) - survived} of {len(chosen)} killed")
    return survived


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
