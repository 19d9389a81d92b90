"""Good files changed in small ways, as strategies of Hypothesis, which makes what fails small."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

LONGEST = 200_000
"""Bytes of an input at most; the bounds on size have tests of their own."""
Pack = Callable[[bytes], bytes]


def as_it_is(data: bytes) -> bytes:
    """The bytes themselves."""
    return data


@dataclass(frozen=True, slots=True)
class Seed:
    """What is changed, and how a file is made of it then."""

    data: bytes
    pack: Pack = as_it_is
    """Puts the changed bytes into a file that is sound but for them, such as an archive."""


TOKENS = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    b"\xc2\x9b", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xf0\x9f\x87\xba", b"\x1b[31m", b"\r",
    b"\n\n", b"\t", b"  ", b"-1", b"1e999", b"9" * 400, b"NaN", b"Infinity", b"null", b"true",
    b"[]", b"{}", b'""', b"\\ud800", b"\\u0000", b"%s", b"../", b"/", b":", b",", b'"', b"'",
    b"<", b">", b"&", b"(", b")", b"[", b"{",
)  # fmt: skip
"""Bytes that readers of any kind trip over."""
_EDITED = (0, 1, 1, 1, 1, 2, 2, 3, 5, 8)
_LENGTHS = (1, 1, 2, 4, 8, 32, 128, 1_000, 20_000)
_TIMES = (2, 3, 30, 500, 6_000)


@st.composite
def mutated(draw: st.DrawFn, seeds: Sequence[Seed], tokens: Sequence[bytes]) -> bytes:
    """A seed with up to eight edits, packed; or, rarely, as it is.

    Args:
        draw: of Hypothesis.
        seeds: what is changed.
        tokens: bytes that mean something in this kind of file.
    """
    seed = draw(st.sampled_from(seeds))
    data, known = seed.data, (*tokens, *tokens, *TOKENS)
    for _ in range(draw(st.sampled_from(_EDITED))):
        data = _edited(draw, data, seeds, known)[:LONGEST]
    return seed.pack(data)


def _edited(draw: st.DrawFn, data: bytes, seeds: Sequence[Seed], tokens: Sequence[bytes]) -> bytes:
    edit = draw(st.sampled_from(_EDITS))
    at = draw(st.integers(0, len(data)))
    length = draw(st.sampled_from(_LENGTHS))
    if edit == "put":
        return data[:at] + draw(st.sampled_from(tokens)) + data[at:]
    if edit == "replace":
        return data[:at] + draw(st.sampled_from(tokens)) + data[at + length :]
    if edit == "noise":
        return data[:at] + draw(st.binary(min_size=1, max_size=4)) + data[at + 1 :]
    if edit == "take out":
        return data[:at] + data[at + length :]
    if edit == "cut":
        return data[:at]
    times = draw(st.sampled_from(_TIMES))
    if edit == "repeat":
        return data[:at] + data[at : at + length] * min(times, LONGEST // length + 1) + data[at:]
    if edit == "token in a row":
        return data[:at] + draw(st.sampled_from(tokens)) * times + data[at:]
    if edit == "move":
        part, rest = data[at : at + length], data[:at] + data[at + length :]
        to = draw(st.integers(0, len(rest)))
        return rest[:to] + part + rest[to:]
    other = draw(st.sampled_from(seeds)).data
    return data[:at] + other[draw(st.integers(0, len(other))) :]


_EDITS = (
    "put", "put", "replace", "noise", "take out", "cut", "repeat", "token in a row", "move", "join",
)  # fmt: skip


_ODD: dict[type, tuple[object, ...]] = {
    int: (-1, 0, 1, 2, 7, 99, 100_000, 2**70, None),
    float: (-0.5, 0.0, 0.5, 1.0, 1.5, 1e300, None),
    str: (
        "",
        " ",
        "\n",
        "a\n\nb",
        "\u202e",
        "<b>",
        "{{ a }}",
        "=1+1",
        "\\",
        "2024-01-01",
        "zh",
        None,
    ),
    bool: (True, False, None),
    type(None): ("", 0, [], {}),
}
"""Values to stand in the place of others of a type."""


@st.composite
def mutated_json(draw: st.DrawFn, seeds: Sequence[Seed]) -> bytes:
    """A seed, which is JSON, with up to four of its values changed and sound but for them.

    A value becomes an odd one of its type, or one that stands elsewhere in the file; a list loses
    an item or has one twice.
    """
    whole = json.loads(draw(st.sampled_from(seeds)).data)
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(whole))
        held, key = draw(st.sampled_from(places))
        if isinstance(held, list) and draw(st.booleans()):
            held[key : key + 1] = [held[key]] * draw(st.sampled_from((0, 2)))
            continue
        odd = _ODD.get(type(held[key]), ([], {}, None))
        other, name = draw(st.sampled_from(places))
        # What was taken out of its list is not there any more.
        there = name in other if isinstance(other, dict) else name < len(other)
        alike = draw(st.booleans()) and there and type(other[name]) is type(held[key])
        held[key] = other[name] if alike else draw(st.sampled_from(odd))
    try:
        return json.dumps(whole).encode()
    except ValueError:  # a list has come to stand in itself
        return b"[]"


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each list or mapping with each index or key of it, all the way down."""
    waiting = [value]
    while waiting:
        held = waiting.pop()
        keys = range(len(held)) if isinstance(held, list) else list(held)
        for key in keys:
            yield held, key
            if isinstance(held[key], list | dict):
                waiting.append(held[key])
