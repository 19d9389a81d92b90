"""Reporting clauses: the words with which a sentence says whose words it reports.

"The Secretary also emphasized", "外长指出", "the two sides agreed", "..., the Premier said". Rules
only, of two kinds (:mod:`compare.languages.rules`): one for languages that write names with
capitals, one for those whose names are known from the table of affiliations. Texts are read in
Simplified characters (:func:`corpus.text.folding.simplify`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from compare.languages import Language, languages_in
from compare.languages.rules import CapitalisedReporting, GazetteerReporting
from compare.segmentation.affiliations import Kind, is_side, names_in

Span = tuple[int, int]
SubjectKind = Literal["named", "both", "third_person", "first_person"]


@dataclass(frozen=True, slots=True)
class ReportingClause:
    """A subject and a verb of saying, before it is known for whom the subject speaks."""

    start: int
    end: int
    """Characters of the text, from the subject to the verb."""
    subject: Span
    kind: SubjectKind
    firm: bool = True
    """Whether it takes the word from a speaker who has it: "表示" does, "希望" may be his own."""


def find_reporting_clause(
    folded: str, start: int, end: int, language: str = ""
) -> ReportingClause | None:
    """The reporting clause of the sentence ``folded[start:end]``, or None.

    ``language`` is the tag of the text; offsets count its characters.
    """
    for known in reversed(languages_in(folded, language, start, end)):
        rules = known.reporting
        if isinstance(rules, GazetteerReporting):
            found = _find_by_gazetteer(known, rules, folded, start, end)
        elif rules is not None:
            found = _find_by_capitals(known, rules, folded, start, end)
        else:
            continue
        if found:
            return found
    return None


# Names written with capitals -----------------------------------------------------------------


def _find_by_capitals(
    language: Language, rules: CapitalisedReporting, text: str, start: int, end: int
) -> ReportingClause | None:
    for verb in rules.verbs.finditer(text, start, end):
        if found := _subject(language, rules, text, start, verb):
            return found
    if joint := rules.both_first.match(text, start, end):
        firm = bool(rules.past_verb.match(text, joint.end(), end))
        return ReportingClause(start, joint.end(), (start, joint.end()), "both", firm=firm)
    return None


def _subject(
    language: Language,
    rules: CapitalisedReporting,
    text: str,
    start: int,
    verb: re.Match[str],
) -> ReportingClause | None:
    floor = max(start, verb.start() - 160)
    head = text[floor : verb.start()]
    modal = verb[0].strip() in rules.modals
    adverbs = rules.adverbs.search(head)
    head = head[: adverbs.start()] if adverbs else head.rstrip()
    if head.endswith(",") and (comma := head.rfind(",", 0, -1)) >= 0:
        # "Wang Yi, member of the Political Bureau, said": what stands between two commas.
        head = head[:comma]
    if rules.impersonal.search(head) and rules.joint_verb.match(text, verb.start()):
        return ReportingClause(verb.start(), verb.end(), verb.span(), "both")
    both = rules.both.search(head)
    pronoun = None if both else rules.pronoun.search(head)
    named = None if both else rules.name.search(head)
    if pronoun and named and not rules.pronoun_in_name.search(named[0]):
        pronoun = None  # "Vice Premier He" is a name
    alone = named is not None and not pronoun and rules.joined not in named[0]
    if alone and not rules.finite.match(verb[0]):
        return None  # "U.S. support for" reports nothing
    meeting = verb[0].startswith(rules.exchanges)
    if head.count("(") > head.count(")"):
        return None
    if pronoun:
        named, at = None, pronoun.start(1)
    elif subject := both or named:
        at = subject.start()
    else:
        return _inverted(rules, text, start, verb)
    if named:
        lead = rules.lead.match(head, at)
        at = lead.end() if lead else at
    if at >= len(head) or _is_subordinate(rules, head[:at], verb[0]):
        return None
    several = bool(both) or (named is not None and rules.joined in head[at:])
    if (meeting and not several) or (modal and not (both or is_side(head[at:], language.code))):
        return None
    kind: SubjectKind = "both" if both else "named"
    if pronoun:
        word = pronoun[1].lower()
        joint = word in rules.plural and rules.joint_verb.match(text, verb.start())
        third = word in rules.third_person
        kind = "both" if joint else "third_person" if third else "first_person"
    begin = floor + at
    soft = modal or (
        kind == "named"
        and is_side(head[at:], language.code)
        and bool(rules.side_only.match(verb[0]))
    )
    return ReportingClause(begin, verb.end(), (begin, floor + len(head)), kind, firm=not soft)


def _is_subordinate(rules: CapitalisedReporting, before: str, verb: str) -> bool:
    """Whether a subject stands in a subordinate clause, whose words are not the sentence's."""
    if rules.subordinate.search(before):
        return True
    return rules.recalled is not None and rules.recalled(before, verb)


