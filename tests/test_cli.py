"""The command: its help, its answers, its errors in one line, its speed the second time."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer

import compare
from compare.cli import app, main
from corpus import samples

ENGLISH = {"PRC": "en"}
RUSSIAN = "Министр встретился с делегацией. Стороны обсудили двусторонние отношения и торговлю."
JAPANESE = "両首脳は会談を行いました。台湾海峡の平和と安定が重要であると述べました。"
ARABIC = "التقى الوزير بالوفد. وناقش الجانبان العلاقات الثنائية والتجارة."

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process; give exit code, standard output and error."""

    def run(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    """Two English statements of one event as files."""
    event = samples.load("blinken-liu-2024", ENGLISH)
    files = tmp_path / "us.txt", tmp_path / "prc.txt"
    for file, statement in zip(files, event.statements, strict=True):
        file.write_text(statement.text, encoding="utf-8")
    return files


def refused(answer: tuple[int, str, str], *words: str) -> None:
    """Check for exit code 2, nothing on standard output and one line that holds the words."""
    code, out, err = answer
    assert code == 2, err
    assert out == ""
    assert err.startswith("readouts: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    for word in words:
        assert word.lower() in err.lower()


def exported(answer: tuple[int, str, str]) -> Any:
    """Check for success and give the JSON on standard output, held against the schema."""
    code, out, err = answer
    assert code == 0, err
    data = json.loads(out)
    from compare.report import schema

    jsonschema.validate(data, schema())
    return data


# Help


ROOT: Any = typer.main.get_command(app)
COMMANDS = [("readouts", ROOT), *((f"readouts {n}", c) for n, c in ROOT.commands.items())]


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_and_option_has_help_with_an_example(name: str, command: Any) -> None:
    assert f"Example: {name}" in command.help or name == "readouts"
    for parameter in command.params:
        if parameter.name != "help":
            assert "Example: " in (parameter.help or ""), f"{name}: {parameter.name}"


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_help_is_printed(run: Run, name: str) -> None:
    code, out, err = run(*name.split()[1:], "--help")
    assert (code, err) == (0, "")
    assert "Usage: readouts" in out


def test_every_command_is_in_the_readme() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    for name, _ in COMMANDS:
        assert name in readme


def test_without_arguments_the_help_is_printed(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    assert "compare" in out


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"readouts {compare.__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["samples"], ["schema"], ["--version"]])
def test_small_commands_load_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys; from compare.cli import main; main(sys.argv[1:]); "
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


def test_sides_and_languages_can_be_given(run: Run, texts: tuple[Path, Path]) -> None:
    left, right = texts
    named = ["--left-side", "Washington", "--right-side", "Beijing"]
    data = exported(run("compare", left, right, *named, "--left-lang", "en", "-f", "json"))
    assert (data["left"]["side"], data["right"]["side"]) == ("Washington", "Beijing")
    assert data["left"]["lang"] == "en"


def test_swapping_the_files_mirrors_the_json(run: Run, texts: tuple[Path, Path]) -> None:
    from compare.report import Export, mirror

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
    assert run("compare", texts[0], texts[0], "-o", file, "--quiet") == (0, "", "")
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


def test_evaluate_scores_labelled_events(run: Run, shared: Path) -> None:
    english = next(
        path
        for path in sorted((shared / "gold" / "dev").glob("*.json"))
        if {json.loads(path.read_text())[side]["lang"] for side in ("left", "right")} == {"en"}
    )
    code, out, err = run("evaluate", english, "--json")
    assert code == 0, err
    assert json.loads(out)["events"] == 1


# Bad input


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00\x00\x00\x00", "prc.txt"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, "prc.txt"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"* * * -- ??", "no words"),
    ],
    ids=["empty", "spaces", "only a BOM", "only NUL", "image", "PDF", "no words"],
)
def test_what_holds_no_text_is_refused(
    run: Run, texts: tuple[Path, Path], content: bytes, words: str
) -> None:
    texts[1].write_bytes(content)
    refused(run("compare", *texts), words)


def test_a_missing_file_is_refused(run: Run, texts: tuple[Path, Path]) -> None:
    refused(run("compare", texts[0], texts[0].with_name("absent.txt")), "absent.txt")


def test_a_folder_is_refused(run: Run, texts: tuple[Path, Path], tmp_path: Path) -> None:
    refused(run("compare", texts[0], tmp_path), str(tmp_path), "folder")


def test_standard_input_twice_is_refused(run: Run) -> None:
    refused(run("compare", "-", "-", stdin=b"One."), "standard input")


def test_the_same_file_twice_is_all_covered(run: Run, texts: tuple[Path, Path]) -> None:
    code, out, err = run("compare", texts[0], texts[0], "-f", "json")
    data = exported((code, out, ""))
    assert "same text" in err
    statuses = {s["status"] for side in ("left", "right") for s in data["segments"][side]}
    assert statuses <= {"covered", "procedural"}


@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, ARABIC], ids=["ru", "ja", "ar"])
def test_a_language_the_encoder_does_not_know_is_refused(
    run: Run, texts: tuple[Path, Path], text: str
) -> None:
    texts[1].write_text(text, encoding="utf-8")
    refused(run("compare", *texts), "--encoder")


