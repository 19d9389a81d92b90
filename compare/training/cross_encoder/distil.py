"""The network that ships learns what the whole one answers, both ways at once.

Distillation: Hinton et al. 2015, "Distilling the knowledge in a neural network". Passages are
those of labelled events, so that what a reader labelled is learned beside it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from compare.coverage.cross_reading import NEAREST, TOGETHER, likeness
from compare.encoders.bilingual import Bilingual
from compare.encoders.cross_encoder import reading_order
from compare.encoders.networks.plain_reader import ALONE, LONGEST
from compare.encoders.pair_network import PairNetwork, join
from compare.training.cross_encoder.learning import layer_groups, learn
from compare.training.cross_encoder.lessons import (
    Cut,
    Share,
    told_alone,
    told_together,
    window,
)
from compare.training.cross_encoder.whole_network import WholeNetwork
from compare.training.cross_encoder.whole_network import join as join_pieces

if TYPE_CHECKING:
    from compare.arrays import Floats
    from compare.encoders.networks.plain_reader import Ids
    from compare.training.coverage import Example

RATE, PASSES = 1.2e-4, 2
"""Peak rate of the layers, and passes."""
LABEL_SHARE = 0.3
"""How much of what is learned is the label; the rest is what the whole network answers."""
QUESTIONS_AT_ONCE = 48
"""Questions of a step, at the least: those of whole events."""
PIECES_ALONE, PIECES_TOGETHER = 1_600, 3_600
"""Pieces that go through the lower and the upper layers together."""
CLOSE = 3
"""Nearest passages that count as near."""

Whole = Callable[[Sequence[tuple["Ids", "Ids"]]], "Floats"]
"""What the whole network says of pairs of passages in pieces, shape (n, 3)."""


class Question(NamedTuple):
    """A passage and what is read with it, by their indices in a sheet."""

    first: int
    others: tuple[int, ...]
    answer: Floats
    """Shape (2, 3): how much of the first the others convey, and the other way round; NaN where
    it is not asked."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """The passages of an event in pieces, and what is asked of them."""

    passages: Sequence[Ids]
    questions: Sequence[Question]


def make_sheet(example: Example, share: Share, cut: Cut, whole: Whole, rng: random.Random) -> Sheet:
    """Ask what is asked of an event when it is compared, or a part of that.

    Args:
        example: a labelled event.
        share: the part; what a reader matched is always asked.
        cut: cuts passages into pieces.
        whole: answers.
        rng: draws.
    """
    left, right = example.left, example.right
    texts = (*left.shown, *right.shown)
    pieces, middle = cut(texts), len(left.shown)
    sides = [_Side(example, turned=False), _Side(example, turned=True)]
    both = sorted(_pairs(sides, share, rng))
    windows = [
        (side.place(i), tuple(sorted(map(side.place_there, several), key=texts.__getitem__)),
         told_together(side.given(i), side.answers(i), several))
        for side in sides
        for i, several in side.windows(share.together, rng)
    ]  # fmt: skip
    asked = [(pieces[i], pieces[middle + j]) for i, j in both]
    asked += [(pieces[middle + j], pieces[i]) for i, j in both]
    asked += [(pieces[i], join_pieces([pieces[j] for j in others])) for i, others, _ in windows]
    answers = whole(asked)
    there, back, wide = np.split(answers, [len(both), 2 * len(both)])
    questions = []
    for (i, j), *ways in zip(both, there, back, strict=True):
        labels = sides[0].label(i, j), sides[1].label(j, i)
        answer = LABEL_SHARE * np.array(labels) + (1 - LABEL_SHARE) * np.stack(ways)
        (first, turned), (second, _) = sorted(
            ((i, answer), (middle + j, answer[::-1])),
            key=lambda each: reading_order(min(len(pieces[each[0]]), LONGEST), texts[each[0]]),
        )
        questions.append(Question(first, (second,), turned))
    for (i, others, label), way in zip(windows, wide, strict=True):
        answer = LABEL_SHARE * np.array(label) + (1 - LABEL_SHARE) * way
        questions.append(Question(i, others, np.stack([answer, np.full(3, np.nan)])))
    return Sheet(pieces, questions)


class _Side:
    """One side of an event: what is asked of its passages, and what a reader labelled."""

    def __init__(self, example: Example, *, turned: bool) -> None:
        like, matched = likeness(example.evidence), np.mean(example.pairs, axis=0)
        own, other = (1, 0) if turned else (0, 1)
        self.like, self.matched = (like.T, matched.T) if turned else (like, matched)
        self.statuses = [status[own] for status in example.statuses]
        self.spoken = np.flatnonzero(self.statuses[0] >= 0)
        self.spoken_there = np.flatnonzero(example.statuses[0][other] >= 0)
        middle = len(example.left.shown)
        self._offset, self._offset_there = (middle, 0) if turned else (0, middle)

    def place(self, i: int) -> int:
        return self._offset + i

    def place_there(self, j: int) -> int:
        return self._offset_there + j

    def given(self, i: int) -> list[int]:
        return [int(status[i]) for status in self.statuses]

    def answers(self, i: int) -> list[int]:
        found: list[int] = np.flatnonzero(self.matched[i] >= 0.5).tolist()
        return found

    def label(self, i: int, j: int) -> tuple[float, float, float]:
        return told_alone(self.given(i), len(self.answers(i)), float(self.matched[i, j]))

    def nearest(self, i: int) -> list[int]:
        like = self.like[i, self.spoken_there]
        found: list[int] = self.spoken_there[np.argsort(-like, kind="stable")].tolist()
        return found

    def windows(self, share: float, rng: random.Random) -> Iterator[tuple[int, list[int]]]:
        """Give some passages, and the two or three of the other side that are read as one."""
        for i in self.spoken.tolist():
            nearest, answers = self.nearest(i), self.answers(i)
            if len(nearest) < 2 or rng.random() > share:
                continue
            size = TOGETHER if rng.random() < 0.8 else 2
            before = answers if answers and rng.random() < 0.6 else []
            yield i, window(nearest, before, size)


def _pairs(sides: Sequence[_Side], share: Share, rng: random.Random) -> set[tuple[int, int]]:
    """Draw pairs of passages that are read together, left first."""
    ranks: dict[tuple[int, int], int] = {}
    for number, side in enumerate(sides):
        for i in side.spoken.tolist():
            for rank, j in enumerate(side.nearest(i)[:NEAREST]):
                pair = (j, i) if number else (i, j)
                ranks[pair] = min(rank, ranks.get(pair, rank))
    matched = sides[0].matched > 0
    drawn = {
        pair
        for pair, rank in ranks.items()
        if rng.random() < (share.near if rank < CLOSE else share.far)
    }
    return drawn | {(int(i), int(j)) for i, j in np.argwhere(matched)}


def begin(whole: WholeNetwork, encoder: Bilingual, passages: Sequence[Ids]) -> PairNetwork:
    """Return a network that begins where the whole one stands.

    Its marks begin as what the whole network's have become where passages meet.

    Args:
        whole: what is learned from.
        encoder: what both began from.
        passages: some, of which that is measured; those of no piece are passed over.
    """
    network = PairNetwork(encoder)
    with torch.no_grad():
        network.body.load_state_dict(whole.body.state_dict())
        network.head.load_state_dict(whole.head.state_dict())
        network.marks.copy_(torch.stack([_moved(whole, passages, mark) for mark in whole.marks]))
    return network


def _moved(whole: WholeNetwork, passages: Sequence[Ids], mark: torch.Tensor) -> torch.Tensor:
    """By how much a mark moves the states of passages where they meet, on average, shape (d,)."""
    moved = []
    for passage in filter(None, passages):
        pieces = whole.look_up(torch.tensor([passage[:LONGEST]]))
        states = []
        for given in (pieces, pieces + mark):
            hidden = whole.body.embeddings(given)
            for layer in whole.body.encoder.layer[:ALONE]:
                hidden = layer(hidden, None)
            states.append(hidden[0].mean(0))
        moved.append(states[1] - states[0])
    return torch.stack(moved).mean(0)


def teach(network: PairNetwork, sheets: Sequence[Sheet], passes: int = PASSES) -> None:
    """Let all layers learn the answers of sheets, some times over, in a drawn order."""
    rng = random.Random(2)
    plan = [batch for _ in range(passes) for batch in _batches(sheets, rng)]
    # Nothing is dropped while it learns: what the whole network answers is no single coder's word.
    network.eval()
    learn(plan, lambda batch: _loss(network, batch), layer_groups(network, RATE))


def _batches(sheets: Sequence[Sheet], rng: random.Random) -> Iterator[list[Sheet]]:
    batch: list[Sheet] = []
    for sheet in rng.sample(list(sheets), len(sheets)):
        batch.append(sheet)
        if sum(len(each.questions) for each in batch) >= QUESTIONS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _loss(network: PairNetwork, batch: Sequence[Sheet]) -> torch.Tensor:
    """Mean cross-entropy of all answers of a batch."""
    asked = [
        (states[question.first], join([states[j] for j in question.others]), question.answer)
        for sheet in batch
        for states in [_read_alone(network, sheet)]
        for question in sheet.questions
    ]
    lost, count = torch.zeros(()), 0.0
    lengths = [len(first) + len(second) for first, second, _ in asked]
    for places in _portions(lengths, PIECES_TOGETHER):
        part = [asked[k] for k in places]
        told = network.read_together([(first, second) for first, second, _ in part])
        answers = torch.tensor(np.stack([answer for *_, answer in part]), dtype=torch.float32)
        there = ~answers[..., 0].isnan()
        missed = -(answers.nan_to_num() * told.float()).sum(2)
        lost, count = lost + (missed * there).sum(), count + float(there.sum())
    return lost / count


def _read_alone(network: PairNetwork, sheet: Sheet) -> dict[int, torch.Tensor]:
    """Read the passages that are asked about, those of about one length together."""
    used = sorted({j for question in sheet.questions for j in (question.first, *question.others)})
    lengths = [min(len(sheet.passages[j]), LONGEST) + 2 for j in used]
    return {
        used[k]: states
        for places in _portions(lengths, PIECES_ALONE)
        for k, states in zip(
            places, network.read_alone([sheet.passages[used[k]] for k in places]), strict=True
        )
    }


def _portions(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Part what is of these lengths, in pieces, into runs of about one length, by their places.

    A run has at most ``most`` pieces when its members are filled up to the longest; one that is
    longer than that stands alone.
    """
    run: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if run and (len(run) + 1) * lengths[place] > most:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
