from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sample_comparison import sample
from sample_events import sample_event
from tree import GOLDEN, ROOT

from compare.errors import WriteError
from compare.report import (
    encode,
    export_comparison,
    export_event,
    formats,
    load,
    load_event,
    render,
    write,
)

FORMATS = {kind.suffix: kind.name for kind in formats()}
SUFFIXES = {form: suffix for suffix, form in FORMATS.items()}


@pytest.mark.parametrize("form", ["text", "md", "json"])
@pytest.mark.parametrize("kind", ["comparison", "event"])
def test_report_is_the_golden_one(form: str, kind: str) -> None:
    report = render(sample() if kind == "comparison" else sample_event(), form)
    golden = GOLDEN / f"{kind}{SUFFIXES[form]}"
    if os.environ.get("READOUTS_WRITE_GOLDEN"):
        golden.write_text(report, encoding="utf-8")
    assert report == golden.read_text(encoding="utf-8")


@pytest.mark.slow
def test_same_input_gives_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib\n"
        "from sample_comparison import sample; from sample_events import sample_event\n"
        "from compare.report import encode, formats\n"
        "for make in (sample, sample_event):\n"
        "    for form in (kind.name for kind in formats()):\n"
        "        data = encode(make(), form)\n"
        f"        assert {str(ROOT)!r}.encode() not in data\n"
        "        print(make.__name__, form, hashlib.sha256(data).hexdigest())\n"
    )
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "support")))
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.splitlines()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert len(outputs[0]) == 2 * len(FORMATS)
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(("suffix", "form"), FORMATS.items())
def test_suffix_chooses_the_format(tmp_path: Path, suffix: str, form: str) -> None:
    path = tmp_path / f"report{suffix.upper()}"
    write(sample(), path)
    assert path.read_bytes() == encode(sample(), form)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_format_goes_before_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "report.dat"
    write(sample(), path, format="md")
    assert path.read_text(encoding="utf-8").startswith("# West and East")


@pytest.mark.parametrize("form", FORMATS.values())
def test_a_saved_export_gives_the_same_report(tmp_path: Path, form: str) -> None:
    write(sample(), tmp_path / "one.json")
    write(sample_event(), tmp_path / "event.json")
    assert encode(load(tmp_path / "one.json"), form) == encode(export_comparison(sample()), form)
    assert encode(load_event(tmp_path / "event.json"), form) == encode(
        export_event(sample_event()), form
    )


@pytest.mark.parametrize("name", ["report.docs", "report", ".json"])
def test_unknown_suffix_names_those_that_are_known(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError, match=r"\.html \.docx \.pdf .*\.txt"):
        write(sample(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_unknown_format_names_those_that_are_known() -> None:
    with pytest.raises(WriteError, match=r"html docx pdf .* text"):
        render(sample(), "odt")


def test_places_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "file").touch()
    for path, words in (
        ("missing/report.html", "no folder"),
        ("file/report.html", "no folder"),
        ("folder.html", "is a folder"),
    ):
        with pytest.raises(WriteError, match=words) as caught:
            write(sample(), tmp_path / path)
        assert "\n" not in str(caught.value)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder.html"]


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="no /sys: a folder nobody may write")
def test_read_only_folder() -> None:
    with pytest.raises(WriteError, match="may not be written to"):
        write(sample(), "/sys/kernel/report.html")


@pytest.mark.skipif(os.geteuid() == 0, reason="run by root, who may write to read-only files")
def test_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(WriteError, match="may not be written to"):
        write(sample(), path)
    assert path.read_text(encoding="utf-8") == "old"


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "report.md", tmp_path / "link.md"
    path.touch()
    path.chmod(0o640)
    link.symlink_to(path)
    write(sample(), link)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_text(encoding="utf-8") == render(sample(), "md")


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write(sample(), tmp_path / "report.md")
    assert (tmp_path / "report.md").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    path = tmp_path / f"{'n' * 250}.html"
    write(sample(), path)
    assert path.stat().st_size


def test_a_write_that_fails_half_way_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))
    try:
        with pytest.raises(WriteError, match="can't be written"):
            write(sample(), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full: a disk that is full")
def test_full_disk_and_devices() -> None:
    write(sample(), "/dev/null", format="json")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with pytest.raises(WriteError, match="No space left"):
        write(sample(), "/dev/full", format="json")


@pytest.mark.slow
def test_reports_load_only_what_they_need() -> None:
    code = (
        "import sys; from sample_comparison import sample; from compare.report import render;"
        "forms = 'json jsonl csv md bibtex tmx latex'.split();"
        "heavy = 'jinja2 rich docx typst xlsxwriter pyarrow pandas torch scipy streamlit'.split();"
        "[render(sample(), form) for form in forms];"
        "print([one for one in heavy if one in sys.modules])"
    )
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "support")))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == "[]"
