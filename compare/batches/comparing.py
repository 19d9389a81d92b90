"""Events of one part compared together: texts encoded at once, passages read at once.

What was compared before, in whatever batch, is not compared again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from compare.arrays import Vectors
from compare.batches.kept import kept_rows
from compare.batches.keys import EventKeys
from compare.batches.parts import EventRows, make_part, read_request, rows_of
from compare.comparison import EventComparison
from compare.comparison.comparable import LONG_SEGMENT, check_event
from compare.comparison.gathered import PreparedPair
from compare.coverage.prepared import PreparedStatement
from compare.encoders import Encoder, TokenVectors, check_language
from compare.errors import CompareError, Failure, attempt
from compare.pipeline import Engine
from compare.segmentation.segments import Segment, segment
from compare.settings import Settings
from corpus.statements import Event, Statement
from corpus.text.folding import show

Cut = Mapping[Statement, tuple[Segment, ...]]
Held = dict[str, tuple[np.ndarray, TokenVectors]]


class PartComparer:
    """Compares parts under the same settings."""

    def __init__(self, settings: Settings) -> None:
        self._engine = BatchEngine(settings)
        self.keys = EventKeys(self._engine)
        """Those of the events of a part."""
        self._kept = kept_rows(cache=settings.cache)

    def __call__(self, asked: bytes) -> bytes:
        """Compare the events of a request that never were before; return the packed part.

        Raises:
            EncoderError: the encoder cannot be verified or loaded.
            WriteError: the package that writes Parquet is not installed.
        """
        part = _Asked(asked, self.keys)
        found: dict[str, EventRows | Failure] = {**self._kept.get(part.events)}
        new = {key: event for key, event in part.events.items() if key not in found}
        results = self._engine.compare_all(list(new.values())) if new else []
        compared = dict(zip(new, map(rows_of, results), strict=True))
        self._kept.put({key: rows for key, rows in compared.items() if isinstance(rows, EventRows)})
        return part.answered(found | compared)

    def copied(self, asked: bytes) -> bytes | None:
        """The packed part where all its events were compared before; None otherwise.

        Raises:
            WriteError: the package that writes Parquet is not installed.
        """
        part = _Asked(asked, self.keys)
        found = self._kept.get(part.events)
        return part.answered(found) if found.keys() == part.events.keys() else None


class _Asked:
    """A part to be compared, with its events by keys of this process.

    Another version of the program, on another machine, may have made those of the request.
    """

    def __init__(self, asked: bytes, keys: EventKeys) -> None:
        self._number, items = read_request(asked)
        self._items = [(given, keys.key(item), item) for given, item in items]
        self.events = {key: item for _, key, item in self._items if isinstance(item, Event)}

    def answered(self, found: Mapping[str, EventRows | Failure]) -> bytes:
        """The packed part with what was found of each event."""
        results = [found[key] if isinstance(item, Event) else item for _, key, item in self._items]
        return make_part(self._number, [given for given, _, _ in self._items], results).pack()


class BatchEngine(Engine):
    """An engine that compares many events at a time, with the same results to the last bit."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.encoder: Encoder = _HeldVectors(self.encoder)

    def compare_all(self, events: Sequence[Event]) -> list[EventComparison | Failure]:
        """Compare events: each statement is cut and encoded once, and all passages read together.

        Returns:
            For each event its comparison, or why it cannot be compared.

        Raises:
            EncoderError: the encoder cannot be verified or loaded.
        """
        cut = self._cut(statement for event in events for statement in event.statements)
        assert isinstance(self.encoder, _HeldVectors)
        with self.encoder.holding(_texts(cut)):
            sides = self._prepared(cut)
        gathered = self._gathered([event for event in events if _complete(event, sides)], sides)
        return [self._judged(event, sides, gathered) for event in events]

    def _cut(self, statements: Iterable[Statement]) -> Cut:
        """The segments of every statement that can be compared."""
        cut: dict[Statement, tuple[Segment, ...]] = {}
        for statement in statements:
            if statement in cut:
                continue
            try:
                check_language(self.encoder, statement.language)
                if len(statement.text) <= self.settings.max_segments * LONG_SEGMENT:
                    cut[statement] = segment(statement)
            except Exception:  # said again, and listed, where its event is compared
                continue
        return cut

    def _prepared(self, cut: Cut) -> dict[Statement, PreparedStatement]:
        sides = {}
        for statement, segments in cut.items():
            try:
                sides[statement] = self.prepare(statement, segments)
            except Exception:  # as above
                continue
        return sides

    def _gathered(
        self, events: Sequence[Event], sides: Mapping[Statement, PreparedStatement]
    ) -> dict[str, list[PreparedPair]]:
        """The evidence of every event by its id; of none where an event makes all fail."""
        pairs = [
            (event.id, (sides[left], sides[right]))
            for event in events
            for left, right in itertools.combinations(event.statements, 2)
        ]
        found: dict[str, list[PreparedPair]] = {}
        try:
            gathered = self.gather_all([pair for _, pair in pairs])
        except CompareError:
            raise
        except Exception:  # then each event is gathered by itself, and its failure is its own
            return {}
        for (event, _), pair in zip(pairs, gathered, strict=True):
            found.setdefault(event, []).append(pair)
        return found

    def _judged(
        self,
        event: Event,
        sides: Mapping[Statement, PreparedStatement],
        gathered: Mapping[str, Sequence[PreparedPair]],
    ) -> EventComparison | Failure:
        def compare() -> EventComparison:
            if event.id not in gathered:
                return self.compare_event(event)
            check_event(event)
            judged = [self.judge(pair, self.settings) for pair in gathered[event.id]]
            return EventComparison(event, tuple(judged))

        return attempt(event.id, compare, "row")


def _complete(event: Event, sides: Mapping[Statement, PreparedStatement]) -> bool:
    return all(statement in sides for statement in event.statements)


def _texts(cut: Cut) -> list[str]:
    return [
        show(statement.text[part.start : part.end]).text
        for statement, segments in cut.items()
        for part in segments
    ]


class _HeldVectors:
    """An encoder that holds the vectors of the texts of one part."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._held: Held = {}
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.dimension, self.languages = encoder.dimension, encoder.languages

    def holding(self, texts: Iterable[str]) -> _HeldVectors:
        """Encode texts in one go, the longest first, and hold them until the block ends."""
        distinct = list(dict.fromkeys(texts))
        vectors, tokens = self._encoder.encode_both(distinct)
        self._held = dict(zip(distinct, zip(vectors, tokens, strict=True), strict=True))
        return self

    def __enter__(self) -> _HeldVectors:
        return self

    def __exit__(self, *_: object) -> None:
        self._held = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, shape (n, d)."""
        return self._encoder.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The tokens of texts with their vectors."""
        return self._encoder.encode_tokens(texts)

    def encode_both(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The vectors of texts, shape (n, d), and their tokens."""
        if not texts or any(text not in self._held for text in texts):
            return self._encoder.encode_both(texts)
        held = [self._held[text] for text in texts]
        return np.stack([vector for vector, _ in held]), [tokens for _, tokens in held]
