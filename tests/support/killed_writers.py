"""Writers to one library that are killed in the middle of their work, and what they leave."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import time
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path

import library_writer
from library_texts import event

from corpus import Event, Library

PATIENCE = 120
"""Seconds after which a writer that has said too little is given up."""


@dataclass
class Outcome:
    """What was found after the kills."""

    kills: int
    at: list[int] = field(default_factory=list)
    """For each kill, how many adds its writer had said to be kept."""
    said: int = 0
    lost: set[str] = field(default_factory=set)
    """Events that were said to be kept and are not there as they were given."""
    half: set[str] = field(default_factory=set)
    """Events that are there without all of their statements."""
    unsaid: set[str] = field(default_factory=set)
    """Events that were kept when the kill came before the word: at most one for each."""
    problems: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing is amiss."""
        amiss = self.lost or self.half or self.problems
        return not amiss and len(self.unsaid) <= self.kills


def forks() -> ForkServerContext:
    """Where processes are forked from one that has what a writer needs loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["corpus.library", "alembic.command", "sqlalchemy.dialects"])
    return context


def kill_writers(place: str, kills: int, adds: int, folder: Path, seed: int = 20) -> Outcome:
    """Kill ``kills`` writers, each somewhere in the middle of ``adds`` adds, and look after each.

    Writers are forked from a server that has all modules loaded, so that a kill costs no start
    of Python; they share nothing else.
    """
    context = forks()
    chance, outcome, said = random.Random(seed), Outcome(kills), set[str]()
    Library(place).close()
    for number in range(kills):
        told = folder / f"told-{number}"
        told.write_bytes(b"")
        # Anywhere in the run, and a moment later: inside a transaction as well as between two.
        wanted, moment = chance.randint(1, max(1, adds - 10)), chance.uniform(0, 0.01)
        arguments = (place, f"k{number}", 1, adds, str(told))
        writer = context.Process(target=library_writer.write, args=arguments)
        writer.start()
        _wait(told, wanted)
        time.sleep(moment)
        writer.kill()
        writer.join()
        assert writer.exitcode == -9, f"the writer ended by itself: {writer.exitcode}"
        names = [line[:-1] for line in told.read_text().splitlines(True) if line.endswith("\n")]
        outcome.at.append(len(names))
        said.update(names)
        with Library(place, create=False) as library:
            outcome.problems += [str(problem) for problem in library.check()]
    outcome.said = len(said)
    _look(place, said, outcome)
    return outcome


def _look(place: str, said: set[str], outcome: Outcome) -> None:
    with Library(place, create=False) as library:
        there = {one.id: one for one in library.records()}
    outcome.half = {id_ for id_, one in there.items() if len(one.statements) != 2}
    outcome.unsaid = there.keys() - said
    outcome.lost = {
        id_
        for id_ in said
        if id_ not in there or not there[id_].complete or there[id_].event() != as_kept(id_)
    }


def _wait(told: Path, wanted: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while told.read_bytes().count(b"\n") < wanted:
        assert time.monotonic() < deadline, f"the writer has not kept {wanted} events in time"
        time.sleep(0.002)


def as_kept(id_: str) -> Event:
    """The event that the writer made, with the digest of the bytes it gave."""
    one = event(id_)
    texts = []
    for text in one.statements:
        digest = hashlib.sha256(f"{text.id}: {text.text}".encode()).hexdigest()
        source = text.source.model_copy(update={"sha256": digest})
        texts.append(text.model_copy(update={"source": source}))
    return one.model_copy(update={"statements": tuple(texts)})
