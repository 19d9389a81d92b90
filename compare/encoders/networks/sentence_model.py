"""A model of sentence-transformers, run so that company changes no bit of a vector."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import torch

from compare.encoders.model_files import REMEDY
from compare.encoders.networks.parts import Array, Part, Read
from compare.encoders.runtime import quiet, torch_pool
from compare.errors import EncoderError

PIECES_AT_ONCE = 256
"""Pieces of text that go through the model together: more are hardly faster."""
LEAST_PIECES = 32
"""Pieces that go through it at the least: below 16 rows, matrices are multiplied by other code
that rounds otherwise, and a short text would get other bits alone than in company."""


class SentenceModel:
    """Texts of exactly the same length go through the model together, without padding."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.model.eval()

    @classmethod
    def load(cls, folder: Path) -> SentenceModel:
        """Open a folder; what a damaged one makes the library raise is of many kinds."""
        with quiet():
            from sentence_transformers import SentenceTransformer

            return cls(
                SentenceTransformer(
                    str(folder), device="cpu", local_files_only=True, trust_remote_code=False,
                    model_kwargs={"use_safetensors": True},
                )
            )  # fmt: skip

    def parts(self, texts: Sequence[str], prompt: str = "") -> list[Part]:
        """Part texts into groups that need no padding, the longest first."""
        alike: dict[int, list[str]] = {}
        for text in texts:
            mask = self.model.preprocess([text], prompt=prompt).get("attention_mask")
            alike.setdefault(0 if mask is None else int(mask.shape[1]), []).append(text)
        found = []
        for length in sorted(alike, reverse=True):
            group = alike[length]
            size = max(1, PIECES_AT_ONCE // length) if length else 1
            for start in range(0, len(group), size):
                part = group[start : start + size]
                short = -(-LEAST_PIECES // length) - len(part) if length else 0
                found.append(Part((*part, *part[:1] * short), prompt))
        return found

    def read(self, part: Part, tokens: bool) -> list[Read]:
        """Run the model over texts of one length.

        Raises:
            EncoderError: vectors of tokens are wanted and it gives none.
        """
        texts, prompt = list(part.texts), str(part.prepared)
        with torch.inference_mode():
            features = self.model.preprocess(texts, prompt=prompt)
            spans = features.pop("offsets", None) if "attention_mask" in features else None
            out = self.model(features)
        sentences: Array = out["sentence_embedding"].float().numpy()
        if not tokens:
            none = sentences[:0]
            return [Read(text, row, [], none) for text, row in zip(texts, sentences, strict=True)]
        if "token_embeddings" not in out:
            raise EncoderError(f"it gives no vectors of single words; {REMEDY}")
        spans = spans or _spans(self.model, [prompt + text for text in texts])
        hidden: Array = out["token_embeddings"].float().numpy()
        return [Read(*each) for each in zip(texts, sentences, spans, hidden, strict=True)]

    def pool(self, most: int) -> AbstractContextManager[ThreadPoolExecutor]:
        """Give threads for :meth:`read`, ``most`` at the most."""
        return torch_pool(most)


def _spans(model: Any, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Where in each text its tokens stand; those the tokenizer adds stand nowhere."""
    if not getattr(model.tokenizer, "is_fast", False):
        raise EncoderError(f"its tokenizer does not say where in a text its tokens stand; {REMEDY}")
    cut = model.tokenizer(
        list(texts), return_offsets_mapping=True, truncation=True, max_length=model.max_seq_length
    )
    return [list(map(tuple, spans)) for spans in cut["offset_mapping"]]
