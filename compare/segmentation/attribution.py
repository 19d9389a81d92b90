"""Whose words a sentence reports, and for which side they speak.

A statement reports in frames: "The Secretary emphasized that ...", "习近平指出，……". The frame of
a sentence names the speaker, who keeps the word until another frame or the end of the paragraph.
Nothing is carried from one paragraph to the next, so their order does not matter.

Which side a name belongs to is read from ``affiliations.tsv`` (sides, offices, persons) and from
the text itself, where it introduces somebody with a country ("Japanese Foreign Minister ...").
The Chinese rules read a copy in Simplified characters, one for one, so offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.segmentation.affiliations import Affiliations, Voice, fold_characters, is_side
from compare.segmentation.reporting_verbs import ReportingClause, find_frame

Span = tuple[int, int]

__all__ = ["Attribution", "Voice", "attribute"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a sentence reports."""

    speaker: str
    """The words that name the speaker, as they stand in the text; empty where nobody is named."""
    voice: Voice
    frame: Span | None
    """Characters of the frame, from the speaker to the verb; None where the speaker is carried
    over from an earlier sentence, or there is none."""


NOBODY = Attribution("", "unattributed", None)


_FIRST = re.compile(r"[“\"]?(I|We|Our|My|我们|我方|我)(?![A-Za-z’'])")
_EVENT = re.compile(
    r"(?:(?:The|This|These|Their|Today[’']s)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:[Mm]eetings?|[Cc]alls?|[Dd]iscussions?|[Tt]alks|[Cc]onversations?|[Vv]isits?|[Ss]essions?|"
    r"[Ee]ngagements?|[Dd]ialogues?|[Ss]ummit|[Tt]rip)\s+"
    r"(?:was|were|is|are|follow|lasted|took|came|comes|mark|buil|represent|conclud)"
    r"|(?:此次|这次|本次|整个)?(?:会晤|会谈|会见|通话|谈话|磋商|访问)"
    r"(?:是|坦诚|富有|取得|持续|气氛|具有|务实|在|有益|进行)"
    r"|(?:但|不过)?(?:针对|关于|至于)你|需要(?:强调|指出)的是"
    r"|[^，。]{0,40}(?:参加|出席|陪同)(?:了)?(?:上述)?(?:会见|会谈|会晤|活动)"
)


def attribute(
    text: str, spans: Sequence[tuple[int, int, int]], side: str
) -> tuple[Attribution, ...]:
    """Say whose words each sentence reports.

    ``spans`` holds start, end and paragraph of the sentences, in order; ``side`` is the
    side that published the text, in any usual name ("US", "United States", "美国").
    """
    return _attribute(text, tuple(spans), side)


@lru_cache(maxsize=32)
def _attribute(
    text: str, spans: tuple[tuple[int, int, int], ...], side: str
) -> tuple[Attribution, ...]:
    folded = fold_characters(text)
    roster = Affiliations(folded, side)
    frames = [find_frame(folded, start, end) for start, end, _ in spans]
    diary = _is_diary(folded, spans, frames)
    lone = _only_voice(text, folded, frames, roster)
    said: list[Attribution] = []
    current, place = NOBODY, -1
    for (start, end, paragraph), frame in zip(spans, frames, strict=True):
        if paragraph != place:
            current, place = NOBODY, paragraph
        own = _resolve(text, folded, frame, roster, current, lone) if frame else None
        if own is not None:
            current = NOBODY if diary and own.voice != "own" else own
            said.append(own)
            continue
        if diary and not current.speaker:
            current = Attribution("I", "own", None)
        elif _EVENT.match(folded, start, end) and not diary:
            current = NOBODY
        elif current is NOBODY and (first := _FIRST.match(folded, start, end)):
            current = Attribution(text[first.start(1) : first.end()], "own", None)
        said.append(Attribution(current.speaker, current.voice, None))
    return tuple(said)


def _resolve(
    text: str,
    folded: str,
    frame: ReportingClause,
    roster: Affiliations,
    current: Attribution,
    lone: Voice,
) -> Attribution | None:
    """The attribution that a frame makes, or None where the speaker before keeps the word."""
    span = (frame.start, frame.end)
    words = text[frame.subject[0] : frame.subject[1]]
    if not frame.firm and current.speaker and not is_side(fold_characters(current.speaker)):
        return None
    if frame.kind == "both":
        return Attribution(words, "both", span)
    if frame.kind == "i":
        return Attribution(words, "own", span) if current.voice == "unattributed" else None
    if frame.kind == "he":
        if current.voice in {"own", "other"}:
            return Attribution(current.speaker, current.voice, span)
        return Attribution(words, lone, span)
    return Attribution(words, roster.voice(folded[frame.subject[0] : frame.subject[1]]), span)


def _is_diary(
    folded: str, spans: Sequence[tuple[int, int, int]], frames: Sequence[ReportingClause | None]
) -> bool:
    """Whether the author writes as "I", and not somebody whose speech is reported."""
    heard = -1
    for (start, end, paragraph), frame in zip(spans, frames, strict=True):
        if paragraph != heard and re.compile(r"[“\"]?I\s").match(folded, start, end):
            return True
        if frame and frame.kind == "named":
            heard = paragraph
    return False


def _only_voice(
    text: str, folded: str, frames: Sequence[ReportingClause | None], roster: Affiliations
) -> Voice:
    """For whom a "he" at the head of a paragraph speaks: the one side whose people are heard."""
    voices = {
        roster.voice(folded[f.subject[0] : f.subject[1]])
        for f in frames
        if f and f.kind == "named" and f.firm
    } & {"own", "other"}
    return voices.pop() if len(voices) == 1 else "unattributed"
