"""Pairs of accounts that one reader labelled, to be learned from beside the gold sets.

Five kinds, labelled by the guide and the codebook of the labelled events. `silver`: real accounts
of different occasions, labelled as if they were of one event. `near`: 320 more of these that share
a partner, a conflict or a negotiation. `visits`: 213 pairs of accounts of one visit, one guest or
one negotiation, most of them a few days apart, from which formalities alone are learned. `answers`:
135 real accounts, each with the account of the other side written for this project. `accounts`: 325
meetings of many pairs of states, both sides written for this project. Nobody is named in what was
written, and nothing in it happened.

Data: the folder that holds `silver/pairs.jsonl.xz`, and `en/readouts.jsonl.xz` (White House,
public domain) and `zh/news.jsonl.xz` (Chinese official news), in which the texts of `near`,
`visits` and `answers` are found by their hashes; labels and written accounts stand in
`pair_labels/`.
Licence: the real texts belong to their publishers and stay out of the project; the labels and
what was written are this project's. Weights learned from them may ship.
"""

from __future__ import annotations

import functools
import json
import lzma
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from compare.comparison import SIDES
from compare.errors import GoldError
from compare.evaluation.gold import GoldEvent
from compare.evaluation.stand_off import LabelledEvent, LabelledText
from corpus.text.hashing import text_hash

LABELS = Path(__file__).with_name("pair_labels")
"""Folder of the labels, one pair a line."""
READ = 125
"""How many of the accounts the whole cross-encoder learned from."""
UNREAD = "unread.txt"
"""File of the ids of those accounts that no cross-encoder learned from: of the others it is too
sure."""


def read_accounts() -> tuple[GoldEvent, ...]:
    """Read the meetings of which both accounts were written for this project."""
    return read_silver([LABELS / "accounts.jsonl.xz"])


def unread_accounts() -> tuple[GoldEvent, ...]:
    """Return those of :func:`read_accounts` that no cross-encoder learned from."""
    unread = frozenset((LABELS / UNREAD).read_text("utf-8").split())
    return tuple(event for event in read_accounts() if event.id in unread)


def read_real_pairs(data: Path, *further: Path) -> tuple[GoldEvent, ...]:
    """Read the silver and the near pairs, one reader standing for both coders.

    Args:
        data: the folder of the texts, as the head of this module says.
        further: more files in the form of silver: JSON lines, packed by xz or not.

    Raises:
        GoldError: a text is not among the data.
        OSError: a file cannot be read.
    """
    silver = read_silver([data / "silver" / "pairs.jsonl.xz", *further])
    return (*silver, *_restored("near", data))


def read_visits(data: Path) -> tuple[GoldEvent, ...]:
    """Read the pairs of accounts of one visit, one guest or one negotiation.

    Args:
        data: the folder of the texts, as the head of this module says.

    Raises:
        GoldError: a text is not among the data.
        OSError: a file cannot be read.
    """
    return _restored("visits", data)


def read_answers(data: Path) -> tuple[GoldEvent, ...]:
    """Read the real accounts that were given an answer of the other side.

    Args:
        data: the folder of the texts, as the head of this module says.

    Raises:
        GoldError: a text is not among the data.
        OSError: a file cannot be read.
    """
    find, rows = _finder(data), list(_rows(LABELS / "answers.jsonl.xz"))
    pairs = [LabelledEvent.model_validate(row["pair"]) for row in rows]
    return tuple(
        pair.restore(find(pair.left), row["right"]) for pair, row in zip(pairs, rows, strict=True)
    )


def _restored(name: str, data: Path) -> tuple[GoldEvent, ...]:
    """Pairs whose labels ship without their texts, put together with them."""
    find = _finder(data)
    pairs = map(LabelledEvent.model_validate, _rows(LABELS / f"{name}.jsonl.xz"))
    return tuple(pair.restore(find(pair.left), find(pair.right)) for pair in pairs)


@functools.cache
def _finder(data: Path) -> Callable[[LabelledText], str]:
    """Return what finds the text that was labelled in the data."""
    texts: dict[str, str] = {
        text_hash(row["text"]): row["text"]
        for file in ("en/readouts.jsonl.xz", "zh/news.jsonl.xz")
        for row in _rows(data / file)
    }

    def find(side: LabelledText) -> str:
        if side.sha256 not in texts:
            raise GoldError(f"the text of {side.url} that was labelled is not in {data}")
        return texts[side.sha256]

    return find


def read_silver(files: Sequence[Path]) -> tuple[GoldEvent, ...]:
    """Read pairs of texts that one reader labelled, who stands for both coders.

    Args:
        files: JSON lines, plain or compressed (``.xz``). A line is an event in the form of labelled
            ones, but for a unit's labels, which stand in it without the name of a coder.

    Raises:
        GoldError: a line does not fit; the message names file and line.
        OSError: a file cannot be read.
    """
    events = []
    for file in files:
        for number, row in enumerate(_rows(file), 1):
            try:
                events.append(_event(row))
            except (KeyError, TypeError, ValueError) as error:
                raise GoldError(f"{file}, line {number} is not a labelled pair") from error
    return tuple(events)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    raw = file.read_bytes()
    text = lzma.decompress(raw) if file.suffix == ".xz" else raw
    for number, line in enumerate(text.splitlines(), 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise GoldError(f"{file}, line {number} is not a labelled pair") from error


def _event(pair: dict[str, Any]) -> GoldEvent:
    return GoldEvent.model_validate({"id": pair["id"], **{s: _side(s, pair[s]) for s in SIDES}})


def _side(name: str, side: dict[str, Any]) -> dict[str, Any]:
    units = [
        {"start": unit["start"], "end": unit["end"], "A": unit, "B": unit} for unit in side["units"]
    ]
    return {"side": name, "lang": side["lang"], "text": side["text"], "units": units}
