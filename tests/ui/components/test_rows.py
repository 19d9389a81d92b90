"""Rows by meaning hold every passage once, beside its counterpart, and mirror with the sides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compare.report.export.schema import LinkExport
from ui.components.rows import rows

COUNTS = (6, 5)
LINKS = st.lists(
    st.builds(
        lambda left, right, probability: LinkExport(
            left=tuple(sorted(left)), right=tuple(sorted(right)), probability=probability
        ),
        st.sets(st.integers(0, COUNTS[0] - 1), min_size=1, max_size=2),
        st.sets(st.integers(0, COUNTS[1] - 1), min_size=1, max_size=2),
        st.sampled_from([0.31, 0.5, 0.7, 0.9]),
    ),
    max_size=6,
    unique_by=lambda link: link.probability,
)


def link(left: int, right: int, probability: float) -> LinkExport:
    return LinkExport(left=(left,), right=(right,), probability=probability)


@given(LINKS)
def test_every_passage_stands_once_and_in_the_order_of_the_left_text(
    links: list[LinkExport],
) -> None:
    found = rows(links, COUNTS)
    for side, count in enumerate(COUNTS):
        assert sorted(index for row in found for index in row[side]) == list(range(count))
        assert all(row[side] == tuple(sorted(row[side])) for row in found)
    firsts = [left[0] for left, _ in found if left]
    assert firsts == sorted(firsts)


@given(LINKS)
def test_a_passage_stands_beside_those_of_its_best_link(links: list[LinkExport]) -> None:
    found = rows(links, COUNTS)
    for index in range(COUNTS[0]):
        own = [one for one in links if index in one.left]
        [row] = [row for row in found if index in row[0]]
        if own:
            best = max(own, key=lambda one: one.probability)
            assert set(best.right) <= set(row[1])
        elif not any(index in one.left for one in links):
            assert row == ((index,), ())


@given(LINKS)
def test_exchanged_sides_give_the_same_rows(links: list[LinkExport]) -> None:
    mirrored = [
        LinkExport(left=one.right, right=one.left, probability=one.probability) for one in links
    ]
    there = {(right, left) for left, right in rows(mirrored, (COUNTS[1], COUNTS[0]))}
    assert there == set(rows(links, COUNTS))


def test_what_has_no_counterpart_stands_alone_after_its_neighbour() -> None:
    links = [link(0, 1, 0.9), link(2, 0, 0.8), link(2, 1, 0.4)]
    assert rows(links, (3, 4)) == [
        ((0,), (1,)),
        ((), (2,)),
        ((), (3,)),
        ((1,), ()),
        ((2,), (0,)),
    ]
