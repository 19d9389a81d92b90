"""A task for Potato: its configuration, and the passages of events to be coded in it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from compare.coding.judgements import MEANINGS
from compare.segmentation.segments import segment
from corpus.statements import Event, Statement

CONFIG, ITEMS = "config.yaml", "data/passages.jsonl"
QUESTION = "How does the whole text of the other side treat this passage?"


def potato_files(events: Iterable[Event], name: str) -> dict[str, bytes]:
    """The files of a task, by their names.

    Each passage that is not merely procedural is an item for each text of another side. An item
    has the columns that :mod:`compare.coding.exchange.rows` reads, and both texts to show.

    Args:
        events: what is to be coded.
        name: of the task.
    """
    items = [json.dumps(item, ensure_ascii=False) for event in events for item in _items(event)]
    return {
        CONFIG: yaml.safe_dump(_config(name), allow_unicode=True, sort_keys=False).encode(),
        ITEMS: "".join(f"{item}\n" for item in items).encode("utf-8", "replace"),
    }


def _items(event: Event) -> Iterator[dict[str, Any]]:
    for here, there in itertools.permutations(event.statements, 2):
        for found in segment(here):
            if not found.procedural:
                yield _item(event, here, there, found.start, found.end)


def _item(event: Event, here: Statement, there: Statement, start: int, end: int) -> dict[str, Any]:
    quote = here.text[start:end]
    return {
        "id": f"{event.id}:{here.id}:{there.id}:{start}-{end}",
        "text": [f"{here.side}: {quote}", f"{there.side}: {there.text}"],
        "event": event.id,
        "side": here.id,
        "against": there.id,
        "start": start,
        "end": end,
        "quote": quote,
    }


def _config(name: str) -> dict[str, Any]:
    labels = [
        {"name": status, "tooltip": meaning, "key_value": str(key)}
        for key, (status, meaning) in enumerate(MEANINGS["status"].items(), 1)
    ]
    return {
        "annotation_task_name": name,
        "task_dir": ".",
        "output_annotation_dir": "annotation_output",
        "export_annotation_format": "jsonl",
        "data_files": [ITEMS],
        "item_properties": {"id_key": "id", "text_key": "text"},
        "list_as_text": {"text_list_prefix_type": "none", "horizontal": True},
        "annotation_schemes": [
            {
                "annotation_type": "radio",
                "name": "label",
                "description": QUESTION,
                "labels": labels,
                "label_requirement": {"required": True},
            },
            {
                "annotation_type": "multiselect",
                "name": "unsure",
                "description": "Are you unsure?",
                "labels": [{"name": "unsure", "key_value": "5"}],
            },
            {"annotation_type": "text", "name": "note", "description": "A note, if you like."},
        ],
    }
