"""The page on errors: every public class of them, its exit code, and messages that are real."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import page_runs
import pytest
from tree import PACKAGES, ROOT, parsed, sources

import compare
import corpus
from compare.cli.app import main
from ui.forms.upload import EmptyFieldError

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
SECTION = re.compile(r"^### (\w+)\n(.*?)(?=^##|\Z)", re.DOTALL | re.MULTILINE)
EXAMPLE = re.compile(r"^```(sh|python)\n(.*?)^```\n\n```text\n(.*?)\n```$", re.DOTALL | re.M)
SECTIONS = dict(SECTION.findall(PAGE))
EXAMPLES = [
    (name, *example) for name, section in SECTIONS.items() for example in EXAMPLE.findall(section)
]
BASES = {"CompareError", "CorpusError", "ReadWarning"}
KINDS: dict[str, type[Exception]] = {
    **vars(compare.errors),
    **vars(corpus.errors),
    "EmptyFieldError": EmptyFieldError,
}


def public_classes() -> set[str]:
    """Classes of errors that are told to users, wherever the installed packages define them."""
    defined = {
        node.name: {ast.unparse(base) for base in node.bases}
        for package in PACKAGES
        for path in sources(package)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    found = BASES & set(defined)
    while more := {name for name, bases in defined.items() if bases & found} - found:
        found |= more
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the page writes."""
    return tmp_path_factory.mktemp("errors")


@pytest.fixture(scope="module")
def names(folder: Path) -> dict[str, object]:
    """What the first block of the page defines, once it has run in the folder."""
    (block,) = re.findall(r"^```python\n(.*?)^```$", PAGE.partition("\n## ")[0], re.DOTALL | re.M)
    found: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        exec(block, found)
    return found


def test_every_public_error_has_a_section_and_no_other() -> None:
    assert set(SECTIONS) == public_classes()
    assert len(SECTIONS) == len(SECTION.findall(PAGE))


def test_every_error_shows_a_message() -> None:
    assert {name for name, *_ in EXAMPLES} == set(SECTIONS) - {"EmptyFieldError"}


@pytest.mark.filterwarnings("default::corpus.ReadWarning")
@pytest.mark.parametrize(
    ("name", "language", "block", "shown"), EXAMPLES, ids=[f"{e[0]}-{e[1]}" for e in EXAMPLES]
)
def test_a_message_is_what_the_code_says(
    name: str,
    language: str,
    block: str,
    shown: str,
    folder: Path,
    names: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    if language == "python":
        with pytest.raises(KINDS[name]) as caught:
            exec(block, dict(names))
        assert (type(caught.value), str(caught.value)) == (KINDS[name], shown)
        return
    words = shlex.split(block)
    while "=" in words[0]:
        monkeypatch.setenv(*words.pop(0).split("=", 1))
    (code,) = re.findall(r"Exit code: (\d+)\.", SECTIONS[name])
    assert main(words[1:]) == int(code)
    assert capfd.readouterr().err == f"{shown}\n"
    if int(code):
        monkeypatch.setenv("READOUTS_DEBUG", "1")
        with pytest.raises(KINDS[name]) as caught:
            main(words[1:])
        assert type(caught.value) is KINDS[name]


def test_an_empty_field_of_the_dashboard_says_what_the_page_says() -> None:
    (shown,) = re.findall(r"^```text\n(.*?)\n```$", SECTIONS["EmptyFieldError"], re.M)
    app = page_runs.bring(page_runs.run(event="own"), ("West", "They met."), ("East", ""))
    assert [one.value for one in app.error] == [f"The second text: {shown}"]
