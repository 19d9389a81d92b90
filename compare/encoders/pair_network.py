"""The network that reads two passages as one text and says how much of the first the second tells.

In torch, as it learns; :mod:`compare.encoders.networks.plain_reader` is what is run.

Its body began as the encoder's Chinese one, which reads both languages already, for it learned to
put Chinese where MiniLM puts English; all of its layers then learned to look from the one passage
to the other. The file holds how they differ from where they began, in whole bytes with a scale
for each row, ``cross_encoder.safetensors``.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from compare.encoders.bilingual import Bilingual, pack_difference, unpack_difference
from compare.encoders.cross_encoder import MANIFEST, READER, verified_reader
from compare.encoders.model_files import EMBEDDED_FOLDER, sha256
from compare.encoders.networks.body import Body
from compare.encoders.networks.plain_reader import BODY, CLASSES, FIRST, SECOND, Ids
from compare.encoders.tokenizer import END, START


class PairNetwork(torch.nn.Module):
    """Two passages to the log-probabilities of :data:`CLASSES`."""

    def __init__(self, encoder: Bilingual) -> None:
        """Take the body and the word vectors of the encoder that ships, which is left as it is."""
        super().__init__()
        self.vocabulary = encoder.vocabulary
        self.words = encoder.english.embeddings.word_embeddings.weight.detach()
        self.table = encoder.table.weight.detach()
        self.start = encoder.chinese.encoder.state_dict()
        """The layers of the body where it began."""
        self.body = _own_layers(encoder.chinese)
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
        """What training changes: the layers as differences in whole bytes, the rest in halves."""
        layers = pack_difference(self.body.encoder.state_dict(), self.start)
        return {f"{BODY}{name}": tensor for name, tensor in layers.items()} | {
            "marks": self.marks.detach().half(),
            "head.weight": self.head.weight.detach().half(),
            "head.bias": self.head.bias.detach().half(),
        }

    def restore(self, learned: dict[str, torch.Tensor]) -> None:
        """Put back what :meth:`learned` gave.

        Raises:
            KeyError: a tensor is missing.
            RuntimeError: a tensor has another shape.
        """
        layers = {
            name.removeprefix(BODY): tensor
            for name, tensor in learned.items()
            if name.startswith(BODY)
        }
        self.body.encoder.load_state_dict(unpack_difference(layers, self.start))
        with torch.no_grad():
            self.marks.copy_(learned["marks"].float())
            self.head.weight.copy_(learned["head.weight"].float())
            self.head.bias.copy_(learned["head.bias"].float())

    def _look_up(self, ids: torch.Tensor) -> torch.Tensor:
        first = len(self.words)
        han = (ids >= first).unsqueeze(-1)
        plain = self.words[ids.clamp(max=first - 1)]
        return torch.where(han, self.table[(ids - first).clamp(min=0)], plain)


def open_network() -> PairNetwork:
    """Load the weights of the cross-encoder that ships, to learn more.

    Raises:
        EncoderError: they are missing, or not those whose hash is known.
    """
    from safetensors.torch import load_file

    network = PairNetwork(Bilingual.load(EMBEDDED_FOLDER))
    network.restore(load_file(verified_reader()))
    return network


def write_network(network: PairNetwork, folder: Path, learned_from: dict[str, Any]) -> None:
    """Write what a network learned, with its hash and what it learned from."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(network.learned(), folder / READER)
    (folder / READER).chmod(0o644)  # safetensors lets no one else read what it writes
    manifest = {"sha256": sha256(folder / READER), "learned_from": learned_from}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


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


def _own_layers(body: Body) -> Body:
    """Copy a body's layers; the word vectors, which are not used here, stay shared."""
    words = body.embeddings.word_embeddings.weight
    return copy.deepcopy(body, {id(words): words})
