"""Every error of the tree is one line, whatever stands in the file that it quotes."""

from __future__ import annotations

import pytest

from compare import errors as of_comparing
from corpus import errors

CLASSES = [
    found
    for module in (errors, of_comparing)
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, errors.CorpusError | of_comparing.CompareError)
]


@pytest.mark.parametrize("kind", CLASSES)
def test_a_message_is_one_line(kind: type[Exception]) -> None:
    assert str(kind("us.txt: a\nb\r\nc\x85d\u2028e; mend it")) == "us.txt: a b c d e; mend it"


def test_a_long_message_says_where_and_what() -> None:
    told = str(errors.ReadError(f"us.txt: {'x' * 1_000_000} is no date; write 2024-01-31"))
    assert len(told) == errors.LONGEST
    assert told.startswith("us.txt: ")
    assert told.endswith(" is no date; write 2024-01-31")
