"""The model that ships: all-MiniLM-L6-v2 for English, and a Chinese half beside it.

Text is cut by script (:mod:`compare.encoders.tokenizer`): Chinese characters have a vocabulary and
vectors of their own, everything else has those of MiniLM. A text that is mostly Chinese is then
read by a second body, which began as a copy of MiniLM's; any other by MiniLM itself, so that
English vectors are MiniLM's to the bit.

Only the Chinese half is kept in the folder: the table in whole bytes with a scale for each row,
the second body as its difference from the first in the same form. The English half is read from
where :func:`compare.encoders.model_files.english_folder` finds it.

In torch, as it learns and as sentence-transformers opens it;
:mod:`compare.encoders.networks.plain_encoder` is what is run.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from compare.encoders.networks.body import Body, open_body
from compare.encoders.networks.plain_encoder import (
    CONFIG,
    SIMPLIFIED,
    TOKENIZER,
    WEIGHTS,
    open_vocabulary,
)
from compare.encoders.tokenizer import Pieces, Vocabulary, wrap, write_simplified


class Bilingual(torch.nn.Module):
    """First module of the model: texts to one vector for each piece.

    It has what sentence-transformers asks of a module, so that a folder opens there too, and needs
    nothing of it.
    """

    def __init__(
        self, english: Body, chinese: Body, table: torch.Tensor, vocabulary: Vocabulary
    ) -> None:
        """Join two bodies over the English word vectors and ``table`` (Chinese pieces, d)."""
        super().__init__()
        self.english, self.chinese = english, chinese
        self.table = torch.nn.Embedding.from_pretrained(table, freeze=True)
        self.vocabulary = vocabulary
        self.tokenizer = vocabulary.english

    @property
    def max_seq_length(self) -> int:
        """Pieces of a text that are read, the marks around it counted."""
        return self.vocabulary.limit

    def get_embedding_dimension(self) -> int:
        """Length d of a vector."""
        return int(self.table.embedding_dim)

    get_word_embedding_dimension = get_embedding_dimension
    get_sentence_embedding_dimension = get_embedding_dimension

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """Cut texts: ids and mask (n, longest), which are Chinese (n,), and the offsets."""
        texts = [f"{prompt or ''}{text}" for text in inputs]
        cut = self.vocabulary.split(texts)
        ids, mask = (torch.tensor(rows) for rows in wrap([pieces.ids for pieces in cut]))
        return {
            "input_ids": ids,
            "attention_mask": mask,
            "chinese": torch.tensor([pieces.chinese for pieces in cut]),
            "offsets": [_with_marks(pieces) for pieces in cut],
        }

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Add ``token_embeddings`` (n, longest, d), each row from the body of its language."""
        ids, mask, chinese = (features[k] for k in ("input_ids", "attention_mask", "chinese"))
        inputs = self._look_up(ids)
        if chinese.all() or not chinese.any():
            hidden = self._read(bool(chinese.any()), inputs, mask)
        else:
            hidden = torch.empty_like(inputs)
            for kind in (False, True):
                rows = chinese == kind
                hidden[rows] = self._read(kind, inputs[rows], mask[rows])
        return {**features, "token_embeddings": hidden}

    def _look_up(self, ids: torch.Tensor) -> torch.Tensor:
        first = self.vocabulary.first
        words = self.english.embeddings.word_embeddings
        han = ids >= first
        if not han.any():
            return torch.as_tensor(words(ids))
        plain = words(ids.clamp(max=first - 1))
        return torch.where(han.unsqueeze(-1), self.table((ids - first).clamp(min=0)), plain)

    def _read(self, chinese: bool, inputs: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        body = self.chinese if chinese else self.english
        read = body(inputs_embeds=inputs, attention_mask=None if mask.all() else mask)
        return torch.as_tensor(read.last_hidden_state)

    def save(self, folder: Path) -> None:
        """Write the Chinese half to a folder."""
        config = json.dumps({"max_seq_length": self.max_seq_length}, indent=4)
        (folder / CONFIG).write_text(config, encoding="utf-8")
        self.vocabulary.chinese.save(str(folder / TOKENIZER), pretty=False)
        write_simplified(folder / SIMPLIFIED, self.vocabulary.simplified)
        save_file(pack(self.english, self.chinese, self.table.weight), folder / WEIGHTS)
        (folder / WEIGHTS).chmod(0o644)  # safetensors lets no one else read what it writes

    @classmethod
    def load(cls, model_name_or_path: str | Path, subfolder: str = "", **kwargs: Any) -> Bilingual:
        """Read the Chinese half from a folder and the English one from where it is found."""
        from compare.encoders.model_files import english_folder

        folder = Path(model_name_or_path, subfolder)
        english = open_body(english_folder())
        chinese, table = unpack(load_file(folder / WEIGHTS), english)
        return cls(english, chinese, table, open_vocabulary(folder))


def second_body(english: Body) -> Body:
    """Copy a body whose weights are shared until others are put in their place."""
    return copy.deepcopy(english, {id(weight): weight for weight in english.parameters()})


def pack(english: Body, chinese: Body, table: torch.Tensor) -> dict[str, torch.Tensor]:
    """Return the Chinese half as tensors of whole bytes and scales."""
    tensors = dict(zip(("table", "table.scale"), _quantise(table), strict=True))
    weights = {
        name: weight
        for name, weight in chinese.state_dict().items()
        if "word_embeddings" not in name and weight.is_floating_point()
    }
    tensors |= pack_difference(weights, english.state_dict())
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def unpack(tensors: dict[str, torch.Tensor], english: Body) -> tuple[Body, torch.Tensor]:
    """Return the Chinese body and table (pieces, d) that :func:`pack` put away."""
    table = tensors["table"] * tensors["table.scale"].float().unsqueeze(1)
    chinese = second_body(english)
    base = {name: weight for name, weight in english.state_dict().items() if name in tensors}
    chinese.load_state_dict(unpack_difference(tensors, base), strict=False, assign=True)
    return chinese, table


def pack_difference(
    weights: Mapping[str, torch.Tensor], base: Mapping[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    """Return how weights differ from others of the same names and shapes.

    Matrices become whole bytes with a scale for each row, under the name and ``name.scale``;
    vectors become halves.
    """
    tensors = {}
    for name, weight in weights.items():
        difference = weight.detach() - base[name]
        if difference.dim() == 2:
            tensors[name], tensors[f"{name}.scale"] = _quantise(difference)
        else:
            tensors[name] = difference.half()
    return tensors


def unpack_difference(
    tensors: Mapping[str, torch.Tensor], base: Mapping[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    """Return the weights that :func:`pack_difference` put away, by the names of ``base``.

    Raises:
        KeyError: the weights of a name are missing.
        RuntimeError: a tensor has another shape than that of its base.
    """
    weights = {}
    with torch.no_grad():
        for name, start in base.items():
            difference = tensors[name].float()
            if f"{name}.scale" in tensors:
                difference = difference * tensors[f"{name}.scale"].float().unsqueeze(1)
            weights[name] = difference + start
    return weights


def _quantise(matrix: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return whole bytes and the scale of each row that gives the row back."""
    matrix = matrix.detach().float()
    scale = (matrix.abs().amax(1) / 127).clamp(min=1e-12)
    return (matrix / scale.unsqueeze(1)).round().to(torch.int8), scale


def _with_marks(pieces: Pieces) -> list[tuple[int, int]]:
    return [(0, 0), *pieces.offsets, (0, 0)]
