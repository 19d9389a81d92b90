"""A drawing as an enhanced metafile, the vector graphic that every word processor knows.

Source: Microsoft, "[MS-EMF]: Enhanced Metafile Format", whose names of records stand below.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from compare.report.figures.shapes import Box, Drawing, Label, Tie, advances, colour

_SCALE = 20
"""Units of the metafile to one of the drawing."""
_HEADER, _POLYBEZIER, _SETWINDOWEXTEX, _SETWINDOWORGEX = 1, 2, 9, 10
_SETVIEWPORTEXTEX, _SETVIEWPORTORGEX, _EOF = 11, 12, 14
_SETMAPMODE, _SETBKMODE, _SETTEXTALIGN, _SETTEXTCOLOR = 17, 18, 22, 24
_SELECTOBJECT, _CREATEPEN, _CREATEBRUSHINDIRECT, _DELETEOBJECT = 37, 38, 39, 40
_RECTANGLE, _EXTCREATEFONTINDIRECTW, _EXTTEXTOUTW = 43, 82, 84
_ANISOTROPIC, _TRANSPARENT, _BASELINE = 8, 1, 24
_ANCHORS = {"start": 0, "middle": 6, "end": 2}
_NULL_PEN = 0x80000008
_TOOL = 1
"""Handle of the only object, which is created, selected and deleted in turn."""
_PIXELS, _HUNDREDTHS = (1920, 1080), (508, 286)
_PER_UNIT = 26.458
"""Hundredths of a millimetre to a pixel of 96 to the inch."""


def emf(drawing: Drawing) -> bytes:
    """The bytes of the metafile."""
    width, height = round(drawing.width), round(drawing.height)
    records = [
        _record(_SETMAPMODE, struct.pack("<I", _ANISOTROPIC)),
        _record(_SETWINDOWORGEX, struct.pack("<ii", 0, 0)),
        _record(_SETWINDOWEXTEX, struct.pack("<ii", width * _SCALE, height * _SCALE)),
        _record(_SETVIEWPORTORGEX, struct.pack("<ii", 0, 0)),
        _record(_SETVIEWPORTEXTEX, struct.pack("<ii", width, height)),
        _record(_SETBKMODE, struct.pack("<I", _TRANSPARENT)),
    ]
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            records += _box(shape)
        elif isinstance(shape, Tie):
            records += _tie(shape)
        else:
            records += _label(shape)
    records.append(_record(_EOF, struct.pack("<III", 0, 16, 20)))
    body = b"".join(records)
    frame = round(width * _PER_UNIT), round(height * _PER_UNIT)
    header = struct.pack("<8i", 0, 0, width, height, 0, 0, *frame)
    header += struct.pack("<4sIIIHH", b" EMF", 0x10000, 88 + len(body), len(records) + 1, 2, 0)
    header += struct.pack("<III2I2I", 0, 0, 0, *_PIXELS, *_HUNDREDTHS)
    return _record(_HEADER, header) + body


def _record(kind: int, data: bytes) -> bytes:
    data += b"\0" * (-len(data) % 4)
    return struct.pack("<II", kind, 8 + len(data)) + data


def _ink(name: str, strength: float = 1.0) -> bytes:
    """Return a COLORREF, mixed with white where ``strength`` is below 1."""
    parts = bytes.fromhex(name[1:])
    return bytes(round(255 - (255 - part) * strength) for part in parts) + b"\0"


def _select(tool: int) -> bytes:
    return _record(_SELECTOBJECT, struct.pack("<I", tool))


_DROP = _record(_DELETEOBJECT, struct.pack("<I", _TOOL))


def _at(*numbers: float) -> tuple[int, ...]:
    return tuple(round(number * _SCALE) for number in numbers)


def _box(box: Box) -> Iterator[bytes]:
    brush = struct.pack("<II", _TOOL, 0) + _ink(colour(box.ink)) + struct.pack("<I", 0)
    yield _record(_CREATEBRUSHINDIRECT, brush)
    yield _select(_TOOL)
    yield _select(_NULL_PEN)
    corners = _at(box.x, box.y, box.x + box.width, box.y + box.height)
    yield _record(_RECTANGLE, struct.pack("<4i", *corners))
    yield _DROP


def _tie(tie: Tie) -> Iterator[bytes]:
    pen = struct.pack("<IIii", _TOOL, 0, round(1.6 * _SCALE), 0)
    yield _record(_CREATEPEN, pen + _ink(colour(tie.ink), tie.strength))
    yield _select(_TOOL)
    middle = (tie.x + tie.to_x) / 2
    points = _at(tie.x, tie.y, middle, tie.y, middle, tie.to_y, tie.to_x, tie.to_y)
    bounds = struct.pack("<4i", *_at(tie.x, tie.y, tie.to_x, tie.to_y))
    yield _record(_POLYBEZIER, bounds + struct.pack("<I", 4) + struct.pack("<8i", *points))
    yield _DROP


def _label(label: Label) -> Iterator[bytes]:
    font = struct.pack("<I", _TOOL) + _font(label)
    yield _record(_EXTCREATEFONTINDIRECTW, font)
    yield _select(_TOOL)
    yield _record(_SETTEXTCOLOR, _ink(colour(label.ink)))
    yield _record(_SETTEXTALIGN, struct.pack("<I", _BASELINE | _ANCHORS[label.anchor]))
    units = label.text.encode("utf-16-le", "replace")
    text = units + b"\0" * (-len(units) % 4)
    steps: list[int] = []
    for char, step in zip(label.text, advances(label.text, label.size), strict=True):
        steps += [round(step * _SCALE)] + [0] * (len(char.encode("utf-16-le", "replace")) // 2 - 1)
    fixed = 8 + 16 + 12 + 40
    record = struct.pack("<4iIff", 0, 0, 0, 0, 1, 1.0, 1.0)
    record += struct.pack("<iiII", *_at(label.x, label.y), len(units) // 2, fixed)
    record += struct.pack("<I4iI", 0, 0, 0, 0, 0, fixed + len(text))
    yield _record(_EXTTEXTOUTW, record + text + struct.pack(f"<{len(steps)}I", *steps))
    yield _DROP


def _font(label: Label) -> bytes:
    """EXTLOGFONTW of 320 bytes, most of them zero."""
    weight = 700 if label.strong else 400
    logical = struct.pack("<5i8B", -round(label.size * _SCALE), 0, 0, 0, weight, *bytes(8))
    return (logical + "Arial".encode("utf-16-le")).ljust(320, b"\0")
