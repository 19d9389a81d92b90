"""Differences of position and tone between two linked passages that known words give away.

Each detector sees two passages and yields differences. They look for few and certain differences,
because each is read by a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.annotation.annotated import Span
from compare.annotation.lexicon import LexiconKind, LexiconMatch
from compare.annotation.passage import Passage
from compare.annotation.terms import Grade, labels_of
from compare.wording.difference import Difference, Note, shared_concepts
from corpus.text.characters import is_han

_STEP_DOWN: dict[Grade, Grade] = {"substantive": "degree", "degree": "minor", "minor": "minor"}


def find_terms(left: Passage, right: Passage) -> Iterator[Difference]:
    """Different members of one family of contested terms, each nowhere in the other text."""
    terms = left.annotated.terms
    shared = {u.family for u in left.uses} & {u.family for u in right.uses}
    for family in terms.families:
        if not family.contrast or family.id not in shared:
            continue
        uses = [
            [u for u in p.uses if u.family == family.id and not u.denied] for p in (left, right)
        ]
        members = [{u.member for u in us} for us in uses]
        anywhere = [
            {u.member for u in p.annotated.uses if u.family == family.id} for p in (left, right)
        ]
        only = [members[0] - anywhere[1], members[1] - anywhere[0]]
        if not only[0] or not only[1]:
            continue
        first = [
            min(
                (u for u in us if u.member in others_lack),
                key=lambda u: (family.member(u.member).plain, u.start),
            )
            for us, others_lack in zip(uses, only, strict=True)
        ]
        chosen = [family.member(u.member) for u in first]
        plain = [m.plain for m in chosen]
        # A plain name against a wording of little weight is no difference worth a look.
        if all(plain) or (any(plain) and family.grade != "substantive"):
            continue
        yield Difference(
            "term",
            _STEP_DOWN[family.grade] if any(plain) else family.grade,
            Note(
                "term",
                (labels_of(chosen[0].label),),
                (labels_of(chosen[1].label),),
                subject=labels_of(family.note),
                left_signal=labels_of(chosen[0].note),
                right_signal=labels_of(chosen[1].note),
            ),
            (first[0].start, first[0].end),
            (first[1].start, first[1].end),
            (
                (family.id, chosen[0].id, chosen[1].id),
                *((family.id, p.side, u.start) for p, u in zip((left, right), first, strict=True)),
            ),
        )


_GRAVE_TONES = frozenset({"candid", "difficult", "productive", "constructive"})


def find_tone(left: Passage, right: Passage) -> Iterator[Difference]:
    """Code words for an exchange ("candid") that one side's description has and the other's not."""
    here = [
        [m for m in _exchange_tones(p) if p.holds(m.start, m.end) and not _is_reported(p, m)]
        for p in (left, right)
    ]
    if not here[0] or not here[1]:
        return
    anywhere = [{m.entry.id for m in _exchange_tones(p)} for p in (left, right)]
    spans = [_formula(marks) for marks in here]
    # Words beside the formula may describe another exchange, such as the last summit.
    only = [
        {m.entry.id: m.entry for m in marks if m.end <= span[1] and m.entry.id not in others}
        for marks, span, others in zip(here, spans, anywhere[::-1], strict=True)
    ]
    if not only[0] and not only[1]:
        return
    labels = [
        tuple(entry.labels for entry in sorted(found.values(), key=lambda e: e.label_en))
        for found in only
    ]
    note = Note("tone", labels[0], labels[1])
    grade: Grade = "degree" if _GRAVE_TONES & {*only[0], *only[1]} else "minor"
    keys = tuple(
        (p.side, "tone", m) for p, o in zip((left, right), only, strict=True) for m in sorted(o)
    )
    yield Difference("term", grade, note, spans[0], spans[1], keys)


def _exchange_tones(passage: Passage) -> list[LexiconMatch]:
    """Code words of the whole statement that describe an exchange."""
    tones = passage.annotated.tones
    return [mark for mark, of in tones if of == "exchange" and mark.entry.rank]


def _is_reported(passage: Passage, mark: LexiconMatch) -> bool:
    """Whether a word stands in what the text reports of the other side's words."""
    return any(
        segment.voice == "other" and segment.start <= mark.start < segment.end
        for segment in passage.annotated.segments
    )


def _formula(marks: Sequence[LexiconMatch]) -> Span:
    """The run of words of tone: "candid, substantive and constructive" is one formula."""
    end = marks[0].end
    for mark in marks[1:]:
        if mark.start - end > 12:
            break
        end = mark.end
    return marks[0].start, end


