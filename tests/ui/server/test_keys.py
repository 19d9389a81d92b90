"""Who is let in."""

from __future__ import annotations

import pytest

from ui.server.keys import Keys, TooManyTriesError


def test_a_token_works_once() -> None:
    keys = Keys()
    token = keys.new_token()
    key = keys.redeem(token)
    assert keys.knows(key)
    assert keys.redeem(token) == ""


def test_only_the_newest_token_works() -> None:
    keys = Keys()
    old, new = keys.new_token(), keys.new_token()
    assert keys.redeem(old) == ""
    assert keys.redeem(new)


@pytest.mark.parametrize("guess", ["", "x", "\ud800", "é" * 40])
def test_a_guess_is_no_token_no_key_and_no_password(guess: str) -> None:
    keys = Keys("correct horse")
    keys.new_token()
    keys.redeem(keys.new_token())
    assert keys.redeem(guess) == ""
    assert not keys.knows(guess)
    assert keys.enter(guess) == ""


def test_without_a_password_none_lets_in() -> None:
    assert Keys().enter("") == ""
    assert not Keys().has_password


def test_the_password_lets_in_as_often_as_it_is_typed() -> None:
    keys = Keys("correct horse")
    first, second = keys.enter("correct horse"), keys.enter("correct horse")
    assert first != second
    assert keys.knows(first)
    assert keys.knows(second)


def test_passwords_are_not_tried_by_the_thousand() -> None:
    now = [0.0]
    keys = Keys("correct horse", clock=lambda: now[0])
    for _ in range(10):
        assert keys.enter("wrong") == ""
    with pytest.raises(TooManyTriesError):
        keys.enter("correct horse")
    now[0] = 60.0
    assert keys.enter("correct horse")


def test_another_process_knows_none_of_the_keys() -> None:
    keys = Keys()
    assert not Keys().knows(keys.redeem(keys.new_token()))
