"""YAML: what people write is read with its lines; what is built to harm is one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import corpus
from compare.annotation.terms import load_terms
from compare.errors import CodebookError
from compare.topics.codebook import load_codebook
from corpus.library.exchange import plainfiles
from corpus.text import yaml_text
from corpus.text.yaml_text import DEPTH, LONGEST, YamlError, read_yaml

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
MERGES = "a: &a {x: 1}\n" + "b: {<<: [" + "*a, " * 200 + "*a]}\n"
BILLION = "a: &a [x, x]\n" + "".join(
    f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefghi", "bcdefghij", strict=True)
)
HOSTILE = {
    "brackets": "[" * 40_000,
    "closed brackets": "[" * 40_000 + "]" * 40_000,
    "braces": "a: " + "{a: " * 40_000,
    "dashes": "- " * 40_000 + "a",
    "questions": "? " * 40_000 + "a",
    "indents": "".join(f"{' ' * n}a:\n" for n in range(1_000)),
    "merge keys": MERGES,
    "a merge key": "a:\n  <<: b\n",
    "aliases": BILLION,
    "an alias to itself": "a: &a [*a]",
    "many aliases": "a: &a x\nb: [" + "*a, " * 300_000 + "*a]",
    "an anchor": "a: &b c",
    "a tag": "a: !!python/object/apply:os.system [ls]",
    "a tag of one's own": "a: !b c",
    "a plain mark": "a: ! b",
    "a binary": "a: !!binary aGk=",
    "beyond Unicode": 'a: "\\UFFFFFFFF"',
    "an escaped surrogate": 'a: "\\ud800"',
    "a surrogate": "a: \ud800",
    "a control character": "a: \x00",
    "an escape": "a: \x1b[31m",
    "a long text": "a: " + "x" * (LONGEST + 1),
    "a key twice": "a: b\na: c",
    "a list as key": "? [a, b]\n: c",
    "two documents": "a: b\n---\nc: d",
    "a tabulator": "a:\n\t- b",
    "an open quote": 'a: "b',
    "an unknown alias": "a: *b",
    "a directive": "%YAML 9.9\n---\na: b",
    "many parts": "[" + ",".join("a" * 300_000) + "]",
    "much": "#" * 2_000_001,
}


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


@pytest.mark.parametrize("name", sorted({*HOSTILE} - {"two documents", "much", "a long text"}))
def test_front_matter_refuses_it_in_one_line(name: str) -> None:
    front = HOSTILE[name][:40_000] if len(HOSTILE[name]) > 49_000 else HOSTILE[name]
    if name in ("many aliases", "many parts"):  # cut short, the list is left open
        assert not front.endswith("]")
    data = f"---\n{front}\n---\nPeace.".encode("utf-8", "surrogatepass")
    with pytest.raises(corpus.ReadError, match=r"^[^\n]{,400}$"):
        corpus.read(data, kind="markdown")


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
