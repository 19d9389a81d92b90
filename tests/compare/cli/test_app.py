"""The command: its help, its answers, its errors in one line, its dashboard."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from command import Run, exported, refused
from mirrored_export import mirror
from tree import TESTS

import compare
from corpus import samples

pytestmark = pytest.mark.slow

# Answers without a comparison


def test_without_arguments_the_help_is_printed(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    assert "compare" in out


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"readouts {compare.__version__}\n", "")


def test_samples_and_models_as_json(run: Run) -> None:
    events = json.loads(run("samples", "--json")[1])
    assert [event["id"] for event in events] == list(samples.names())
    assert [s["language"] for s in events[0]["statements"]] == ["en", "zh"]
    assert "text" not in events[0]["statements"][0]
    models = json.loads(run("models", "--json")[1])
    assert models["here"][0]["name"] == "embedded"
    assert models["here"][0]["languages"] == ["en", "zh"]
    assert {"name", "size", "licence", "note"} == set(models["hub"][0])


@pytest.mark.parametrize("arguments", [["--help"], ["samples"], ["schema"], ["--version"]])
def test_small_commands_load_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys; from compare.cli.app import main; main(sys.argv[1:]); "
        "print(*[m for m in ('torch', 'streamlit', 'pandas', 'scipy', 'transformers') "
        "if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr.split() == []


# Answers


def test_prints_what_both_raised_and_what_each_left_out(run: Run, texts: tuple[Path, Path]) -> None:
    code, out, err = run("compare", *texts)
    assert (code, err) == (0, "")
    assert "Taiwan" in out
    assert compare.__version__ in out


def test_json_fits_the_schema_that_the_command_prints(run: Run, texts: tuple[Path, Path]) -> None:
    code, printed, _ = run("schema")
    assert code == 0
    _, out, _ = run("compare", *texts, "--format", "json")
    jsonschema.validate(json.loads(out), json.loads(printed))


def test_an_event_fits_the_schema_of_events(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    assert run("demo", "seoul-trilateral-2024", "-o", file, "--quiet")[0] == 0
    code, printed, _ = run("schema", "--of", "event")
    assert code == 0
    jsonschema.validate(json.loads(file.read_text("utf-8")), json.loads(printed))


def test_sides_and_languages_can_be_given(run: Run, texts: tuple[Path, Path]) -> None:
    left, right = texts
    named = ["--left-side", "Washington", "--right-side", "Beijing"]
    data = exported(run("compare", left, right, *named, "--left-lang", "en", "-f", "json"))
    assert (data["left"]["side"], data["right"]["side"]) == ("Washington", "Beijing")
    assert data["left"]["lang"] == "en"


def test_swapping_the_files_mirrors_the_json(run: Run, texts: tuple[Path, Path]) -> None:
    from compare.report import Export

    left, right = texts
    one = run("compare", left, right, "-f", "json")[1]
    other = run("compare", right, left, "-f", "json")[1]
    assert mirror(Export.model_validate_json(one)) == Export.model_validate_json(other)
    assert run("compare", left, right, "-f", "json")[1] == one


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_side_can_come_from_standard_input(run: Run, texts: tuple[Path, Path], side: str) -> None:
    left, right = texts
    files = ["-", right] if side == "left" else [left, "-"]
    piped = (left if side == "left" else right).read_bytes()
    data = exported(run("compare", *files, "-f", "json", stdin=piped))
    assert data[side]["text"] == piped.decode()


@pytest.mark.parametrize("form", ["text", "json", "md", "html", "csv"])
def test_the_suffix_decides_the_form(run: Run, texts: tuple[Path, Path], form: str) -> None:
    suffix = {"text": "txt"}.get(form, form)
    file = texts[0].with_name(f"report.{suffix}")
    code, out, err = run("compare", *texts, "-o", file)
    assert (code, out, err) == (0, "", f"readouts: written to {file}\n")
    _, printed, _ = run("compare", *texts, "--format", form)
    # The text for a terminal is as wide as the terminal; a file has a width of its own.
    if form == "text":
        assert file.read_text("utf-8").split() == printed.split()
    else:
        assert file.read_bytes().decode() == printed


def test_quiet_says_nothing_but_the_answer(run: Run, texts: tuple[Path, Path]) -> None:
    file = texts[0].with_name("report.json")
    assert run("compare", *texts, "-o", file, "--quiet") == (0, "", "")
    assert json.loads(file.read_text("utf-8"))["schema"] == "readouts.comparison/1"


def test_demo_says_that_beijing_left_taiwan_out(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("demo")
    assert code == 0, err
    assert "Taiwan" in out
    assert "report.html" in err
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!")


def test_samples_lists_every_bundled_event(run: Run) -> None:
    code, out, _ = run("samples")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == list(samples.names())


def test_models_lists_the_embedded_encoder(run: Run) -> None:
    code, out, _ = run("models")
    assert code == 0
    assert out.startswith("embedded ")
    assert re.search(r"\d+ MB", out)
    assert "intfloat/multilingual-e5-small" in out


def test_evaluate_scores_labelled_events(run: Run, shared: Path, tmp_path: Path) -> None:
    english = next(
        path
        for path in sorted((shared / "gold" / "dev").glob("*.json"))
        if {json.loads(path.read_text())[side]["lang"] for side in ("left", "right")} == {"en"}
    )
    code, out, err = run("evaluate", english, "--json", "--figures", tmp_path / "curves", "-q")
    assert (code, err) == (0, "")
    scores = json.loads(out)
    assert scores["events"] == 1
    drawn = {file.name: ElementTree.parse(file) for file in (tmp_path / "curves").iterdir()}
    assert set(drawn) == {"reliability.svg", "precision-recall.svg"}
    dots = drawn["reliability.svg"].findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(dots) == len(scores["reliability"]) > 1
    assert scores["precision_recall"][-1][0] == 1


def test_evaluate_scores_several_sets_apart(run: Run, tmp_path: Path) -> None:
    event = next(iter(sorted((TESTS / "gold" / "invented").glob("*.json"))))
    sets = [tmp_path / "one", tmp_path / "two"]
    for folder in sets:
        folder.mkdir()
        (folder / event.name).write_bytes(event.read_bytes())
    code, out, _ = run("evaluate", *sets, "--json", "--figures", tmp_path / "curves", "-q")
    assert code == 0
    scores = json.loads(out)
    assert list(scores) == [str(folder) for folder in sets]
    assert scores[str(sets[0])] == scores[str(sets[1])]
    assert scores[str(sets[0])]["events"] == 1
    assert {path.name for path in (tmp_path / "curves").iterdir()} == {"one", "two"}


# Output that cannot be written


def test_an_unknown_suffix_is_refused(run: Run, texts: tuple[Path, Path]) -> None:
    refused(run("compare", *texts, "-o", texts[0].with_name("report.xyz")), "report.xyz", ".html")


def test_a_missing_folder_is_refused(run: Run, texts: tuple[Path, Path], tmp_path: Path) -> None:
    refused(run("compare", *texts, "-o", tmp_path / "absent" / "report.html"), "absent")


def test_an_error_leaves_the_file_before_it(run: Run, texts: tuple[Path, Path]) -> None:
    file = texts[0].with_name("report.html")
    file.write_text("before")
    texts[1].write_text("")
    refused(run("compare", *texts, "-o", file))
    assert file.read_text() == "before"


def test_a_full_disk_leaves_the_file_before_it(texts: tuple[Path, Path]) -> None:
    """A limit on the size of files stands in for a disk that fills up half-way."""
    file = texts[0].with_name("report.html")
    file.write_text("before")
    script = (
        "import resource, sys; from compare.cli.app import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); sys.exit(main(sys.argv[1:]))"
    )
    arguments = ["compare", *map(str, texts), "-o", str(file)]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True
    )
    refused((done.returncode, done.stdout, done.stderr), "report.html")
    assert file.read_text() == "before"
    assert sorted(p.name for p in file.parent.iterdir()) == ["prc.txt", "report.html", "us.txt"]


def test_a_full_device_is_one_line() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system: it stands in for a full disk")
    command = [sys.executable, "-m", "compare", "schema"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    refused((done.returncode, "", done.stderr), "no space")


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "compare", "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


# Errors that nobody foresaw


def test_an_unforeseen_error_is_one_line(
    run: Run, texts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of\nluck")

    monkeypatch.setattr("compare.cli.comparison.kept.statements", fail)
    code, out, err = run("compare", *texts)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "RuntimeError: out of luck" in err
    assert "READOUTS_DEBUG=1" in err
    monkeypatch.setenv("READOUTS_DEBUG", "1")
    with pytest.raises(RuntimeError, match="out of"):
        run("compare", *texts)


def test_an_interrupt_ends_quietly(
    run: Run, texts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("compare.cli.comparison.kept.statements", interrupt)
    assert run("compare", *texts) == (130, "", "")


# The dashboard


def test_the_dashboard_answers_on_this_machine_only() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "compare", "dashboard", "--port", str(port), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        address = f"http://127.0.0.1:{port}/_stcore/health"
        assert _answer(address, process) == "ok"
        assert _listeners(port) in ({"127.0.0.1"}, set())
        taken = subprocess.run(command, capture_output=True, text=True)
        refused((taken.returncode, taken.stdout, taken.stderr), str(port), "--port")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        (["--host", "192.0.2.7"], "--host 192.0.2.7"),
        (["--behind-proxy", "readouts.example.org"], "https://readouts.example.org"),
        (["--behind-proxy", "https://example.org/readouts"], "no path"),
        (["--password"], "READOUTS_PASSWORD"),
    ],
)
def test_the_dashboard_refuses_what_cannot_be(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: list[str], remedy: str
) -> None:
    monkeypatch.delenv("READOUTS_PASSWORD", raising=False)
    refused(run("dashboard", "--port", "18501", "--no-browser", *options), remedy)


def test_a_short_password_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUTS_PASSWORD", "short")
    refused(run("dashboard", "--port", "18501", "--no-browser"), "8 characters")


def _answer(address: str, process: subprocess.Popen[str]) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return str(response.read().decode())
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the dashboard did not answer")


def _listeners(port: int) -> set[str]:
    """Addresses on which this port is listened to, where the system tells."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        return set()
    found = set()
    for line in table.read_text().splitlines()[1:]:
        _, local, _, state, *_ = line.split()
        address, _, number = local.partition(":")
        if int(number, 16) == port and state == "0A":
            found.add(socket.inet_ntoa(bytes.fromhex(address)[::-1]))
    return found
