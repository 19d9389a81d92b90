"""MiniLM's body in plain torch: six layers that read a text whole (BERT, Devlin et al. 2019).

To import transformers takes longer than to read two statements. Names of weights, order of sums
and so the numbers are those of its ``BertModel``, to the bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import torch
from torch.nn import functional

SIZE, LAYERS, HEADS, INNER = 384, 6, 12, 1536
"""Numbers of a vector, layers, heads of each, and numbers between its two products."""
WORDS, PLACES, KINDS = 30_522, 512, 2
"""Pieces of the vocabulary, places of a text, kinds of text."""
EPSILON = 1e-12
DROPOUT = 0.1
"""Share of numbers that are left out while it learns."""


class Read(NamedTuple):
    """What the body gives."""

    last_hidden_state: torch.Tensor
    """Shape (texts, pieces, :data:`SIZE`)."""


class Body(torch.nn.Module):
    """Vectors of pieces to vectors of the same pieces in their text."""

    def __init__(self) -> None:
        super().__init__()
        self.embeddings = _Embeddings()
        self.encoder = _Layers()

    def forward(
        self, inputs_embeds: torch.Tensor, attention_mask: torch.Tensor | None = None
    ) -> Read:
        """Read texts.

        Args:
            inputs_embeds: vectors of the pieces of n texts, shape (n, t, :data:`SIZE`).
            attention_mask: other than 0 for those that are there, shape (n, t); None for all.
        """
        mask = None if attention_mask is None else attention_mask.bool()[:, None, None, :]
        return Read(self.encoder(self.embeddings(inputs_embeds), mask))


class _Embeddings(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.word_embeddings = torch.nn.Embedding(WORDS, SIZE, padding_idx=0)
        self.position_embeddings = torch.nn.Embedding(PLACES, SIZE)
        self.token_type_embeddings = torch.nn.Embedding(KINDS, SIZE)
        self.LayerNorm = torch.nn.LayerNorm(SIZE, eps=EPSILON)

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        placed = pieces + self.token_type_embeddings.weight[0]
        placed = placed + self.position_embeddings.weight[: pieces.shape[1]]
        return functional.dropout(self.LayerNorm(placed), DROPOUT, self.training)


class _Layers(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.ModuleList(_Layer() for _ in range(LAYERS))

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        for layer in self.layer:
            hidden = layer(hidden, mask)
        return hidden


class _Layer(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = _Attention()
        self.intermediate = _Dense(SIZE, INNER)
        self.output = _Added(INNER)

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        hidden = self.attention(hidden, mask)
        between = functional.gelu(self.intermediate.dense(hidden))
        return torch.as_tensor(self.output(between, hidden))


class _Attention(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.self = _Heads()
        self.output = _Added(SIZE)

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        return torch.as_tensor(self.output(self.self(hidden, mask), hidden))


class _Heads(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (torch.nn.Linear(SIZE, SIZE) for _ in range(3))

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        shape = (*hidden.shape[:-1], HEADS, SIZE // HEADS)
        query, key, value = (
            part(hidden).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        looked = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask, dropout_p=DROPOUT if self.training else 0.0,
            scale=(SIZE // HEADS) ** -0.5,
        )  # fmt: skip
        return looked.transpose(1, 2).contiguous().reshape(hidden.shape).contiguous()


class _Dense(torch.nn.Module):
    def __init__(self, given: int, wanted: int) -> None:
        super().__init__()
        self.dense = torch.nn.Linear(given, wanted)


class _Added(_Dense):
    """A product that is added to what went in, and brought to one scale."""

    def __init__(self, given: int) -> None:
        super().__init__(given, SIZE)
        self.LayerNorm = torch.nn.LayerNorm(SIZE, eps=EPSILON)

    def forward(self, hidden: torch.Tensor, before: torch.Tensor) -> torch.Tensor:
        hidden = functional.dropout(self.dense(hidden), DROPOUT, self.training)
        return torch.as_tensor(self.LayerNorm(hidden + before))


def open_body(folder: Path) -> Body:
    """Load MiniLM's body, without the layer over it that sentence vectors do not use.

    Raises:
        KeyError: a weight is missing.
        RuntimeError: a weight has another shape.
    """
    from safetensors.torch import load_file

    return body_of(load_file(folder / "model.safetensors"))


def body_of(weights: Mapping[str, torch.Tensor]) -> Body:
    """A body with these weights, which are not copied; others are passed over.

    Raises:
        KeyError: a weight is missing.
        RuntimeError: a weight has another shape.
    """
    with torch.device("meta"):
        body = Body()
    body.load_state_dict({name: weights[name] for name in body.state_dict()}, assign=True)
    body.eval()
    return body
