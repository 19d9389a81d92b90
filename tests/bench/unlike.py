"""How often texts are called unlike the labelled events: ``python -m tests.bench.unlike SHARED``.

SHARED has the labelled events in ``gold/dev`` and ``gold/states`` and other texts in ``data``.
Printed are the shares of the labelled events (each held against those that it is not held out
with), of the bundled events, and of pairs of texts that are no two accounts of one meeting; then,
of the labelled events, whether more calls of "left out" are wrong where the distance is greater.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from compare.comparison import SIDES
from compare.coverage.likeness.measure import Labelled, load_labelled, numbers_of
from compare.evaluation.carry_over import carry_over
from compare.evaluation.gold import CODERS, GoldEvent, read_gold
from compare.evaluation.results import answers_of
from compare.pipeline import Engine, statements
from compare.settings import Settings
from corpus import samples
from corpus.statements import Statement

Pair = tuple[Statement, Statement]
MEETING, NEWS, LAWS = "two meetings", "news", "laws"
KINDS = ("press conferences", "evening news", NEWS, LAWS, MEETING)
LONGEST = 1_500
"""Characters of a text from its beginning, about twenty passages."""


def foreign(kind: str, shared: Path, gold: list[GoldEvent], count: int, seed: int) -> list[Pair]:
    """Pairs of texts that are no two accounts of one meeting, drawn by chance."""
    chance = random.Random(f"{kind} {seed}")
    data = shared / "data"
    if kind == MEETING:
        drawn = [chance.sample(gold, 2) for _ in range(count)]
        return [(a.statement("left"), b.statement("right")) for a, b in drawn]
    if kind in (NEWS, LAWS):
        rows = list(_translations(kind, data))
        return [_cut(rows, chance) for _ in range(count)]
    readouts = _texts(data / "en" / "readouts.jsonl.xz", 400, 6_000)
    file, most = ("news", 2_500) if kind == "evening news" else ("press_conferences", 10**6)
    others = _texts(data / "zh" / f"{file}.jsonl.xz", 250, most)
    return [
        (_statement("en", chance.choice(readouts)), _statement("zh", chance.choice(others)))
        for _ in range(count)
    ]


def _cut(rows: list[tuple[str, str]], chance: random.Random) -> Pair:
    """Six to twenty sentences in English, and as a second text others from elsewhere."""
    texts = []
    for column, joiner in ((0, " "), (1, "")):
        start, size = chance.randrange(len(rows) - 20), chance.randint(6, 20)
        texts.append(joiner.join(row[column] for row in rows[start : start + size]))
    return _statement("en", texts[0]), _statement("zh", texts[1])


def _translations(kind: str, data: Path) -> Iterator[tuple[str, str]]:
    if kind == NEWS:
        for line in (data / "eval" / "ntrex.tsv").read_text("utf-8").splitlines():
            english, chinese = line.split("\t")[:2]
            yield english, chinese
        return
    with lzma.open(data / "parallel" / "open.tsv.xz", "rt", encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file)
        laws = ((row[0], row[1]) for row in rows if len(row) > 2 and row[2] == "taiwan_laws")
        yield from itertools.islice(laws, 20_000)


def _texts(path: Path, least: int, most: int) -> list[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    return [text[:LONGEST] for text in texts if least < len(text) < most]


def _statement(language: str, text: str) -> Statement:
    side = "US" if language == "en" else "PRC"
    return Statement(id=side, side=side, language=language, text=text)


def distance(engine: Engine, pair: Pair) -> tuple[float, Labelled]:
    """How far two texts are from the labelled events, in spreads, and what those are like."""
    left, right = (engine.prepare(statement) for statement in pair)
    labelled = load_labelled().without(pair[0].text, pair[1].text)
    numbers = numbers_of(left, right, engine.weigh([(left, right)])[0])
    return float(labelled.distances(numbers).max()), labelled


def calls_of(event: GoldEvent) -> tuple[int, float]:
    """How many passages of an event are called left out, and how many wrongly, over both coders."""
    answers = answers_of(statements(event.statement("left"), event.statement("right")))
    wrong = [
        np.mean([answer.unit.by(coder).status != "left_out" for coder in CODERS])
        for side in SIDES
        for answer in carry_over(event, answers, side)
        if answer.unit.substantive and answer.status == "left_out"
    ]
    return len(wrong), float(sum(wrong))


def main() -> None:
    """Print the shares, and what distance says of wrong calls."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--count", type=int, default=12, help="pairs of each other kind")
    parser.add_argument("--seed", type=int, default=2, help="of the draw of other pairs")
    given = parser.parse_args()
    engine = Engine(Settings(read_pairs=False))
    sets = {name: list(read_gold(given.shared / "gold" / name)) for name in ("dev", "states")}
    gold = [event for events in sets.values() for event in events]
    material: dict[str, list[Pair]] = {
        name: [(event.statement("left"), event.statement("right")) for event in events]
        for name, events in sets.items()
    }
    material["bundled"] = [
        pair
        for name in samples.names()
        for pair in itertools.combinations(samples.load(name).statements, 2)
    ]
    for kind in KINDS:
        material[kind] = foreign(kind, given.shared, gold, given.count, given.seed)
    distances = []
    for kind, pairs in material.items():
        found = [distance(engine, pair) for pair in pairs]
        flagged = sum(far > labelled.line for far, labelled in found)
        print(f"{kind:20} unlike {flagged} of {len(pairs)}", flush=True)
        distances += [far for far, _ in found] if kind in sets else []
    calls, wrong = np.array([calls_of(event) for event in gold]).T
    some, far = calls > 0, np.array(distances)
    rank = spearmanr(far[some], wrong[some] / calls[some])
    print(f"distance and share of wrong calls: rho {rank[0]:.2f}, p {rank[1]:.2f}")
    for name, half in (("nearer", far <= np.median(far)), ("farther", far > np.median(far))):
        share = wrong[half].sum() / calls[half].sum()
        print(f"{name} half: {share:.3f} of {int(calls[half].sum())} calls wrong")


if __name__ == "__main__":
    main()