@pytest.mark.parametrize(
    "text",
    [
        "The two sides agreed to keep channels open.",
        "the two sides discussed trade and the taiwan strait without ever ending a sentence",
        "trade " * 30_000,
        "x" * 50_000,
        "Both stressed \u200fpeace\u200e and \u202estability\u202c in the Taiwan Strait.\n",
        "Peace\x00 and\x07 stability\x1b[31m in the Taiwan Strait\x0c matter.\x7f They agreed.",
        "The two sides met.\r\n\r\nThey discussed Taiwan.\rThey agreed to meet again.\r\n",
        "\ufeffThe two sides discussed Taiwan. They agreed to meet again.",
    ],
    ids=[
        "one sentence",
        "no end",
        "180 kB, no end",
        "one word",
        "marks",
        "controls",
        "CRLF",
        "BOM",
    ],
)
def test_odd_text_gets_a_right_result(run: Run, texts: tuple[Path, Path], text: str) -> None:
    texts[1].write_bytes(text.encode())
    data = exported(run("compare", *texts, "-f", "json"))
    right = data["right"]["text"]
    assert right == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    spans = [(s["start"], s["end"]) for s in data["segments"]["right"]]
    assert spans
    assert all(0 <= start < end <= len(right) for start, end in spans)


def test_control_characters_do_not_reach_the_terminal(run: Run, texts: tuple[Path, Path]) -> None:
    texts[0].write_text("The Secretary raised \x1b[2J\x1b]0;hacked\x07 Taiwan\x00 at length.\n")
    code, out, _ = run("compare", *texts)
    assert code == 0
    assert [c for c in out if ord(c) < 32 and c != "\n"] == []


def test_an_unknown_encoder_is_refused(run: Run, texts: tuple[Path, Path]) -> None:
    refused(run("compare", *texts, "--encoder", "no/such-model"), "no/such-model", "embedded")


def test_a_folder_that_holds_no_encoder_is_refused(
    run: Run, texts: tuple[Path, Path], tmp_path: Path
) -> None:
    refused(run("compare", *texts, "--encoder", tmp_path), str(tmp_path))


def test_an_unknown_codebook_is_refused(run: Run, texts: tuple[Path, Path]) -> None:
    refused(run("compare", *texts, "--codebook", "absent.yaml"), "absent.yaml")


@pytest.mark.parametrize(
    "content",
    ['{"text": "We met."', "[1, 2]", '{"title": "No text"}', '{"text": 7}', '{"text": ""}', "nul"],
)
def test_json_that_does_not_fit_is_refused(
    run: Run, texts: tuple[Path, Path], content: str
) -> None:
    file = texts[0].with_name("prc.json")
    file.write_text(content, encoding="utf-8")
    refused(run("compare", texts[0], file), "prc.json")


def test_json_that_fits_is_read(run: Run, texts: tuple[Path, Path]) -> None:
    file = texts[0].with_name("prc.json")
    statement = samples.load("blinken-liu-2024", ENGLISH).statements[1]
    file.write_text(statement.model_dump_json(), encoding="utf-8")
    data = exported(run("compare", texts[0], file, "-f", "json"))
    assert data["right"]["id"] == statement.id
    assert data["right"]["source"]["fidelity"] == "paraphrase"


@pytest.mark.parametrize("value", ["0", "1", "-1", "2", "much"])
def test_an_error_rate_that_is_none_is_refused(
    run: Run, texts: tuple[Path, Path], value: str
) -> None:
    refused(run("compare", *texts, "--max-error", value), "--max-error")


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare"],
        ["compare", "one.txt"],
        ["compar"],
        ["compare", "a", "b", "--no-such"],
        ["demo", "no-such"],
        ["evaluate", "absent"],
    ],
)
def test_wrong_use_is_one_line(run: Run, arguments: list[str]) -> None:
    refused(run(*arguments))


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
        "import resource, sys; from compare.cli import main; "
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

    monkeypatch.setattr("compare.pipeline.statements", fail)
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

    monkeypatch.setattr("compare.pipeline.statements", interrupt)
    assert run("compare", *texts) == (130, "", "")


# Speed and memory

_MEASURED = """
import resource, sys, time
from compare.cli import main
begun = time.perf_counter()
code = main(sys.argv[1:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(time.perf_counter() - begun, peak, "torch" in sys.modules, file=sys.stderr)
sys.exit(code)
"""


def measured(*arguments: object, **environment: str) -> tuple[int, str, float, int, bool]:
    """Run in a process of its own: exit code, all but the last line, seconds, MiB, torch loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    *told, last = done.stderr.splitlines()
    seconds, peak, torch = last.split()
    return done.returncode, "\n".join(told), float(seconds), int(peak), torch == "True"


def test_the_second_time_needs_no_model(texts: tuple[Path, Path], tmp_path: Path) -> None:
    arguments = ["compare", *texts, "--format", "json"]
    cache = str(tmp_path / "cache")
    code, told, first, _, loaded = measured(*arguments, READOUTS_CACHE=cache)
    assert (code, told, loaded) == (0, "", True)
    code, told, second, _, loaded = measured(*arguments, READOUTS_CACHE=cache)
    assert (code, told, loaded) == (0, "", False)
    assert second < first / 4, f"{first:.2f} s, then {second:.2f} s"


@pytest.mark.parametrize("sentence", ["The two sides discussed trade. ", "trade "])
def test_ten_megabytes_end_in_bounded_memory(texts: tuple[Path, Path], sentence: str) -> None:
    """Finishing or refusing with the limit: under a minute and under 1 GiB."""
    texts[1].write_text(sentence * (10_000_000 // len(sentence)))
    code, told, seconds, peak, _ = measured("compare", *texts, "--format", "json")
    assert code in (0, 2)
    if code == 2:
        assert told.startswith("readouts: ")
        assert re.search(r"\d", told), "the message states the limit"
        assert "\n" not in told
    assert seconds < 60
    assert peak < 1024, f"{peak} MiB"


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
