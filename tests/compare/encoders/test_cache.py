"""The cache of vectors: exact, bounded, shared by processes, and never in the way."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from compare.encoders.cache import (
    MEMORY,
    MOST,
    RECENT,
    SIZE,
    VectorCache,
    cache_folder,
    caches,
    key,
    limit,
    results_cache,
)
from compare.errors import EncoderError


def keys(count: int) -> list[bytes]:
    return [key("f", "sentence", str(number)) for number in range(count)]


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    blobs = {k: os.urandom(40) for k in keys(1_200)}
    cache.put(blobs)
    assert VectorCache(tmp_path).get(list(blobs)) == blobs
    assert cache.get([key("other", "sentence", "0")]) == {}


def test_keys_tell_encoder_kind_and_text_apart() -> None:
    parts = [("a", "b", "c"), ("ab", "", "c"), ("a", "bc", ""), ("a", "b", "c ")]
    assert len({key(*part) for part in parts}) == len(parts)
    assert key("a", "b", "\ud800") != key("a", "b", "?")


def test_the_bound_is_kept_and_the_longest_unused_goes_first(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, most=10_000)
    first, *rest = keys(30)
    cache.put({first: bytes(500)})
    for one in rest:
        cache.get([first])
        cache.put({one: bytes(500)})
        with sqlite3.connect(tmp_path / "vectors.sqlite3") as base:
            assert base.execute("SELECT SUM(size) FROM vectors").fetchone()[0] <= 10_000
        base.close()
    kept = cache.get([first, *rest])
    assert first in kept
    assert rest[-1] in kept
    assert rest[0] not in kept


def _noted(folder: Path) -> list[int]:
    """When each blob was last noted to be used."""
    with sqlite3.connect(folder / "vectors.sqlite3") as base:
        rows = base.execute("SELECT used FROM vectors ORDER BY used").fetchall()
    base.close()
    return [used for (used,) in rows]


def test_use_is_noted_only_after_a_while(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    first, *rest = keys(RECENT + 2)
    cache.put({first: b"x"})
    before = _noted(tmp_path)
    cache.get([first])
    assert _noted(tmp_path) == before
    for one in rest:
        cache.put({one: b"y"})
    cache.get([first])
    assert max(_noted(tmp_path)) > max(before) + len(rest)


def test_what_was_used_last_is_at_hand_within_bounds(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, memory=1_000)
    first, second, third = keys(3)
    cache.put({first: bytes(400), second: bytes(500)})
    with sqlite3.connect(tmp_path / "vectors.sqlite3") as base:
        base.execute("DELETE FROM vectors")
    base.close()
    assert set(cache.get([first, second])) == {first, second}
    cache.put({third: bytes(200)})
    assert set(cache.get([first, second, third])) == {third}
    cache.put({first: bytes(1_001)})
    assert cache.get([first]) == {first: bytes(1_001)}, "the file has what memory cannot hold"


def test_what_memory_serves_is_not_dropped_from_the_file(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, most=3_000, memory=2_000)
    busy, *rest = keys(45)
    cache.put({busy: bytes(100)})
    for one in rest:
        cache.put({one: bytes(100)})
        assert cache.get([busy]) == {busy: bytes(100)}
    assert VectorCache(tmp_path).get([busy]) == {busy: bytes(100)}


def test_the_bounds_are_stated() -> None:
    assert (MOST, MEMORY) == (8 * 2**30, 64 * 2**20)


@pytest.mark.parametrize("damage", ["garbage", "empty", "cut", "middle", "another layout"])
def test_a_damaged_cache_is_begun_anew(tmp_path: Path, damage: str) -> None:
    cache, path = VectorCache(tmp_path), tmp_path / "vectors.sqlite3"
    blobs = {k: os.urandom(1536) for k in keys(200)}
    cache.put(blobs)
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    whole = path.read_bytes()
    if damage == "garbage":
        path.write_bytes(b"not a database at all" * 1000)
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "middle":
        path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    else:
        with sqlite3.connect(path) as base:
            base.execute("PRAGMA user_version = 99")
        base.close()
    assert cache.get(list(blobs)) == {}
    cache.put(blobs)
    cache.put(blobs)
    assert cache.get(list(blobs)) == blobs


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = VectorCache(tmp_path / "file" / "vectors")
    cache.put({keys(1)[0]: b"x"})
    assert cache.get(keys(1)) == {}


def test_a_cache_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    cache.put({keys(1)[0]: b"x"})
    other = sqlite3.connect(tmp_path / "vectors.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        quick = VectorCache(tmp_path)
        quick.patience = 0.1
        quick.put({keys(2)[1]: b"y"})
    finally:
        other.close()
    assert cache.get(keys(2)) == {keys(1)[0]: b"x"}


def _fill(folder: str, start: int) -> None:
    cache = VectorCache(Path(folder))
    for number in range(start, start + 40):
        cache.put({key("f", "sentence", str(number)): bytes([number]) * 100})


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_fill, args=(str(tmp_path), start)) for start in (0, 40)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
        assert process.exitcode == 0
    found = VectorCache(tmp_path).get(keys(80))
    assert found == {k: bytes([number]) * 100 for number, k in enumerate(keys(80))}


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("READOUTS_CACHE")
    assert "readouts" in cache_folder().parts


def test_the_size_is_what_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for told, wanted in (("2GB", 2 * 10**9), ("500 mb", 5 * 10**8), ("1.5k", 1_500), ("7", 7)):
        monkeypatch.setenv(SIZE, told)
        assert limit(tmp_path) == wanted
    monkeypatch.setenv(SIZE, "much")
    with pytest.raises(EncoderError, match="write it as 2GB"):
        limit(tmp_path)
    monkeypatch.delenv(SIZE)
    free = shutil.disk_usage(tmp_path).free
    assert limit(tmp_path / "not" / "there") == pytest.approx(min(MOST, 0.1 * free), rel=0.05)


def test_a_file_that_another_process_puts_away_meanwhile_does_not_count(tmp_path: Path) -> None:
    """SQLite's files come and go: one was listed, and is gone when it is looked at."""
    VectorCache(tmp_path).put({b"k" * 32: b"x" * 5_000})
    before = limit(tmp_path)
    (tmp_path / "vectors.sqlite3-gone").symlink_to(tmp_path / "nothing")
    assert limit(tmp_path) == pytest.approx(before, rel=0.01)


def test_the_command_shows_and_clears(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path))
    monkeypatch.setenv(SIZE, "3GB")
    caches = [lambda: VectorCache(tmp_path / "vectors"), results_cache]
    for cache in caches:
        cache().put({b"k" * 32: b"v" * 100_000})
    code, said, _ = run("cache")
    assert code == 0
    assert str(tmp_path / "vectors") in said.splitlines()[0]
    assert str(tmp_path / "results" / "results.sqlite3") in said.splitlines()[2]
    assert said.count(" 0.0 MB") == 1
    assert said.count("of at most 3,000 MB") == 3
    assert run("cache", "--clear")[0] == 0
    for cache in caches:
        assert cache().get([b"k" * 32]) == {}


def test_every_folder_that_is_made_is_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path / "new" / "cache"))
    results_cache().put({b"k" * 32: b"x"})
    VectorCache(cache_folder()).put({b"k" * 32: b"x"})
    for folder in ("new", "new/cache", "new/cache/results"):
        assert (tmp_path / folder).stat().st_mode & 0o077 == 0, folder


def test_other_databases_beside_it_are_no_part_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path))
    (tmp_path / "library.sqlite3").write_bytes(b"x" * 50_000)
    assert [held for _, held, _ in caches()] == [0, 0, 0]
