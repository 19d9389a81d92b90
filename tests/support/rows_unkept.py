"""A cache in which vectors are kept and the rows of batches are not, so that all is compared."""

from __future__ import annotations

from pathlib import Path

from compare.encoders.cache import cache_folder


def cache_without_rows(folder: Path) -> Path:
    """A new folder for READOUTS_CACHE, with the vectors of the present one."""
    vectors = cache_folder() / "vectors"
    vectors.mkdir(parents=True, exist_ok=True)
    folder.mkdir()
    (folder / "vectors").symlink_to(vectors.resolve(), target_is_directory=True)
    (folder / "results").write_text("no folder, so that nothing can be kept in it", "utf-8")
    return folder
