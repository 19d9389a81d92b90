"""The second comparison of the same texts is the first one, and never another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import corpus
from compare import version
from compare.cli.comparison import kept
from compare.encoders.cache import results_cache
from compare.report import encode
from compare.settings import DEFAULTS, Settings
from corpus.statements import Statement

EVENTS = ("blinken-liu-2024", "seoul-trilateral-2024")


def pair(event: str = EVENTS[0]) -> tuple[Statement, Statement]:
    left, right, *_ = corpus.samples.load(event).statements
    return left, right


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "results"


@pytest.mark.slow
@pytest.mark.parametrize("event", EVENTS)
def test_a_report_of_what_was_kept_has_the_same_bytes(cache: Path, event: str) -> None:
    left, right = pair(event)
    said: list[str] = []
    first = kept.statements(left, right, progress=said.append)
    assert said
    said.clear()
    second = kept.statements(left, right, progress=said.append)
    assert said == []
    assert second is not first
    turned = kept.statements(right, left)
    for form in ("json", "html", "csv", "tmx"):
        assert encode(second, form) == encode(first, form)
        assert encode(turned, form) == encode(first.mirrored(), form)


@pytest.mark.slow
def test_only_its_owner_may_read_what_is_kept(cache: Path) -> None:
    kept.statements(*pair())
    assert cache.stat().st_mode & 0o077 == 0


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"x", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_what_is_damaged_is_compared_anew(cache: Path, damage: bytes) -> None:
    first = kept.statements(*pair())
    key = kept.comparison_key(*pair(), DEFAULTS)
    results_cache().put({key: damage})
    said: list[str] = []
    again = kept.statements(*pair(), progress=said.append)
    assert said
    assert encode(again, "json") == encode(first, "json")
    assert results_cache().get([key])[key] != damage


@pytest.mark.slow
def test_where_nothing_can_be_kept_it_is_compared_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path / "file"))
    assert kept.statements(*pair()).left_segments


@pytest.mark.slow
@pytest.mark.parametrize("settings", [Settings(cache=False), Settings(encoder="FOLDER")])
def test_without_the_cache_or_with_another_encoder_nothing_is_kept(
    cache: Path, settings: Settings
) -> None:
    if settings.encoder == "FOLDER":
        from compare.encoders.model_files import EMBEDDED_FOLDER

        settings = replace(settings, encoder=str(EMBEDDED_FOLDER))
    kept.statements(*pair(), settings)
    assert not cache.exists()


def test_the_key_is_of_all_that_a_comparison_depends_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, right = pair()
    codebook, calibration = tmp_path / "own.yaml", tmp_path / "calibration.json"
    codebook.write_text("one")
    calibration.write_text("one")
    own = Settings(codebook=str(codebook), calibration=str(calibration))
    keys = [
        kept.comparison_key(left, right, DEFAULTS),
        kept.comparison_key(right, left, DEFAULTS),
        kept.comparison_key(left.model_copy(update={"text": left.text + " "}), right, DEFAULTS),
        kept.comparison_key(left.model_copy(update={"side": "Elsewhere"}), right, DEFAULTS),
        kept.comparison_key(left, right.model_copy(update={"title": "Another"}), DEFAULTS),
        kept.comparison_key(left, right, replace(DEFAULTS, max_error=0.1)),
        kept.comparison_key(left, right, replace(DEFAULTS, read_pairs=False)),
        kept.comparison_key(left, right, own),
    ]
    for file in (codebook, calibration):
        file.write_text("two")
        keys.append(kept.comparison_key(left, right, own))
    monkeypatch.setattr(kept, "program", lambda: "another version")
    keys.append(kept.comparison_key(left, right, DEFAULTS))
    assert len(set(keys)) == len(keys)


def test_a_program_that_was_changed_while_it_runs_shares_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = version.program.__wrapped__
    assert known() == known()
    changed = max(path.stat().st_mtime for path in version._files(Path(version.__file__).parent))
    monkeypatch.setattr(version, "_BEGUN", changed - 1)
    assert known() != known()


def test_what_an_editor_puts_beside_a_file_is_no_file_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text("x = 1\n")
    before = version.digest_of([tmp_path])
    (tmp_path / ".#rules.py").symlink_to("somebody@machine.123")
    assert version.digest_of([tmp_path]) == before
    (tmp_path / "topics.safetensors").write_bytes(b"weights")
    assert version.digest_of([tmp_path]) != before


def test_the_same_codebook_at_another_place_is_the_same(tmp_path: Path) -> None:
    keys = set()
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("the same")
        settings = Settings(codebook=str(tmp_path / f"{name}.yaml"))
        keys.add(kept.comparison_key(*pair(), settings))
    assert len(keys) == 1
    assert kept.comparison_key(*pair(), DEFAULTS) not in keys
