"""Models of the hub: the copy on this machine, or fetched once."""

from __future__ import annotations

import contextlib
from pathlib import Path

from compare.encoders.description import languages
from compare.encoders.model_files import REMEDY
from compare.encoders.protocol import ModelInfo
from compare.errors import EncoderError

SECONDS = 5.0
"""How long the hub may take to answer before it counts as out of reach."""


SUGGESTED = (
    ("intfloat/multilingual-e5-small", "471 MB", "MIT", "about 100 languages, the quickest"),
    ("sentence-transformers/LaBSE", "1.9 GB", "Apache-2.0", "109 languages, to find translations"),
    ("intfloat/multilingual-e5-large", "2.2 GB", "MIT", "about 100 languages, slow on a laptop"),
)
"""Models of the hub that read many languages: name, size, licence and what for."""


def snapshot(name: str) -> Path:
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
        raise EncoderError(f"the hub does not give out a model {name}; {REMEDY}") from None
    except Exception as error:  # the kinds of failure of a network are the library's affair
        kind = type(error).__name__
        raise EncoderError(
            f"{name} is not on this machine and the hub cannot be reached ({kind}); {REMEDY}"
        ) from None


def cached_models() -> list[ModelInfo]:
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
