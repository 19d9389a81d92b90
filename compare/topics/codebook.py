"""The codebook: which topics there are, what they are called, and in which words they come up.

A codebook is a YAML file. The bundled one stands beside this module; a user's own is of the
same form and may say ``extends: bundled``. It is checked when it is loaded, and a mistake is
reported with the file, the line and the field.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from compare.errors import CodebookError
from compare.languages import writing_of
from compare.languages.word_folding import fold_name
from corpus.field_faults import first_fault
from corpus.files import readable
from corpus.text.yaml_text import YamlDocument, YamlError, read_yaml

if TYPE_CHECKING:
    from compare.topics.codebook_schema import CodebookFile, Family, PhrasesFile, TopicFile

_BUNDLED = Path(__file__).with_name("codebook.yaml")
_MAX_BYTES = 2_000_000
_CATCH_ALL = frozenset({"other-topic", "other-region"})
"""Topics for the rest: they lose the names that a topic of the user's claims."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by language, as written in the codebook."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    """Simplified and Traditional together."""


@dataclass(frozen=True, slots=True)
class CodebookTopic:
    """One topic of a codebook."""

    id: str
    broad: bool
    """True where names alone don't settle it and meaning is needed."""
    labels: tuple[tuple[str, str], ...]
    """Pairs of language and label, such as (("en", "Taiwan"), ("zh", "台湾"))."""
    definitions: tuple[tuple[str, str], ...]
    names: Phrases
    """Words that raise the topic wherever they stand."""
    cues: Phrases
    """Words that speak for the topic but also occur without it."""
    exclude: Phrases
    """Phrases inside which neither names nor cues count."""
    anchors: Phrases
    """Sentences that raise the topic, for meaning."""
    family: Family | None = None
    """The group that the topic is listed in; None where the codebook does not say."""
    running_text: tuple[tuple[str, str], ...] = ()
    """Pairs of language and what the topic is called inside a sentence; see :meth:`phrase`."""

    def label(self, language: str) -> str:
        """Return the label in a language, or the English one, or the id."""
        labels = dict(self.labels)
        return labels.get(language) or labels.get("en") or self.id

    def phrase(self, language: str) -> str:
        """Return what the topic is called inside a sentence, or else its label.

        For one topic the label is "What the relationship is", and the phrase "how the
        relationship is described".
        """
        return dict(self.running_text).get(language) or self.label(language)


@dataclass(frozen=True)
class Codebook:
    """A checked codebook. Equal and hashed by its fingerprint."""

    name: str
    version: str
    fingerprint: str
    """SHA-256 of the content in lower-case hexadecimal; comments and order of keys don't count."""
    topics: tuple[CodebookTopic, ...]
    shared: Phrases
    """Names that more than one topic may claim."""
    states: tuple[tuple[str, Phrases], ...] = ()
    """Pairs of the code of a state or body, such as JP or NATO, and the names and cues that only
    name it, its people, its capital or its leader; see :meth:`without`."""

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __getitem__(self, topic: str) -> CodebookTopic:
        for entry in self.topics:
            if entry.id == topic:
                return entry
        raise KeyError(topic)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the topics, in the order of the codebook."""
        return tuple(entry.id for entry in self.topics)

    def without(self, states: Iterable[str]) -> frozenset[str]:
        """Return the names and cues to ignore where these states are the sides of an event.

        A side raises no topic by being named: where Ukraine is a side, "Ukraine" and "Kyiv" do
        not speak for the topic of the war, and "war in Ukraine" still does.

        Args:
            states: codes of ``segmentation/affiliations.tsv``, such as UA or EU; a code of which
                the codebook knows no phrase adds nothing.

        Returns:
            Phrases in every language, as the codebook writes them: those that
            :attr:`compare.topics.names.NameMatch.phrase` gives. No topic counts them.
        """
        asked = frozenset(states)
        return frozenset(
            phrase
            for state, phrases in self.states
            if state in asked
            for phrase in (*phrases.en, *phrases.zh)
        )


def load_codebook(name: str = "bundled") -> Codebook:
    """Load and check a codebook; one that was loaded before is read again only if it changed.

    Args:
        name: ``bundled`` or the path of a YAML file.

    Raises:
        CodebookError: the file can't be read or does not fit; the message is one line that
            names the file, the line and the field.
    """
    path = _BUNDLED if name == "bundled" else Path(name)
    return _load(path, _state(path))


def _state(path: Path) -> tuple[int, ...]:
    """Return time, size and inode of a file, or nothing where it cannot be read."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


@lru_cache(maxsize=8)
def _load(path: Path, state: tuple[int, ...]) -> Codebook:
    found = _read(path)
    topics = [_entry(topic) for topic in found.topics]
    shared = _phrases(found.shared)
    states = {state: _phrases(phrases) for state, phrases in found.states.items()}
    if found.extends:
        base = load_codebook("bundled")
        topics = _extend(base.topics, topics, frozenset(found.drop))
        shared = _join(base.shared, shared)
        known = dict(base.states)
        states = known | {s: _join(known.get(s, Phrases()), p) for s, p in states.items()}
    if not topics:
        raise CodebookError(f"{path}: no topics; list at least one under 'topics'")
    if path != _BUNDLED:  # a test holds the bundled one to it
        check_claims(path, topics, shared)
    by_state = tuple(sorted(states.items()))
    named = [(state, phrases.en, phrases.zh) for state, phrases in by_state]
    content = [[_plain(topic) for topic in topics], shared.en, shared.zh, named]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return Codebook(found.name, found.version, digest, tuple(topics), shared, by_state)


