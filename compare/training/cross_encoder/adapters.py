"""Small matrices beside the layers of a body, which learn while the body stays as it is.

Hu et al. 2021, "LoRA: low-rank adaptation of large language models".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from compare.training.cross_encoder.whole_network import WholeNetwork

RANK = 16


class Adapter(torch.nn.Module):  # type: ignore[misc]
    """A linear layer with a product of two thin matrices beside it, which alone learns."""

    def __init__(self, layer: torch.nn.Linear, rank: int = RANK) -> None:
        """Start as the layer itself: the second matrix is zero."""
        super().__init__()
        self.layer = layer
        self.a = torch.nn.Parameter(torch.randn(rank, layer.in_features) / layer.in_features**0.5)
        self.b = torch.nn.Parameter(torch.zeros(layer.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Apply both."""
        return torch.as_tensor(self.layer(x) + (x @ self.a.T) @ self.b.T)


def adapt(network: WholeNetwork) -> None:
    """Put an adapter beside every layer of the body, whose own weights no longer learn."""
    for parameter in network.body.parameters():
        parameter.requires_grad_(False)
    for holder, name in list(_places(network)):
        setattr(holder, name, Adapter(getattr(holder, name)))


def merge(network: WholeNetwork) -> None:
    """Add the thin matrices to the weights of the body's layers, all of which learn again."""
    for holder, name in list(_places(network)):
        adapter = getattr(holder, name)
        with torch.no_grad():
            adapter.layer.weight += adapter.b @ adapter.a
        setattr(holder, name, adapter.layer)
    for parameter in network.body.encoder.parameters():
        parameter.requires_grad_(True)


def _places(network: WholeNetwork) -> Iterator[tuple[torch.nn.Module, str]]:
    """The linear layers of the body, each as its holder and its name there."""
    for layer in network.body.encoder.layer:
        attention = layer.attention
        yield from ((attention.self, name) for name in ("query", "key", "value"))
        yield attention.output, "dense"
        yield layer.intermediate, "dense"
        yield layer.output, "dense"
