"""Bytes to text: which encoding a statement was saved in.

A byte-order mark or valid UTF-8 settles it. Otherwise the bytes are decoded in each likely
encoding, and the text that looks most like writing wins: Chinese by its share of frequent
characters, text of one byte a character by the letters of its language
(:mod:`corpus.text.single_bytes`). What fits nothing is refused, never guessed.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from corpus.errors import ReadError
from corpus.text.characters import FREQUENT, HAN, SIMPLIFIED, TRADITIONAL, WIDE
from corpus.text.single_bytes import best_fit

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Hong Kong's Big5 last: it differs from Taiwan's in circled digits and the like.
_CHINESE = ("gb18030", "big5", "cp950", "big5hkscs")
_PUNCTUATION = "，。、；：？！（）《》〈〉「」『』“”‘’—…·〔〕【】　０１２３４５６７８９％"
_COMMON = frozenset(FREQUENT + SIMPLIFIED + TRADITIONAL + _PUNCTUATION)
_RUN = re.compile(r"[^\x00-\x7f]+")
_ASCII_AS_SPACES = b" " * 0x80 + bytes(range(0x80, 0x100))
_PLAUSIBLE, _SURE = 0.5, 0.8
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_UTF_7 = re.compile(rb"\+(?!\d+-)[A-Za-z0-9+/]{3,}-?")
_SIGNED = re.compile(rb"[^A-Za-z~{}+-]")
# Letters that have the form of words behind a plus.
_WORD = re.compile(rb"(?:\+(?:[A-Z]?[a-z]+|[A-Z]+))+-?")
_SHIFTED = ("iso2022_jp_2", "iso2022_kr", "iso2022_jp_ext")
# Marks that a text of UTF-7 may hold beside Chinese characters and letters with accents.
_HELD = re.compile(f"[{WIDE}\u00a0-\u024f\u0370-\u04ff\u2010-\u2030\u2039\u203a\u20ac\u2122]")
_ALL_HAN = re.compile(f"[{HAN}·。，、；：？！（）“”‘’《》—…]+")
# Where characters of Western text stand: quotation marks at the edges of words, accents in them.
_NATURAL = re.compile(
    "(?<![A-Za-z0-9])[“‘](?=\\w)|(?<=[\\w.,;:!?…])[”’]|[«»]|[–—…•§°£€©®™\u00a0]|(?<=[lL])·(?=[lL])"
    "|[ß-öø-ÿ](?=[a-zß-ÿ])|(?<=[A-Za-zß-ÿ])[ß-öø-ÿ](?![A-Z])|(?<![a-zß-ÿ])[À-Þ](?=[a-zß-ÿ]|[A-Z]{2})"
)
# Syllables of which a third of any Korean text consists.
_KOREAN = frozenset("이다의에는을를한하고기지가로서은도사부자정대국제인시해")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_INSIDE = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f](?=[A-Za-z])")
_WITHIN = re.compile(r"[A-Za-z][^\x00-\x7f]+[A-Za-z]")
_FEW = 0.03
"""Most letters with accents, of all, in a text that mixes the names of several languages."""
_LOST = 0.02
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SAMPLE, _FIRST = 200_000, 2_000
_SAVE_AS = "save it as UTF-8"


def decode(data: bytes, name: str) -> str:
    """The text of ``data``, without a byte-order mark, line ends as they are.

    Reads UTF-8, UTF-16 and UTF-32, GB18030, Big5, HZ, UTF-7 and ISO 2022 where they hold Chinese
    or Japanese, the encodings of one byte a character for 21 languages of Europe, and what
    charset-normalizer is sure of in other scripts. UTF-8 that was taken for Windows-1252 and
    encoded again is undone.

    Raises:
        ReadError: the bytes are no text, or broken text; begins with ``name``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _without_mark(_strictly(data, encoding, name), name)
    if b"\x00" in data:
        if text := _sixteen_bits(data):
            return text
        raise ReadError(f"{name} holds NUL bytes and is no text file; {_SAVE_AS} text")
    try:
        return _twice_encoded(_seven_bits(data.decode("utf-8"), data, name), name)
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, error, name)
    return _without_mark(_guess(data, name), name)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"at byte {error.start:,}"
        raise ReadError(f"{name} is broken {encoding} {where}; {_SAVE_AS} again") from None


