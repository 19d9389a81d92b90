"""Reads two passages together and says how much of the first the second conveys.

Vectors tell what a passage is about; whether another passage makes the same claim is seen only
by reading both at once (a cross-encoder: Nogueira & Cho 2019, "Passage re-ranking with BERT").
It costs a run of the model for each pair, so only the nearest passages are read, and what was
read is kept on disk beside the vectors.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from compare.encoders.cache import MEMORY, VectorCache, cache_folder, key
from compare.encoders.loading import load_encoder, open_embedded
from compare.encoders.model_files import CROSS_ENCODER_FOLDER, sha256
from compare.encoders.runtime import single_threads
from compare.errors import EncoderError

if TYPE_CHECKING:
    from compare.encoders.pair_network import Ids, PairNetwork

READER, MANIFEST = "cross_encoder.safetensors", "cross_encoder.json"
DECIMALS = 4
LANGUAGES = frozenset({"en", "zh"})
"""Languages that it reads."""


Pair = tuple[str, str | tuple[str, ...]]
"""A passage, and what may convey its point: another passage, or several read as one."""


class CrossEncoder:
    """The model that reads pairs, loaded when there is a pair that its cache does not know."""

    def __init__(self, fingerprint: str, cache: VectorCache | None) -> None:
        """Hold what is known of it before it is loaded."""
        self.fingerprint = fingerprint
        self._cache = cache
        self._model: PairNetwork | None = None

    def read(self, pairs: Sequence[Pair]) -> npt.NDArray[np.float64]:
        """Say of each pair how much of the first passage's point the second conveys.

        Args:
            pairs: a passage, and another or several that are read one after the other as one.

        Returns:
            Shape (n, 3): probability in [0, 1] of nothing, a part, and all of it. The same
            whatever stands beside the pair.

        Raises:
            EncoderError: the weights are missing or damaged.
        """
        known = self._look_up(list(dict.fromkeys(pairs)))
        read = np.array([known[pair] for pair in pairs], dtype=np.float64).reshape(-1, 3)
        return np.asarray(np.round(read, DECIMALS))

    def _look_up(self, wanted: Sequence[Pair]) -> dict[Pair, npt.NDArray[np.float32]]:
        """Take what is in the cache, read the rest and put it there."""
        keys = {
            (a, b): key(self.fingerprint, "pair", "\0".join((a, *_passages(b)))) for a, b in wanted
        }
        stored = self._cache.get(list(keys.values())) if self._cache else {}
        found = {
            pair: np.frombuffer(stored[k], np.float32) for pair, k in keys.items() if k in stored
        }
        new = self._compute([pair for pair in wanted if pair not in found])
        if self._cache and new:
            self._cache.put({keys[pair]: row.tobytes() for pair, row in new.items()})
        return found | new

    def _compute(self, pairs: Sequence[Pair]) -> dict[Pair, npt.NDArray[np.float32]]:
        """Run the model, pairs of one length together and each group on one thread.

        Without padding and with one thread a group, the numbers are the same in any company.
        """
        if not pairs:
            return {}
        import torch

        from compare.encoders.pair_network import join

        if self._model is None:
            self._model = open_reader()
        model = self._model
        texts = sorted({text for a, b in pairs for text in (a, *_passages(b))})
        cut = zip(texts, model.vocabulary.split(texts), strict=True)
        ids = {text: pieces.ids for text, pieces in cut}
        laid = [(ids[a], join([ids[text] for text in _passages(b)])) for a, b in pairs]
        groups = _groups(laid)

        def run(group: Sequence[int]) -> npt.NDArray[np.float32]:
            with torch.inference_mode():
                logarithms = model([laid[i] for i in group])
            return np.asarray(logarithms.exp().numpy(), dtype=np.float32)

        with single_threads() as threads, ThreadPoolExecutor(threads) as pool:
            rows = zip(groups, pool.map(run, groups), strict=True)
            return {
                pairs[i]: row for group, read in rows for i, row in zip(group, read, strict=True)
            }


def load_cross_encoder(*, cache: bool = True) -> CrossEncoder:
    """Return the cross-encoder that ships; quick, for the model is loaded on first use.

    Raises:
        EncoderError: the file that names its weights is missing or damaged.
    """
    import hashlib

    whole = json.dumps([_manifest()["sha256"], load_encoder().fingerprint]).encode()
    store = VectorCache(cache_folder(), memory=MEMORY) if cache else None
    return CrossEncoder(hashlib.sha256(whole).hexdigest(), store)


def open_reader() -> PairNetwork:
    """Load the weights of the cross-encoder that ships onto the encoder's Chinese body.

    Raises:
        EncoderError: they are missing, or not those whose hash is known.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    from compare.encoders.pair_network import PairNetwork

    path = CROSS_ENCODER_FOLDER / READER
    if not path.is_file() or sha256(path) != _manifest()["sha256"]:
        raise EncoderError(f"{path} is missing or damaged: install readouts again")
    model = PairNetwork(open_embedded()[0])
    try:
        model.restore(load_file(path))
    except (SafetensorError, KeyError, RuntimeError) as error:
        raise EncoderError(f"{path} cannot be read ({error}): install readouts again") from None
    return model


def write_reader(model: PairNetwork, folder: Path, learned_from: dict[str, Any]) -> None:
    """Write what a reader learned, with its hash and what it learned from."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(model.learned(), folder / READER)
    (folder / READER).chmod(0o644)  # safetensors lets no one else read what it writes
    manifest = {"sha256": sha256(folder / READER), "learned_from": learned_from}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _manifest() -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((CROSS_ENCODER_FOLDER / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"the reader that ships is damaged ({error}): install readouts again"
        ) from None
    return manifest


def _passages(second: str | tuple[str, ...]) -> tuple[str, ...]:
    return (second,) if isinstance(second, str) else second


def _groups(pairs: Sequence[tuple[Ids, Ids]]) -> list[list[int]]:
    """Part pairs into groups of exactly one length, the longest first."""
    from compare.encoders.pair_network import FIRST, SECOND
    from compare.encoders.transformer import PIECES_AT_ONCE

    alike: dict[int, list[int]] = {}
    for index, (first, second) in enumerate(pairs):
        alike.setdefault(min(len(first), FIRST) + min(len(second), SECOND) + 3, []).append(index)
    groups = []
    for length in sorted(alike, reverse=True):
        size = max(1, 2 * PIECES_AT_ONCE // length)
        same = alike[length]
        groups += [same[start : start + size] for start in range(0, len(same), size)]
    return groups
