"""YAML: what people write is read with its lines; what is built to harm is one line."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml
from bounded_child import run_bounded
from hostile_yaml import CLUMSY, HOSTILE, write_all
from hypothesis import given
from hypothesis import strategies as st

import corpus
from compare.annotation.terms import load_terms
from compare.batches.sources import read_event
from compare.coding.exchange.mapping_files import read_mapping
from compare.errors import CodebookError, CodingError
from compare.topics.codebook import load_codebook
from corpus.library.exchange import plainfiles
from corpus.text import yaml_text
from corpus.text.yaml_text import DEPTH, YamlError, read_yaml

FILE = """# a comment
name: Mine
version: 1.0
empty:
nothing: null
quoted: "null"
topics:
  - id: space
    names:
      en: [moon, 12:30:45, "yes", no]
      zh:
        - 月球
        - |
          two
          lines
  - id: sea
"""


def test_texts_lists_and_mappings_are_what_was_written() -> None:
    assert read_yaml(FILE).content == {
        "name": "Mine",
        "version": "1.0",
        "empty": None,
        "nothing": None,
        "quoted": "null",
        "topics": [
            {
                "id": "space",
                "names": {
                    "en": ["moon", "12:30:45", "yes", "no"],
                    "zh": ["月球", "two\nlines\n"],
                },
            },
            {"id": "sea"},
        ],
    }


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ((), 2),
        (("version",), 3),
        (("topics",), 7),
        (("topics", 0), 8),
        (("topics", 0, "names", "en", 3), 10),
        (("topics", 0, "names", "zh"), 11),
        (("topics", 0, "names", "zh", 1), 13),
        (("topics", 1, "id"), 16),
        (("topics", 1, "label", "en"), 16),
        (("topics", 7, "id"), 7),
        (("no such",), 2),
    ],
)
def test_every_part_has_its_line(location: tuple[int | str, ...], line: int) -> None:
    assert read_yaml(FILE).line_of(location) == line


@pytest.mark.parametrize("text", ["", "\n", "# only a comment", "---\n", "~"])
def test_an_empty_text_holds_nothing(text: str) -> None:
    assert read_yaml(text).content is None


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_built_to_harm_is_one_line(name: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(HOSTILE[name])
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("name", HOSTILE)
def test_every_door_refuses_it_in_one_line(name: str, tmp_path: Path) -> None:
    data = HOSTILE[name].encode("utf-8", "surrogatepass")
    file = tmp_path / "hostile.yaml"
    file.write_bytes(data)
    with pytest.raises(CodebookError, match=r"^[^\n]{,400}$"):
        load_codebook(str(file))
    with pytest.raises(CodebookError, match=r"^[^\n]{,400}$"):
        load_terms(str(file))
    with pytest.raises(corpus.LibraryError, match=r"^[^\n]{,400}$"):
        plainfiles.read_yaml(data, "event.yaml")
    with pytest.raises(CodingError, match=r"^[^\n]{,400}$"):
        read_mapping(file, "labels", "a: b")
    file.rename(tmp_path / "event.yaml")
    with pytest.raises(corpus.EventError, match=r"^[^\n]{,400}$"):
        read_event(tmp_path)


@pytest.mark.parametrize("name", sorted({*HOSTILE} - {"two documents", "much", "a long text"}))
def test_front_matter_refuses_it_in_one_line(name: str) -> None:
    front = HOSTILE[name][:40_000] if len(HOSTILE[name]) > 49_000 else HOSTILE[name]
    if name in ("many aliases", "many parts"):  # cut short, the list is left open
        assert not front.endswith("]")
    data = f"---\n{front}\n---\nPeace.".encode("utf-8", "surrogatepass")
    with pytest.raises(corpus.ReadError, match=r"^[^\n]{,400}$"):
        corpus.read(data, kind="markdown")


@pytest.mark.parametrize("name", CLUMSY)
def test_a_codebook_that_is_wrong_is_one_line(name: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(CLUMSY[name])
    with pytest.raises(CodebookError, match=r"^[^\n]{,400}$"):
        load_codebook(str(file))


ALL_DOORS = """
import sys
from pathlib import Path
import corpus
from compare.annotation.terms import load_terms
from compare.encoders.model_files import languages
from compare.errors import CodebookError
from compare.topics.codebook import load_codebook
from corpus.library.exchange import plainfiles

