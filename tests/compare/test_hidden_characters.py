"""Characters that show nothing, and words broken at the end of a line, hide nothing."""

from __future__ import annotations

import pytest

import compare
from compare.comparison import Comparison
from corpus.statements import Statement

PLAIN = (
    "Wang stressed that the Taiwan question is at the core of the interests. "
    "The sides spoke about fentanyl and about the South China Sea."
)
OTHER = (
    "The Secretary raised the Taiwan question and the South China Sea. "
    "He spoke about fentanyl with his counterpart."
)


def result(text: str) -> Comparison:
    left = Statement(id="l", side="CN", language="en", text=text)
    right = Statement(id="r", side="US", language="en", text=OTHER)
    return compare.statements(left, right)


@pytest.mark.parametrize(
    "changes",
    [
        {"Taiwan": "Tai\u00adwan", "fentanyl": "fen\u200btanyl", "China": "Chi\u2060na"},
        {"Taiwan": "Tai-\nwan", "fentanyl": "fen-\ntanyl"},
        {"Taiwan": "T\u0430iwan", "fentanyl": "f\u0435ntanyl"},
    ],
)
@pytest.mark.slow
def test_the_same_is_found(changes: dict[str, str]) -> None:
    text = PLAIN
    for word, hidden in changes.items():
        text = text.replace(word, hidden)
    plain, hidden_result = result(PLAIN), result(text)
    assert [(t.id, t.state) for t in hidden_result.topics] == [
        (t.id, t.state) for t in plain.topics
    ]
    for before, after in zip(plain.coverage("left"), hidden_result.coverage("left"), strict=True):
        assert after.status == before.status
        assert after.p_left_out == pytest.approx(before.p_left_out, abs=0.05)
    assert {"taiwan"} <= {t.id for t in hidden_result.topics}
