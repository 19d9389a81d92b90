"""Training of the Chinese half: a second body and a table that meet the teacher's vectors.

The student starts as the teacher: its body is a copy of the English one, and each Chinese piece
starts near the English pieces it translates to (:mod:`compare.training.encoder.vocabulary`). It
then learns to give a Chinese text the vector that the teacher gives the English original
(Reimers & Gurevych 2020, "Making monolingual sentence embeddings multilingual"; Artetxe et al.
2020, "On the cross-lingual transferability of monolingual representations").
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file

from compare.encoders.tokenizer import wrap
from compare.training.command import half_precision

PIECES_PER_BATCH = 3_200
ROWS_PER_BATCH = 256


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn."""

    pairs: int = 520_000
    """Pairs to see in all, passes over the data counted together."""
    body_rate: float = 1.5e-4
    """Peak learning rate of the body."""
    table_rate: float = 1.0e-3
    """Peak learning rate of the vectors of Chinese pieces."""
    warmup: int = 30_000
    """Pairs over which the rates rise from nothing."""
    decay: float = 0.35
    """Share of the pairs, at the end, over which the rates fall to nothing."""
    pull: float = 8.0
    """Weight of one minus the cosine to the teacher's vector, beside the contrast."""
    temperature: float = 0.05
    """Of the softmax over the pool in the contrast."""
    pool: int = 4_096
    """Vectors of other English texts that the contrast is taken over."""
    seed: int = 20231027
    """Of the order, the shares drawn and the pools."""

    def rate(self, seen: int) -> float:
        """Share of the peak rates after ``seen`` pairs, in [0, 1]."""
        left = (self.pairs - seen) / max(1.0, self.decay * self.pairs)
        return max(0.0, min(1.0, (seen + 1) / self.warmup, left))


