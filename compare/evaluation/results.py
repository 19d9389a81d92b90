"""What is scored: a program's answers on the two texts of one event, whichever program it is.

A comparison made here becomes :class:`Answers` directly. Any other program hands in JSON, one
object for the two texts of an event, of which only this is read (``readouts compare -f json``
writes it, and more)::

    {"left": {"text": "..."}, "right": {"text": "..."},
     "segments": {"left": [{"start": 0, "end": 41, "status": "left_out", "p_left_out": 0.9,
                            "topics": ["taiwan"]}], "right": [...]},
     "links": [{"left": [0], "right": [3, 4]}],
     "signature": {"string": "my program 1.0", "held_out": false}}

Offsets count Unicode characters of the text beside them. ``p_left_out``, ``topics``, ``links``
and ``signature`` may be missing; a probability that is missing is 1 or 0 by the status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from compare.comparison import SIDES, Comparison, SideName, which_side
from compare.errors import GoldError
from compare.evaluation.gold import GoldEvent
from compare.evaluation.offsets import NonWhite
from corpus.field_faults import first_fault
from corpus.files import readable
from corpus.text.hashing import text_hash

Status = Literal["covered", "partly", "left_out", "procedural", "unclear"]


@dataclass(frozen=True, slots=True)
class SegmentAnswer:
    """What a program says of ``text[start:end]`` of one side."""

    start: int
    end: int
    status: Status
    p_left_out: float
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a program says of the two texts of one event."""

    left: tuple[SegmentAnswer, ...]
    right: tuple[SegmentAnswer, ...]
    links: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    """Indices of the left and the right segments that carry the same point."""
    signature: str = ""
    held_out: bool = False
    """True where the program's weights were held out: learned without this event."""

    def side(self, side: SideName) -> tuple[SegmentAnswer, ...]:
        """The segments of one side; raises SideError for anything but ``left`` and ``right``."""
        return self.left if which_side(side, SIDES) == "left" else self.right


def answers_of(result: Comparison) -> Answers:
    """Return what a comparison answers."""

    def segments(side: SideName) -> tuple[SegmentAnswer, ...]:
        return tuple(
            SegmentAnswer(
                segment.start,
                segment.end,
                cover.status,
                cover.p_left_out,
                frozenset(mention.topic for mention in mentions),
            )
            for segment, cover, mentions in zip(
                result.segments(side), result.coverage(side), result.mentions(side), strict=True
            )
        )

    links = tuple((tuple(link.left), tuple(link.right)) for link in result.links)
    signature = result.signature
    return Answers(segments("left"), segments("right"), links, str(signature), signature.held_out)


class _Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class _Text(_Lenient):
    text: str = Field(min_length=1)


class _Segment(_Lenient):
    start: int = Field(ge=0)
    end: int
    status: Status
    p_left_out: float | None = Field(default=None, ge=0, le=1)
    topics: tuple[str, ...] = ()


class _Segments(_Lenient):
    left: tuple[_Segment, ...]
    right: tuple[_Segment, ...]


class _Link(_Lenient):
    left: tuple[int, ...]
    right: tuple[int, ...]


class _Signature(_Lenient):
    string: str = ""
    held_out: bool = False


class SavedResult(_Lenient):
    """The JSON of one result, as the module's first words lay it down."""

    left: _Text
    right: _Text
    segments: _Segments
    links: tuple[_Link, ...] = ()
    signature: _Signature = _Signature()

    @model_validator(mode="after")
    def _check_bounds(self) -> Self:
        counts = {"left": len(self.segments.left), "right": len(self.segments.right)}
        for name, text in (("left", self.left.text), ("right", self.right.text)):
            for index, segment in enumerate(getattr(self.segments, name)):
                if not segment.start < segment.end <= len(text):
                    raise ValueError(
                        f"segments.{name}.{index} is {segment.start} to {segment.end}, "
                        f"in a text of {len(text)} characters"
                    )
            for link in self.links:
                if any(not 0 <= i < counts[name] for i in getattr(link, name)):
                    raise ValueError(f"a link names a {name} segment that is not there")
        return self


