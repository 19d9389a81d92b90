"""How a network of this recipe learns: batch by batch, at a rate that rises and then falls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

from compare.training.command import half_precision, tell

if TYPE_CHECKING:
    from compare.encoders.pair_network import PairNetwork

Batch = TypeVar("Batch")
HEAD_FACTOR = 4
"""By how much marks and head learn faster than the layers of the body."""
TOLD_EVERY = 50
"""Steps after which a line on progress is printed."""


def learn(
    plan: Sequence[Batch],
    loss_of: Callable[[Batch], torch.Tensor],
    groups: Sequence[dict[str, object]],
) -> None:
    """Learn batches once each by AdamW; the rate rises at first and then falls to nothing.

    Args:
        plan: the batches, in order.
        loss_of: the loss of one, a number.
        groups: parameters with their peak rate each, as torch's optimisers take them.
    """
    optimiser = torch.optim.AdamW(list(groups), weight_decay=0.01, betas=(0.9, 0.98))
    peaks = [group["lr"] for group in optimiser.param_groups]
    learning = [p for group in optimiser.param_groups for p in group["params"]]
    warm_up = max(20, len(plan) // 20)
    lost = 0.0
    for step, batch in enumerate(plan):
        share = min((step + 1) / warm_up, (len(plan) - step) / max(1, len(plan) - warm_up), 1)
        for group, peak in zip(optimiser.param_groups, peaks, strict=True):
            group["lr"] = peak * share
        # The plain kernel's way back takes half the time of the fused one's on processors.
        with sdpa_kernel(SDPBackend.MATH), half_precision():
            loss = loss_of(batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        lost += float(loss.detach())
        if (step + 1) % TOLD_EVERY == 0 or step + 1 == len(plan):
            told = lost / (step % TOLD_EVERY + 1)
            tell(f"{step + 1:,} of {len(plan):,} steps, loss {told:.3f}")
            lost = 0.0


def layer_groups(network: PairNetwork, rate: float, first: int = 0) -> list[dict[str, object]]:
    """Let the layers from ``first`` on learn, and marks and head; what is below no longer does.

    Args:
        network: what learns.
        rate: peak rate of the layers.
        first: the lowest layer that learns.

    Returns:
        Parameters with their peak rate each, as :func:`learn` takes them.
    """
    network.body.requires_grad_(False)
    layers = network.body.encoder.layer[first:].requires_grad_(True)
    return [
        {"params": list(layers.parameters()), "lr": rate},
        {"params": [network.marks, *network.head.parameters()], "lr": HEAD_FACTOR * rate},
    ]
