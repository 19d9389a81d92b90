"""From the statements of an event to its comparison, step by step."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import overload

import numpy as np

from compare.alignment.links import align
from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.procedural import mark_procedural
from compare.annotation.terms import Terms, load_terms
from compare.coverage.cross_reading import can_read, read_all
from compare.coverage.decision import judge, may_be_linked, settle_segments, settle_topics
from compare.coverage.likeness.measure import unlike_labelled
from compare.coverage.models import asked_rate, load_weights
from compare.coverage.pair_features import PairEvidence, pair_evidence
from compare.coverage.prepared import PreparedStatement
from compare.encoders.shared import shared_cross_encoder, shared_encoder
from compare.segmentation.segments import Segment, segment
from compare.topics.codebook import Codebook, CodebookTopic, load_codebook
from compare.topics.detection import AnchorVectors, detect_all, readable_anchors
from compare.topics.discovery import suggest
from compare.topics.models import fingerprint
from compare.topics.summary import summarise
from compare.wording.contest import contested
from compare.wording.shifts import shifts
from compare.wording.tone import tone
from corpus.statements import Event, Statement
from corpus.text.folding import show

from .calibration import Origin, load_calibration
from .comparison import Comparison, EventComparison, PairProbabilities, Signature
from .comparison.comparable import check_event, check_length, check_pair, check_segments
from .comparison.gaps import attribution_gaps
from .comparison.gathered import PreparedPair
from .encoders import check_language
from .errors import Failure, OnError, attempt
from .settings import DEFAULTS, Settings
from .version import __version__

Progress = Callable[[str], None]
"""Called with a few words at the start of each step."""


def _silent(_: str) -> None:
    pass


def statements(
    left: Statement,
    right: Statement,
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
) -> Comparison:
    """Compare two statements of one event.

    Args:
        left, right: the statements; neither is the reference, and swapping them mirrors the
            result exactly.
        settings: how to compare.
        progress: called with a few words at the start of each step.

    Raises:
        EncoderError: the encoder cannot be found, verified or loaded.
        LanguageError: the encoder does not know the language of a statement.
        CodebookError: the codebook does not fit its schema.
        LimitError: a statement has more segments than ``settings.max_segments``.
        InputError: what is given is no statement, is empty, or cannot be told from the other.
    """
    check_pair(left, right)
    say = progress or _silent
    engine = Engine(settings)
    return engine.compare(engine.prepare(left, say=say), engine.prepare(right, say=say), say)


def event(
    event: Event, settings: Settings = DEFAULTS, progress: Progress | None = None
) -> EventComparison:
    """Compare the statements of an event, every pair of them; each is encoded once.

    Raises:
        CompareError: as :func:`statements` does.
    """
    check_event(event)
    return Engine(settings).compare_event(event, progress or _silent)


@overload
def events(
    events: Iterable[Event], settings: Settings = ..., progress: Progress | None = ...
) -> Iterator[EventComparison]: ...


@overload
def events(
    events: Iterable[Event],
    settings: Settings = ...,
    progress: Progress | None = ...,
    *,
    on_error: OnError,
) -> Iterator[EventComparison | Failure]: ...


def events(
    events: Iterable[Event],
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
    *,
    on_error: OnError = "raise",
) -> Iterator[EventComparison | Failure]:
    """Compare many events, one after the other, such as ``library.events()``.

    Args:
        events: what to compare.
        settings, progress: as for :func:`statements`.
        on_error: ``raise``, or ``row``: a :class:`Failure` in the place of an event that cannot
            be compared, and the others are compared all the same.

    Raises:
        CompareError: as :func:`statements` does, naming the event where its texts are at fault;
            encoder and codebook are loaded before the first.
    """
    engine, say = Engine(settings), progress or _silent
    for each in events:
        if not isinstance(each, Event):
            check_event(each)
        compared = functools.partial(engine.compare_event, each, say)
        yield attempt(each.id, compared, on_error)


class Engine:
    """What comparisons under the same settings share: encoder, codebook, weights."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.encoder = shared_encoder(settings.encoder, cache=settings.cache)
        self.reader = shared_cross_encoder(cache=settings.cache)
        self.codebook: Codebook = load_codebook(settings.codebook)
        self.terms: Terms = load_terms()
        own = self.encoder.fingerprint, self.codebook.fingerprint, load_weights().fingerprint
        self.calibration = load_calibration(settings.calibration, Origin(*own, settings.read_pairs))
        shipped = (settings.encoder, settings.codebook) == (DEFAULTS.encoder, DEFAULTS.codebook)
        self.has_shipped_line = shipped and self.calibration is None

    def prepare(
        self,
        statement: Statement,
        segments: tuple[Segment, ...] | None = None,
        say: Progress = _silent,
    ) -> PreparedStatement:
        """Segment a statement, unless ``segments`` are given, encode it and find its topics.

        Raises:
            EncoderError: the encoder cannot be verified or loaded.
            LanguageError: the encoder does not know the language of the statement.
            LimitError: it has more segments than ``settings.max_segments``.
        """
        check_language(self.encoder, statement.language)
        most = self.settings.max_segments
        if segments is None:
            check_length(statement, most)
            segments = segment(statement)
        check_segments(statement, len(segments), most)
        say(f"encoding {len(segments)} segments of {statement.side}")
        shown = [show(statement.text[s.start : s.end]) for s in segments]
        texts = [copy.text for copy in shown]
        vectors, tokens = self.encoder.encode_both(texts)
        tokens = [held.placed(copy) for held, copy in zip(tokens, shown, strict=True)]
        # Links and coverage may not depend on the order in which a side tells its points.
        detected = detect_all(statement, segments, self.codebook, vectors, self._anchors)
        formal = frozenset(i for i, s in enumerate(segments) if s.procedural)
        # What names a topic is a point, however short it is put.
        encoder, named = self.encoder.fingerprint, detected.named
        segments = mark_procedural(segments, texts, vectors, encoder, named)
        detected = detected.of_substance(segments)
        return PreparedStatement(
            annotated=AnnotatedStatement(statement, segments, self.terms, tuple(tokens)),
            vectors=vectors,
            mentions=detected.mentions,
            topics=tuple(frozenset(m.topic for m in found) for found in detected.by_itself),
            entries=self._entries,
            strongest=detected.strongest,
            formal=formal,
        )

    @functools.cached_property
    def _entries(self) -> dict[str, CodebookTopic]:
        return {topic.id: topic for topic in self.codebook.topics}

    @functools.cached_property
    def _anchors(self) -> AnchorVectors:
        """The codebook's anchors in the languages the encoder knows."""
        anchors = readable_anchors(self.codebook, self.encoder.languages)
        rows = self.encoder.encode([text for _, text in anchors])
        return AnchorVectors(tuple(topic for topic, _ in anchors), rows, self.encoder.fingerprint)

    def compare(
        self, left: PreparedStatement, right: PreparedStatement, say: Progress = _silent
    ) -> Comparison:
        """Compare two sides; the order they come in decides nothing but the names."""
        return self.judge(self.gather(left, right, say), self.settings)

    def compare_event(self, event: Event, say: Progress = _silent) -> EventComparison:
        """Compare the statements of an event, every pair of them; each is encoded once."""
        check_event(event)
        sides = [self.prepare(statement, say=say) for statement in event.statements]
        pairs = [self.compare(a, b, say) for a, b in itertools.combinations(sides, 2)]
        return EventComparison(event, tuple(pairs))

    def gather(
        self, left: PreparedStatement, right: PreparedStatement, say: Progress = _silent
    ) -> PreparedPair:
        """Everything about two sides that no threshold changes; this is where the time goes.

        Floating-point sums depend on the order of their terms, so the work is always done in one.
        """
        say(f"aligning {left.statement.side} and {right.statement.side}")
        return self.gather_all([(left, right)])[0]

    def gather_all(
        self, pairs: Sequence[tuple[PreparedStatement, PreparedStatement]]
    ) -> list[PreparedPair]:
        """Do what :meth:`gather` does for each pair, reading the passages of all together."""
        # Whatever the caller's order.
        ordered = [(a, b) if a.rank <= b.rank else (b, a) for a, b in pairs]
        gathered = []
        for pair, (left, right), evidence in zip(pairs, ordered, self.weigh(ordered), strict=True):
            trained = load_weights(evidence.read)
            weights, held_out = trained.weights_for(left.statement.text, right.statement.text)
            weights = replace(weights, calibration=self.calibration)
            probability = weights.matching.probabilities(
                evidence.pairs, left.substantive, right.substantive
            )
            draft = replace(
                self._draft(left, right, held_out),
                probabilities=PairProbabilities.of(probability),
                unlike=unlike_labelled(left, right, evidence) if self.has_shipped_line else (),
            )
            known = left, right, evidence, probability, weights, draft
            gathered.append(PreparedPair(*known, mirrored=left is not pair[0]))
        return gathered

    def weigh(
        self, pairs: Sequence[tuple[PreparedStatement, PreparedStatement]]
    ) -> list[PairEvidence]:
        """The evidence for all pairs of sides; what reading says too, if wanted and possible."""
        evidence = [pair_evidence(left, right) for left, right in pairs]
        reads = self.settings.read_pairs
        wanted = [number for number, pair in enumerate(pairs) if reads and can_read(*pair)]
        read = read_all([(*pairs[number], evidence[number]) for number in wanted], self.reader)
        for number, known in zip(wanted, read, strict=True):
            evidence[number] = known
        return evidence

    def judge(self, pair: PreparedPair, settings: Settings) -> Comparison:
        """Decide, by the thresholds of ``settings``, what is linked and what is left out.

        Cheap: nothing is encoded and no pair is weighed again. Only ``max_error`` and
        ``link_threshold`` count; the rest was settled when the pair was gathered. What is called
        left out is linked with nothing.
        """
        left, right, evidence, probability = pair.left, pair.right, pair.evidence, pair.probability
        weights, error = pair.weights, asked_rate(settings.max_error, bool(pair.draft.unlike))
        left_coverage = judge(left, right, probability, evidence, weights, error)
        right_coverage = judge(right, left, probability.T, evidence.mirrored(), weights, error)
        told = map(may_be_linked, (left, right), (left_coverage, right_coverage))
        links = align(np.where(np.outer(*told), probability, -1.0), settings.link_threshold)
        differing = replace(settings, read_pairs=evidence.read).differing()
        result = replace(
            pair.draft,
            left_segments=settle_segments(left.segments, left_coverage),
            right_segments=settle_segments(right.segments, right_coverage),
            left_coverage=left_coverage,
            right_coverage=right_coverage,
            links=links,
            topics=settle_topics(pair.draft.topics, left_coverage, right_coverage),
            attribution_gaps=attribution_gaps(
                {"left": left.segments, "right": right.segments},
                {"left": left_coverage, "right": right_coverage},
            ),
            shifts=shifts(left.annotated, right.annotated, links),
            signature=replace(pair.draft.signature, settings=differing),
        )
        return result.mirrored() if pair.mirrored else result

    def _draft(
        self, left: PreparedStatement, right: PreparedStatement, held_out: bool
    ) -> Comparison:
        """The comparison before anything is judged: no links, no coverage, no shifts."""
        sides = left.annotated.side, right.annotated.side
        return Comparison(
            left=left.statement,
            right=right.statement,
            left_segments=left.segments,
            right_segments=right.segments,
            left_mentions=left.mentions,
            right_mentions=right.mentions,
            left_coverage=(),
            right_coverage=(),
            links=(),
            topics=summarise(
                left.statement,
                left.segments,
                left.mentions,
                right.statement,
                right.segments,
                right.mentions,
                self.codebook,
                (left.strongest, right.strongest),
            ),
            attribution_gaps=(),
            shifts=(),
            signature=self.signature(held_out),
            terms=contested(left.annotated.uses, right.annotated.uses, self.terms, sides),
            left_tone=tone(left.annotated),
            right_tone=tone(right.annotated),
            suggestions=suggest(
                (left.statement, right.statement),
                (left.segments, right.segments),
                (left.mentions, right.mentions),
                (left.vectors, right.vectors),
            ),
        )

    def signature(self, held_out: bool = False) -> Signature:
        """What the numbers depend on beside the texts; whether those were held out is theirs."""
        return Signature(
            version=__version__,
            encoder=self.encoder.name,
            encoder_hash=self.encoder.fingerprint,
            codebook=f"{self.codebook.name} {self.codebook.version}",
            codebook_hash=self.codebook.fingerprint,
            weights_hash=load_weights().fingerprint,
            held_out=held_out,
            settings=self.settings.differing(),
            topics_hash=fingerprint(),
            terms=f"bundled {self.terms.version}",
            terms_hash=self.terms.digest,
            calibration="" if self.calibration is None else str(self.calibration),
        )
