"""Judgements of topics carried from one codebook to another that renames, merges or splits them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from compare.coding.exchange.mapping_files import read_mapping
from compare.coding.judgements import Judgement


@dataclass(frozen=True, slots=True)
class TopicMap:
    """What became of the topics of a codebook; those that are not named stayed as they were."""

    codebook: str
    """Fingerprint of the codebook that topics are carried to; empty where it is not said."""
    topics: Mapping[str, tuple[str, ...]]
    """By old id the new ones: one where it is renamed or merged, several where it is split, none
    where it is gone."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Judgements under the new codebook, and those that somebody must look at again."""

    judgements: tuple[Judgement, ...]
    again: tuple[Judgement, ...]
    """As they were: of a topic that was split, ``raised`` does not say which part is raised; of
    topics merged into one, one that is not raised says nothing while others were not judged."""


def read_topic_map(path: Path | str) -> TopicMap:
    """Read a mapping file: YAML with ``topics``, old ids on the left, and ``codebook``.

    On the right stands a new id, a list of them for a topic that was split, or nothing for one
    that is gone.

    Raises:
        CodingError: the file cannot be read or has another form.
    """
    topics, found = read_mapping(path, "topics", "old-id: new-id")
    return TopicMap(
        str(found.get("codebook") or ""),
        {
            str(old): tuple(map(str, new if isinstance(new, list) else [new] if new else []))
            for old, new in topics.items()
        },
    )


def carry(judgements: Iterable[Judgement], to: TopicMap) -> Carried:
    """Carry judgements over; those of anything but topics stay as they are.

    Renamed: the same under the new id. Merged: raised where one of the old topics is raised,
    denied where one is denied and none raised, and not raised where all of them were judged not
    to be. Split: not raised is true of every part, and raised must be looked at again.
    """
    kept: list[Judgement] = []
    again: list[Judgement] = []
    groups: dict[tuple[object, ...], list[Judgement]] = defaultdict(list)
    given = list(judgements)
    sources = _sources(to, {each.topic for each in given})
    for each in given:
        new = to.topics.get(each.topic, (each.topic,)) if each.kind == "topic" else ("",)
        if each.kind != "topic":
            kept.append(each)
        elif not new or (len(new) > 1 and each.value != "not_raised"):
            again.append(each)
        else:
            for topic in new:
                key = (*each.target[:-1], topic, each.coder, each.final)
                groups[key].append(replace(each, topic=topic, codebook=to.codebook))
                groups[key][-1] = replace(groups[key][-1], id=_named(each, topic, new))
    for found in groups.values():
        merged = _merged(found, len(sources[found[0].topic]))
        if merged is None:
            again += found
        else:
            kept.append(merged)
    return Carried(tuple(kept), tuple(again))


def _sources(to: TopicMap, judged: set[str]) -> dict[str, set[str]]:
    """By new topic, the old ones that it holds; itself too, where it was there and stayed."""
    held: dict[str, set[str]] = defaultdict(set)
    for old, new in to.topics.items():
        for topic in new:
            held[topic].add(old)
    for topic in judged - to.topics.keys():
        held[topic].add(topic)
    return held


def _merged(found: Sequence[Judgement], sources: int) -> Judgement | None:
    for value in ("raised", "denied"):
        if of_value := [each for each in found if each.value == value]:
            return max(of_value, key=lambda each: (each.time, each.id))
    return max(found, key=lambda each: (each.time, each.id)) if len(found) >= sources else None


def _named(judgement: Judgement, topic: str, new: Sequence[str]) -> str:
    """The id of a judgement that was carried over: of a split one each part has its own."""
    return judgement.id if len(new) == 1 and topic == judgement.topic else f"{judgement.id}.{topic}"
