"""Encodings of one byte a character: which of them fits a text, by the letters of languages.

In the right encoding every letter beyond ASCII belongs to one language, and stands where its
letters stand: no capital behind a small letter, no quotation mark inside a word.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

_WESTERN = ("cp1252", "mac_roman", "cp850")
_CENTRAL = ("cp1250", "iso8859_2", "mac_latin2", "cp852")
_CYRILLIC = ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic")
# Letters beyond ASCII of each language, small ones, and the encodings that it is written in.
_LANGUAGES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("fr", _WESTERN, "àâæçéèêëîïôœùûüÿ"),
    ("de", _WESTERN, "äöüßéàè"),
    ("es", _WESTERN, "áéíñóúüªº"),
    ("pt", _WESTERN, "áâãàçéêíóôõúüªº"),
    ("it", _WESTERN, "àèéìòù"),
    ("nl", _WESTERN, "éèëïöü"),
    ("sv", _WESTERN, "åäöéàü"),
    ("da", _WESTERN, "æøåéäöü"),
    ("fi", _WESTERN, "åäöšž"),
    ("pl", _CENTRAL, "ąćęłńóśźż"),
    ("cs", _CENTRAL, "áčďéěíňóřšťúůýž"),
    ("sk", _CENTRAL, "áäčďéíĺľňóôŕšťúýž"),
    ("hu", _CENTRAL, "áéíóöőúüű"),
    ("hr", _CENTRAL, "čćđšž"),
    ("ro", (*_CENTRAL, "iso8859_16", "mac_romanian"), "ăâîșțşţ"),
    ("tr", ("cp1254", "mac_turkish", "cp857"), "âçğıiöşüîûi̇"),
    ("lt", ("cp1257", "iso8859_13"), "ąčęėįšųūž"),
    ("lv", ("cp1257", "iso8859_13"), "āčēģīķļņšūž"),
    ("et", ("cp1257", "iso8859_13"), "äöõüšž"),
    ("ru", _CYRILLIC, "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("uk", ("cp1251", "koi8_u", "iso8859_5", "cp1125"), "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    ("el", ("cp1253", "iso8859_7"), "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"),
    ("he", ("cp1255", "iso8859_8"), "אבגדהוזחטיכךלמםנןסעפףצץקרשת"),
)
# Of alphabets with nothing in common with ours, the letters of which half of any text consists.
_FREQUENT = {"ru": "оеаинтсрвл", "uk": "оаинетірвс", "el": "αοιετσνηυρς", "he": "יוהלאתרבמנש"}
_LEAST_FREQUENT, _UNUSUAL, _RARER = 0.45, 0.1, 0.004
_OPENING, _CLOSING = "“‘„«‹¿¡(‚", "”’»›“‘"
_DASHES, _SIGNS = "–—…•\u00a0", "·§°€£©®™‰№ªº½¼¾†‡"
_SAMPLE = 100_000
_FITS = 0.88
_OTHER_SCRIPTS = "\u0370"
"""First letter that never stands in one word with Latin ones."""


@dataclass
class _Placed:
    """The characters beyond ASCII of one decoding, by whether they stand where such stand."""

    text: str
    letters: Counter[str] = field(default_factory=Counter)
    signs: int = 0
    total: int = 0


def best_fit(data: bytes) -> tuple[str, str]:
    """The encoding in which the bytes read best as one language, and the language; else empty.

    Windows-1252 comes first where several fit alike. Text of nothing but ASCII letters with
    quotation marks, dashes and signs has the language ``""``.
    """
    sample = data[:_SAMPLE]
    placed: dict[str, _Placed | None] = {}
    best, chosen = 0.0, ("", "")
    for language, encodings, alphabet in _LANGUAGES:
        known = set(alphabet + alphabet.upper())
        for rank, encoding in enumerate(encodings):
            if encoding not in placed:
                placed[encoding] = _decoded(sample, encoding)
            found = placed[encoding]
            if found is None or not found.total:
                continue
            share = _share(found, language, known) - _RARER * rank
            if share > best + 1e-9:
                best, chosen = share, (encoding, language if found.letters else "")
    return chosen if best >= _FITS else ("", "")


def _share(found: _Placed, language: str, known: set[str]) -> float:
    """Share of the characters beyond ASCII that fit the language, in [0, 1].

    A little less where the letters that should be frequent are not.
    """
    usual = 1.0
    own = sum(count for letter, count in found.letters.items() if letter in known)
    if frequent := _FREQUENT.get(language):
        often = sum(count for letter, count in found.letters.items() if letter.lower() in frequent)
        # A few words say little of how often a letter comes.
        large = sum(count for letter, count in found.letters.items() if letter.isupper())
        if often < _LEAST_FREQUENT * own - 2 or 2 * large > own or not own:
            return 0.0
        usual = often / own
    return (own + found.signs) / found.total - _UNUSUAL * (1 - usual)


def _decoded(sample: bytes, encoding: str) -> _Placed | None:
    try:
        found = _Placed(sample.decode(encoding))
    except (UnicodeDecodeError, LookupError):
        return None
    text = f" {found.text} "
    for n, character in enumerate(text):
        if character < "\x80":
            continue
        found.total += 1
        before, after = text[n - 1], text[n + 1]
        if character.isalpha() and character not in "ªº":
            beyond = text[n + 2] if n + 2 < len(text) else " "
            found.letters[character] += not _misplaced(before, character, after, beyond)
        else:
            found.signs += _is_placed_sign(before, character, after)
    return found


def _misplaced(before: str, letter: str, after: str, beyond: str) -> bool:
    """Whether a letter stands where none does: a capital behind a small one, beside a digit."""
    if letter.isupper() and before.islower():
        return True
    if letter.islower() and after.isupper():
        return True
    if letter >= _OTHER_SCRIPTS and (_is_plain(before) or _is_plain(after)):
        return True
    # No word is two capital letters, unless it is all there is of it.
    if letter.isupper() and _is_plain(after) and after.isupper():
        return not before.isalnum() and not beyond.isalnum()
    return before.isdigit() or after.isdigit()


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_placed_sign(before: str, sign: str, after: str) -> bool:
    word_before, word_after = before.isalnum(), after.isalnum()
    if sign in _DASHES:
        return True
    if sign in _SIGNS:
        return not (before.isalpha() and after.isalpha())
    if sign in "«»":
        return not (word_before and word_after)
    opens = sign in _OPENING and not word_before and not after.isspace()
    # An apostrophe stands inside a word, other marks behind one.
    closes = sign in _CLOSING and not before.isspace() and (sign == "’" or not word_after)
    return opens or closes