def _inverted(
    rules: CapitalisedReporting, text: str, start: int, verb: re.Match[str]
) -> ReportingClause | None:
    """The clause in '"...," said the Minister', whose speaker comes last."""
    before = text[max(start, verb.start() - 3) : verb.start()].rstrip()
    if not before.endswith((",", "”", '"', "’", "'")) or not rules.inverted_verb.match(verb[0]):
        return None
    name = rules.inverted_name.match(text, verb.end(), min(verb.endpos, verb.end() + 80))
    if not name:
        return None
    stop = name.start(1) + len(name[1].rstrip(" .,"))
    return ReportingClause(verb.start(), stop, (name.start(1), stop), "named")


# Names known from the table ------------------------------------------------------------------


def _find_by_gazetteer(
    language: Language, rules: GazetteerReporting, text: str, start: int, end: int
) -> ReportingClause | None:
    waiting: tuple[Span, SubjectKind] | None = None
    for clause in rules.clause.finditer(text, start, min(end, start + 400)):
        head = clause[0].lstrip(rules.quotes)
        if number := rules.numbering.match(head):
            head = head[number.end() :]
        at = clause.end() - len(head)
        if waiting and (
            verb := (rules.joint_verb if waiting[1] == "both" else rules.bare_verb).match(head)
        ):
            return ReportingClause(waiting[0][0], at + verb.end(), *waiting)
        both = rules.both.match(head)
        if both:
            who = (at + both.start("who"), at + both.end("who"))
            first = clause.start() == start
            return ReportingClause(who[0], at + both.end("verb"), who, "both", firm=first)
        found = _named(language, rules, head, at)
        if isinstance(found, ReportingClause):
            return found
        if not waiting and found:
            waiting = (found, "named")
        elif not waiting and (opened := rules.both_opening.match(head)):
            waiting = ((at, at + opened.end("who")), "both")
        unknown = None if found else _unknown(rules, head, text, at, end)
        if unknown:
            who = (at, at + len(unknown["who"]))
            return ReportingClause(at, at + len(unknown[0]), who, "named")
        if not waiting and (side := rules.side_opening.match(head)):
            who = (at + side.start(1), at + side.end(1))
            return ReportingClause(who[0], who[1], who, "named", firm=False)
    return None


def _unknown(
    rules: GazetteerReporting, head: str, text: str, at: int, end: int
) -> re.Match[str] | None:
    """A speaker whom no table knows, at the beginning of the clause ``head`` of ``text``."""
    first, *others = rules.unknown
    found = first.match(head)
    for pattern in others:
        found = found or pattern.match(text, at, end)
    return None if found is None or rules.nobody.match(found["who"]) else found


def _named(
    language: Language, rules: GazetteerReporting, head: str, at: int
) -> ReportingClause | Span | None:
    """The clause that begins with a name; the name alone where its verb is missing."""
    names = [n for n in names_in(language, head, 0, 60) if n[0] <= 40]
    if not names or rules.not_before_name.search(head, 0, names[0][0]):
        return None
    begin = names[0][0]
    first = next((i for i, n in enumerate(names) if n[2] != "side"), None)
    if first is None or (first and not rules.titled.match(head[names[0][1] : names[first][0]])):
        return _side(rules, head, at, names[0])
    stop, first = _extend(rules, head, names, first)
    if head.startswith(rules.attributive, stop):
        return None
    joined = rules.joining.match(head, stop)
    if joined and first + 1 < len(names) and names[first + 1][0] - joined.end() <= 24:
        last, _ = _extend(rules, head, names, first + 1)
        verb = rules.person_verb.search(head, last)
        if verb and not rules.meeting_verb.search(head, last, verb.start()):
            return ReportingClause(at + begin, at + verb.end(), (at + begin, at + last), "named")
        return at + begin, at + stop
    verb = rules.person_verb.search(head, stop)
    if verb and not rules.meeting_verb.search(head, stop, verb.start()):
        return ReportingClause(at + begin, at + verb.end(), (at + begin, at + stop), "named")
    return at + begin, at + stop


def _extend(
    rules: GazetteerReporting, head: str, names: list[tuple[int, int, Kind]], i: int
) -> tuple[int, int]:
    """Where "国务卿布林肯先生" ends, and the index of the last name in it."""
    stop = names[i][1]
    while True:
        title = rules.titles.match(head, stop)
        stop = title.end() if title else stop
        if i + 1 == len(names) or names[i + 1][0] > stop:
            return stop, i
        i += 1
        stop = max(stop, names[i][1])


def _side(
    rules: GazetteerReporting, head: str, at: int, name: tuple[int, int, Kind]
) -> ReportingClause | None:
    start, end, _ = name
    if start > 6:
        return None
    if verb := rules.side_verb.match(head, end):
        span = (at + start, at + end)
        return ReportingClause(
            span[0], at + verb.end(), span, "named", firm=bool(rules.taking.search(verb[0]))
        )
    if spoken := rules.spoken.match(head, end):
        return ReportingClause(
            at + start, at + spoken.end(), (at + start, at + spoken.start(1)), "named"
        )
    return None
