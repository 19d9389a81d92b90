"""An encoder over a model of sentence-transformers, or one like it, loaded on first use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from compare.encoders.cache import ShippedVectors, VectorCache, key
from compare.encoders.model_files import REMEDY
from compare.encoders.protocol import TokenVectors
from compare.encoders.runtime import single_threads
from compare.errors import EncoderError

Vectors = npt.NDArray[np.float32]

PIECES_AT_ONCE = 256
"""Pieces of text that go through the model together: more are hardly faster."""
LEAST_PIECES = 32
"""Pieces that go through it at the least: below 16 rows, matrices are multiplied by other code
that rounds otherwise, and a short text would get other bits alone than in company."""


class TransformerEncoder:
    """A sentence-transformers model with what is known of it before it is loaded.

    Texts of exactly the same length go through it together, without padding, so a vector is the
    same to the bit whatever stands beside its text and in whatever order.
    """

    def __init__(
        self,
        name: str,
        fingerprint: str,
        dimension: int,
        languages: frozenset[str],
        load: Callable[[], Any],
        cache: VectorCache | None = None,
        prompt: str = "",
        shipped: ShippedVectors | None = None,
    ) -> None:
        """Hold what is known.

        ``prompt`` is put before every text, as some models want; ``shipped`` holds vectors that
        need neither be worked out nor kept.
        """
        self.name, self.fingerprint, self.dimension = name, fingerprint, dimension
        self.languages = languages
        self._load, self._cache, self._prompt = load, cache, prompt
        self._shipped = shipped
        self._model: Any = None

    def __repr__(self) -> str:
        return f"<encoder {self.name}, {self.dimension} numbers, {self.fingerprint[:12]}>"

    @property
    def model(self) -> Any:
        """The model itself, loaded on first use.

        Raises:
            EncoderError: the weights are missing, damaged or not a model.
        """
        if self._model is None:
            self._model = self._load()
            self._model.eval()
        return self._model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector for each text, shape (n, d); zeros for a blank text."""
        found = self._recall(texts, "sentence")
        return self._stack(found["sentence", text] for text in texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the tokens of each text with their vectors; none for a blank text."""
        found = self._recall(texts, "tokens")
        return [_unpack(found["tokens", text], self.dimension) for text in texts]

    def encode_both(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """Return the vectors of :meth:`encode`, shape (n, d), and those of :meth:`encode_tokens`.

        The model is run but once.
        """
        found = self._recall(texts, "sentence", "tokens")
        tokens = [_unpack(found["tokens", text], self.dimension) for text in texts]
        return self._stack(found["sentence", text] for text in texts), tokens

    def _stack(self, blobs: Iterable[bytes]) -> Vectors:
        empty = np.zeros(self.dimension, np.float32)
        rows = [np.frombuffer(blob, np.float32) if blob else empty for blob in blobs]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def _recall(self, texts: Sequence[str], *kinds: str) -> dict[tuple[str, str], bytes]:
        """Return a blob for every kind and text, from the cache or worked out; none for blanks."""
        wanted = sorted({text for text in texts if text.strip()})
        keys = {
            (kind, text): key(self.fingerprint, f"{kind} {self._prompt}", text)
            for kind in kinds
            for text in wanted
        }
        stored = self._shipped.get(keys.values()) if self._shipped else {}
        if self._cache:
            stored |= self._cache.get([known for known in keys.values() if known not in stored])
        found = {pair: stored[k] for pair, k in keys.items() if k in stored}
        missing = sorted({text for kind, text in keys.keys() - found.keys()})
        new = self._compute(missing, kinds) if missing else {}
        if self._cache and new:
            self._cache.put({keys[pair]: blob for pair, blob in new.items()})
        blank = {(kind, text): b"" for kind in kinds for text in texts if not text.strip()}
        return blank | found | new

    def _compute(self, texts: Sequence[str], kinds: Sequence[str]) -> dict[tuple[str, str], bytes]:
        """Run the model over texts, several groups at a time, each on one thread.

        One thread for a group keeps the bits the same on machines with more cores or fewer.
        """
        groups = list(self._groups(texts))  # loads the model here, once, not in several threads
        with single_threads() as threads, ThreadPoolExecutor(min(threads, len(groups))) as pool:
            parts = pool.map(lambda group: self._run(group, kinds), groups)
            return {pair: blob for part in parts for pair, blob in part.items()}

    def _groups(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Part texts into groups that need no padding, the longest first."""
        alike: dict[tuple[int, bool], list[str]] = {}
        for text in texts:
            features = self.model.preprocess([text], prompt=self._prompt)
            mask, chinese = features.get("attention_mask"), features.get("chinese")
            length = 0 if mask is None else int(mask.shape[1])
            # A group goes to one body whole, or that body would see fewer pieces than it seems.
            alike.setdefault((length, chinese is not None and bool(chinese[0])), []).append(text)
        for length, chinese in sorted(alike, reverse=True):
            group = alike[length, chinese]
            size = max(1, PIECES_AT_ONCE // length) if length else 1
            for start in range(0, len(group), size):
                part = group[start : start + size]
                short = -(-LEAST_PIECES // length) - len(part) if length else 0
                yield part + part[:1] * short

    def _run(self, texts: Sequence[str], kinds: Sequence[str]) -> dict[tuple[str, str], bytes]:
        """Run the model over texts of one length; return the blobs of each."""
        import torch

        with torch.inference_mode():
            features = self.model.preprocess(list(texts), prompt=self._prompt)
            spans = features.pop("offsets", None) if "attention_mask" in features else None
            out = self.model(features)
        blobs: dict[tuple[str, str], bytes] = {}
        if "sentence" in kinds:
            vectors = _unit(out["sentence_embedding"].float().numpy())
            for text, vector in zip(texts, vectors, strict=True):
                blobs["sentence", text] = vector.tobytes()
        if "tokens" in kinds:
            if "token_embeddings" not in out:
                raise EncoderError(f"{self.name} gives no vectors of single words; {REMEDY}")
            spans = spans or _spans(self.model, [self._prompt + text for text in texts])
            hidden = out["token_embeddings"].float().numpy()
            for text, offsets, rows in zip(texts, spans, hidden, strict=True):
                blobs["tokens", text] = self._pack_own(
                    np.asarray(offsets, np.int64).reshape(-1, 2), rows
                )
        return blobs

    def _pack_own(self, offsets: npt.NDArray[np.int64], vectors: Vectors) -> bytes:
        """Leave out the tokens of the prompt and those that the tokenizer adds."""
        start = len(self._prompt)
        in_text = (offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= start)
        return _pack(offsets[in_text] - start, _unit(vectors[: len(offsets)][in_text]))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit


def _spans(model: Any, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Where in each text its tokens stand; those the tokenizer adds stand nowhere."""
    if not getattr(model.tokenizer, "is_fast", False):
        raise EncoderError(f"its tokenizer does not say where in a text its tokens stand; {REMEDY}")
    cut = model.tokenizer(
        list(texts), return_offsets_mapping=True, truncation=True, max_length=model.max_seq_length
    )
    return [list(map(tuple, spans)) for spans in cut["offset_mapping"]]


def _pack(offsets: npt.NDArray[np.int64], vectors: Vectors) -> bytes:
    count = np.int64(len(offsets)).tobytes()
    return count + offsets.astype(np.int64).tobytes() + vectors.astype(np.float32).tobytes()


def _unpack(blob: bytes, dimension: int) -> TokenVectors:
    if not blob:
        return TokenVectors(np.zeros((0, 2), np.int64), np.zeros((0, dimension), np.float32))
    count = int(np.frombuffer(blob, np.int64, 1)[0])
    offsets = np.frombuffer(blob, np.int64, 2 * count, 8).reshape(count, 2)
    vectors = np.frombuffer(blob, np.float32, offset=8 + 16 * count).reshape(count, dimension)
    return TokenVectors(offsets, vectors)
