"""Which side a name belongs to: from a table of sides, offices and persons, and from the text.

The table is ``affiliations.tsv``. Somebody it does not know is placed by the words with which the
text introduces him ("Japanese Foreign Minister ...", "日本外相……"); failing that, by nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

Voice = Literal["own", "other", "both", "unattributed"]
Kind = Literal["side", "office", "person"]

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_HAN = re.compile(r"[\u3400-\u9fff]")
_APART = re.compile(r"\s*(?:,\s*)?\b(?:and|&)\s+|[、与和同及]")
_LATIN_TAIL = re.compile(
    r"(?:[A-Z][\w.’'-]*|of|the|and|for|on|to)(?:(?:,?\s+and|\s+(?:[A-Z][\w.’'-]*|of|the|for|on|to)))*\s+\Z"
)
_TITLES = frozenset(
    "President Premier Chancellor Minister Secretary Ambassador Chairman Director Governor King "
    "Vice Prime Foreign Deputy General Leader Representative Admiral Advisor Envoy Commissioner "
    "Speaker Spokesperson Spokesman Spokeswoman Defense Defence State Mr Mrs Ms Dr Madam".split()
)
# Titles that nobody of a side bears.
_FOREIGN = {
    "US": frozenset({"Prime", "Premier", "Chancellor", "King", "Minister", "Emir"}),
    "CN": frozenset({"Prime", "Chancellor", "King", "Emir"}),
}
ELSEWHERE = "?"
"""The code of a side that is not our own but is not known."""

_BARE = re.compile(
    r"(?:总统|主席|国务卿|外长|外交部长|部长|主任|总理|首相|大使|特使|代表|发言人|代表团)+\Z"
)


@dataclass(frozen=True, slots=True)
class _Table:
    codes: dict[str, str]
    """Side code of every name of a side, an office or a person."""
    kinds: dict[str, Kind]
    families: dict[str, tuple[str, ...]]
    """Full English names of persons by their first and by their last word."""
    characters: dict[int, int]
    """Traditional and full-width characters to the ones the rules are written in."""


@cache
def _table() -> _Table:
    codes: dict[str, str] = {}
    kinds: dict[str, Kind] = {}
    families: dict[str, tuple[str, ...]] = {}
    characters = dict(_WIDE)
    for kind, code, english, chinese in _rows():
        if kind == "fold":
            characters.update(zip(map(ord, english), map(ord, chinese), strict=True))
            continue
        known: Kind = "side" if kind == "side" else "office" if kind == "office" else "person"
        for name in filter(None, f"{english}|{chinese}".split("|")):
            codes.setdefault(name, code)
            kinds.setdefault(name, known)
        for name in english.split("|") if known == "person" else ():
            words = [w for w in name.replace(",", "").split() if w not in {"Jr.", "III"}]
            for word in {words[0], words[-1]} if words else ():
                families[word] = (*families.get(word, ()), name)
    return _Table(codes, kinds, families, characters)


def _rows() -> Iterator[tuple[str, str, str, str]]:
    import importlib.resources

    file = importlib.resources.files(__package__) / "affiliations.tsv"
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, code, english, chinese = line.split("\t")
            yield kind, code, english, chinese


@cache
def _pattern(chinese: bool, persons: bool = True) -> re.Pattern[str]:
    table = _table()
    names = [
        name
        for name, kind in table.kinds.items()
        if bool(_HAN.search(name)) == chinese and (persons or kind != "person")
    ]
    names.sort(key=len, reverse=True)
    joined = "|".join(map(re.escape, names))
    return re.compile(joined if chinese else rf"(?<![\w-])(?:{joined})(?![\w])")


def fold_characters(text: str) -> str:
    """A copy in Simplified, half-width characters, one for one, so that offsets stay."""
    return text.translate(_table().characters)


def names_in(words: str, start: int, end: int) -> list[tuple[int, int, Kind]]:
    """Chinese names between two offsets, with their kind, in order."""
    table = _table()
    found = _pattern(chinese=True).finditer(words, start, end)
    return [(m.start(), m.end(), table.kinds[m[0]]) for m in found]


def is_side(words: str) -> bool:
    """Whether the words are the name of a country or organisation ("the Chinese side")."""
    bare = re.sub(r"\A[Tt]he\s+|\s+(?:side|government|delegation)\Z", "", words)
    return _table().kinds.get(bare) == "side"


class Affiliations:
    """The sides of the names in one text, seen from the side that published it."""

    def __init__(self, text: str, side: str) -> None:
        self._text = text
        self._own = side_code(side)
        self._voices: dict[str, Voice] = {}

    def voice(self, words: str) -> Voice:
        """For whom the bearer of a name speaks, or the bearers of several."""
        if words not in self._voices:
            self._voices[words] = self._judge(words)
        return self._voices[words]

    def _judge(self, words: str) -> Voice:
        whole = _table().codes.get(words)
        parts = [whole] if whole else [self._code(p) for p in _APART.split(words) if p.strip()]
        if len(parts) == 1 and not parts[0] and _is_bare(words):
            parts = [self._own]  # "the President" is ours where the text gives no other
        codes = {code for code in parts if code}
        if not codes or not self._own:
            return "both" if len(codes) > 1 and not self._own else "unattributed"
        if self._own not in codes:
            return "other"
        # Two names of which one is our own and the other unknown: the other side, most likely.
        return "both" if len(codes) > 1 or (len(parts) > 1 and not all(parts)) else "own"

    def _code(self, name: str) -> str:
        chinese = bool(_HAN.search(name))
        bare = re.sub(r"\A[Tt]he\s+|\s+(?:side|government)\Z", "", name.strip())
        if bare in _table().codes:
            return _table().codes[bare]
        if match := _pattern(chinese, persons=False).search(bare):
            return _table().codes[match[0]]
        return self._code_zh(bare) if chinese else self._code_en(bare, name)

    def _code_zh(self, name: str) -> str:
        table = _table()
        found = [m[0] for m in _pattern(chinese=True).finditer(name)]
        persons = [n for n in found if table.kinds[n] == "person"] or found
        if persons:
            return table.codes[persons[0]]
        return self._introduced(name, chinese=True) or self._met(name)

    def _met(self, name: str) -> str:
        """:data:`ELSEWHERE` if the text has one of our own meet the bearer of the name."""
        names, table = _pattern(chinese=True), _table()
        for match in _limited(re.finditer(re.escape(name), self._text)):
            before = self._text[max(0, match.start() - 80) : match.start()]
            sentence = re.split(r"[。；！？\n]", before)[-1]
            met = max(sentence.rfind(word) for word in ("会见", "同", "与"))
            host = names.search(sentence, 0, max(met, 0))
            if host and table.codes[host[0]] == self._own:
                return ELSEWHERE
        return ""

    def _code_en(self, bare: str, name: str) -> str:
        table = _table()
        if match := _pattern(chinese=False).search(bare):
            return table.codes[match[0]]
        words = bare.replace(",", "").split()
        last = words[-1] if words else ""
        if not last or not last[0].isupper():
            return ""
        if _is_bare(name):
            return self._titled(bare)
        given = words[-2] if len(words) > 1 and words[-2] not in _TITLES else last
        known = [n for n in table.families.get(last, ()) if given in n.split() or given[-1] == "."]
        if here := {table.codes[n] for n in known if n in self._text}:
            return here.pop() if len(here) == 1 else ""
        if code := self._introduced(last, chinese=False):
            return code
        if "Secretary" in words:
            return "US"
        everywhere = {table.codes[n] for n in known}
        sure = len(last) > 3 or words[0] in _TITLES  # "President Xi", but not a lone "Li"
        return everywhere.pop() if len(everywhere) == 1 and sure else ""

    def _titled(self, title: str) -> str:
        """The side of "the Minister": that of the persons to whom the text gives the title."""
        if title.endswith("Secretary"):
            return "US" if self._own in {"US", "CN"} else self._own
        codes: set[str] = set()
        for match in _limited(re.finditer(rf"\b{re.escape(title)}\s+([A-Z][\w’'-]+)", self._text)):
            after = self._text[match.start(1) : match.start(1) + 40]
            whole = _pattern(chinese=False).match(after)
            codes.add(_table().codes[whole[0]] if whole else self._code_en(match[0], match[0]))
        codes.discard("")
        if not codes and _FOREIGN.get(self._own, frozenset()) & set(title.split()):
            return ELSEWHERE
        return self._own if self._own in codes else codes.pop() if len(codes) == 1 else ""

    def _introduced(self, name: str, chinese: bool) -> str:
        """The side with whose name the text introduces somebody, before or after his own."""
        sides, table = _pattern(chinese, persons=False), _table()
        for match in _limited(re.finditer(re.escape(name), self._text)):
            before = self._text[max(0, match.start() - 140) : match.start()]
            before = re.split(r"\w{2}\.\s(?=[A-Z])", before)[-1]
            if chinese:
                title = re.split(r"[，。；：“”！？]|[同与和向对在]", before[-30:])[-1]
            else:
                tail = _LATIN_TAIL.search(before)
                title = _last_title(tail[0]) if tail else ""
            if found := sides.findall(title):
                return table.codes[found[-1]]
            after = self._text[match.end() : match.end() + 60]
            apposed = None if chinese else re.match(r",?\s+(?:of\s+)?(?:the\s+)?", after)
            if apposed and (side := sides.match(after, apposed.end())):
                return table.codes[side[0]]
        return ""


def _last_title(words: str) -> str:
    """The title nearest to a name: "the United States and President" gives "President"."""
    *before, last = re.split(r"(,?\s+and\s+)", words)
    joined = before and not before[-1].startswith(",") and before[-2].split()[-1:]
    return words if joined and joined[0] in _TITLES else last


def _is_bare(name: str) -> bool:
    """Whether a title stands alone: "the Vice President", "国务卿"."""
    words = name.strip().split()
    english = words[0] in {"the", "The"} and set(words[1:]) <= _TITLES if words[1:] else False
    return english or bool(_BARE.fullmatch(name))


def side_code(side: str) -> str:
    """The code of a side in any usual name ("united states", "美国", "PRC"); "" if unknown."""
    table = _table()
    plain = re.sub(r"\A[Tt]he\s+", "", fold_characters(side).strip())
    if plain in table.codes:
        return table.codes[plain]
    folded = {name.casefold(): code for name, code in table.codes.items()}
    if code := folded.get(plain.casefold()):
        return code
    if plain.upper() in set(table.codes.values()):
        return plain.upper()
    match = _pattern(bool(_HAN.search(plain)), persons=False).search(plain)
    return table.codes[match[0]] if match else ""


def _limited(matches: Iterator[re.Match[str]], most: int = 12) -> Iterator[re.Match[str]]:
    """The first few of many: who somebody is, is said where he first comes up."""
    for _, match in zip(range(most), matches, strict=False):
        yield match
