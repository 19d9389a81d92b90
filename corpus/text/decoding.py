"""Bytes to text: which encoding a statement was saved in.

A byte-order mark or valid UTF-8 settles it. Otherwise the bytes are decoded in each likely
encoding, and the text that looks most like writing wins: Chinese by its share of frequent
characters, Western text by accents and quotation marks standing among plain letters.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from corpus.errors import ReadError
from corpus.text.characters import FREQUENT, SIMPLIFIED, TRADITIONAL

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
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# A Western accent or quotation mark stands among plain letters and spaces, at most with one
# more; Chinese read as Windows-1252 is long runs of accents.
_RUN = re.compile(r"[^\x00-\x7f]+")
_PLAUSIBLE = 0.5
_BEYOND = re.compile(rb"[\x80-\xff]+")
# Characters, and punctuation of full width, as GB2312 writes them, at least two in a row.
_GB2312 = re.compile(rb"(?:[\xb0-\xf7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe]){2,}")
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_UTF_7 = re.compile(rb"\+[A-Za-z0-9+/]{5,}-")
_SUSPECT = re.compile("[ÒÓÔÕÐÑÉ\x8e\x8f]")
_NATURAL = re.compile(
    "(?<![A-Za-z0-9])[“‘](?=\\w)|(?<=[\\w.,;:!?…])[”’]|[«»]|[–—…•§°£€©®™\u00a0]"
    "|[ß-öø-ÿ](?=[a-zß-ÿ])|(?<=[A-Za-zß-ÿ])[ß-öø-ÿ]|(?<![a-zß-ÿ])[À-Þ](?=[A-Za-zß-ÿ])"
)
_SAMPLE = 200_000
_SAVE_AS = "save it as UTF-8"


def decode(data: bytes, name: str) -> str:
    """The text of ``data``, without a byte-order mark, line ends as they are.

    Reads UTF-8, UTF-16 and UTF-32 with a byte-order mark, GB18030, Big5, Windows-1252, Mac Roman,
    Chinese in HZ and UTF-7, and what charset-normalizer is sure of.

    Raises:
        ReadError: the bytes are no text, or broken text; begins with ``name``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _without_mark(_strictly(data, encoding, name), name)
    if b"\x00" in data:
        raise ReadError(f"{name} holds NUL bytes and is no text file; {_SAVE_AS} text")
    try:
        return _seven_bits(data.decode("utf-8"), data)
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
    # Other encodings hold few byte pairs that happen to be UTF-8, never most of them.
    if characters > 3 * faults:
        raise ReadError(
            f"{name} is UTF-8 broken at byte {error.start:,}; it may be cut off, get it again"
        )


def _seven_bits(text: str, data: bytes) -> str:
    """The text, or what HZ or UTF-7 hide in plain ASCII, where that is Chinese."""
    if not text.isascii():
        return text
    for form, encoding in ((_HZ, "hz"), (_UTF_7, "utf-7")):
        if form.search(data):
            try:
                decoded = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            counts = [c for c in decoded if c > "\x7f"]
            if len(counts) > 1 and sum(c in _COMMON for c in counts) > _PLAUSIBLE * len(counts):
                return decoded
    return text


def _guess(data: bytes, name: str) -> str:
    scored: list[tuple[float, str]] = []
    for encoding in (*_CHINESE, "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _chinese(text[:_SAMPLE]) if encoding in _CHINESE else _western(text[:_SAMPLE])
        scored.append((score, text))
    score, text = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    if score >= _PLAUSIBLE:
        return _macintosh(data, text)
    mac = data.decode("mac_roman")[:_SAMPLE]
    if _western(mac) >= _PLAUSIBLE and _natural(mac) > 0.9:
        return data.decode("mac_roman")
    return _names(data) or _other(data, name)


def _names(data: bytes) -> str:
    """English with a few rare characters of GB2312 in it, a name in brackets; else empty."""
    rare = _BEYOND.findall(data)
    if 4 * sum(map(len, rare)) > len(data) or not all(_GB2312.fullmatch(run) for run in rare):
        return ""
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return ""


def _macintosh(data: bytes, text: str) -> str:
    """The text, or what Mac Roman makes of the bytes where quotation marks and accents fit better.

    Read as Windows-1252, its quotation marks are capital letters in the middle of words.
    """
    sample = text[:_SAMPLE]
    if not _SUSPECT.search(sample):
        return text
    other = data.decode("mac_roman")
    return other if _natural(other[:_SAMPLE]) > _natural(sample) + 0.2 else text


def _natural(text: str) -> float:
    """Share of the characters beyond ASCII that stand where such characters do, in [0, 1]."""
    count = sum(map(len, _RUN.findall(text)))
    return len(_NATURAL.findall(text)) / max(1, count)


def _chinese(text: str) -> float:
    """Share of the characters beyond ASCII that Chinese uses often, in [0, 1]."""
    counts = Counter(character for character in text if character > "\x7f")
    common = sum(count for character, count in counts.items() if character in _COMMON)
    return common / max(1, counts.total())


def _western(text: str) -> float:
    """Share of the characters beyond ASCII that stand alone or in pairs, in [0, 1].

    Zero if they are more than a third of the text, or control characters stand among them.
    """
    runs = [len(run) for run in _RUN.findall(text)]
    if 3 * sum(runs) > len(text) or _CONTROL.search(text):
        return 0.0
    return sum(length for length in runs if length <= 2) / max(1, sum(runs))


def _other(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE]).best()
    if match is None or match.percent_chaos > 10 or match.percent_coherence == 0:
        raise ReadError(f"{name} is in an encoding that could not be told; {_SAVE_AS}")
    return _strictly(data, match.encoding, name)
