"""Bad input through the command: a right result, or one line with the remedy and exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import ENGLISH, Run, exported, refused

from corpus import samples

pytestmark = pytest.mark.slow

RUSSIAN = "Министр встретился с делегацией. Стороны обсудили двусторонние отношения и торговлю."
JAPANESE = "両首脳は会談を行いました。台湾海峡の平和と安定が重要であると述べました。"
CHINESE = "中方指出，台湾问题是中国核心利益中的核心。双方同意保持沟通。双方讨论了经贸问题。"
TRADITIONAL = "中方指出，臺灣問題是中國核心利益中的核心。雙方同意保持溝通。雙方討論了經貿問題。"
ARABIC = "التقى الوزير بالوفد. وناقش الجانبان العلاقات الثنائية والتجارة."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00\x00\x00\x00", "NUL"),
        (b"The two sides\x00 discussed Taiwan.", "NUL"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, "prc.txt"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"* * * -- ??", "no words"),
    ],
    ids=["empty", "spaces", "only a BOM", "only NUL", "NUL within", "image", "PDF", "no words"],
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


def test_the_same_file_twice_needs_two_sides_and_is_all_covered(
    run: Run, texts: tuple[Path, Path]
) -> None:
    refused(run("compare", texts[0], texts[0]), "--right-side")
    code, out, err = run("compare", texts[0], texts[0], "--right-side", "PRC", "-f", "json")
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
        "Peace and\x07 stability\x1b[31m in the Taiwan Strait\x0c matter.\x7f They agreed.",
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
    # One word again and again is no language: it has to be told.
    data = exported(run("compare", *texts, "--right-lang", "en", "-f", "json"))
    right = data["right"]["text"]
    assert right == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    spans = [(s["start"], s["end"]) for s in data["segments"]["right"]]
    assert spans
    assert all(0 <= start < end <= len(right) for start, end in spans)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE * 5, "gb18030"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL * 5, "big5"),
        (CHINESE + "\nThe two sides agreed to keep channels open.\n", "utf-8"),
        (CHINESE.replace("。", ""), "utf-8"),
    ],
    ids=["zh", "BOM", "UTF-16", "GB18030", "Traditional", "Big5", "mixed", "no end"],
)
def test_chinese_is_read_in_its_scripts_and_encodings(
    run: Run, texts: tuple[Path, Path], text: str, encoding: str
) -> None:
    texts[1].write_bytes(text.encode(encoding))
    data = exported(run("compare", *texts, "-f", "json"))
    assert data["right"]["text"] == text
    assert data["right"]["lang"] == "zh"
    topics = {topic["id"]: topic["state"] for topic in data["topics"]}
    assert topics["taiwan"] == "both"


def test_control_characters_do_not_reach_the_terminal(run: Run, texts: tuple[Path, Path]) -> None:
    raised = (
        "The Secretary raised \x1b[2J\x1b]0;hacked\x07 Taiwan \x7f\x9b31m\x9d0;a\x9c at length.\n"
    )
    texts[0].write_text(raised, "utf-8")
    code, out, _ = run("compare", *texts)
    assert code == 0
    assert [c for c in out if c != "\n" and not (c.isprintable() or c.isspace())] == []
    assert not {"\x1b", "\x7f", "\x85", "\x9b", "\x9d", "\r"} & set(out)


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


def test_what_is_told_of_a_text_is_in_the_result(run: Run, texts: tuple[Path, Path]) -> None:
    told = {
        "fidelity": "excerpt",
        "date": "2024-01-12",
        "title": "Talks",
        "publisher": "State Department",
        "url": "https://example.org/a",
    }
    for side in ("left", "right"):
        options = [word for key, value in told.items() for word in (f"--{side}-{key}", value)]
        data = exported(run("compare", *texts, *options, "--no-read-pairs", "-f", "json"))
        found = data[side]
        assert (found["date"], found["title"]) == (told["date"], told["title"])
        assert {key: found["source"][key] for key in ("fidelity", "publisher", "url")} == {
            key: told[key] for key in ("fidelity", "publisher", "url")
        }
        other = data["left" if side == "right" else "right"]
        assert other["source"]["fidelity"] == "unknown"
    refused(run("compare", *texts, "--left-fidelity", "exact"), "--left-fidelity", "verbatim")
    refused(run("compare", *texts, "--right-date", "soon"), "write it as 2024-01-31")
