"""``readouts codebook``, and ``--codebook`` on every command that compares."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Run, exported, refused

SPACE = """\
schema: readouts.codebook/1
name: mine
version: "7"
extends: bundled
topics:
  - id: moonbase
    label: {en: Space, zh: 太空}
    names: {en: [lunar rover], zh: [月球车]}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.yaml"
    file.write_text(SPACE, encoding="utf-8")
    return file


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.yaml"
    file.write_text(SPACE.replace("label:", "lable:"), encoding="utf-8")
    return file


def test_without_a_command_the_help_is_printed(run: Run) -> None:
    code, out, err = run("codebook")
    assert (code, err) == (0, "")
    assert "check" in out


def test_topics_are_listed_with_labels_in_both_languages(run: Run) -> None:
    code, out, err = run("codebook", "show")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 53 + 2
    assert lines[0].split() == ["taiwan", "narrow", "Taiwan", "台湾"]
    assert lines[-1].startswith("bundled 2.0, 53 topics, ")


def test_a_topic_is_shown_with_all_it_is_found_by(run: Run, mine: Path) -> None:
    out = run("codebook", "show", "taiwan")[1]
    assert "names: Taiwan; " in out
    assert "一个中国" in out
    assert "exclude: Strait of Hormuz" in out
    assert "lunar rover" in run("codebook", "show", "moonbase", "--codebook", mine)[1]


def test_a_topic_that_is_not_there_is_named(run: Run) -> None:
    refused(run("codebook", "show", "moonbase"), "no topic 'moonbase'", "readouts codebook show")


def test_check_says_what_a_codebook_holds(run: Run, mine: Path) -> None:
    code, out, err = run("codebook", "check", mine)
    assert (code, err) == (0, "")
    assert f"{mine}: mine 7, 54 topics, " in out


def test_a_wrong_codebook_is_one_line_with_its_place(run: Run, wrong: Path, tmp_path: Path) -> None:
    place = f"{wrong}:7: topics.0.lable: "
    refused(run("codebook", "check", wrong), place)
    refused(run("demo", "-o", tmp_path / "report.html", "--codebook", wrong), place)
    assert not (tmp_path / "report.html").exists()


@pytest.mark.slow
def test_comparing_with_ones_own_codebook(
    run: Run, mine: Path, wrong: Path, texts: tuple[Path, Path], tmp_path: Path
) -> None:
    left, right = texts
    left = tmp_path / "rover.txt"
    left.write_text("The Secretary proposed a joint lunar rover. He raised Taiwan.", "utf-8")
    result = exported(run("compare", left, right, "-f", "json", "--codebook", mine))
    (space,) = (topic for topic in result["topics"] if topic["id"] == "moonbase")
    assert (space["state"], space["labels"]["zh"]) == ("left_only", "太空")
    plain = exported(run("compare", left, right, "-f", "json"))
    assert result["signature"]["codebook"] == "mine 7"
    assert result["signature"]["codebook_hash"] != plain["signature"]["codebook_hash"]
    assert result["signature"]["codebook_hash"][:8] in result["signature"]["string"]
    refused(run("compare", left, right, "--codebook", wrong), f"{wrong}:7: topics.0.lable")