def anchor_texts(codebook: Codebook) -> tuple[tuple[str, str], ...]:
    """Return (topic id, text) for every anchor and definition, in a fixed order.

    Encode the texts in this order to get the rows that
    :func:`compare.topics.detection.detect` wants.
    """
    return tuple(
        (entry.id, text)
        for entry in codebook.topics
        for text in (
            *(definition for _, definition in entry.definitions),
            *entry.anchors.en,
            *entry.anchors.zh,
        )
    )


def _read(path: Path) -> CodebookFile:
    from pydantic import ValidationError

    from compare.topics.codebook_schema import CodebookFile

    document = _document(path)
    try:
        return CodebookFile.model_validate(document.content)
    except ValidationError as error:
        fault = first_fault(error)
        line = document.line_of(fault.path)
        raise CodebookError(f"{path}:{line}: {fault.sentence('codebook')}") from None


def _document(path: Path) -> YamlDocument:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise CodebookError(f"{path}: larger than {_MAX_BYTES:,} bytes; is it a codebook?")
        return read_yaml(readable(path).read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise CodebookError(f"{path}: {reason}; name a codebook in YAML or 'bundled'") from None
    except UnicodeDecodeError:
        raise CodebookError(f"{path}: not UTF-8 text; save the codebook as UTF-8") from None
    except YamlError as error:
        remedy = "" if ";" in error.problem else "; check the indentation and quotes"
        raise CodebookError(f"{path}:{error.line}: {error.problem}{remedy}") from None


def _entry(topic: TopicFile) -> CodebookTopic:
    return CodebookTopic(
        id=topic.id,
        broad=topic.scope == "broad",
        labels=topic.label.pairs(),
        definitions=topic.definition.pairs(),
        names=_phrases(topic.names),
        cues=_phrases(topic.cues),
        exclude=_phrases(topic.exclude),
        anchors=_phrases(topic.anchors),
        family=topic.family,
        running_text=topic.phrase.pairs(),
    )


def _phrases(found: PhrasesFile) -> Phrases:
    return Phrases(tuple(found.en), (*found.zh, *found.zh_hant))


def _join(left: Phrases, right: Phrases) -> Phrases:
    return Phrases(
        tuple(dict.fromkeys((*left.en, *right.en))), tuple(dict.fromkeys((*left.zh, *right.zh)))
    )


def _extend(
    base: Iterable[CodebookTopic], additions: Iterable[CodebookTopic], drop: frozenset[str]
) -> list[CodebookTopic]:
    """Add the user's phrases to topics that exist, and topics that don't."""
    additions = tuple(additions)
    claimed = {
        fold_name(n)
        for e in additions
        if e.id not in _CATCH_ALL
        for n in (*e.names.en, *e.names.zh)
    }
    merged = {
        entry.id: _without(entry, claimed) if entry.id in _CATCH_ALL else entry
        for entry in base
        if entry.id not in drop
    }
    for entry in additions:
        old = merged.get(entry.id)
        merged[entry.id] = (
            entry
            if old is None
            else CodebookTopic(
                id=entry.id,
                broad=entry.broad,
                labels=entry.labels or old.labels,
                definitions=entry.definitions or old.definitions,
                names=_join(old.names, entry.names),
                cues=_join(old.cues, entry.cues),
                exclude=_join(old.exclude, entry.exclude),
                anchors=_join(old.anchors, entry.anchors),
                family=entry.family or old.family,
                running_text=entry.running_text or old.running_text,
            )
        )
    return list(merged.values())


def _without(entry: CodebookTopic, claimed: AbstractSet[str]) -> CodebookTopic:
    def kept(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if fold_name(name) not in claimed)

    return replace(entry, names=Phrases(kept(entry.names.en), kept(entry.names.zh)))


def check_claims(path: Path, topics: Iterable[CodebookTopic], shared: Phrases) -> None:
    """Refuse a name in the wrong language, or one that two topics claim and that is not shared.

    Raises:
        CodebookError: naming the file, the line, the topic and the name.
    """
    allowed = {fold_name(name) for name in (*shared.en, *shared.zh)}
    owner: dict[str, str] = {}
    for entry in topics:
        for language, names in (("en", entry.names.en), ("zh", entry.names.zh)):
            is_written = writing_of(language)
            for name in names:
                key = fold_name(name)
                first = owner.setdefault(key, entry.id)
                problem = ""
                if not is_written(name) or not key.strip():
                    problem = "is not in that language"
                elif first != entry.id and key not in allowed:
                    problem = f"is also a name of {first!r}; list it under 'shared' if both count"
                if problem:
                    line = _line_naming(path, entry.id, name)
                    where = f"{path}:{line}: {entry.id}.names.{language}"
                    raise CodebookError(f"{where}: {name!r} {problem}")


def _line_naming(path: Path, topic: str, name: str) -> int:
    """Return the line, from 1, where a topic of the file lists a name."""
    document = _document(path)
    for index, found in enumerate(document.content.get("topics") or ()):
        for script, names in (found.get("names") or {}).items():
            if found["id"] == topic and name in names:
                return document.line_of(("topics", index, "names", script, names.index(name)))
    return 1


def _plain(entry: CodebookTopic) -> list[object]:
    phrases = (entry.names, entry.cues, entry.exclude, entry.anchors)
    return [
        entry.id,
        entry.broad,
        entry.labels,
        entry.definitions,
        entry.family,
        entry.running_text,
        *((part.en, part.zh) for part in phrases),
    ]
