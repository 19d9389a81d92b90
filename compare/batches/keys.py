"""By what the rows of an event are known: a digest of everything that they depend on."""

from __future__ import annotations

import dataclasses

from compare.batches.parts import COLUMNS
from compare.batches.sources import Item
from compare.pipeline import Engine
from compare.version import program
from corpus.statements import Event
from corpus.text.hashing import data_hash


class EventKeys:
    """Keys of events under the same settings, models and version of the program."""

    def __init__(self, engine: Engine) -> None:
        common = {
            "signature": dataclasses.asdict(engine.signature()),
            "reader": engine.reader.fingerprint,
            "languages": sorted(engine.encoder.languages),
            "max_segments": engine.settings.max_segments,
            "columns": {name: list(types) for name, types in COLUMNS.items()},
            "program": program(),
        }
        self._common = data_hash(common)

    def key(self, item: Item) -> str:
        """Digest of all that the rows of an event depend on, its texts and what is known of them.

        In hexadecimal; of an event that could not be read, of why.
        """
        content = (
            item.model_dump(mode="json") if isinstance(item, Event) else dataclasses.asdict(item)
        )
        return data_hash([self._common, content])