def find_acts(left: Passage, right: Passage) -> Iterator[Difference]:
    """A speech act of one and the same speaker that the two sides report in different strength."""
    kind = _same_speaker(left, right)
    if kind is None:
        return
    first = [_head_act(p, kind) for p in (left, right)]
    one, other = first
    if one is None or other is None:
        return
    ranks = {one.entry.rank, other.entry.rank}
    weaker = left if one.entry.rank < other.entry.rank else right
    if any(m.entry.rank >= max(ranks) for m in weaker.marks(kind)):
        return
    # Chinese readouts have no verb below 指出 and 表示: noted and stated are one step there.
    if len(ranks) == 1 or (kind == "act" and ranks == {1, 2}) or not _share_subject(left, right):
        return
    spans = (one.start, one.end), (other.start, other.end)
    far = abs(one.entry.rank - other.entry.rank) > 1
    yield Difference(
        "speech_act",
        "degree" if far else "minor",
        Note(
            "joint_act" if kind == "joint" else "act",
            (one.entry.labels,),
            (other.entry.labels,),
            side="left" if one.entry.rank > other.entry.rank else "right",
        ),
        *spans,
        ((kind, one.entry.id, other.entry.id),),
    )


def _head_act(passage: Passage, kind: LexiconKind) -> LexiconMatch | None:
    """The first act of a passage in a reporting clause: the verb by which a speaker speaks."""
    clauses = passage.annotated.reporting_clauses
    spans = [clause for i in passage.indices if (clause := clauses[i])]
    # In Chinese quotation a speaker goes on without a name: 我愿重申.
    spans += [(s, s + 5) for s, _ in passage.spans if is_han(passage.quote((s, s + 1)))]
    marks = [m for m in passage.marks(kind) if any(s <= m.start < e for s, e in spans)]
    return min(marks, key=lambda m: m.start, default=None)


def _same_speaker(left: Passage, right: Passage) -> LexiconKind | None:
    """The kind of act to compare where both passages report one party, or the two together."""
    if left.voices == right.voices == {"both"}:
        return "joint"
    voices = sorted(left.voices) + sorted(right.voices)
    return "act" if sorted(voices) == ["other", "own"] and len(left.voices) == 1 else None


def find_modality(left: Passage, right: Passage) -> Iterator[Difference]:
    """Duty in different strength, where each side has one segment and one degree of it."""
    if len(left.indices) > 1 or len(right.indices) > 1:
        return
    marks = [left.marks("duty"), right.marks("duty")]
    ranks = [{m.entry.rank for m in ms} for ms in marks]
    if len(ranks[0]) != 1 or len(ranks[1]) != 1 or ranks[0] == ranks[1]:
        return
    one, other = marks[0][0], marks[1][0]
    if not shared_concepts(left, right, left.clause(one.start), right.clause(other.start)):
        return
    spans = (one.start, one.end), (other.start, other.end)
    yield Difference(
        "modality",
        "substantive" if abs(one.entry.rank - other.entry.rank) > 1 else "degree",
        Note("duty"),
        *spans,
        (("duty", left.indices, right.indices),),
    )


def find_negations(left: Passage, right: Passage) -> Iterator[Difference]:
    """A claim about one and the same thing that one side affirms and the other denies."""
    claims = [_claims(p) for p in (left, right)]
    for predicate in sorted(set(claims[0]) & set(claims[1])):
        for one, denied in claims[0][predicate]:
            same = [
                (other, negative)
                for other, negative in claims[1][predicate]
                if shared_concepts(left, right, left.clause(one.start), right.clause(other.start))
            ]
            polarities = {negative for _, negative in same}
            if denied is None or polarities != {not denied}:
                continue
            other = same[0][0]
            yield Difference(
                "negation",
                "substantive",
                Note("denial", subject=one.entry.labels, side="left" if denied else "right"),
                (one.start, one.end),
                (other.start, other.end),
                ((predicate, one.start), (predicate, other.start)),
            )


def _claims(passage: Passage) -> dict[str, list[tuple[LexiconMatch, bool | None]]]:
    """Places of each predicate, and whether each is denied; None where that isn't plain."""
    negations = passage.marks("negation")
    text = passage.annotated.statement.text
    claims: dict[str, list[tuple[LexiconMatch, bool | None]]] = {}
    for mark in passage.marks("predicate"):
        start, end = passage.clause(mark.start)
        near = [n for n in negations if start <= n.start and n.end <= end]
        reach = 4 if is_han(text[mark.start]) else 22
        denied = any(mark.start - reach <= n.start and n.end <= mark.start for n in near)
        claims.setdefault(mark.entry.id, []).append(
            (mark, True if denied else None if near else False)
        )
    return claims


def _share_subject(left: Passage, right: Passage) -> bool:
    """Whether two passages name a concept or a contested subject in common."""
    families = [{u.family for u in p.uses} for p in (left, right)]
    if families[0] & families[1]:
        return True
    return any(shared_concepts(left, right, a, b) for a in left.spans for b in right.spans)
