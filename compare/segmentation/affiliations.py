"""Which side a name belongs to: from a table of sides, offices and persons, and from the text.

The table is ``affiliations.tsv``, and what languages add to it. Somebody it does not know belongs
to the side with whose name the text introduces him ("Japanese Foreign Minister ...",
"日本外相……"); failing that, to none.
"""

from __future__ import annotations

import importlib.resources
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from compare.languages import Language, languages, languages_in, rules_for
from compare.languages.rules import NameRules, any_of
from compare.segmentation.known_names import KnownNames
from corpus.text.folding import simplify

Voice = Literal["own", "other", "both", "unattributed", "reporter"]
"""For whom somebody speaks. A reporter, or who chairs a press conference, speaks for no side."""
Kind = Literal["side", "office", "person"]

ELSEWHERE = "?"
"""The code of a side that did not publish the text but is not known."""


@dataclass(frozen=True)
class _Table:
    codes: dict[str, str]
    """Side code of every name of a side, an office or a person."""
    kinds: dict[str, Kind]
    families: dict[str, tuple[str, ...]]
    """Full names of persons in Latin letters by their first and by their last word."""


@lru_cache(maxsize=4)
def _table_of(known: tuple[Language, ...]) -> _Table:
    codes: dict[str, str] = {}
    kinds: dict[str, Kind] = {}
    families: dict[str, tuple[str, ...]] = {}
    suffixes = frozenset[str]().union(*(language.names.suffixes for language in known))
    for kind, code, latin, others in _rows():
        for name in filter(None, f"{latin}|{others}".split("|")):
            codes.setdefault(name, code)
            kinds.setdefault(name, kind)
        for name in latin.split("|") if kind == "person" else ():
            words = [w for w in name.replace(",", "").split() if w not in suffixes]
            for word in {words[0], words[-1]} if words else ():
                families[word] = (*families.get(word, ()), name)
    for language in known:
        for code, names in language.sides.items():
            for name in names:
                codes.setdefault(name, code)
                kinds.setdefault(name, "side")
    return _Table(codes, kinds, families)


def _table() -> _Table:
    return _table_of(languages())


@cache
def _rows() -> tuple[tuple[Kind, str, str, str], ...]:
    """Kind, code, names in Latin letters and other names of each line of the table."""
    file = importlib.resources.files(__package__) / "affiliations.tsv"
    rows = []
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            word, code, latin, others = line.split("\t")
            kind: Kind = "side" if word == "side" else "office" if word == "office" else "person"
            rows.append((kind, code, latin, others))
    return tuple(rows)


@lru_cache(maxsize=32)
def _names_of(known: tuple[Language, ...], language: Language, persons: bool = True) -> KnownNames:
    """The names of the table in the characters of a language."""
    names = [
        name
        for name, kind in _table_of(known).kinds.items()
        if _in_characters_of(language, name, known) and (persons or kind != "person")
    ]
    return KnownNames(names, whole_words=not language.characters)


def _in_characters_of(language: Language, name: str, known: tuple[Language, ...]) -> bool:
    if language.characters:
        return bool(language.characters.search(name))
    return not any(other.characters and other.characters.search(name) for other in known)


def _names(language: Language, persons: bool = True) -> KnownNames:
    return _names_of(languages(), language, persons)


def names_in(language: Language, words: str, start: int, end: int) -> list[tuple[int, int, Kind]]:
    """Names of the table in a language between two offsets, with their kind, in order."""
    kinds = _table().kinds
    found = _names(language).find(words, start, end)
    return [(place, place + len(name), kinds[name]) for place, name in found]


def sides_in(language: Language, words: str) -> list[tuple[int, int, str]]:
    """Sides named in a text, and those of the offices and persons named, with their offsets.

    Args:
        language: whose names are looked for.
        words: in Simplified characters.
    """
    codes = _table().codes
    found = _names(language).find(words)
    return [(place, place + len(name), codes[name]) for place, name in found]


def is_side(words: str, language: str = "") -> bool:
    """Whether the words are the name of a country or organisation ("the Chinese side")."""
    for known in rules_for(language):
        words = known.names.around_side.sub("", words)
    return _table().kinds.get(words) == "side"


