"""What the labels of a study mean here: statuses, topics, speakers, links."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from compare.coding.judgements import VALUES
from compare.comparison.decisions import DecisionKind
from compare.errors import CodingError
from corpus.text.yaml_text import YamlError, read_yaml


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
    try:
        found = read_yaml(Path(path).read_text("utf-8")).content
    except OSError as error:
        raise CodingError(f"{path} cannot be read: {error.strerror}; check the path") from error
    except (YamlError, UnicodeDecodeError) as error:
        raise CodingError(f"{path} is not valid YAML: {error}; correct it") from error
    labels = found.get("labels") if isinstance(found, dict) else None
    if not isinstance(labels, dict):
        raise CodingError(f"{path} has no 'labels'; write lines such as 'omitted: left_out' there")
    return {str(label): str(meaning) for label, meaning in labels.items()}


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
