"""``readouts align`` and ``compare.align``: links and nulls, every unit in a bead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from command import Run, refused

import compare
import corpus
from compare.alignment.monotone import align_in_order
from compare.alignment.span_evidence import Text
from corpus import samples
from corpus.statements import Statement
from tests.bench.parallel_texts import RECIPES, encode, f1, make, read_pairs, scores

pytestmark = pytest.mark.slow

ENGLISH = """\
The two ministers met in Vienna on Monday.

They agreed to restore flights between the capitals. They also discussed the price of grain.
Nobody spoke about the border.
The next meeting will take place in spring.
"""
CHINESE = """\
两位部长星期一在维也纳会面。
双方同意恢复两国首都之间的航班。
他们还讨论了粮食价格。
下次会议将于春天举行。
"""
LADDER = "[0]:[0]\n[1]:[]\n[2]:[1, 2]\n[3]:[]\n[4]:[3]\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    left, right = tmp_path / "left.txt", tmp_path / "right.txt"
    left.write_text(ENGLISH, encoding="utf-8")
    right.write_text(CHINESE, encoding="utf-8")
    return left, right


IN_ORDER = ("--units", "lines", "--mode", "monotone")


def test_lines_in_order_are_a_ladder_that_keeps_the_numbers_of_blank_lines(
    run: Run, files: tuple[Path, Path]
) -> None:
    assert run("align", *files, *IN_ORDER, "-f", "ladder") == (0, LADDER, "")


def test_windows_line_ends_and_a_missing_last_one_change_nothing(
    run: Run, files: tuple[Path, Path]
) -> None:
    files[0].write_bytes(b"\xef\xbb\xbf" + ENGLISH.replace("\n", "\r\n").encode().rstrip())
    assert run("align", *files, *IN_ORDER, "-f", "ladder") == (0, LADDER, "")


def test_the_suffix_decides_the_form_and_every_form_says_the_same(
    run: Run, files: tuple[Path, Path], tmp_path: Path
) -> None:
    for name in ("links.txt", "links.tsv", "links.json"):
        assert run("align", *files, *IN_ORDER, "-q", "-o", tmp_path / name) == (0, "", "")
    assert (tmp_path / "links.txt").read_text("utf-8") == LADDER
    data = json.loads((tmp_path / "links.json").read_text("utf-8"))
    linked = [(link["left"], link["right"]) for link in data["links"]]
    assert linked == [([0], [0]), ([2], [1, 2]), ([4], [3])]
    assert data["nulls"] == {"left": [1, 3], "right": []}
    units = [data["left"]["text"][u["start"] : u["end"]] for u in data["left"]["units"]]
    assert units == ENGLISH.splitlines()
    rows = [line.split("\t") for line in (tmp_path / "links.tsv").read_text("utf-8").splitlines()]
    beads = [",".join(row[:2]) for row in rows[1:]]
    assert beads == ["0,0", "1,", "2,1,2", "3,", "4,3"]
    assert rows[3][4] == "".join(CHINESE.splitlines()[1:3])


@pytest.mark.parametrize("units", ["segments", "sentences", "lines"])
@pytest.mark.parametrize("mode", ["order-free", "monotone"])
def test_every_unit_is_in_a_bead_and_swapping_the_sides_mirrors(units: str, mode: str) -> None:
    left = corpus.read(ENGLISH.encode(), kind="text", side="US")
    right = corpus.read(CHINESE.encode(), kind="text", side="PRC")
    result = compare.align(left, right, units=units, mode=mode)  # type: ignore[arg-type]
    assert {i for bead in result.beads for i in bead.left} == set(range(len(result.left_units)))
    assert {j for bead in result.beads for j in bead.right} == set(range(len(result.right_units)))
    assert all((bead.score is None) == (not bead.left or not bead.right) for bead in result.beads)
    swapped = compare.align(right, left, units=units, mode=mode)  # type: ignore[arg-type]
    assert {(b.right, b.left) for b in swapped.links} == {(b.left, b.right) for b in result.links}
    assert len(result.links) > 0


def test_segments_free_of_order_are_the_links_of_the_comparison() -> None:
    us, prc = samples.load("blinken-liu-2024", {"US": "en", "PRC": "en"}).statements
    links = compare.statements(us, prc).links
    found = compare.align(us, prc).links
    assert [(b.left, b.right, b.score) for b in found] == [
        (link.left, link.right, link.probability) for link in links
    ]


def test_one_text_aligns_with_itself(run: Run, files: tuple[Path, Path]) -> None:
    expected = "".join(f"[{i}]:[{i}]\n" for i in range(4))
    assert run("align", files[1], files[1], *IN_ORDER, "-f", "ladder") == (0, expected, "")


def test_what_cannot_be_aligned_is_one_line(
    run: Run, files: tuple[Path, Path], tmp_path: Path
) -> None:
    refused(run("align", files[0], tmp_path / "none.txt"), "none.txt")
    refused(run("align", "-", "-"), "standard input holds one side")
    refused(run("align", *files, "--mode", "sideways"), "sideways")
    refused(run("align", *files, *IN_ORDER, "--left-lang", "fr"), "french")
    refused(run("align", *files, *IN_ORDER, "-o", tmp_path / "no" / "x.json"), "no folder")


@pytest.mark.parametrize("mode", ["order-free", "monotone"])
def test_a_text_without_a_unit_leaves_all_of_the_other_alone(
    mode: Literal["order-free", "monotone"],
) -> None:
    said = Statement(id="a", side="US", language="en", text="The two sides discussed trade.")
    none = Statement(id="b", side="PRC", language="zh", text=" \n")
    assert [(b.left, b.right) for b in compare.align(said, none, mode=mode).beads] == [((0,), ())]
    assert [(b.left, b.right) for b in compare.align(none, said, mode=mode).beads] == [((), (0,))]


def test_parallel_news_is_aligned_in_order(shared: Path) -> None:
    """The floor that the monotone mode is held to; tests/bench/parallel_texts.py has the whole."""
    pairs = read_pairs(shared / "data" / "eval" / "ntrex.tsv")[1000:1120]
    encoder = compare.load_encoder("embedded")
    made = make(pairs, RECIPES["news"], seed=1000)
    texts = encode(made, encoder)
    found = align_in_order(*texts)
    links = f1([scores([b for b in made.beads if all(b)], [b for b in found if all(b)])])
    alone = [
        {(side, i) for b in beads if not all(b) for side in (0, 1) for i in b[side]}
        for beads in (made.beads, found)
    ]
    nulls = 2 * len(alone[0] & alone[1]) / (len(alone[0]) + len(alone[1]))
    print(f"links F1 {links:.3f}, nulls F1 {nulls:.3f}")
    assert links >= 0.955
    assert nulls >= 0.5  # of seven in gold
    near = align_in_order(*texts, exact_cells=1_000)
    assert f1([scores(found, near)]) >= 0.99


def test_a_long_text_is_aligned_near_its_path_in_little_memory() -> None:
    """Three thousand units a side: the full table of costs alone would be 72 MB."""
    import tracemalloc

    chance = np.random.default_rng(7)
    points = chance.normal(size=(3_000, 16))
    rows = (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)
    text = Text.of(rows, [1] * len(points))
    tracemalloc.start()
    beads = align_in_order(text, text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert beads == tuple(((i,), (i,)) for i in range(3_000))
    assert peak < 20e6