class Affiliations:
    """The sides of the names in one text, seen from the side that published it."""

    def __init__(self, text: str, side: str, language: str = "") -> None:
        """Take a text in Simplified characters, who published it, and its tag."""
        self._text = text
        self._publisher = side_code(side)
        self._tag = language
        self._known = rules_for(language)
        joining = "|".join(known.names.joining for known in self._known if known.names.joining)
        self._joining = re.compile(joining or r"(?!)")
        self._voices: dict[str, Voice] = {}

    def voice(self, words: str) -> Voice:
        """For whom the bearer of a name speaks, or the bearers of several."""
        if words not in self._voices:
            self._voices[words] = self._voice(words)
        return self._voices[words]

    def _voice(self, words: str) -> Voice:
        publisher, whole = self._publisher, _table().codes.get(words)
        names = [words] if whole else [n for n in self._joining.split(words) if n.strip()]
        parts = [whole] if whole else [self._code(name) for name in names]
        if len(parts) == 1 and not parts[0] and self._is_bare(words):
            parts = [publisher]  # "the President" is the publisher's where no other is named
        if len(parts) > 1 and publisher:
            # "The Prime Minister and President Biden": two persons, one of them the publisher's.
            bare = [
                not code and self._is_bare(name) for code, name in zip(parts, names, strict=True)
            ]
            if any(bare):
                return "both"
        codes = {code for code in parts if code}
        if not codes or not publisher:
            return "both" if len(codes) > 1 and not publisher else "unattributed"
        if publisher not in codes:
            return "other"
        # Two names, one the publisher's and the other unknown: the other side, most likely.
        return "both" if len(codes) > 1 or (len(parts) > 1 and not all(parts)) else "own"

    def _is_bare(self, name: str) -> bool:
        """Whether a title stands alone: "the Vice President", "国务卿"."""
        return any(known.names.bare_title.fullmatch(name) for known in self._known)

    def _code(self, name: str) -> str:
        language, codes = languages_in(name, self._tag)[-1], _table().codes
        bare = language.names.around_name.sub("", name.strip())
        if bare in codes:
            return codes[bare]
        if found := _names(language, persons=False).first(bare):
            return codes[found]
        if language.characters:
            return self._code_by_table(language, bare)
        return self._code_by_capitals(language, bare, name)

    def _code_by_table(self, language: Language, name: str) -> str:
        table = _table()
        found = [known for _, known in _names(language).find(name)]
        persons = [n for n in found if table.kinds[n] == "person"] or found
        if persons:
            return table.codes[persons[0]]
        if short := language.names.short_form.fullmatch(name):
            # "李总理" is whom the text introduced as "中国国务院总理李强".
            whole = re.search(rf"{short['title']}(?={short['name']})", self._text)
            if whole and (side := self._introduced(language, whole[0] + short["name"])):
                return side
        return self._introduced(language, name) or self._met(language, name)

    def _met(self, language: Language, name: str) -> str:
        """:data:`ELSEWHERE` if the text has somebody of the publisher's meet the bearer."""
        codes = _table().codes
        for match in _first(re.finditer(re.escape(name), self._text)):
            before = self._text[max(0, match.start() - 80) : match.start()]
            sentence = re.split(r"[。；！？\n]", before)[-1]
            met = max((sentence.rfind(w) for w in language.names.before_guest), default=-1)
            host = _names(language).first(sentence, 0, max(met, 0))
            if host and codes[host] == self._publisher:
                return ELSEWHERE
        return ""

    def _code_by_capitals(self, language: Language, bare: str, name: str) -> str:
        table, rules = _table(), language.names
        if found := _names(language).first(bare):
            return table.codes[found]
        words = bare.replace(",", "").split()
        last = words[-1] if words else ""
        if not last or not last[0].isupper():
            return ""
        if self._is_bare(name):
            return self._titled(language, bare)
        given = words[-2] if len(words) > 1 and words[-2] not in rules.titles else last
        bearers = [
            n for n in table.families.get(last, ()) if given in n.split() or given[-1] == "."
        ]
        if here := {table.codes[n] for n in bearers if n in self._text}:
            return here.pop() if len(here) == 1 else ""
        if code := self._introduced(language, last):
            return code
        if code := next((rules.side_titles[w] for w in words if w in rules.side_titles), ""):
            return code
        everywhere = {table.codes[n] for n in bearers}
        # "President Xi", "Mr. Xi", but not a lone "Li".
        sure = len(last) > 3 or words[0].rstrip(".") in rules.titles
        if len(everywhere) == 1 and sure:
            return everywhere.pop()
        return self._at_home(rules, last) if not everywhere else ""

    def _at_home(self, rules: NameRules, last: str) -> str:
        """The publisher, where its text gives a person a title and names no country with it.

        :data:`ELSEWHERE` if nobody of the publisher's bears the title, or its people meet him.
        """
        title = "|".join(sorted(rules.titles))
        titled = rf"\b(?:{title})\s+(?:[A-Z][\w.’'-]+\s+){{0,2}}{re.escape(last)}\b"
        unborne = rules.unborne_titles.get(self._publisher, frozenset())
        matches = [*_first(re.finditer(titled, self._text))]
        if any(unborne & set(m[0].split()) or self._is_guest(rules, m.start()) for m in matches):
            return ELSEWHERE
        return self._publisher if matches else ""

    def _is_guest(self, rules: NameRules, at: int) -> bool:
        """Whether somebody who is not known to be of another side meets the person named there."""
        sentence = re.split(r"[.;!?\n]\s", self._text[max(0, at - 80) : at])[-1]
        words = any_of(rules.before_guest)
        verb = re.search(rf"\b(?:{words})\s+(?:the\s+)?\Z", sentence)
        host = verb and self._first_code(sentence[: verb.start()])
        return verb is not None and host in ("", self._publisher)

    def _first_code(self, words: str) -> str:
        """The side of the first name of the table that stands in the words."""
        found = _names(languages_in(words, self._tag)[-1]).first(words)
        return _table().codes[found] if found else ""

    def _titled(self, language: Language, title: str) -> str:
        """The side of "the Minister": that of the persons to whom the text gives the title."""
        publisher, rules = self._publisher, language.names
        if code := rules.side_titles.get(title.split()[-1]):
            return code if publisher in rules.unborne_titles else publisher
        codes: set[str] = set()
        for match in _first(re.finditer(rf"\b{re.escape(title)}\s+([A-Z][\w’'-]+)", self._text)):
            after = self._text[match.start(1) : match.start(1) + 40]
            whole = _names(language).at(after)
            code = _table().codes[whole] if whole else ""
            codes.add(code or self._code_by_capitals(language, match[0], match[0]))
        codes.discard("")
        unborne = rules.unborne_titles.get(publisher, frozenset())
        if not codes and unborne & set(title.split()):
            return ELSEWHERE
        return publisher if publisher in codes else codes.pop() if len(codes) == 1 else ""

    def _introduced(self, language: Language, name: str) -> str:
        """The side with whose name the text introduces somebody, before or after his own."""
        sides, codes, rules = _names(language, persons=False), _table().codes, language.names
        for match in _first(re.finditer(re.escape(name), self._text)):
            before = self._text[max(0, match.start() - 140) : match.start()]
            before = re.split(r"\w{2}\.\s(?=[A-Z])", before)[-1]
            if found := [side for _, side in sides.find(rules.introduction(before))]:
                return codes[found[-1]]
            after = self._text[match.end() : match.end() + 60]
            apposed = rules.apposed.match(after)
            if apposed and (side := sides.at(after, apposed.end())):
                return codes[side]
        return ""


def side_code(side: str) -> str:
    """The code of a side in any usual name ("united states", "美国", "PRC"); "" if unknown."""
    codes = _table().codes
    plain = simplify(side).strip()
    for known in languages():
        plain = known.names.article.sub("", plain)
    if plain in codes:
        return codes[plain]
    folded = {name.casefold(): code for name, code in codes.items()}
    if code := folded.get(plain.casefold()):
        return code
    if plain.upper() in set(codes.values()):
        return plain.upper()
    found = _names(languages_in(plain)[-1], persons=False).first(plain)
    return codes[found] if found else ""


def _first(matches: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The first few of many: who somebody is, is told where he first comes up."""
    return itertools.islice(matches, 12)
