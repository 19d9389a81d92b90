"""The encoder's Chinese body, taught to read two passages as one text.

The body reads both languages already, for it learned to put Chinese where MiniLM puts English.
Small matrices beside its own (Hu et al. 2021, "LoRA: low-rank adaptation of large language
models") teach it to look from the one passage to the other. All that was learned is a file of
about 1.3 MB, ``cross_encoder.safetensors``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import torch

from compare.encoders.bilingual import Bilingual
from compare.encoders.tokenizer import END, START

if TYPE_CHECKING:
    from transformers import BertModel

Ids = Sequence[int]
CLASSES = ("apart", "partly", "whole")
"""Whether the second passage conveys nothing of the first's point, some of it, or all of it."""
FIRST, SECOND = 72, 96
"""Pieces of the first and of the second passage that are read."""
RANK = 16


class Adapter(torch.nn.Module):
    """A linear layer with a product of two thin matrices beside it, which alone learns."""

    def __init__(self, layer: torch.nn.Linear, rank: int) -> None:
        """Start as the layer itself: the second matrix is zero."""
        super().__init__()
        self.layer = layer
        self.a = torch.nn.Parameter(torch.randn(rank, layer.in_features) / layer.in_features**0.5)
        self.b = torch.nn.Parameter(torch.zeros(layer.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Apply both."""
        return torch.as_tensor(self.layer(x) + (x @ self.a.T) @ self.b.T)


class Adapted(torch.nn.Module):
    """Two passages to the log-probabilities of :data:`CLASSES`."""

    def __init__(self, encoder: Bilingual, rank: int = RANK) -> None:
        """Take the body and the word vectors of the encoder that ships, which is left as it is."""
        super().__init__()
        self.vocabulary = encoder.vocabulary
        self.words = encoder.english.embeddings.word_embeddings.weight.detach()
        self.table = encoder.table.weight.detach()
        self.body = _own_layers(encoder.chinese)
        for parameter in self.body.parameters():
            parameter.requires_grad_(False)
        for layer in self.body.encoder.layer:
            for holder, name in _places(layer):
                setattr(holder, name, Adapter(getattr(holder, name), rank))
        size = int(self.words.shape[1])
        self.marks = torch.nn.Parameter(torch.zeros(2, size))
        self.head = torch.nn.Linear(4 * size, len(CLASSES))
        torch.nn.init.normal_(self.head.weight, std=0.01)
        torch.nn.init.zeros_(self.head.bias)
        self.eval()

    def forward(self, pairs: Sequence[tuple[Ids, Ids]]) -> torch.Tensor:
        """Read pairs of passages, given as pieces; returns (n, 3) log-probabilities."""
        ids, first, second = lay_out(pairs)
        inputs = self._look_up(ids)
        inputs = inputs + first.unsqueeze(-1) * self.marks[0] + second.unsqueeze(-1) * self.marks[1]
        mask = (ids != 0).float()
        hidden = self.body(inputs_embeds=inputs, attention_mask=None if mask.all() else mask)
        hidden = hidden.last_hidden_state.float()
        u, v = (_mean(hidden, part) for part in (first, second))
        # The products of unit vectors are small numbers: brought to the size of the others.
        both = torch.cat([u, v, u * v * 20, (u - v).abs() * 10], dim=1)
        return torch.as_tensor(self.head(both).log_softmax(dim=1))

    def learned(self) -> dict[str, torch.Tensor]:
        """What training changes, in half precision."""
        return {name: p.detach().half() for name, p in self.named_parameters() if p.requires_grad}

    def restore(self, learned: dict[str, torch.Tensor]) -> None:
        """Put back what :meth:`learned` gave.

        Raises:
            KeyError: a tensor is missing.
            RuntimeError: a tensor has another shape.
        """
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if parameter.requires_grad:
                    parameter.copy_(learned[name].float())

    def merge(self) -> None:
        """Fold the thin matrices into the body's own, which reads faster and learns no more."""
        for layer in self.body.encoder.layer:
            for holder, name in _places(layer):
                adapter = getattr(holder, name)
                if isinstance(adapter, Adapter):
                    with torch.no_grad():
                        adapter.layer.weight += adapter.b @ adapter.a
                    setattr(holder, name, adapter.layer)

    def _look_up(self, ids: torch.Tensor) -> torch.Tensor:
        first = len(self.words)
        han = (ids >= first).unsqueeze(-1)
        plain = self.words[ids.clamp(max=first - 1)]
        return torch.where(han, self.table[(ids - first).clamp(min=0)], plain)


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


def _mean(hidden: torch.Tensor, part: torch.Tensor) -> torch.Tensor:
    """Return the unit vectors (n, d) of the mean of those tokens that ``part`` (n, t) marks."""
    total = (hidden * part.unsqueeze(-1)).sum(1)
    mean = total / part.sum(1, keepdim=True).clamp(min=1)
    return torch.nn.functional.normalize(mean, dim=1)


def _own_layers(body: BertModel) -> BertModel:
    """Copy a body's layers; the word vectors, which are not used here, stay shared."""
    import copy

    words = body.embeddings.word_embeddings.weight
    return copy.deepcopy(body, {id(words): words})


def _places(layer: torch.nn.Module) -> Iterator[tuple[torch.nn.Module, str]]:
    """The linear layers of one block, each as its holder and its name there."""
    attention = layer.attention
    yield from ((attention.self, name) for name in ("query", "key", "value"))
    yield attention.output, "dense"
    yield layer.intermediate, "dense"
    yield layer.output, "dense"
