"""The network that reads two passages together and says how much of each the other tells.

In torch, as it learns; :mod:`compare.encoders.networks.plain_reader` is what is run.

Its lower layers read each passage by itself, once for all its pairs; the upper ones read two
passages together, once for both ways (Cao et al. 2020, "DeFormer: decomposing pre-trained
transformers for faster question answering"). The body began as the encoder's Chinese one, which
reads both languages already, for it learned to put Chinese where MiniLM puts English. The file
holds how its layers differ from where they began, in whole bytes with a scale for each row,
``cross_encoder.safetensors``.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch.nn.utils.rnn import pad_sequence

from compare.encoders.bilingual import Bilingual, pack_difference, unpack_difference
from compare.encoders.cross_encoder import MANIFEST, READER, verified_reader
from compare.encoders.model_files import EMBEDDED_FOLDER, sha256
from compare.encoders.networks.body import Body
from compare.encoders.networks.plain_reader import ALONE, BODY, CLASSES, LONGEST, SHARE, Ids
from compare.encoders.tokenizer import END, START


class PairNetwork(torch.nn.Module):
    """Passages to states, and pairs of states to the log-probabilities of :data:`CLASSES`."""

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

    def read_alone(self, passages: Sequence[Ids]) -> list[torch.Tensor]:
        """Read passages, given as pieces, by themselves in the lower layers.

        Returns:
            The states of each, shape (t + 2, d): those of its pieces, a mark at either end.
        """
        rows = [torch.tensor([START, *passage[:LONGEST], END]) for passage in passages]
        ids = pad_sequence(rows, batch_first=True)
        there = ids != 0
        mask = None if there.all() else there[:, None, None, :]
        hidden = self.body.embeddings(self.look_up(ids))
        for layer in self.body.encoder.layer[:ALONE]:
            hidden = layer(hidden, mask)
        return [states[: len(row)] for states, row in zip(hidden, rows, strict=True)]

    def read_together(self, pairs: Sequence[tuple[torch.Tensor, torch.Tensor]]) -> torch.Tensor:
        """Read pairs of passages together in the upper layers.

        Args:
            pairs: states of both, shape (s, d) and (t, d).

        Returns:
            Shape (n, 2, 3): log-probabilities, of the first's point in the second and of the
            second's in the first.
        """
        rows = [torch.cat([a + self.marks[0], b + self.marks[1]]) for a, b in pairs]
        hidden = pad_sequence(rows, batch_first=True)
        first, second, there = torch.zeros(3, *hidden.shape[:2])
        for index, (a, b) in enumerate(pairs):
            first[index, 1 : len(a) - 1] = 1
            second[index, len(a) + 1 : len(a) + len(b) - 1] = 1
            there[index, : len(a) + len(b)] = 1
        mask = None if there.all() else there.bool()[:, None, None, :]
        for layer in self.body.encoder.layer[ALONE:]:
            hidden = layer(hidden, mask)
        u, v = (mean_of(hidden, part) for part in (first, second))
        both = torch.stack([together(u, v), together(v, u)], dim=1)
        return torch.as_tensor(self.head(both).log_softmax(dim=2))

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

    def look_up(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the vectors of pieces, shape (n, t) to (n, t, d)."""
        first = len(self.words)
        han = (ids >= first).unsqueeze(-1)
        plain = self.words[ids.clamp(max=first - 1)]
        return torch.where(han, self.table[(ids - first).clamp(min=0)], plain)


def join(passages: Sequence[torch.Tensor]) -> torch.Tensor:
    """Put passages one after the other, as :func:`compare.encoders.networks.plain_reader.join`."""
    shares = [states[:SHARE] for states in passages] if len(passages) > 1 else list(passages)
    return torch.cat(shares)


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


def mean_of(hidden: torch.Tensor, part: torch.Tensor) -> torch.Tensor:
    """Return the unit vectors (n, d) of the mean of those tokens that ``part`` (n, t) marks."""
    total = (hidden * part.unsqueeze(-1)).sum(1)
    mean = total / part.sum(1, keepdim=True).clamp(min=1)
    return torch.nn.functional.normalize(mean, dim=1)


def together(u: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Return what the head reads, (n, 4 d), of the unit vectors (n, d) of two passages."""
    # The products of unit vectors are small numbers: brought to the size of the others.
    return torch.cat([u, v, u * v * 20, (u - v).abs() * 10], dim=1)


def _own_layers(body: Body) -> Body:
    """Copy a body's layers; the word vectors, which are not used here, stay shared."""
    words = body.embeddings.word_embeddings.weight
    return copy.deepcopy(body, {id(words): words})
