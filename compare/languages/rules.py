"""The kinds of rules that a language may tell: patterns and words, one class a question.

Every field has a default that finds nothing, but for verbs of saying and numbers, which are
given whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]

NOTHING = re.compile(r"(?!)")
"""Never matches: the default of a pattern that a language does not need."""
SENTENCE_END = r"[.。!！;；,，:：\"”’\s]*\Z"
"""Marks that may follow the last word of a sentence, as the end of a pattern."""
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
"""A number in digits, with or without commas at the thousands and a decimal point."""


def any_of(words: Mapping[str, object] | Sequence[str]) -> str:
    """The words as the alternatives of a pattern, the longest first.

    Of no words, a pattern that never matches.
    """
    return "|".join(sorted(words, key=len, reverse=True)) or NOTHING.pattern


@dataclass(frozen=True, kw_only=True, eq=False)
class SentenceRules:
    """Where a sentence ends."""

    full_stops: str = ""
    """Marks that end a sentence wherever they stand (``。``); ``.``, ``!`` and ``?`` are known."""
    date_units: str = ""
    """Characters after a number that make it a year, a month or a day, where words are not
    parted by spaces."""
    item_number: str = ""
    """Pattern of the number before an item of a list, in words; digits are known."""
    speaker_label: str = ""
    """Pattern of what stands before the words of a speaker at the head of a line ("Q:")."""
    joining_words: tuple[str, ...] = ()
    """Words that alone are no sentence ("and"): they close the one before."""
    ends_after: Callable[[str, str, str], bool] | None = None
    """``ends_after(word, following, before)``: whether a full stop after ``word`` is an end when
    ``following`` comes next; ``before`` is the sentence up to the stop, or its last 32 characters.
    None: it always is, unless the sentence has only a number or a letter so far."""
    speaker_after_quote: re.Pattern[str] = NOTHING
    """Words that name the speaker of a quotation which has just closed (" Lee said")."""
    goes_on_after_quote: re.Pattern[str] = NOTHING
    """Words with which a sentence goes on after a quotation that holds a full stop."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CapitalisedReporting:
    """Verbs of saying and their subjects, where names are written with capitals.

    Patterns marked "head" are searched in the words before the verb and match to their end.
    """

    verbs: re.Pattern[str]
    """A verb of saying."""
    modals: frozenset[str] = frozenset()
    """Those of ``verbs`` that announce ("will"): they report only what a side or both sides do."""
    exchanges: tuple[str, ...] = ()
    """Beginnings of verbs that only several persons do ("held talks")."""
    adverbs: re.Pattern[str] = NOTHING
    """Head: adverbs and auxiliaries between the subject and the verb."""
    both: re.Pattern[str] = NOTHING
    """Head: a subject that means both sides ("the two leaders")."""
    both_first: re.Pattern[str] = NOTHING
    """The same as the first words of a sentence whose verb is none of saying."""
    past_verb: re.Pattern[str] = NOTHING
    """What follows ``both_first`` where it takes the word from a speaker who has it."""
    pronoun: re.Pattern[str] = NOTHING
    """Head: a pronoun as subject, as its group 1."""
    third_person: frozenset[str] = frozenset()
    """Pronouns, in small letters, that stand for a speaker named before; all others are "I"."""
    plural: frozenset[str] = frozenset()
    """Pronouns, in small letters, of the speaker and others ("we")."""
    joint_verb: re.Pattern[str] = NOTHING
    """A verb whose plural subject is both sides: one can't agree alone."""
    impersonal: re.Pattern[str] = NOTHING
    """Head: a subject that is nobody ("it was"), which means both sides with a joint verb."""
    pronoun_in_name: re.Pattern[str] = NOTHING
    """A name whose last word is a pronoun and not a name."""
    name: re.Pattern[str] = re.compile(r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*\Z")
    """Head: a name with titles, or several with a joining word between."""
    joined: str = " and "
    """What stands between two names that say something together."""
    lead: re.Pattern[str] = NOTHING
    """Capitalised words at the head of a sentence that are no part of a name ("On")."""
    finite: re.Pattern[str] = re.compile("")
    """Forms of ``verbs`` that a single name can govern, not nouns ("support for")."""
    subordinate: re.Pattern[str] = NOTHING
    """Words before a subject in a clause whose words are not the sentence's ("which")."""
    recalled: Callable[[str, str], bool] | None = None
    """``recalled(before, verb)``: whether a clause recalls an earlier statement ("as agreed")."""
    side_only: re.Pattern[str] = NOTHING
    """Verbs that leave the word with a person who has it where the subject is a side."""
    inverted_verb: re.Pattern[str] = NOTHING
    """Verbs that may stand between a quotation and the speaker's name."""
    inverted_name: re.Pattern[str] = NOTHING
    """A speaker's name after such a verb, as its group 1."""
    going_on: re.Pattern[str] = NOTHING
    """Head: a second verb of the speaker of the sentence, to its end ("and stressed")."""


@dataclass(frozen=True, kw_only=True, eq=False)
class GazetteerReporting:
    """Verbs of saying and their subjects, where names are known from the table of affiliations.

    All patterns are matched where a clause begins or where a name ends, unless they say "search".
    """

    clause: re.Pattern[str]
    """Search: the stretch between two marks of punctuation."""
    quotes: str
    """Quotation marks and white space that may begin a clause."""
    numbering: re.Pattern[str] = NOTHING
    """The number of an item at the head of a clause."""
    titles: re.Pattern[str]
    """Titles after a name, any number."""
    attributive: str
    """A particle after a name that makes it belong to what follows."""
    titled: re.Pattern[str]
    """An office between the name of a side and that of a person, to its end."""
    joining: re.Pattern[str]
    """A word between two names."""
    both: re.Pattern[str]
    """Both sides (group ``who``) and a verb of saying (group ``verb``)."""
    both_opening: re.Pattern[str]
    """Both sides (group ``who``) in a clause whose verb comes in the next."""
    not_before_name: re.Pattern[str]
    """Search: words before a name that show it is no subject."""
    person_verb: re.Pattern[str]
    """Search: a verb of saying of a person."""
    meeting_verb: re.Pattern[str]
    """Search: a verb that makes the clause tell of a meeting, not of what was said."""
    bare_verb: re.Pattern[str]
    """A verb of saying at the head of a clause, its subject being in an earlier one."""
    joint_verb: re.Pattern[str]
    """The same where the subject is both sides."""
    side_verb: re.Pattern[str]
    """A verb of saying of a side, after its name."""
    spoken: re.Pattern[str]
    """A few characters and a verb of saying (group 1), after the name of a side."""
    taking: re.Pattern[str]
    """Search in ``side_verb``: verbs by which a side takes the word from one who has it."""
    side_opening: re.Pattern[str]
    """A side (group 1) as the subject of any other verb."""
    unknown: tuple[re.Pattern[str], ...]
    """An unknown speaker (``who``) and a verb; all but the first may look beyond the clause."""
    nobody: re.Pattern[str]
    """Beginnings of ``who`` that name no speaker."""
    going_on: re.Pattern[str] = NOTHING
    """Search: a speaker's further verb, to its end; group ``who`` is a pronoun for him, if any."""


Reporting = CapitalisedReporting | GazetteerReporting


@dataclass(frozen=True, kw_only=True, eq=False)
class SpeechRules:
    """Whose words a sentence without a verb of saying reports."""

    first_person: re.Pattern[str] = NOTHING
    """A pronoun of the first person as the first word of a sentence, as group 1."""
    authors: frozenset[str] = frozenset()
    """Pronouns of an author whose whole text is no speech that somebody else reports."""
    diary: re.Pattern[str] = NOTHING
    """The first words of a paragraph in which the author writes of himself."""
    author_word: re.Pattern[str] = NOTHING
    """Search: a pronoun by which an author means himself, wherever it stands."""
    author: str = ""
    """The pronoun by which the author of a diary is named where no verb of saying is."""
    event: re.Pattern[str] = NOTHING
    """The first words of a sentence about the meeting as such, which nobody's words continue."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DialogueRules:
    """What stands before the words of each who speaks at a press conference or a briefing.

    All but ``label`` and ``title`` match the whole label, without its colon.
    """

    label: re.Pattern[str] = NOTHING
    """A label with its colon at the head of a paragraph, as group ``who``."""
    asks: re.Pattern[str] = NOTHING
    """One who asks or who chairs, and speaks for no side ("QUESTION", "路透社记者")."""
    answers: re.Pattern[str] = NOTHING
    """One who answers, whatever stands around it ("MR LEE", "答")."""
    may_answer: re.Pattern[str] = NOTHING
    """A name, which answers where it follows a question or comes again."""
    nameless: re.Pattern[str] = NOTHING
    """A label that names nobody ("A", "答")."""
    title: re.Pattern[str] = NOTHING
    """What comes before a name in a label, and is no part of it ("外交部发言人")."""


def _no_words(before: str) -> str:
    """Introduce nobody."""
    return ""


def _no_ranges(text: str) -> tuple[tuple[float, float], ...]:
    """Know no orders of magnitude."""
    return ()


@dataclass(frozen=True, kw_only=True, eq=False)
class NameRules:
    """How names of sides and persons and their titles are put together."""

    joining: str = ""
    """Pattern of what parts several names; empty for nothing."""
    passive: re.Pattern[str] = NOTHING
    """Words by which a sentence names first whom somebody acts on ("was invited", 被)."""
    article: re.Pattern[str] = NOTHING
    """An article before the name of a side."""
    around_side: re.Pattern[str] = NOTHING
    """Words before and after the name of a side that are no part of it ("the", "delegation")."""
    around_name: re.Pattern[str] = NOTHING
    """The same around any other name."""
    short_form: re.Pattern[str] = NOTHING
    """A family name (group ``name``) and a title (group ``title``), as a whole."""
    bare_title: re.Pattern[str] = NOTHING
    """A title that stands alone, as a whole ("the Vice President")."""
    titles: frozenset[str] = frozenset()
    """Words of titles."""
    unborne_titles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words of titles that nobody of a side bears, by the side's code."""
    side_titles: Mapping[str, str] = field(default_factory=dict)
    """Code of the side whose people bear a title, where nothing else is known."""
    suffixes: frozenset[str] = frozenset()
    """Words after a person's last name ("Jr.")."""
    before_guest: tuple[str, ...] = ()
    """Words between a host and the person whom he meets."""
    introduction: Callable[[str], str] = _no_words
    """The last words before a name, as far as they may introduce its bearer."""
    apposed: re.Pattern[str] = NOTHING
    """What may stand between a name and the name of its bearer's side (", of the ")."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ProceduralRules:
    """Sentences that carry no substance. Patterns are searched in the whole sentence."""

    date_line: re.Pattern[str] = re.compile(r"[\d\s:./,-]{4,}\Z")
    """A date or time, and nothing else; matched from the beginning."""
    formal: re.Pattern[str] = NOTHING
    """Courtesies, attendance, titles of documents, the frame of a page."""
    meets: re.Pattern[str] = NOTHING
    """That somebody met, called or visited somebody."""
    attended: re.Pattern[str] = NOTHING
    """A list of people, and that they were there."""
    courtesy: re.Pattern[str] = NOTHING
    """Congratulations, condolences, thanks and the mood of a meeting, whoever reports them."""
    substance: re.Pattern[str] = NOTHING
    """Words that say that the sentence is more than any of these, but for ``formal``."""


@dataclass(frozen=True, kw_only=True, eq=False)
class QuantityRules:
    """Numbers with their units, in folded text (:func:`corpus.text.folding.fold`)."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    """Pairs of kind and pattern, the first to find a stretch wins. Kinds: ``date`` (groups
    ``month``, ``day``, ``year``), ``percent`` (``number``, or ``hundredths`` where the number
    comes last), ``tenths`` (``number``, and ``half`` or ``more`` hundredths), ``sign`` (``sign``,
    ``number``), ``money`` and ``count`` (``number``, ``unit``), ``bare``."""
    number: str
    """Pattern of a number in digits or words."""
    parse: Callable[[str], float]
    """Value of such a number; 0 where there is none."""
    words: re.Pattern[str]
    """A word or character of a number, by which one is known to be of this language."""
    hint: re.Pattern[str]
    """What a text that holds a quantity surely holds: saves looking for all patterns."""
    months: Mapping[str, int] = field(default_factory=dict)
    money: Mapping[str, str] = field(default_factory=dict)
    """Currencies by name, as ISO 4217 codes."""
    units: Mapping[str, str] = field(default_factory=dict)
    """What is counted, by name, under the unit that all languages share: ``day``."""
    idle: frozenset[str] = frozenset()
    """Numbers that count nothing in themselves: turns of phrase ("one day")."""
    magnitudes: Callable[[str], Iterable[tuple[float, float]]] = _no_ranges
    """Orders of magnitude in a text, from the least value to below the largest: "hundreds of
    billions" is 1e11 to 1e12."""
    rough: re.Pattern[str] = NOTHING
    """Search from 16 characters before a number to 3 after: it is not meant to the last digit."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PlaceRules:
    """What shows how the name of a place is meant."""

    general: re.Pattern[str] = NOTHING
    """Search: words for places at large ("regional issues")."""
    venue_before: re.Pattern[str] = NOTHING
    """Search in the 40 characters before a place: a meeting was there."""
    venue_after: re.Pattern[str] = NOTHING
    """Match in the 6 characters after a place: a meeting was there."""
    short_form: Callable[[str], re.Pattern[str] | None] | None = None
    """``short_form(name)``: what else may stand for a place of that name in the language."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """Lists of words of a language, in folded form."""

    stop_words: frozenset[str] = frozenset()
    """Words that carry no meaning of their own."""
    label_breaks: frozenset[str] = frozenset()
    """Words (or characters) that no label of a suggested topic holds."""


@dataclass(frozen=True)
class DenialRules:
    """How a language says that something was not talked about, read in a folded copy."""

    follows: re.Pattern[str]
    """Words after which the subject that was not talked about is named."""
    precedes: re.Pattern[str]
    """Words before which the subject that was not talked about is named."""
    clause_end: re.Pattern[str]
    """Where a clause ends, so that what stands beyond is not denied with it."""
    new_clause: re.Pattern[str] | None = None
    """A clause and what joins the next one to it, where a joining word may also join a list."""
    other_subject: re.Pattern[str] | None = None
    """Subjects of the clause, such as papers, whose silence says nothing of the talks."""


@dataclass(frozen=True)
class NegationRules:
    """How a language turns a claim into its opposite, read in Simplified characters."""

    negating: re.Pattern[str]
    """Words of negation, refusal and opposition."""
    idle: re.Pattern[str]
    """Phrases that hold such a word and turn nothing."""
    distancing: re.Pattern[str] = NOTHING
    """Words before a name by which the author does not make it his own ("so-called")."""

    def negates(self, text: str) -> bool:
        """Tell whether anything in a text is in the negative."""
        return self.negating.search(self.idle.sub(" ", text)) is not None
