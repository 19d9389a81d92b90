"""Reasons quote what is missing on the other side, and nothing that stands there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from compare.annotation.glossary import find_concepts
from compare.coverage.prepared import PreparedStatement
from compare.pipeline import Engine
from compare.settings import Settings
from corpus import samples
from corpus.statements import Statement
from corpus.text.folding import fold

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Settings())


def missing(
    engine: Engine, ours: PreparedStatement, theirs: PreparedStatement
) -> Iterator[tuple[int, str]]:
    """Each segment of ours with a phrase that nothing of theirs is said to match."""
    for i, cover in enumerate(engine.compare(ours, theirs).left_coverage):
        for reason in cover.reason:
            if reason.kind == "nothing":
                assert reason.phrases
                yield from ((i, phrase) for phrase in reason.phrases)


def test_nothing_that_the_other_text_names_is_called_missing(engine: Engine) -> None:
    phrases = 0
    for name in samples.names():
        sides = [engine.prepare(one) for one in samples.load(name).statements]
        for ours, theirs in itertools.permutations(sides, 2):
            there = {c.id for c in find_concepts(theirs.statement.text)}
            for i, phrase in missing(engine, ours, theirs):
                phrases += 1
                assert phrase in ours.texts[i]
                assert fold(phrase) not in fold(theirs.statement.text)
                for concept in find_concepts(phrase):
                    at_an_end = concept.start == 0 or concept.end == len(phrase)
                    assert not (at_an_end and concept.id in there), (name, phrase)
    assert phrases > 50


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (
            "双方就台湾问题阐述了立场。",
            "On Taiwan, the President underscored that United States policy has not changed.",
            ["阐述", "立场"],
        ),
        (
            "雙方就臺灣問題闡述了立場。",
            "On Taiwan, the President underscored that United States policy has not changed.",
            ["闡述", "立場"],
        ),
        (
            "The Secretary stressed Taiwan's porcupine strategy.",
            "双方就台湾问题交换了意见。",
            ["porcupine strategy"],
        ),
    ],
)
def test_a_topic_called_by_its_name_is_not_called_missing(
    engine: Engine, ours: str, theirs: str, expected: list[str]
) -> None:
    sides = []
    for text in (ours, theirs):
        tag, name = ("en", "US") if text.isascii() else ("zh", "PRC")
        sides.append(engine.prepare(Statement(id=tag, side=name, language=tag, text=text)))
    assert [phrase for _, phrase in missing(engine, *sides)] == expected