def _without_mark(text: str, name: str) -> str:
    if "\x00" in text:
        raise ReadError(f"{name} holds NUL characters and is no text file; {_SAVE_AS} text")
    return text.removeprefix("\ufeff")


def _refuse_broken_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Refuse what is plainly UTF-8 with a fault, rather than guess at another encoding."""
    around = data[max(0, error.start - _SAMPLE) : error.start + _SAMPLE].decode("utf-8", "replace")
    faults = around.count("\ufffd")
    characters = sum(len(run) for run in _RUN.findall(around)) - faults
    # Other encodings hold few byte pairs that happen to be UTF-8, never most of them, and no
    # halves of pairs as faulty programs write them.
    if characters > 3 * faults or _has_half_pairs(data):
        raise ReadError(
            f"{name} is UTF-8 broken at byte {error.start:,}; it may be cut off, get it again"
        )


def _has_half_pairs(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for halves of surrogate pairs."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _sixteen_bits(data: bytes) -> str:
    """What UTF-16 without a byte-order mark holds, where it is plainly that; else empty."""
    if len(data) % 2 or len(data) < 4:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_FIRST]
        plain = sum(c.isascii() and (c.isprintable() or c.isspace()) for c in sample)
        common = sum(c in _COMMON for c in sample)
        if (plain or common) and plain + common > 0.9 * len(sample):
            return text
    return ""


def _seven_bits(text: str, data: bytes, name: str) -> str:
    """The text, or what ISO 2022, HZ or UTF-7 hide in plain ASCII."""
    if not text.isascii():
        return text
    if "\x1b$" in text:
        korean = "\x1b$)C" in text
        for encoding in sorted(_SHIFTED, key=lambda name: (name == "iso2022_kr") != korean):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise ReadError(f"{name} is in an encoding that could not be told; {_SAVE_AS}")
    for form, encoding in ((_HZ, "hz"), (_UTF_7, "utf-7")):
        runs = set(form.findall(data))
        if runs and (decoded := _decoded_runs(data, runs, encoding)):
            return decoded
    return text


def _decoded_runs(data: bytes, runs: Iterable[bytes], encoding: str) -> str:
    """What the encoding makes of the bytes, where every run gives text; else empty."""
    try:
        decoded = data.decode(encoding)
        held = [run.decode(encoding) for run in runs]
    except UnicodeDecodeError:
        return ""
    beyond = [c for words in held for c in words if c > "\x7f"]
    if not all(map(_HELD.match, beyond)) or all(map(str.isspace, beyond)):
        return ""
    # What a word of plain letters happens to mean has its bytes among the letters alone.
    marked = any(_SIGNED.search(run) for run in runs)
    common = any(c in _COMMON for c in beyond)
    return decoded if marked or (common and not all(map(_WORD.fullmatch, runs))) else ""


def _twice_encoded(text: str, name: str) -> str:
    """The text, or what it was before UTF-8 was taken for Windows-1252 and encoded again.

    Raises:
        ReadError: characters were lost before the file was saved.
    """
    runs = _runs_beyond_ascii(text)
    undone: dict[str, str] = {}
    for run in runs:
        with suppress(UnicodeError):
            undone[run] = _bytes(run).decode("utf-8")
    if undone and len(undone) == len(runs):
        return _RUN.sub(lambda run: undone[run[0]], text)
    sample = text[:_SAMPLE]
    many = sample.count("\ufffd") > max(1, _LOST * len(sample))
    if 2 * len(undone) > len(runs) or "锟斤拷" in sample or many:
        raise ReadError(f"{name} has lost characters when it was converted; get the original again")
    return text


def _runs_beyond_ascii(text: str) -> set[str]:
    """What :data:`_RUN` finds, in a tenth of the time: a page holds little of it."""
    runs = text.encode("utf-8").translate(_ASCII_AS_SPACES).split()
    return {run.decode("utf-8") for run in set(runs)}


def _bytes(run: str) -> bytes:
    """The bytes that Windows-1252 shows so; those that it leaves open stand for themselves."""
    return b"".join(bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in run)


def _guess(data: bytes, name: str) -> str:
    if text := _sixteen_bits(data):
        return text
    scored: list[tuple[float, str]] = []
    for encoding in _CHINESE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        scored.append((_chinese(text[:_SAMPLE]), text))
    score, text = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    if score < _SURE and (korean := _korean(data)):
        return korean
    if score >= _PLAUSIBLE:
        return text
    encoding, _ = best_fit(data)
    if encoding:
        return _strictly(data, encoding, name)
    return _mixed(data) or _names(data) or _other(data, name)


def _korean(data: bytes) -> str:
    """What the bytes say in Korean; empty where they do not."""
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return ""
    beyond = [c for c in text[:_SAMPLE] if c > "\x7f"]
    syllables = [c for c in beyond if _HANGUL.match(c)]
    usual = sum(c in _KOREAN for c in syllables)
    return text if len(syllables) > 0.9 * len(beyond) and 4 * usual > len(syllables) > 3 else ""


def _mixed(data: bytes) -> str:
    """English with a few names of several languages in it; else empty."""
    for encoding in ("cp1252", "mac_roman"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        accents = sum(c.isalpha() for c in sample if c > "\x7f")
        if accents <= _FEW * len(sample) and _natural(sample) > 0.9:
            return text
    return ""


def _names(data: bytes) -> str:
    """English with a few characters of Chinese in it, such as a name in brackets; else empty."""
    read = []
    for encoding in _CHINESE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        runs = _RUN.findall(text[:_SAMPLE])
        few = 4 * sum(map(len, runs)) <= len(text)
        # A letter beside such a run is the second byte of a character in another encoding.
        if few and all(map(_ALL_HAN.fullmatch, runs)) and not _WITHIN.search(text[:_SAMPLE]):
            read.append((_usual("".join(runs), encoding), text))
    read.sort(key=lambda pair: pair[0], reverse=True)
    best = read[0][0] if read else 0.0
    other = next((usual for usual, text in read if text != read[0][1]), 0.0)
    return read[0][1] if best > other + 0.1 else ""


def _usual(characters: str, encoding: str) -> float:
    """How usual characters are by their place in the encoding's table, in [0, 1]."""
    usual = 0.0
    for character in characters:
        code = character.encode(encoding)
        if encoding == "gb18030":
            first = code[0] if len(code) == 2 and code[1] >= 0xA1 else 0
            usual += 1.0 if 0xA1 <= first <= 0xD7 else 0.6 if first > 0xD7 else 0.3
        else:
            usual += 1.0 if code[0] <= 0xC6 else 0.3
    return usual / max(1, len(characters))


