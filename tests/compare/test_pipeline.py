"""The whole line: mirrored, order-free, honest about limits, and right about Taiwan."""

from __future__ import annotations

import random

import pytest

import compare
import corpus
from compare.comparison import SIDES, Comparison
from compare.pipeline import Engine
from compare.segmentation.segments import segment
from compare.settings import Settings
from corpus import samples

pytestmark = pytest.mark.slow

ORDER = 20240112


@pytest.fixture(scope="module")
def english() -> Comparison:
    us, prc = samples.load("blinken-liu-2024", {"US": "en", "PRC": "en"}).statements
    return compare.statements(us, prc)


@pytest.fixture(scope="module")
def bilingual() -> Comparison:
    us, prc = samples.load("biden-xi-woodside-2023").statements
    return compare.statements(us, prc)


@pytest.fixture(params=["english", "bilingual"])
def result(request: pytest.FixtureRequest) -> Comparison:
    found: Comparison = request.getfixturevalue(request.param)
    return found


def test_swapping_the_sides_mirrors_everything(result: Comparison) -> None:
    swapped = compare.statements(result.right, result.left)
    assert swapped == result.mirrored()
    assert swapped.mirrored() == result


def test_running_twice_gives_the_same(result: Comparison) -> None:
    assert compare.statements(result.left, result.right) == result


@pytest.mark.parametrize("swapped", [False, True])
def test_a_changed_threshold_judges_anew_what_was_gathered_once(
    bilingual: Comparison, swapped: bool
) -> None:
    engine = Engine(Settings())
    there = (bilingual.right, bilingual.left) if swapped else (bilingual.left, bilingual.right)
    case = engine.gather(engine.prepare(there[0]), engine.prepare(there[1]))
    strict = Settings(max_error=0.1, link_threshold=0.6)
    assert engine.judge(case, strict) == compare.statements(*there, strict)
    assert engine.judge(case, Settings()) == (bilingual.mirrored() if swapped else bilingual)


def told(result: Comparison) -> dict[str, set[object]]:
    """What a comparison says, by the words of the passages and not by their numbers."""
    links = {
        (
            frozenset(result.passage("left", i) for i in link.left),
            frozenset(result.passage("right", j) for j in link.right),
            round(link.probability, 9),
        )
        for link in result.links
    }
    coverage = {
        (side, result.passage(side, i), cover.status, round(cover.p_left_out, 9))
        for side in SIDES
        for i, cover in enumerate(result.coverage(side))
    }
    return {"links": set(links), "coverage": set(coverage)}


def pairs(result: Comparison) -> set[tuple[int, int]]:
    """Segments that a link joins."""
    return {(i, j) for link in result.links for i in link.left for j in link.right}


def test_shuffling_the_paragraphs_of_a_side_changes_nothing_but_the_numbering(
    result: Comparison,
) -> None:
    paragraphs = result.left.text.split("\n\n")
    random.Random(ORDER).shuffle(paragraphs)
    assert paragraphs != result.left.text.split("\n\n")
    shuffled = result.left.model_copy(update={"text": "\n\n".join(paragraphs)})
    assert told(compare.statements(shuffled, result.right)) == told(result)


def test_every_passage_has_probabilities_and_a_reason(result: Comparison) -> None:
    for side in SIDES:
        for cover in result.coverage(side):
            total = cover.p_covered + cover.p_partly + cover.p_left_out
            assert total == pytest.approx(1, abs=1e-5)
            assert cover.reason


@pytest.mark.parametrize("language", ["en", "zh", "zh-Hant"])
def test_beijing_left_taiwan_and_the_south_china_sea_out(language: str) -> None:
    import opencc

    chosen = language.partition("-")[0]
    event = samples.load("blinken-liu-2024", {"US": chosen, "PRC": chosen})
    us, prc = event.statements
    if language == "zh-Hant":
        convert = opencc.OpenCC("s2twp").convert
        us, prc = (s.model_copy(update={"text": convert(s.text)}) for s in (us, prc))
    result = compare.statements(us, prc)
    left_out = {topic.id for topic in result.topics_left_out("right")}
    assert {"taiwan", "south-china-sea"} <= left_out
    evidence = {t for found in result.left_out("right") for t in found.topics}
    assert {"taiwan", "south-china-sea"} <= evidence


def test_findings_come_most_certain_first_and_quote_the_text(result: Comparison) -> None:
    for side in SIDES:
        found = result.left_out(side)
        assert list(found) == sorted(found, key=lambda f: -f.probability)
        text = (result.right if side == "left" else result.left).text
        assert all(f.text in text for f in found)


def test_a_table_has_one_row_a_segment(result: Comparison) -> None:
    table = result.to_pandas()
    assert len(table) == len(result.left_segments) + len(result.right_segments)
    assert set(table["status"]) <= {"covered", "partly", "left_out", "procedural", "unclear"}


def test_three_sides_give_every_pair_and_one_matrix() -> None:
    event = samples.load("seoul-trilateral-2024")
    compared = compare.event(event)
    assert len(compared.pairs) == 3
    matrix = compared.matrix()
    assert {side for row in matrix.values() for side in row} == {s.id for s in event.statements}
    assert any(all(row.values()) for row in matrix.values())
    assert any(not all(row.values()) for row in matrix.values())


def test_too_many_segments_are_refused_before_they_are_encoded() -> None:
    long = corpus.read(("China and the United States met. " * 50).encode(), side="US")
    short = corpus.read(b"They met.", side="PRC")
    with pytest.raises(compare.LimitError, match="50 segments and at most 10 can be compared"):
        compare.statements(long, short, compare.Settings(max_segments=10))


def test_a_stricter_error_rate_calls_fewer_passages_left_out(result: Comparison) -> None:
    strict = compare.statements(result.left, result.right, compare.Settings(max_error=0.05))
    for side in SIDES:
        assert len(strict.left_out(side)) <= len(result.left_out(side))
    # What is no longer called left out may be linked; all else stays as it was.
    assert pairs(result) == {
        (i, j)
        for i, j in pairs(strict)
        if "left_out" not in {result.left_coverage[i].status, result.right_coverage[j].status}
    }


def test_nothing_that_is_left_out_or_procedural_by_a_rule_is_linked(result: Comparison) -> None:
    assert result.links
    by_rule = {side: segment(result.statement(side)) for side in SIDES}
    for side in SIDES:
        for number in {number for link in result.links for number in getattr(link, side)}:
            assert result.coverage(side)[number].status != "left_out"
            assert not by_rule[side][number].procedural
