"""The teacher: all-MiniLM-L6-v2's vectors of the English half of the pairs, kept on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from compare.encoders.tokenizer import wrap
from compare.training.command import half_precision

LIMIT = 254
"""Pieces of a text that the teacher reads."""
_PIECES_PER_BATCH = 4_000
_TEXTS_PER_PART = 20_000


def teach(
    texts: Sequence[str], english: Path, work: Path, tell: Callable[[str], None]
) -> npt.NDArray[np.float16]:
    """Return the teacher's unit vectors of ``texts``, half precision, shape (n, d).

    They are worked out by parts, shortest texts first; parts already in ``work`` are read back.
    """
    cutter = Tokenizer.from_file(str(english / "tokenizer.json"))
    cutter.no_padding()
    cutter.no_truncation()
    ids = [e.ids[:LIMIT] for e in cutter.encode_batch(list(texts), add_special_tokens=False)]
    order = sorted(range(len(texts)), key=lambda i: (len(ids[i]), i))
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    body = open_teacher(english)
    vectors = np.zeros((len(texts), body.config.hidden_size), np.float16)
    for start in range(0, len(order), _TEXTS_PER_PART):
        rows = order[start : start + _TEXTS_PER_PART]
        path = work / f"teacher-{digest}-{start // _TEXTS_PER_PART:04d}.npy"
        if not path.exists():
            part = path.with_suffix(".part.npy")
            np.save(part, _encode(body, [ids[row] for row in rows]), allow_pickle=False)
            os.replace(part, path)
        vectors[rows] = np.load(path, allow_pickle=False)
        tell(f"teacher: {min(start + _TEXTS_PER_PART, len(order)):,} of {len(order):,} texts")
    return vectors


def open_teacher(folder: Path, attention: str = "sdpa") -> Any:
    """Load MiniLM's body with transformers, as it learns too, without the layer over it."""
    from transformers import BertModel

    body = BertModel.from_pretrained(
        str(folder), add_pooling_layer=False, attn_implementation=attention,
        local_files_only=True, use_safetensors=True,
    )  # fmt: skip
    body.eval()
    return body


def _encode(body: torch.nn.Module, ids: Sequence[Sequence[int]]) -> npt.NDArray[np.float16]:
    parts, start = [], 0
    while start < len(ids):
        size = max(8, _PIECES_PER_BATCH // (len(ids[start]) + 2))
        rows, mask = (torch.tensor(part) for part in wrap(ids[start : start + size]))
        with torch.inference_mode(), half_precision():
            hidden = body(input_ids=rows, attention_mask=mask).last_hidden_state.float()
        mean = (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        parts.append(torch.nn.functional.normalize(mean, dim=1).numpy().astype(np.float16))
        start += size
    return np.concatenate(parts)