refused = 0
for file in map(Path, sys.argv[1:]):
    data = file.read_bytes()
    card = file.with_name("README.md")
    card.write_bytes(b"---\\n" + data + b"\\n---\\n")
    assert languages(card.parent) == frozenset()
    for door in (
        lambda: load_codebook(str(file)),
        lambda: load_terms(str(file)),
        lambda: plainfiles.read_yaml(data, "event.yaml"),
        lambda: corpus.read(b"---\\n" + data[:40_000] + b"\\n---\\nPeace.", kind="markdown"),
    ):
        try:
            door()
        except (CodebookError, corpus.CorpusError):
            refused += 1
print(refused)
"""


def test_no_door_is_kept_busy(tmp_path: Path) -> None:
    """A hundred texts built to harm, read at every door within a minute of processor time."""
    files = write_all(tmp_path)
    done = run_bounded(ALL_DOORS, *map(str, files), seconds=60)
    assert done.returncode == 0, done.stderr or "ended by the limit on processor time"
    assert int(done.stdout) > 3 * len(HOSTILE)


def test_nothing_else_reads_yaml() -> None:
    root = Path(str(yaml_text.__file__)).parents[2]
    calls = {"safe_load", "load", "full_load", "unsafe_load", "compose", "parse", "safe_load_all"}
    users = {
        file.relative_to(root).as_posix()
        for top in ("compare", "corpus", "ui")
        for file in (root / top).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in calls
        if isinstance(node.value, ast.Name) and node.value.id == "yaml"
    }
    assert users == {"corpus/text/yaml_text.py"}


def test_levels_are_counted() -> None:
    assert read_yaml("[" * DEPTH + "]" * DEPTH).content
    with pytest.raises(YamlError, match=r"^line 1: more than 20 levels"):
        read_yaml("[" * (DEPTH + 1) + "]" * (DEPTH + 1))


def test_the_line_of_a_mistake_is_named() -> None:
    with pytest.raises(YamlError, match=r"^line 3: the key 'a' is there twice; keep one$"):
        read_yaml("a: b\nc: d\na: e\n")
    with pytest.raises(YamlError, match=r"^line 2: an alias, \*x; write out"):
        read_yaml("a: b\nc: *x\n")


def texts_of(node: Any) -> Any:
    """What a tree of nodes holds, by recursion over PyYAML's own."""
    if isinstance(node, yaml.ScalarNode):
        plain = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
        return None if plain else node.value
    if isinstance(node, yaml.SequenceNode):
        return [texts_of(item) for item in node.value]
    return {key.value: texts_of(value) for key, value in node.value}


DATA = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("ab:-# é会", min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(DATA, st.booleans())
def test_what_is_written_is_read_back(data: Any, flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow)
    if isinstance(data, str) or data:
        assert read_yaml(text).content == texts_of(yaml.compose(text, Loader=yaml.SafeLoader))
        assert read_yaml(text).content == data


@given(st.text(st.sampled_from("ab: -[]{}&*!|>'\"%#?,\n\t\\u\ud800"), max_size=40))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    error = refusal(text)
    if error is not None:
        assert len(str(error).splitlines()) == 1
        assert 1 <= error.line <= text.count("\n") + 2


def refusal(text: str) -> YamlError | None:
    try:
        read_yaml(text)
    except YamlError as error:
        return error
    return None


def test_our_own_files_are_read_as_a_whole_parser_reads_them() -> None:
    root = Path(str(yaml_text.__file__)).parents[2]
    files = [f for top in ("compare", "corpus") for f in (root / top).rglob("*.yaml")]
    assert len(files) > 5
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert read_yaml(text).content == texts_of(yaml.compose(text, Loader=yaml.SafeLoader)), file
