"""An encoder over the model that ships, or one of sentence-transformers, loaded on first use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from compare.encoders.cache import ShippedVectors, VectorCache, key
from compare.encoders.protocol import TokenVectors
from compare.errors import EncoderError

if TYPE_CHECKING:
    from compare.encoders.networks.parts import Model, Part, Read

Vectors = npt.NDArray[np.float32]

KEPT_AS = {"sentence": "sentence", "tokens": "tokens in half precision"}
"""What each kind of vector is called in the cache. The name tells how its numbers are written, so
that those which an earlier version wrote otherwise are never misread: nothing asks for them."""


class TransformerEncoder:
    """A model with what is known of it before it is loaded.

    Texts go through it in parts that change no bit of a vector, whatever stands beside its text and
    in whatever order. Vectors of tokens are rounded to half precision as soon as they are worked
    out, so they are the same from the cache.
    """

    def __init__(
        self,
        name: str,
        fingerprint: str,
        dimension: int,
        languages: frozenset[str],
        load: Callable[[], Model],
        cache: VectorCache | None = None,
        prompt: str = "",
        shipped: ShippedVectors | None = None,
        form: str = "",
    ) -> None:
        """Hold what is known.

        ``prompt`` is put before every text, as some models want; ``shipped`` holds vectors that
        need neither be worked out nor kept; ``form`` changes where the code gives the same
        weights other last bits, so that these are not mixed on disk.
        """
        self.name, self.fingerprint, self.dimension = name, fingerprint, dimension
        self.languages = languages
        self._load, self._cache, self._prompt = load, cache, prompt
        self._shipped, self._form = shipped, form
        self._model: Model | None = None

    def __repr__(self) -> str:
        return f"<encoder {self.name}, {self.dimension} numbers, {self.fingerprint[:12]}>"

    @property
    def model(self) -> Model:
        """The model itself, loaded on first use.

        Raises:
            EncoderError: the weights are missing, damaged or not a model.
        """
        if self._model is None:
            self._model = self._load()
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

    def key(self, kind: str, text: str) -> bytes:
        """Return the key of a text's vectors on disk; ``kind`` is sentence or tokens."""
        return key(self.fingerprint, f"{KEPT_AS[kind]} {self._form}{self._prompt}", text)

    def _stack(self, blobs: Iterable[bytes]) -> Vectors:
        empty = np.zeros(self.dimension, np.float32)
        rows = [np.frombuffer(blob, np.float32) if blob else empty for blob in blobs]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def _recall(self, texts: Sequence[str], *kinds: str) -> dict[tuple[str, str], bytes]:
        """Return a blob for every kind and text, from the cache or worked out; none for blanks."""
        wanted = sorted({text for text in texts if text.strip()})
        keys = {(kind, text): self.key(kind, text) for kind in kinds for text in wanted}
        stored = self._shipped.get(keys.values()) if self._shipped else {}
        if self._cache:
            stored |= self._cache.get([known for known in keys.values() if known not in stored])
        found = {
            pair: stored[k]
            for pair, k in keys.items()
            if k in stored and _is_whole(pair[0], stored[k], self.dimension)
        }
        missing = sorted({text for kind, text in keys.keys() - found.keys()})
        new = self._compute(missing, kinds) if missing else {}
        if self._cache and new:
            self._cache.put({keys[pair]: blob for pair, blob in new.items()})
        blank = {(kind, text): b"" for kind in kinds for text in texts if not text.strip()}
        return blank | found | new

    def _compute(self, texts: Sequence[str], kinds: Sequence[str]) -> dict[tuple[str, str], bytes]:
        """Run the model over texts, several parts at a time, each on one thread.

        One thread for a part keeps the bits the same on machines with more cores or fewer.
        """
        model = self.model  # loaded here, once, not in several threads
        parts, tokens = model.parts(texts, self._prompt), "tokens" in kinds

        def run(part: Part) -> list[tuple[tuple[str, str], bytes]]:
            return [blob for read in model.read(part, tokens) for blob in self._blobs(read, kinds)]

        with model.pool(len(parts)) as pool:
            try:
                return dict(blob for blobs in pool.map(run, parts) for blob in blobs)
            except EncoderError as error:
                raise EncoderError(f"{self.name}: {error}") from None

    def _blobs(self, read: Read, kinds: Sequence[str]) -> Iterator[tuple[tuple[str, str], bytes]]:
        """Turn what the model gave a text into what is kept of it."""
        if "sentence" in kinds:
            yield ("sentence", read.text), _unit(read.sentence).tobytes()
        if "tokens" in kinds:
            offsets = np.asarray(read.offsets, np.int64).reshape(-1, 2)
            yield ("tokens", read.text), self._pack_own(offsets, read.tokens)

    def _pack_own(self, offsets: npt.NDArray[np.int64], vectors: Vectors) -> bytes:
        """Leave out the tokens of the prompt and those that the tokenizer adds."""
        start = len(self._prompt)
        in_text = (offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= start)
        return _pack(offsets[in_text] - start, _unit(vectors[: len(offsets)][in_text]))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit


def _pack(offsets: npt.NDArray[np.int64], vectors: Vectors) -> bytes:
    """Tokens as bytes: how many there are, where they stand, and their vectors as float16.

    They are nearly all that a cache holds. A number of a unit vector is off by a 2,000th of itself
    at the most, or by 3 in 100 million where it is less than 6 in 100,000.
    """
    count = np.int64(len(offsets)).tobytes()
    return count + offsets.astype(np.int64).tobytes() + vectors.astype(np.float16).tobytes()


def _is_whole(kind: str, blob: bytes, dimension: int) -> bool:
    """False where a blob from a damaged cache has another length than its numbers take."""
    if kind == "sentence":
        return len(blob) == 4 * dimension
    count = int(np.frombuffer(blob, np.int64, 1)[0]) if len(blob) >= 8 else -1
    return len(blob) == 8 + count * (2 * 8 + 2 * dimension)


def _unpack(blob: bytes, dimension: int) -> TokenVectors:
    if not blob:
        return TokenVectors(np.zeros((0, 2), np.int64), np.zeros((0, dimension), np.float32))
    count = int(np.frombuffer(blob, np.int64, 1)[0])
    offsets = np.frombuffer(blob, np.int64, 2 * count, 8).reshape(count, 2)
    vectors = np.frombuffer(blob, np.float16, offset=8 + 16 * count).reshape(count, dimension)
    return TokenVectors(offsets, vectors.astype(np.float32))
