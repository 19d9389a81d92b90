"""The model that ships, in numpy alone: what :mod:`compare.encoders.bilingual` is in torch.

It opens every folder that the recipe made. A body is opened when the first text of its language
comes, and rows of the Chinese table are made numbers when they are looked up.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.encoders.model_files import english_folder
from compare.encoders.networks.packed import check_difference, unpack_difference, unpack_rows
from compare.encoders.networks.parts import Array, Part, Read
from compare.encoders.networks.plain_body import PlainBody
from compare.encoders.networks.stacked import groups
from compare.encoders.runtime import numpy_pool
from compare.encoders.tokenizer import END, START, Pieces, Vocabulary, read_simplified

WEIGHTS, TOKENIZER, SIMPLIFIED = "chinese.safetensors", "chinese.json", "traditional.txt"
"""Files of the Chinese half: table and body, vocabulary, Traditional to Simplified characters."""
CONFIG = "bilingual.json"
"""File that says how many pieces of a text are read."""
TORCH_MODULE = "compare.encoders.bilingual.Bilingual"
"""The module that a folder of the recipe names, for sentence-transformers to open it."""
_WORDS = "embeddings.word_embeddings.weight"


class PlainEncoder:
    """Texts to vectors: the mean of a text's pieces, marks and all, brought to length 1."""

    def __init__(
        self, vocabulary: Vocabulary, english: Mapping[str, Array], chinese: Mapping[str, Any]
    ) -> None:
        """Hold MiniLM's weights, and the tensors of the Chinese half as they are kept.

        Raises:
            KeyError: a tensor of the table is missing.
            ValueError: a tensor has another shape than it should have.
        """
        self.vocabulary = vocabulary
        self.english = english
        self.words = english[_WORDS]
        """Vectors of the English pieces, shape (pieces, d)."""
        self._tensors = chinese
        self._table, self._scales = chinese["table"], chinese["table.scale"]
        if self._table.shape != (len(self._scales), self.words.shape[1]):
            raise ValueError(f"the table of Chinese pieces has the shape {self._table.shape}")
        self._differing = {name: base for name, base in english.items() if name in chinese}
        check_difference(chinese, self._differing)
        self._opening = threading.Lock()

    @classmethod
    def load(cls, folder: Path) -> PlainEncoder:
        """Read the Chinese half from a folder and the English one from where it is found.

        Raises:
            OSError, ValueError, KeyError, SafetensorError: a file is missing or damaged.
        """
        from safetensors.numpy import load_file

        english = load_file(english_folder() / "model.safetensors")
        chinese = load_file(folder / WEIGHTS)
        return cls(open_vocabulary(folder), english, chinese)

    @functools.cached_property
    def _english_body(self) -> PlainBody:
        return PlainBody(self.english)

    @functools.cached_property
    def _chinese_body(self) -> PlainBody:
        return PlainBody(self.chinese_weights())

    def chinese_weights(self) -> dict[str, Array]:
        """Return the weights of the Chinese body, by the names of MiniLM's.

        Those in which it does not differ are MiniLM's own.
        """
        return {**self.english, **unpack_difference(self._tensors, self._differing)}

    def look_up(self, ids: NDArray[np.intp]) -> Array:
        """Return the vectors of the pieces of a text, shape (t,) to (t, d)."""
        first = self.vocabulary.first
        chinese = ids >= first
        found = self.words[np.where(chinese, 0, ids)]
        if chinese.any():
            rows = ids[chinese] - first
            found[chinese] = unpack_rows(self._table[rows], self._scales[rows])
        return found

    def parts(self, texts: Sequence[str], prompt: str = "") -> list[Part]:
        """Cut texts and part them into groups of one language and about one length."""
        cut = self.vocabulary.split([prompt + text for text in texts])
        lengths = [len(pieces.ids) + 2 for pieces in cut]
        return [
            Part(tuple(texts[i] for i in group), [cut[i] for i in group])
            for group in groups(lengths, [pieces.chinese for pieces in cut])
        ]

    def read(self, part: Part, tokens: bool) -> list[Read]:
        """Run a body over texts of one language and about one length."""
        cut: Sequence[Pieces] = part.prepared
        with self._opening:
            body = self._chinese_body if cut[0].chinese else self._english_body
        read = body.read([self.look_up(np.array([START, *pieces.ids, END])) for pieces in cut])
        return [
            Read(text, rows.mean(axis=0), [(0, 0), *pieces.offsets, (0, 0)], rows)
            for text, pieces, rows in zip(part.texts, cut, read, strict=True)
        ]

    def pool(self, most: int) -> AbstractContextManager[ThreadPoolExecutor]:
        """Give threads for :meth:`read`, ``most`` at the most."""
        return numpy_pool(most)


def open_vocabulary(folder: Path) -> Vocabulary:
    """Read the two vocabularies of a folder of the recipe.

    Raises:
        OSError, ValueError, KeyError: a file is missing or damaged.
    """
    from tokenizers import Tokenizer

    config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    return Vocabulary(
        Tokenizer.from_file(str(english_folder() / "tokenizer.json")),
        Tokenizer.from_file(str(folder / TOKENIZER)),
        read_simplified(folder / SIMPLIFIED),
        int(config["max_seq_length"]),
    )


def is_bilingual(folder: Path) -> bool:
    """Whether the recipe made a folder, whose modules.json can be read.

    Raises:
        OSError, ValueError, KeyError: a file is damaged, or the modules that the recipe always
            makes are not those that follow its own.
    """
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    kinds = [str(module["type"]) for module in modules]
    if not kinds or kinds[0] != TORCH_MODULE:
        return False
    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    rest = [kind.rpartition(".")[2] for kind in kinds[1:]]
    if rest != ["Pooling", "Normalize"] or pooling.get("pooling_mode") != "mean":
        raise ValueError(f"it has the modules {', '.join(kinds)}, which the recipe does not make")
    return True
