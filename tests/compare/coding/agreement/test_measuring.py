"""Agreement measured on judgements: intervals, labels, events, disagreements, words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_comparison import sample
from sample_judgements import judge

from compare.coding.agreement.codings import tabulate
from compare.coding.agreement.measuring import measure
from compare.coding.agreement.text import lines, methods
from compare.coding.judgements import Judgement
from compare.errors import CodingError
from compare.phrases.words import words

RESULT = sample()
STATUSES = ("covered", "left_out", "partly", "covered", "left_out", "covered")


def statuses(event: str, coder: str, said: tuple[str, ...] = STATUSES) -> list[Judgement]:
    """One judgement of each passage of the left, as if it were of another event."""
    found = []
    for index, value in enumerate(said):
        one = judge(RESULT, "status", "left", index, value, coder=coder, event=event)
        found.append(replace(one, passage=replace(one.passage, text=event * 8)))
    return found


def test_coders_who_agree_agree_wholly() -> None:
    found = measure([*statuses("e1", "A"), *statuses("e1", "B")], draws=10)
    assert found.scores["Krippendorff's alpha"].value == 1.0
    assert found.pairs["A and B"].value == pytest.approx(1.0)
    assert found.disagreements == ()


def test_intervals_are_over_events_and_disagreements_are_listed() -> None:
    other = ("covered", "covered", *STATUSES[2:])
    found = measure(
        [
            *statuses("e1", "A"),
            *statuses("e1", "B"),
            *statuses("e2", "A"),
            *statuses("e2", "B", other),
            *statuses("e3", "A"),
        ],
        draws=200,
    )
    alpha = found.scores["Krippendorff's alpha"]
    assert alpha.low < alpha.value < alpha.high == 1.0
    assert found.by_event == {"e1": (1.0, 6), "e2": (pytest.approx(5 / 6), 6)}
    (row,) = found.disagreements
    assert (row.event, row.values) == ("e2", ("left_out", "covered"))
    assert found.by_label["partly"] == 1.0
    assert found.by_label["left_out"] < 1


def test_a_third_coder_brings_fleiss() -> None:
    three = [j for coder in "ABC" for j in statuses("e1", coder)]
    found = measure(three, draws=5)
    assert found.scores["Fleiss' kappa"].value == 1.0
    assert set(found.pairs) == {"A and B", "A and C", "B and C"}


def test_of_topics_what_one_alone_found_counts_against_f1() -> None:
    found = [
        judge(RESULT, "topic", "left", 1, "raised", topic="strait", coder="A", event="e"),
        judge(RESULT, "topic", "left", 1, "raised", topic="strait", coder="B", event="e"),
        judge(RESULT, "topic", "left", 2, "raised", topic="strait", coder="A", event="e"),
        judge(RESULT, "topic", "left", 5, "raised", topic="climate", coder="A", event="other"),
    ]
    # 2 x 1 hit over the 3 that either found in the event that both coded.
    assert measure(found, "topic", draws=5).pairs["A and B"].value == pytest.approx(2 / 3)


def test_the_machine_is_one_more_coder() -> None:
    judgements = [replace(j, machine="left_out") for j in statuses("e1", "A")]
    found = tabulate(judgements, "status", machine=True)
    assert found.coders == ("A", "machine")
    assert {row.values[1] for row in found.rows} == {"left_out"}


def test_adjudications_are_no_coding_of_their_own() -> None:
    with pytest.raises(CodingError, match="judged by two coders"):
        measure([*statuses("e1", "A"), *(replace(j, final=True) for j in statuses("e1", "B"))])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_for_a_paper(language: str) -> None:
    found = measure([*statuses("e1", "A"), *statuses("e1", "B")], draws=5)
    text = methods([found], words(language))
    assert "6" in text
    assert "1.00" in text
    assert ("Krippendorff's alpha" if language == "en" else "Krippendorff α") in text
    assert ("intervals" if language == "en" else "区间") not in text  # one event has none
    more = [*statuses("e1", "A"), *statuses("e1", "B"), *statuses("e2", "A"), *statuses("e2", "B")]
    of_two = methods([measure(more, draws=5)], words(language))
    assert ("intervals" if language == "en" else "区间") in of_two
    listed = "\n".join(lines(found, words(language)))
    assert "left_out" in listed
