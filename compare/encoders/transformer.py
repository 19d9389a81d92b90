"""An encoder over a sentence-transformers model, loaded when there is something to encode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from compare.encoders.cache import VectorCache, key
from compare.encoders.protocol import TokenVectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]


class TransformerEncoder:
    """A sentence-transformers model with what is known of it before it is loaded.

    Each text is encoded by itself, without padding, so its vector is the same to the bit
    whatever stands beside it and in whatever order.
    """

    def __init__(
        self,
        name: str,
        fingerprint: str,
        dimension: int,
        languages: frozenset[str],
        load: Callable[[], SentenceTransformer],
        cache: VectorCache | None = None,
        prompt: str = "",
    ) -> None:
        """Hold what is known; ``prompt`` is put before every text, as some models want."""
        self.name, self.fingerprint, self.dimension = name, fingerprint, dimension
        self.languages = languages
        self._load, self._cache, self._prompt = load, cache, prompt
        self._model: SentenceTransformer | None = None

    def __repr__(self) -> str:
        return f"<encoder {self.name}, {self.dimension} numbers, {self.fingerprint[:12]}>"

    @property
    def model(self) -> SentenceTransformer:
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
        wanted = sorted({t for t in texts if t.strip()})
        blobs = self._recall("sentence", wanted, self._encode)
        empty = np.zeros(self.dimension, np.float32)
        rows = [np.frombuffer(blobs[t], np.float32) if t in blobs else empty for t in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the tokens of each text with their vectors; none for a blank text."""
        wanted = sorted({t for t in texts if t.strip()})
        blobs = self._recall("tokens", wanted, self._encode_tokens)
        return [_unpack(blobs.get(text, b""), self.dimension) for text in texts]

    def _recall(
        self, kind: str, texts: Sequence[str], compute: Callable[[str], bytes]
    ) -> dict[str, bytes]:
        keys = {text: key(self.fingerprint, f"{kind} {self._prompt}", text) for text in texts}
        stored = self._cache.get(list(keys.values())) if self._cache else {}
        found = {text: stored[k] for text, k in keys.items() if k in stored}
        new = self._compute([text for text in texts if text not in found], compute)
        if self._cache and new:
            self._cache.put({keys[text]: blob for text, blob in new.items()})
        return found | new

    def _compute(self, texts: Sequence[str], compute: Callable[[str], bytes]) -> dict[str, bytes]:
        """Work out each text by itself, several at a time, each on one thread.

        One thread for a text keeps the bits the same on machines with more cores or fewer.
        """
        if not texts:
            return {}
        import torch

        _ = self.model  # loaded here, once, not by several threads at once
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            with ThreadPoolExecutor(min(threads, len(texts))) as pool:
                return dict(zip(texts, pool.map(compute, texts), strict=True))
        finally:
            torch.set_num_threads(threads)

    def _encode(self, text: str) -> bytes:
        vector = self.model.encode(
            [text], prompt=self._prompt, show_progress_bar=False, convert_to_numpy=True
        )
        return _unit(np.asarray(vector, np.float32)).tobytes()

    def _encode_tokens(self, text: str) -> bytes:
        offsets, vectors = _tokens(self.model, self._prompt + text)
        own = offsets[:, 0] >= len(self._prompt)
        offsets, vectors = offsets[own] - len(self._prompt), vectors[own]
        return _pack(offsets, _unit(vectors))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit


def _tokens(model: Any, text: str) -> tuple[npt.NDArray[np.int64], Vectors]:
    """Return the last layer's vectors of a text's tokens, and where in the text they stand."""
    import torch

    first = model[0]
    with torch.inference_mode():
        features = first.preprocess([text])
        spans = features.get("offsets")
        if spans is None:
            encoded = model.tokenizer(
                text, return_offsets_mapping=True, truncation=True, max_length=model.max_seq_length
            )
            spans = [encoded["offset_mapping"]]
        hidden = first({k: v for k, v in features.items() if k != "offsets"})["token_embeddings"]
    offsets = np.asarray(spans[0], np.int64).reshape(-1, 2)
    vectors = hidden[0].float().cpu().numpy()[: len(offsets)]
    inside = offsets[:, 1] > offsets[:, 0]
    return offsets[inside], vectors[inside]


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
