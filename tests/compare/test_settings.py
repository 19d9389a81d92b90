"""Settings out of their range are refused where they are made."""

from __future__ import annotations

from typing import Any

import pytest

from compare.errors import CompareError, SettingsError
from compare.settings import DEFAULTS, Settings


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"max_error": 15}, "max_error is 15: give a number between 0 and 1; 15 per cent is 0.15"),
        ({"max_error": 0}, "max_error is 0: give a number between 0 and 1"),
        ({"max_error": 1.0}, "max_error is 1.0: give a number between 0 and 1; 1 per cent is 0.01"),
        ({"max_error": "0.1"}, "max_error is '0.1'"),
        ({"max_error": float("nan")}, "max_error is nan"),
        ({"link_threshold": -0.1}, "link_threshold is -0.1: give a number from 0 to 1"),
        ({"link_threshold": 30}, "30 per cent is 0.3"),
        ({"max_segments": 0}, "max_segments is 0: give a number of 1 or more"),
        ({"max_segments": 1.5}, "max_segments is 1.5: give a whole number"),
        ({"encoder": None}, "encoder is None: give its name or path as text"),
        ({"codebook": ""}, "codebook is ''"),
    ],
)
def test_a_value_out_of_range_is_one_line_with_the_remedy(given: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings(**given)
    assert str(caught.value).startswith(says) or says in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, CompareError)


def test_every_value_in_range_is_taken() -> None:
    assert Settings() == DEFAULTS
    for error in (0.001, 0.999):
        assert Settings(max_error=error).max_error == error
    for threshold in (0, 1):
        assert Settings(link_threshold=threshold).link_threshold == threshold
