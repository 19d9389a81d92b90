"""Questions to the comparison of an event: the same as to one of two statements."""

from __future__ import annotations

import itertools

import pytest
from toy_sides import Passage, toy_comparison, toy_cover, toy_side

from compare.comparison import SIDES, Comparison, EventComparison
from compare.coverage.prepared import PreparedStatement
from compare.errors import SideError, WriteError
from compare.topics.types import State, Topic
from corpus.statements import Event


def topic(id: str, state: State, confidence: float = 0.9) -> Topic:
    return Topic(id, (("en", id),), (0,), (0,), state, confidence, (0.5, 0.5), (0.0, 0.0))


US, PRC, EU = (
    toy_side(Passage(f"{name} one."), Passage(f"{name} two."), side=name)
    for name in ("US", "PRC", "EU")
)


def pair(
    left: PreparedStatement, right: PreparedStatement, p_left: float, p_right: float, *topics: Topic
) -> Comparison:
    """A pair of which the first passage of either side is left out, as likely as is given."""
    ours, theirs = ((toy_cover("left_out", p), toy_cover("covered")) for p in (p_left, p_right))
    return toy_comparison(left, right, ours, theirs, topics=topics)


PAIRS = (
    pair(US, PRC, 0.9, 0.7, topic("strait", "left_only", 0.8), topic("trade", "left_only")),
    pair(US, EU, 0.6, 0.5, topic("strait", "both")),
    pair(PRC, EU, 0.8, 0.95, topic("trade", "right_only", 0.95), topic("strait", "right_only")),
)
EVENT = Event(id="talks", title="Talks & more", statements=[s.statement for s in (US, PRC, EU)])
RESULT = EventComparison(EVENT, PAIRS)


def test_a_side_is_asked_for_by_its_name_or_the_id_of_its_statement() -> None:
    assert RESULT.sides == ("US", "PRC", "EU")
    assert RESULT.statement("prc") == PRC.statement
    assert RESULT.segments("EU") == EU.segments
    for wrong in ("left", "right", "China", "", 3):
        with pytest.raises(SideError, match="use one of US PRC EU"):
            RESULT.left_out(wrong)  # type: ignore[arg-type]


def test_of_two_statements_left_and_right_are_names_too() -> None:
    two = EventComparison(Event(id="e", statements=EVENT.statements[:2]), PAIRS[:1])
    assert two.left_out("right") == two.left_out("PRC") == PAIRS[0].left_out("right")
    assert two.topics_left_out("right") == PAIRS[0].topics_left_out("right")


def test_of_several_statements_of_one_side_the_ids_are_listed() -> None:
    again = PRC.statement.model_copy(update={"id": "prc-english"})
    event = Event(id="e", statements=(US.statement, PRC.statement, again))
    with pytest.raises(SideError, match="several sides are called 'prc': use one of PRC prc-en"):
        EventComparison(event, PAIRS).statement("prc")
    assert EventComparison(event, PAIRS).statement("prc-english") == again


def test_what_a_side_leaves_out_of_all_others_the_most_certain_first() -> None:
    found = RESULT.left_out("PRC")
    assert [(f.side, f.text, f.probability) for f in found] == [
        ("EU", "EU one.", 0.95), ("US", "US one.", 0.9),
    ]  # fmt: skip
    assert {f.against for f in found} == {PRC.statement.source.fidelity}
    assert [f.statement for f in RESULT.left_out("EU")] == ["PRC", "US"]


def test_a_topic_is_left_out_where_no_pair_doubts_it() -> None:
    # The US raises it and so does the EU: only the PRC leaves it out.
    found = RESULT.topics_left_out("PRC")
    assert [(t.id, t.state, t.confidence) for t in found] == [
        ("trade", "left_only", 0.95), ("strait", "left_only", 0.9),
    ]  # fmt: skip
    assert RESULT.topics_left_out("EU") == ()
    assert RESULT.topics_left_out("US") == ()


@pytest.mark.parametrize("names", list(itertools.permutations(("US", "PRC", "EU"), 2)))
def test_a_pair_comes_in_the_order_in_which_it_is_named(names: tuple[str, str]) -> None:
    found = RESULT.pair(*names)
    assert found.sides == names
    assert {s: found.statement(s).side for s in SIDES} == dict(zip(SIDES, names, strict=True))
    assert found in (*PAIRS, *(p.mirrored() for p in PAIRS))


def test_a_pair_of_one_statement_is_refused() -> None:
    with pytest.raises(SideError, match="'US' and 'us' are one statement: name two of US PRC EU"):
        RESULT.pair("US", "us")


def test_a_notebook_shows_topics_by_sides() -> None:
    page = RESULT._repr_html_()
    assert page.count("<tr>") == 3
    for name in ("US", "PRC", "EU", "Talks &amp; more", "strait", "trade"):
        assert name in page
    assert repr(RESULT) == (
        "<EventComparison talks: 3 pairs of US, PRC, EU; "
        "passages left out: 2 by US, 2 by PRC, 2 by EU>"
    )


def test_tables_and_figures_hold_every_pair() -> None:
    assert len(RESULT.to_pandas()) == sum(len(p.to_pandas()) for p in PAIRS)
    drawn = RESULT.plot("coverage")
    assert drawn.alt == " ".join(p.plot("coverage").alt for p in PAIRS)
    assert drawn._repr_svg_().startswith("<svg")
    with pytest.raises(WriteError, match="no figure 'pie'; use one of topics coverage map"):
        RESULT.plot("pie")
