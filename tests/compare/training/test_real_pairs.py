"""Pairs to be learned from: what ships of them, and the texts that it is put together with."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from compare.errors import GoldError
from compare.evaluation.gold import GoldEvent
from compare.training.real_pairs import (
    LABELS,
    READ,
    read_accounts,
    read_answers,
    read_real_pairs,
    read_visits,
)
from corpus.text.hashing import text_hash

STATUSES = {"covered", "partly", "left_out", "procedural"}


def check(event: GoldEvent) -> None:
    """Matches are mutual, and a passage has one if and only if something of it is told."""
    for ours, theirs in ((event.left, event.right), (event.right, event.left)):
        for index, unit in enumerate(ours.units):
            assert unit.A == unit.B
            assert unit.A.status in STATUSES
            assert ours.text[unit.start : unit.end].strip()
            assert bool(unit.A.match) == (unit.A.status in {"covered", "partly"})
            assert all(index in theirs.units[other].A.match for other in unit.A.match)


def texts_of(event: GoldEvent) -> frozenset[str]:
    """The hashes of both texts."""
    return frozenset(text_hash(side.text) for side in (event.left, event.right))


def test_the_accounts_that_ship_are_whole() -> None:
    accounts = read_accounts()
    assert len(accounts) == 325 > READ
    assert len({text_hash(side.text) for e in accounts for side in (e.left, e.right)}) == 650
    for event in accounts:
        check(event)
        for side in (event.left, event.right):
            assert [u.start for u in side.units] == sorted(u.start for u in side.units)


@pytest.mark.parametrize("name", ["near", "visits"])
def test_no_label_that_ships_comes_with_a_text_of_others(name: str) -> None:
    for line in lzma.decompress((LABELS / f"{name}.jsonl.xz").read_bytes()).splitlines():
        pair = json.loads(line)
        assert "text" not in pair["left"]
        assert "text" not in pair["right"]


def test_the_real_pairs_are_put_together_with_their_texts(shared: Path) -> None:
    pairs, answers = read_real_pairs(shared / "data"), read_answers(shared / "data")
    visits = read_visits(shared / "data")
    assert (len(pairs), len(visits), len(answers)) == (313 + 320, 213, 135)
    assert not {texts_of(event) for event in pairs} & {texts_of(event) for event in visits}
    for event in (*pairs, *visits, *answers):
        check(event)


def test_no_text_that_is_kept_for_reporting_was_labelled(shared: Path) -> None:
    kept = set((shared / "gold" / "kept.txt").read_text("utf-8").split())
    for folder in ("dev", "states"):
        for file in (shared / "gold" / folder).glob("*.json"):
            event = json.loads(file.read_text("utf-8"))
            kept |= {text_hash(event[side]["text"]) for side in ("left", "right")}
    data = shared / "data"
    pairs = [*read_real_pairs(data), *read_visits(data), *read_answers(data), *read_accounts()]
    used = frozenset[str]().union(*map(texts_of, pairs))
    assert not used & kept


def test_a_text_that_is_not_among_the_data_is_named(tmp_path: Path) -> None:
    for kind in ("silver/pairs", "en/readouts", "zh/news"):
        file = tmp_path / f"{kind}.jsonl.xz"
        file.parent.mkdir()
        file.write_bytes(lzma.compress(b""))
    with pytest.raises(GoldError, match="is not in"):
        read_real_pairs(tmp_path)
