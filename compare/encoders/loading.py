"""Encoders by name: the one that ships, a folder, or a model of the hub."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from compare.encoders.cache import MEMORY, ShippedVectors, VectorCache, cache_folder
from compare.encoders.model_files import (
    EMBEDDED_FOLDER,
    MANIFEST,
    REMEDY,
    dimension,
    english_folder,
    fingerprint,
    languages,
    prompt,
    sha256,
)
from compare.encoders.protocol import EMBEDDED, Encoder, ModelInfo
from compare.encoders.transformer import TransformerEncoder
from compare.errors import EncoderError
from corpus.extras import require

if TYPE_CHECKING:
    from compare.encoders.networks.parts import Model
    from compare.encoders.networks.plain_encoder import PlainEncoder

Opened = TypeVar("Opened")

SHIPPED = Path(__file__).with_name("shipped.safetensors")
"""Vectors that come with the embedded encoder: of the anchors of the codebook, which each
comparison needs. ``python -m compare.training.anchors`` makes them."""

FORM = 2
"""Changes where the code gives the same weights another vector."""
OPENING = threading.RLock()
"""Held while a model that ships is opened: whoever asks meanwhile waits for the same one."""
ARITHMETIC = "numpy 2 "
"""Changes where the code gives the same weights other last bits, so that caches are not mixed."""

HUB_SECONDS = 5.0
"""How long the hub may take to answer before it counts as out of reach."""
SUGGESTED = (
    ("intfloat/multilingual-e5-small", "471 MB", "MIT", "about 100 languages, the quickest"),
    ("sentence-transformers/LaBSE", "1.9 GB", "Apache-2.0", "109 languages, to find translations"),
    ("intfloat/multilingual-e5-large", "2.2 GB", "MIT", "about 100 languages, slow on a laptop"),
)
"""Models of the hub that read many languages: name, size, licence and what for."""

_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")


def load_encoder(name: str = EMBEDDED, *, cache: bool = True, shipped: bool = True) -> Encoder:
    """Return the encoder called ``name``, without loading its weights yet.

    ``name`` is ``embedded``, a folder that holds a sentence-transformers model, or the name of
    one on the hub (``owner/model``), which is fetched once where it is not on this machine.
    ``cache`` says whether vectors are kept on disk, ``shipped`` whether those that come with the
    embedded one are taken as they are.

    Raises:
        EncoderError: nothing of that name can be had, or it is not a model that can be trusted.
    """
    store = VectorCache(cache_folder() / "vectors", memory=MEMORY) if cache else None
    if name == EMBEDDED:
        return _embedded(store, ShippedVectors(SHIPPED) if shipped else None)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _from_folder(folder.resolve().name, folder, store)
    if folder.exists() or not _HUB_NAME.fullmatch(name):
        what = "is a file, not the folder of a model" if folder.exists() else "is no encoder"
        raise EncoderError(
            f"{name!r} {what}: give {EMBEDDED}, a folder that holds a sentence-transformers model, "
            "or the name of one on the hub (owner/model)"
        )
    _require_extra(name)
    return _from_folder(name, _snapshot(name), store)


def available() -> list[ModelInfo]:
    """List what can be used without a network: the encoder that ships, then cached hub models.

    Raises:
        EncoderError: a part of the encoder that ships is missing or damaged.
    """
    manifest = _manifest()
    size = sum(p.stat().st_size for p in EMBEDDED_FOLDER.rglob("*") if p.is_file())
    size += (english_folder() / "model.safetensors").stat().st_size
    embedded = ModelInfo(
        EMBEDDED,
        EMBEDDED_FOLDER,
        size,
        tuple(sorted(manifest["languages"])),
        "ships with readouts",
    )
    return [embedded, *_cached_models()]


def _snapshot(name: str) -> Path:
    """Return the folder of a hub model, fetched within reason where it is not on this machine."""
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled

    wanted = ["*.json", "*.safetensors", "*.txt", "*.model", "README.md"]
    with contextlib.suppress(LocalEntryNotFoundError, OfflineModeIsEnabled, ValueError):
        return Path(snapshot_download(name, local_files_only=True))
    try:
        HfApi().model_info(name, timeout=HUB_SECONDS)
        return Path(snapshot_download(name, allow_patterns=wanted, etag_timeout=HUB_SECONDS))
    except HfHubHTTPError:
        raise EncoderError(f"the hub does not give out a model {name}; {REMEDY}") from None
    except Exception as error:  # the kinds of failure of a network are the library's affair
        kind = type(error).__name__
        raise EncoderError(
            f"{name} is not on this machine and the hub cannot be reached ({kind}); {REMEDY}"
        ) from None


def _cached_models() -> list[ModelInfo]:
    """List the sentence-transformers models of the hub that are on this machine."""
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
                tags = tuple(sorted(languages(folder)))
                size = revision.size_on_disk
                found.append(ModelInfo(repository.repo_id, folder, size, tags, "from the hub"))
    return found


def _manifest() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((EMBEDDED_FOLDER / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"the encoder that ships is damaged ({error}): install readouts again"
        ) from None
    return found


def _embedded(store: VectorCache | None, shipped: ShippedVectors | None) -> Encoder:
    manifest = _manifest()
    bearing = {name: manifest[name] for name in ("dimension", "english", "files", "languages")}
    whole = json.dumps([FORM, bearing], sort_keys=True).encode()

    return TransformerEncoder(
        EMBEDDED, hashlib.sha256(whole).hexdigest(), int(manifest["dimension"]),
        frozenset(manifest["languages"]), open_embedded, store, shipped=shipped,
        form=ARITHMETIC,
    )  # fmt: skip


def open_embedded() -> PlainEncoder:
    """Load the encoder that ships; it is held in memory once, however many ask for it.

    Raises:
        EncoderError: a file of it is missing or is not the one that its hash tells.
    """
    manifest = _manifest()
    with OPENING:
        english_folder()  # verified whenever it is asked for
        _verify(EMBEDDED_FOLDER, manifest["files"])
        return _open_once(EMBEDDED_FOLDER)


@functools.cache
def _open_once(folder: Path) -> PlainEncoder:
    return _opened(folder, _open_own)


def _verify(folder: Path, files: dict[str, str]) -> None:
    """Raise unless each of ``files`` is in ``folder`` with its SHA-256."""
    for name, expected in files.items():
        path = folder / name
        if not path.is_file():
            raise EncoderError(f"{path} is missing: install readouts again")
        if sha256(path) != expected:
            raise EncoderError(
                f"{path} is damaged or not the file it should be: install readouts again"
            )


def _from_folder(name: str, folder: Path, store: VectorCache | None) -> TransformerEncoder:
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        size = dimension(folder, modules)
        parts = {folder / module["path"] for module in modules}
    # A damaged file of it fails in many ways: its JSON, its header, what should be a number.
    except Exception:
        raise EncoderError(
            f"{folder} is not a sentence-transformers model (no readable modules.json); {REMEDY}"
        ) from None
    coded = any((part / "pytorch_model.bin").exists() for part in parts if not _has_weights(part))
    if coded or not any(map(_has_weights, parts)):
        raise EncoderError(
            f"{folder} has no weights in safetensors: other forms can hold code and are not read; "
            "save the model again with safe_serialization=True"
        )
    own = _is_own(folder)
    if not own:
        _require_extra(name)
    return TransformerEncoder(
        name, fingerprint(folder), size, languages(folder),
        lambda: _opened(folder, _open_own if own else _open_other), store,
        prompt(name, folder), form=ARITHMETIC if own else "",
    )  # fmt: skip


def _require_extra(name: str) -> None:
    """Raise where what another encoder than the one that ships needs is not installed."""
    require(
        "encoders", "sentence_transformers", "transformers", "torch",
        purpose=f"another encoder, such as {name},", error=EncoderError,
    )  # fmt: skip


def _has_weights(folder: Path) -> bool:
    return any(folder.glob("*.safetensors"))


def _is_own(folder: Path) -> bool:
    """Whether the recipe made a model, which then needs neither torch nor what runs on it."""
    from compare.encoders.networks.plain_encoder import is_bilingual

    return bool(_opened(folder, is_bilingual))


def _opened(folder: Path, way: Callable[[Path], Opened]) -> Opened:
    # What a damaged file of a model makes the libraries fail with is of many kinds.
    try:
        return way(folder)
    except Exception as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
        raise EncoderError(f"the model in {folder} cannot be loaded ({first})") from error


def _open_own(folder: Path) -> PlainEncoder:
    from compare.encoders.networks.plain_encoder import PlainEncoder

    return PlainEncoder.load(folder)


def _open_other(folder: Path) -> Model:
    from compare.encoders.networks.sentence_model import SentenceModel

    return SentenceModel.load(folder)