@dataclass(frozen=True, slots=True)
class Lessons:
    """Chinese texts as pieces, and for each the vector its English original has."""

    pieces: list[tuple[int, ...]]
    targets: npt.NDArray[np.int64]
    """Row of ``vectors`` for each text."""
    shares: npt.NDArray[np.float64]
    """Expected number of times that each text is seen in one pass."""
    vectors: npt.NDArray[np.float16]
    """Teacher's vectors, unit rows (texts, d)."""

    def batches(self, number: int, seed: int) -> list[npt.NDArray[np.int64]]:
        """Return the batches of pass ``number``, shape (rows,) each: lessons of like length."""
        draw = np.random.default_rng((seed, number))
        whole = np.floor(self.shares + draw.random(len(self.shares))).astype(np.int64)
        rows = np.repeat(np.arange(len(self.pieces)), whole)
        lengths = np.array([len(p) for p in self.pieces])[rows]
        rows = rows[np.argsort(lengths + draw.random(len(rows)), kind="stable")]
        batches, start = [], 0
        while start < len(rows):
            size = min(ROWS_PER_BATCH, PIECES_PER_BATCH // (len(self.pieces[rows[start]]) + 2))
            batches.append(rows[start : start + max(16, size)])
            start += max(16, size)
        return [batches[i] for i in draw.permutation(len(batches))]


class Student(torch.nn.Module):
    """The English body, copied and free to learn, under the table of both vocabularies."""

    def __init__(self, body: Any, chinese: torch.Tensor) -> None:
        super().__init__()
        self.english = body.embeddings.word_embeddings.weight.detach().clone()
        self.body = body
        for name, weight in body.named_parameters():
            weight.requires_grad_("word_embeddings" not in name and "token_type" not in name)
        self.table = torch.nn.Embedding.from_pretrained(chinese, freeze=False, sparse=True)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return unit vectors (n, d) of padded pieces (n, t)."""
        first = len(self.english)
        han = (ids >= first).unsqueeze(-1)
        plain = self.english[ids.clamp(max=first - 1)]
        inputs = torch.where(han, self.table((ids - first).clamp(min=0)), plain)
        hidden = self.body(inputs_embeds=inputs, attention_mask=mask).last_hidden_state.float()
        mean = (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return torch.nn.functional.normalize(mean, dim=1)


def loss(
    ours: torch.Tensor, target: torch.Tensor, pool: torch.Tensor, schedule: Schedule
) -> torch.Tensor:
    """Return the mean distance, a scalar, of the student's vectors (n, d) to the teacher's.

    One minus the cosine, and the divergence between what the two find near among the targets and
    the pool: so a text that means nearly the same is not pushed away as a wrong answer.
    """
    others = torch.cat([target, pool])
    near = (target @ others.T / schedule.temperature).softmax(1)
    contrast = -(near * (ours @ others.T / schedule.temperature).log_softmax(1)).sum(1)
    return (schedule.pull * (1 - (ours * target).sum(1)) + contrast).mean()


class Training:
    """A training run: student, optimisers, and the number of pairs seen."""

    def __init__(self, student: Student, lessons: Lessons, schedule: Schedule) -> None:
        self.student, self.lessons, self.schedule = student, lessons, schedule
        weights = [w for n, w in student.body.named_parameters() if w.requires_grad]
        self._rates = (schedule.body_rate, schedule.table_rate)
        self._optimisers: tuple[torch.optim.Optimizer, ...] = (
            torch.optim.AdamW(weights, lr=1.0, weight_decay=0.01, betas=(0.9, 0.98)),
            torch.optim.SparseAdam(list(student.table.parameters()), lr=1.0, betas=(0.9, 0.98)),
        )
        self.seen = self.passes = self.done = 0

    def run(self, folder: Path, tell: Callable[[str], None], every: int = 100_000) -> None:
        """Learn until the schedule ends; leave a checkpoint in ``folder`` each ``every`` pairs."""
        started, before, total, steps = time.monotonic(), self.seen, 0.0, 0
        saved = reported = self.seen
        for rows in self._remaining():
            total += self._step(rows)
            steps += 1
            self.seen += len(rows)
            self.done += 1
            if self.seen - reported >= 10_000:
                speed = (self.seen - before) / (time.monotonic() - started)
                tell(
                    f"{self.seen:,} of {self.schedule.pairs:,} pairs, loss {total / steps:.4f}, "
                    f"{speed:.0f} pairs/s, {(self.schedule.pairs - self.seen) / speed / 60:.0f} "
                    "minutes left"
                )
                reported, total, steps = self.seen, 0.0, 0
            if self.seen - saved >= every:
                self.save(folder)
                saved = self.seen
        self.save(folder)

    def _remaining(self) -> Iterator[npt.NDArray[np.int64]]:
        while self.seen < self.schedule.pairs:
            for rows in self.lessons.batches(self.passes, self.schedule.seed)[self.done :]:
                if self.seen >= self.schedule.pairs:
                    return
                yield rows
            self.passes, self.done = self.passes + 1, 0

    def _step(self, rows: npt.NDArray[np.int64]) -> float:
        lessons, schedule = self.lessons, self.schedule
        draw = np.random.default_rng((schedule.seed, self.passes, self.done, 1))
        pool = draw.choice(len(lessons.vectors), min(schedule.pool, len(lessons.vectors)))
        target = torch.from_numpy(lessons.vectors[lessons.targets[rows]].astype(np.float32))
        others = torch.from_numpy(lessons.vectors[pool].astype(np.float32))
        with half_precision():
            ids, mask = wrap([lessons.pieces[row] for row in rows])
            ours = self.student(torch.tensor(ids), torch.tensor(mask))
        value = loss(ours.float(), target, others, schedule)
        for optimiser, rate in zip(self._optimisers, self._rates, strict=True):
            optimiser.zero_grad(set_to_none=True)
            for group in optimiser.param_groups:
                group["lr"] = rate * schedule.rate(self.seen)
        value.backward()
        torch.nn.utils.clip_grad_norm_(self._optimisers[0].param_groups[0]["params"], 1.0)
        for optimiser in self._optimisers:
            optimiser.step()
        return float(value.detach())

    def save(self, folder: Path) -> None:
        """Write the checkpoint, whole or not at all: safetensors, no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {f"student.{k}": v.contiguous() for k, v in self.student.state_dict().items()}
        for number, optimiser in enumerate(self._optimisers):
            for index, state in optimiser.state_dict()["state"].items():
                for key, value in state.items():
                    tensors[f"optimiser.{number}.{index}.{key}"] = torch.as_tensor(value).clone()
        progress = {"seen": self.seen, "passes": self.passes, "done": self.done}
        notes = {"progress": json.dumps(progress), "schedule": json.dumps(asdict(self.schedule))}
        save_file(tensors, folder / "checkpoint.part", metadata=notes)
        os.replace(folder / "checkpoint.part", folder / "checkpoint.safetensors")

    def resume(self, folder: Path) -> bool:
        """Load the checkpoint in ``folder``; return False where there is none."""
        path = folder / "checkpoint.safetensors"
        if not path.exists():
            return False
        from safetensors import safe_open

        with safe_open(path, "pt") as stored:
            progress = json.loads(stored.metadata()["progress"])
        tensors = load_file(path)
        self.student.load_state_dict(
            {k[len("student.") :]: v for k, v in tensors.items() if k.startswith("student.")}
        )
        for number, optimiser in enumerate(self._optimisers):
            whole = optimiser.state_dict()
            states: dict[int, dict[str, Any]] = {}
            for name, value in tensors.items():
                kind, *rest = name.split(".")
                if kind == "optimiser" and int(rest[0]) == number:
                    plain = int(value) if number == 1 and rest[2] == "step" else value
                    states.setdefault(int(rest[1]), {})[rest[2]] = plain
            optimiser.load_state_dict({**whole, "state": states})
        self.seen, self.passes, self.done = (progress[k] for k in ("seen", "passes", "done"))
        return True