def _natural(text: str) -> float:
    """Share of the characters beyond ASCII that stand where such characters do, in [0, 1]."""
    count = sum(map(len, _RUN.findall(text)))
    return len(_NATURAL.findall(text)) / max(1, count)


def _chinese(text: str) -> float:
    """Share of the characters beyond ASCII that Chinese uses often, in [0, 1]."""
    counts = Counter(character for character in text if character > "\x7f")
    common = sum(count for character, count in counts.items() if character in _COMMON)
    # An accent and the letter behind it may make a character, in the middle of a word.
    inside = sum(map(len, _INSIDE.findall(text)))
    return max(0, common - inside) / max(1, counts.total())


def _other(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE]).best()
    if match is None or match.percent_chaos > 10 or match.percent_coherence == 0:
        raise ReadError(f"{name} is in an encoding that could not be told; {_SAVE_AS}")
    text = _strictly(data, match.encoding, name)
    beyond = [c for c in text[:_SAMPLE] if c > "\x7f" and c.isalpha()]
    # Of Latin letters our own table knows better: it would take Vietnamese for Icelandic.
    if sum(map(bool, map(_LATIN.match, beyond))) > 0.2 * len(beyond):
        raise ReadError(f"{name} is in an encoding that could not be told; {_SAVE_AS}")
    return text
