"""The network that reads two passages together in all of its layers, which learns first.

Each pair, and each of its two ways, goes through all layers by itself, which takes long. What
ships learns what it answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch

from compare.encoders.networks.plain_reader import CLASSES, Ids
from compare.encoders.pair_network import PairNetwork, mean_of, together
from compare.encoders.tokenizer import END, START

if TYPE_CHECKING:
    from compare.arrays import Floats

PAIRS_AT_ONCE = 32
"""Pairs that go through the network together when it is asked."""
FIRST, SECOND = 72, 96
"""Pieces of the first and of the second passage that are read."""


class WholeNetwork(PairNetwork):
    """Two passages to the log-probabilities of what the second conveys of the first."""

    def forward(self, pairs: Sequence[tuple[Ids, Ids]]) -> torch.Tensor:
        """Read pairs of passages, given as pieces; returns (n, 3) log-probabilities."""
        ids, first, second = lay_out(pairs)
        inputs = self.look_up(ids)
        inputs = inputs + first.unsqueeze(-1) * self.marks[0] + second.unsqueeze(-1) * self.marks[1]
        mask = (ids != 0).float()
        hidden = self.body(inputs_embeds=inputs, attention_mask=None if mask.all() else mask)
        hidden = hidden.last_hidden_state.float()
        u, v = (mean_of(hidden, part) for part in (first, second))
        return torch.as_tensor(self.head(together(u, v)).log_softmax(dim=1))

    def answers(self, pairs: Sequence[tuple[Ids, Ids]]) -> Floats:
        """Return what it says of pairs as probabilities, shape (n, 3); nothing is learned."""
        length = [min(len(a), FIRST) + min(len(b), SECOND) for a, b in pairs]
        order = sorted(range(len(pairs)), key=length.__getitem__)
        told = np.empty((len(pairs), len(CLASSES)))
        with torch.inference_mode():
            for start in range(0, len(order), PAIRS_AT_ONCE):
                part = order[start : start + PAIRS_AT_ONCE]
                told[part] = self([pairs[i] for i in part]).exp().numpy()
        return told


def lay_out(
    pairs: Sequence[tuple[Ids, Ids]],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids (n, longest) with the marks between, and which are of the first and second."""
    rows = [[START, *first[:FIRST], END, *second[:SECOND], END] for first, second in pairs]
    longest = max(map(len, rows))
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    of_first, of_second = torch.zeros(2, len(rows), longest)
    for index, (row, (first, _)) in enumerate(zip(rows, pairs, strict=True)):
        middle = 1 + min(len(first), FIRST)
        ids[index, : len(row)] = torch.tensor(row)
        of_first[index, 1:middle] = 1
        of_second[index, middle + 1 : len(row) - 1] = 1
    return ids, of_first, of_second


def join(passages: Sequence[Ids]) -> Ids:
    """Put passages one after the other, to be read as the second of a pair.

    Each of the first ones is cut to its share of what is read, so that the last is there too.
    """
    share = SECOND // len(passages)
    *first, last = passages
    return (*(piece for passage in first for piece in passage[:share]), *last)[:SECOND]