class _SavedEvent(_Lenient):
    pairs: tuple[SavedResult, ...] = Field(min_length=1)


def read_results(place: Path | str) -> tuple[SavedResult, ...]:
    """Read results from a ``.json`` or ``.jsonl`` file, or every such file of a folder.

    Raises:
        GoldError: nothing is there, or a file does not fit; the message names file and field.
    """
    path = Path(place)
    files = [path]
    if path.is_dir():
        files = sorted(f for f in path.iterdir() if f.suffix.lower() in (".json", ".jsonl"))
    results = tuple(result for file in files for result in _read(file))
    if not results:
        raise GoldError(f"{path} holds no results: save some with readouts compare -o NAME.json")
    return results


def _read(file: Path) -> Iterator[SavedResult]:
    try:
        data = readable(file).read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise GoldError(f"{file} cannot be read: {error.strerror}") from error
    if file.suffix.lower() != ".jsonl":
        yield from _parse(data, str(file))
        return
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield from _parse(line, f"{file}, line {number}")


def _parse(data: bytes, where: str) -> tuple[SavedResult, ...]:
    try:
        if b'"readouts.event/1"' in data[:200]:
            return _SavedEvent.model_validate_json(data).pairs
        return (SavedResult.model_validate_json(data),)
    except ValidationError as error:
        raise GoldError(
            f"{where} is not a result: {first_fault(error).sentence()}; "
            "python -m pydoc compare.evaluation.results shows the form"
        ) from error


def match_results(gold: Sequence[GoldEvent], results: Sequence[SavedResult]) -> tuple[Answers, ...]:
    """Return the answers on each labelled event, in the order of the events.

    A result belongs to the event of whose two texts it was made, whatever their white space, in
    either order; its offsets are brought onto the texts of the event. Of two results on one event
    the later counts.

    Raises:
        GoldError: an event has no result: leaving events out would make scores incomparable.
    """
    by_texts = {
        (text_hash(result.left.text), text_hash(result.right.text)): result for result in results
    }
    answers, missing = [], []
    for event in gold:
        left, right = (text_hash(event.side(side).text) for side in ("left", "right"))
        if (left, right) in by_texts:
            answers.append(_answers(by_texts[left, right], event))
        elif (right, left) in by_texts:
            answers.append(_mirrored(_answers(by_texts[right, left], event, swapped=True)))
        else:
            missing.append(event.id)
    if missing:
        raise GoldError(
            f"no result for {len(missing)} of {len(gold)} events: {', '.join(missing)}; "
            "compare their two texts and save each as JSON"
        )
    return tuple(answers)


def _answers(result: SavedResult, event: GoldEvent, swapped: bool = False) -> Answers:
    gold = (event.right, event.left) if swapped else (event.left, event.right)
    return Answers(
        _onto(result.segments.left, result.left.text, gold[0].text),
        _onto(result.segments.right, result.right.text, gold[1].text),
        tuple((link.left, link.right) for link in result.links),
        result.signature.string,
        result.signature.held_out,
    )


def _onto(segments: Sequence[_Segment], text: str, gold: str) -> tuple[SegmentAnswer, ...]:
    """The segments of a text on another that differs from it in white space alone."""
    found, wanted = NonWhite(text), NonWhite(gold)
    answers = []
    for segment in segments:
        start, end = segment.start, segment.end
        if text != gold:
            start, end = wanted.restore(*found.count(start, end))
        p = segment.p_left_out
        answers.append(
            SegmentAnswer(
                start,
                end,
                segment.status,
                float(segment.status == "left_out") if p is None else p,
                frozenset(segment.topics),
            )
        )
    return tuple(answers)


def _mirrored(answers: Answers) -> Answers:
    links = tuple((right, left) for left, right in answers.links)
    return replace(answers, left=answers.right, right=answers.left, links=links)
