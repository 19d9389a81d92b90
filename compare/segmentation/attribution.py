"""Whose words a sentence reports, and for which side they speak.

A statement reports in clauses such as "The Secretary emphasized that ...", "习近平指出，……". The
reporting clause of a sentence names the speaker, who keeps the word until another one or the end
of the paragraph. Nothing is carried from one paragraph to the next, so their order does not
matter.

Which side a name belongs to is read from a table (:mod:`compare.segmentation.affiliations`) and
from the text itself, where it introduces somebody with a country ("Japanese Foreign Minister
..."). The rules read a copy in Simplified characters, one for one, so offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.languages import Language, rules_for
from compare.segmentation.affiliations import Affiliations, Voice, is_side
from compare.segmentation.reporting_verbs import ReportingClause, find_reporting_clause
from corpus.text.folding import simplify

Span = tuple[int, int]
SentenceSpan = tuple[int, int, int]
"""Start, end and paragraph of a sentence."""

__all__ = ["Attribution", "Voice", "attribute"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a sentence reports."""

    speaker: str
    """The words that name the speaker, as they stand in the text; empty where nobody is named."""
    voice: Voice
    clause: Span | None
    """Characters from the speaker to the verb of saying; None where the speaker is carried over
    from an earlier sentence, or there is none."""


NOBODY = Attribution("", "unattributed", None)

_OPENING = ("“", '"', "「")
_CLOSED = re.compile('[”"」]')
_SPEAKS_OF_HIMSELF = 2
"""Sentences with "I" that make an author of whom nobody else in the text is heard."""


def attribute(
    text: str, spans: Sequence[SentenceSpan], side: str, language: str = ""
) -> tuple[Attribution, ...]:
    """Say whose words each sentence reports.

    ``spans`` holds start, end and paragraph of the sentences, in order; ``side`` is the
    side that published the text, in any usual name ("US", "United States", "美国"), and
    ``language`` the tag of the text.
    """
    return _attribute(text, tuple(spans), side, language, rules_for(language))


@lru_cache(maxsize=256)
def _attribute(
    text: str, spans: tuple[SentenceSpan, ...], side: str, tag: str, known: tuple[Language, ...]
) -> tuple[Attribution, ...]:
    folded = simplify(text)
    affiliations = Affiliations(folded, side, tag)
    clauses = [find_reporting_clause(folded, start, end, tag) for start, end, _ in spans]
    diarist = _diarist(folded, spans, clauses, known)
    pronoun_voice = _pronoun_voice(folded, clauses, affiliations)
    attributions: list[Attribution] = []
    current, paragraph_so_far = NOBODY, -1
    for (start, end, paragraph), clause in zip(spans, clauses, strict=True):
        if paragraph != paragraph_so_far:
            current, paragraph_so_far = NOBODY, paragraph
        if not any(map(str.isalpha, text[start:end])):
            attributions.append(NOBODY)  # the number of an item says nothing
            continue
        if clause and (
            new := _resolve(text, folded, clause, affiliations, current, pronoun_voice, tag)
        ):
            current = NOBODY if diarist and new.voice != "own" else new
            attributions.append(new)
            continue
        if diarist and not current.speaker:
            current = Attribution(diarist, "own", None)
        elif not diarist and _is_event(folded, start, end, known):
            current = NOBODY
        elif current is NOBODY and (pronoun := _first_person(folded, start, end, known)):
            current = Attribution(text[slice(*pronoun)], "own", None)
        attributions.append(Attribution(current.speaker, current.voice, None))
    for first, last in _quotations(folded, spans, clauses):
        speaker = attributions[last]
        for index in range(first, last):
            attributions[index] = Attribution(speaker.speaker, speaker.voice, None)
    return tuple(attributions)


def _quotations(
    folded: str, spans: Sequence[SentenceSpan], clauses: Sequence[ReportingClause | None]
) -> Iterator[tuple[int, int]]:
    """Sentences of a quotation whose speaker is named after its end: first and last of each."""
    opened = -1
    for index, ((start, end, paragraph), clause) in enumerate(zip(spans, clauses, strict=True)):
        if opened >= 0 and paragraph != spans[opened][2]:
            opened = -1
        sentence = folded[start:end].strip()
        if opened < 0 and sentence[:1] in _OPENING and not _CLOSED.search(sentence, 1):
            opened = -1 if clause else index
        elif opened >= 0 and (closing := _CLOSED.search(folded, start, end)):
            if clause and clause.subject[0] >= closing.start():
                yield opened, index
            opened = -1


def _is_event(folded: str, start: int, end: int, known: Sequence[Language]) -> bool:
    """Whether a sentence is about the meeting as such."""
    return any(language.speech.event.match(folded, start, end) for language in known)


def _first_person(folded: str, start: int, end: int, known: Sequence[Language]) -> Span | None:
    """The pronoun of the first person with which a sentence begins."""
    for language in known:
        if match := language.speech.first_person.match(folded, start, end):
            return match.span(1)
    return None


def _resolve(
    text: str,
    folded: str,
    clause: ReportingClause,
    affiliations: Affiliations,
    current: Attribution,
    pronoun_voice: Voice,
    tag: str,
) -> Attribution | None:
    """The attribution that a clause makes, or None where the speaker before keeps the word."""
    span = (clause.start, clause.end)
    words = text[slice(*clause.subject)]
    if not clause.firm and current.speaker and not is_side(simplify(current.speaker), tag):
        return None
    if clause.kind == "both":
        return Attribution(words, "both", span)
    if clause.kind == "first_person":
        return Attribution(words, "own", span) if current.voice == "unattributed" else None
    if clause.kind == "third_person":
        if any(current.speaker in language.speech.authors for language in rules_for(tag)):
            return Attribution(words, "other", span)  # who writes "I" means another by "he"
        if current.voice in {"own", "other"}:
            return Attribution(current.speaker, current.voice, span)
        return Attribution(words, pronoun_voice, span)
    return Attribution(words, affiliations.voice(folded[slice(*clause.subject)]), span)


def _diarist(
    folded: str,
    spans: Sequence[SentenceSpan],
    clauses: Sequence[ReportingClause | None],
    known: Sequence[Language],
) -> str:
    """The pronoun of an author who writes of himself, and whose speech nobody reports, or ""."""
    heard = -1
    for (start, end, paragraph), clause in zip(spans, clauses, strict=True):
        for language in known if paragraph != heard else ():
            if language.speech.diary.match(folded, start, end):
                return language.speech.author
        if clause and clause.kind == "named":
            heard = paragraph
    if heard >= 0:
        return ""
    for language in known:
        words = (language.speech.author_word.search(folded, *span[:2]) for span in spans)
        if sum(map(bool, words)) >= _SPEAKS_OF_HIMSELF:
            return language.speech.author
    return ""


def _pronoun_voice(
    folded: str, clauses: Sequence[ReportingClause | None], affiliations: Affiliations
) -> Voice:
    """For whom a "he" at the head of a paragraph speaks.

    For the other side where only its people are heard; else for the own, whose account it is.
    """
    voices = {
        affiliations.voice(folded[slice(*clause.subject)])
        for clause in clauses
        if clause and clause.kind == "named" and clause.firm
    } & {"own", "other"}
    return "other" if voices == {"other"} else "own"
