"""Text to lines of a terminal, where a Chinese character takes two cells."""

from __future__ import annotations

from collections.abc import Iterator

_NO_START = frozenset("。，、；：！？）】》〉」』〕〗”’…—～·％°!?,.;:)]}>%")
_NO_END = frozenset("（【《〈「『〔〖“‘([{<$¥￥")


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` terminal cells, broken at spaces or between wide characters.

    Closing punctuation does not begin a line and opening punctuation does not end one. A word
    longer than a line is cut. ``text`` holds no line ends; no character but spaces at which
    a line breaks is lost.
    """
    from rich.cells import cell_len

    width = max(width, 4)
    lines: list[str] = []
    line, used = "", 0
    for space, unit in _units(text):
        size = cell_len(unit)
        gap = 1 if space and line else 0
        if used + gap + size <= width:
            line, used = f"{line}{' ' * gap}{unit}", used + gap + size
            continue
        if line:
            lines.append(line)
        *whole, line = _cut(unit, width)
        lines += whole
        used = cell_len(line)
    return [*lines, line] if line or not lines else lines


def _units(text: str) -> Iterator[tuple[bool, str]]:
    """Pieces that must not be broken, each with whether a space stands before it."""
    from rich.cells import cell_len

    unit: list[str] = []
    space, last_wide = False, False
    for char in text:
        if char == " ":
            if unit:
                yield space, "".join(unit)
                unit = []
            space, last_wide = True, False
            continue
        size = cell_len(char)
        breakable = size > 0 and char not in _NO_START and (last_wide or size == 2)
        if unit and breakable and unit[-1] not in _NO_END:
            yield space, "".join(unit)
            unit, space = [], False
        unit.append(char)
        if size:
            last_wide = size == 2
    if unit:
        yield space, "".join(unit)


def _cut(unit: str, width: int) -> list[str]:
    from rich.cells import cell_len

    pieces: list[str] = []
    piece: list[str] = []
    used = 0
    for char in unit:
        size = cell_len(char)
        if used + size > width:
            pieces.append("".join(piece))
            piece, used = [], 0
        piece.append(char)
        used += size
    return [*pieces, "".join(piece)]


def cells(text: str) -> int:
    """Width of a text in terminal cells."""
    from rich.cells import cell_len

    return cell_len(text)


def shorten(text: str, width: int) -> str:
    """The text, cut to ``width`` terminal cells with an ellipsis where it is longer."""
    if cells(text) <= width:
        return text
    return f"{_cut(text, width - 1)[0].rstrip()}…"
