"""What the labels of a study mean here: statuses, topics, speakers, links."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from compare.coding.exchange.mapping_files import read_mapping
from compare.coding.judgements import VALUES
from compare.comparison.decisions import DecisionKind
from compare.errors import CodingError


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label says of a passage."""

    kind: DecisionKind
    value: str
    topic: str = ""


def read_labels(path: Path | str) -> dict[str, str]:
    """Read a mapping file: YAML with ``labels``, from a label of a study to one of ours.

    On the right stands a status (``left_out``), ``topic taiwan``, ``topic taiwan denied``,
    ``linked``, ``speaker other`` or ``ignore``.

    Raises:
        CodingError: the file cannot be read or has another form.
    """
    labels, _ = read_mapping(path, "labels", "omitted: left_out")
    return {str(label): str(meaning) for label, meaning in labels.items()}


def begun(codes: Iterable[tuple[str, str]], topics: Collection[str]) -> str:
    """A mapping file to be filled in, in YAML.

    Args:
        codes: names of codes and what their codebook says of them.
        topics: ids of the topics of the codebook.
    """
    lines = ["labels:"]
    for name, description in codes:
        try:
            meaning(name, {}, topics)
            means = name
        except CodingError:
            means = "ignore"
        lines += [f"  # {line}" for line in description.splitlines() if line.strip()]
        lines.append(f"  {_quoted(name)}: {_quoted(means) if ':' in means else means}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def meaning(label: str, labels: Mapping[str, str], topics: Collection[str]) -> Meaning | None:
    """What a label says; None for one to ignore.

    Args:
        label: as it stands in the study.
        labels: of a mapping file; a label that is not there means itself.
        topics: ids of the topics of the codebook.

    Raises:
        CodingError: nothing is known of that name.
    """
    said = " ".join(labels.get(label, label).split())
    if said == "ignore":
        return None
    if said.replace(" ", "_") in VALUES["status"]:
        return Meaning("status", said.replace(" ", "_"))
    if said.replace(" ", "_") in VALUES["link"]:
        return Meaning("link", said.replace(" ", "_"))
    word, _, rest = said.partition(" ")
    if word == "speaker" and rest.partition(": ")[0] in VALUES["speaker"]:
        return Meaning("speaker", rest)
    name, _, value = (rest if word == "topic" else said).partition(" ")
    if name in topics and (value or "raised") in VALUES["topic"]:
        return Meaning("topic", value or "raised", name)
    raise CodingError(
        f"the label {label!r} is no status and no topic of the codebook; "
        f"say in a mapping file what it means, or 'ignore'"
    )
