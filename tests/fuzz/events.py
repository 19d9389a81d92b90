"""YAML by every door, codebooks, and exports of a library."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import hostile_yaml
from library_texts import event

import corpus
from compare.annotation.terms import load_terms
from compare.coding.codebook_versions import read_topic_map
from compare.coding.exchange.labels import read_labels
from compare.topics.codebook import load_codebook
from compare.topics.names import find_names
from corpus import Library
from corpus.text import yaml_text
from corpus.text.yaml_text import YamlError
from tests.fuzz.judging import REFUSALS, attempt
from tests.fuzz.mutations import Seed
from tests.fuzz.targets import Target
from tests.fuzz.tokens import ARCHIVE, YAML

_CODEBOOK = """schema: readouts.codebook/1
name: antarctica
version: "1"
extends: bundled
topics:
  - id: antarctica
    label: {en: Antarctica, zh: 南极}
    phrase: {en: the Antarctic, zh: 南极问题}
    definition: {en: The Antarctic Treaty., zh: 南极条约。}
    names: {en: [Antarctica, Antarctic Treaty], zh: [南极]}
    exclude: {en: [Antarctica New Zealand], zh: [南极熊]}
states:
  UA: {en: [Kyiv], zh: [基辅]}
"""
_ALONE = _CODEBOOK.replace("extends: bundled\n", "")
_LABELS = "labels:\n  omitted: left_out\n  tw: topic taiwan denied\n"
_TOPICS = "codebook: abc\ntopics:\n  old: new\n  split: [one, two]\n  gone:\n"


def read_yaml(data: bytes) -> object:
    """Read a text in YAML by each door that a user's YAML comes in by."""
    path = Path("given.yaml")
    path.write_bytes(data)
    for door in (read_labels, read_topic_map, load_terms):
        attempt(door, str(path))
    text = data.decode("utf-8", "surrogateescape")
    corpus.read(b"---\n" + data + b"\n---\nThey met.", kind="markdown")
    return yaml_text.read_yaml(text)


def yaml() -> list[Seed]:
    """Texts in YAML, good and hostile."""
    hostile = [
        text.encode("utf-8", "surrogatepass")
        for text in hostile_yaml.HOSTILE.values()
        if len(text) < 5_000
    ]
    return [Seed(text.encode()) for text in (_CODEBOOK, _LABELS, _TOPICS)] + list(
        map(Seed, hostile)
    )


def read_codebook(data: bytes) -> object:
    """Load a codebook, and look for its names in a text."""
    path = Path("codebook.yaml")
    path.write_bytes(data)
    return find_names("They spoke of Antarctica. 双方谈到南极问题。", load_codebook(str(path)))


def codebooks() -> list[Seed]:
    """Codebooks that extend the bundled one, and that stand alone."""
    return [Seed(_ALONE.encode()), Seed(_ALONE.encode()), Seed(_CODEBOOK.encode())]


def bring_in(data: bytes) -> object:
    """Import an export into a library of its own; the library is whole, whatever it was."""
    for old in Path().glob("library.db*"):
        old.unlink()
    Path("given.zip").write_bytes(data)
    with _library() as library:
        try:
            return library.import_("given.zip")
        finally:
            problems = [str(problem) for problem in library.check()]
            assert problems == [], problems


def _library() -> Library:
    # A copy of an empty library: to make one takes longer than to import a small export.
    Path("library.db").write_bytes(_empty())
    return Library("library.db")


@cache
def _empty() -> bytes:
    Library("empty.db").close()
    return Path("empty.db").read_bytes()


@cache
def _export() -> dict[str, bytes]:
    from corpus.library import JudgementRecord

    with Library("seed.db") as library:
        one = event()
        library.add_event(one, {text.id: text.text.encode() for text in one.statements})
        library.add(one.statements[0].model_copy(update={"text": "Other wording."}), one.id)
        record = JudgementRecord("j1", one.id, "A", '{"id": "j1", "value": "covered"}')
        library.keep_judgements([record])
        library.export("seed.zip")
    with zipfile.ZipFile("seed.zip") as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    # The same inputs each time: not the moment at which this was made.
    moment = b"added: '2024-01-12T00:00:00+00:00'"
    return {name: re.sub(rb"added: .*", moment, data) for name, data in members.items()}


def exports() -> list[Seed]:
    """Exports with one file changed, and changed anywhere."""
    members = _export()

    def around(name: str) -> Seed:
        return Seed(members[name], lambda data: _packed({**members, name: data}))

    return [Seed(_packed(members)), *map(around, members)]


def _packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


TARGETS = {
    "yaml": Target(read_yaml, yaml, YAML, 200, (*REFUSALS, YamlError)),
    "codebook": Target(read_codebook, codebooks, YAML, 80),
    "library": Target(bring_in, exports, (*ARCHIVE, *YAML), 30),
}
