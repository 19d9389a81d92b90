"""What the files of a model say of it, read without loading it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from compare.encoders.model_files import MANIFEST, sha256

_BEARING = {".json", ".safetensors", ".txt", ".model"}
"""Kinds of file that bear on a vector."""


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
    told = [(path.as_posix(), path.stat()) for path in sorted(files)]
    return tuple((name, found.st_mtime_ns, found.st_size) for name, found in told)


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
    import yaml

    try:
        said = (yaml.safe_load(head[1]) or {}).get("language", [])
    except (yaml.YAMLError, AttributeError):
        return frozenset()
    tags = [said] if isinstance(said, str) else list(said or [])
    # YAML reads the tag of Norwegian as the word no.
    plain = {str(t).lower().partition("-")[0] for t in tags if t is not False}
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
