"""Reads two passages together and says how much of the first the second conveys.

Vectors tell what a passage is about; whether another passage makes the same claim is seen only
by reading both at once (a cross-encoder: Nogueira & Cho 2019, "Passage re-ranking with BERT").
It costs a run of the model for each pair, so only the nearest passages are read, and what was
read is kept on disk beside the vectors.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from compare.encoders.cache import MEMORY, VectorCache, cache_folder, key
from compare.encoders.loading import ARITHMETIC, OPENING, load_encoder, open_embedded
from compare.encoders.model_files import CROSS_ENCODER_FOLDER, sha256
from compare.errors import EncoderError

if TYPE_CHECKING:
    from compare.encoders.networks.plain_reader import PlainReader

READER, MANIFEST = "cross_encoder.safetensors", "cross_encoder.json"
DECIMALS = 4
LANGUAGES = frozenset({"en", "zh"})
"""Languages that it reads."""


Pair = tuple[str, str | tuple[str, ...]]
"""A passage, and what may convey its point: another passage, or several read as one."""

_Asked = tuple[str, tuple[str, ...]]
"""The same, one passage as a tuple of one."""


class CrossEncoder:
    """The model that reads pairs, loaded when there is a pair that its cache does not know."""

    def __init__(self, fingerprint: str, cache: VectorCache | None) -> None:
        """Hold what is known of it before it is loaded."""
        self.fingerprint = fingerprint
        self._cache = cache
        self._model: PlainReader | None = None

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
        wanted = [(a, _passages(b)) for a, b in pairs]
        known = self._look_up(list(dict.fromkeys(wanted)))
        read = np.array([known[pair] for pair in wanted], dtype=np.float64).reshape(-1, 3)
        return np.asarray(np.round(read, DECIMALS))

    def _look_up(self, wanted: Sequence[_Asked]) -> dict[_Asked, npt.NDArray[np.float32]]:
        """Take what is in the cache, read the rest and put it there."""
        keys = {pair: self._key(pair) for pair in wanted}
        stored = self._cache.get(list(keys.values())) if self._cache else {}
        found = {
            pair: np.frombuffer(stored[k], np.float32) for pair, k in keys.items() if k in stored
        }
        new = self._compute([pair for pair in wanted if pair not in found])
        if self._cache and new:
            self._cache.put({self._key(pair): row.tobytes() for pair, row in new.items()})
        return found | new

    def _key(self, pair: _Asked) -> bytes:
        first, others = pair
        return key(self.fingerprint, f"pair {ARITHMETIC}", "\0".join((first, *others)))

    def _compute(self, wanted: Sequence[_Asked]) -> dict[_Asked, npt.NDArray[np.float32]]:
        """Run the model, texts of about one length together and each group on one thread.

        Each passage is read by itself once. Two, read together, tell both ways, and the answer
        that was not asked for is given too.
        """
        if not wanted:
            return {}
        if self._model is None:
            self._model = open_reader()
        states = _read_alone(self._model, {text for a, b in wanted for text in (a, *b)})
        pairs = list(dict.fromkeys(_in_order(pair, states) for pair in wanted))
        read = _read_together(self._model, pairs, states)
        found: dict[_Asked, npt.NDArray[np.float32]] = {}
        for (a, b), (forth, back) in zip(pairs, read, strict=True):
            found[a, b] = forth
            if len(b) == 1:
                found[b[0], (a,)] = back
        return found


def _read_alone(model: PlainReader, texts: Collection[str]) -> dict[str, npt.NDArray[np.float32]]:
    """Return the states of texts, shape (pieces and two marks, d) each."""
    from compare.encoders.networks.plain_reader import LONGEST

    ordered = sorted(texts)
    cut = [pieces.ids[:LONGEST] for pieces in model.vocabulary.split(ordered)]

    def run(group: Sequence[int]) -> Sequence[npt.NDArray[np.float32]]:
        return model.read_alone([cut[i] for i in group])

    return dict(zip(ordered, _in_groups(model, [len(ids) + 2 for ids in cut], run), strict=True))


def _read_together(
    model: PlainReader,
    pairs: Sequence[_Asked],
    states: Mapping[str, npt.NDArray[np.float32]],
) -> list[npt.NDArray[np.float32]]:
    """Return what each pair tells, both ways, shape (2, 3)."""
    from compare.encoders.networks.plain_reader import join, joined_length

    def run(group: Sequence[int]) -> npt.NDArray[np.float32]:
        first = [states[pairs[i][0]] for i in group]
        second = [join([states[text] for text in pairs[i][1]]) for i in group]
        return model.read(first, second)

    lengths = [len(states[a]) + joined_length([len(states[t]) for t in b]) for a, b in pairs]
    return _in_groups(model, lengths, run)


def _in_groups(
    model: PlainReader,
    lengths: Sequence[int],
    run: Callable[[Sequence[int]], Iterable[npt.NDArray[np.float32]]],
) -> list[npt.NDArray[np.float32]]:
    """Run what is of about one length together, a group on a thread.

    Returns:
        What ``run`` gives each, in the order of ``lengths``.
    """
    from compare.encoders.networks.stacked import groups

    parts = groups(lengths, [None] * len(lengths))
    with model.pool(len(parts)) as pool:
        rows = [row for read in pool.map(run, parts) for row in read]
    order = np.argsort([i for part in parts for i in part])
    return [rows[k] for k in order]


def load_cross_encoder(*, cache: bool = True) -> CrossEncoder:
    """Return the cross-encoder that ships; quick, for the model is loaded on first use.

    Raises:
        EncoderError: the file that names its weights is missing or damaged.
    """
    import hashlib

    whole = json.dumps([_manifest()["sha256"], load_encoder().fingerprint]).encode()
    store = VectorCache(cache_folder(), memory=MEMORY) if cache else None
    return CrossEncoder(hashlib.sha256(whole).hexdigest(), store)


def open_reader() -> PlainReader:
    """Load the weights of the cross-encoder that ships onto the encoder's Chinese body.

    They are held in memory once, however many ask for them.

    Raises:
        EncoderError: they are missing, or not those whose hash is known.
    """
    with OPENING:
        return _open_once(verified_reader())


@functools.cache
def _open_once(path: Path) -> PlainReader:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    from compare.encoders.networks.plain_reader import PlainReader

    encoder = open_embedded()
    try:
        return PlainReader(encoder, load_file(path))
    except (SafetensorError, KeyError, ValueError) as error:
        raise EncoderError(f"{path} cannot be read ({error}): install readouts again") from None


def verified_reader() -> Path:
    """Return the file of the weights that ship.

    Raises:
        EncoderError: it is missing, or not the one whose hash is known.
    """
    path = CROSS_ENCODER_FOLDER / READER
    if not path.is_file() or sha256(path) != _manifest()["sha256"]:
        raise EncoderError(f"{path} is missing or damaged: install readouts again")
    return path


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


def _in_order(pair: _Asked, states: Mapping[str, npt.NDArray[np.float32]]) -> _Asked:
    """Put the shorter of two passages first, for they are read once for both ways."""
    a, b = pair
    if len(b) > 1:
        return pair
    first, second = sorted((a, b[0]), key=lambda text: reading_order(len(states[text]), text))
    return first, (second,)


def reading_order(length: int, text: str) -> tuple[int, str]:
    """Return what two passages are put in order by before they are read together.

    Args:
        length: of the passage, in pieces that are read, with marks or without.
        text: the passage.
    """
    return length, text
