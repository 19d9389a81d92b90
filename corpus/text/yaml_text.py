"""YAML that people write: texts, lists and mappings, each with the line it stands on.

The one way by which YAML comes in. Events are walked as the parser gives them, so that nothing
is built of a file that is not to be trusted: no aliases, anchors, merge keys or tags, nothing
deeper than :data:`DEPTH` and no longer than a text may be. Every scalar is the text that was
written, and no number, date or truth value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

DEPTH = 20
"""Most lists and mappings inside each other."""
LIMIT = 2_000_000
"""Most characters of a file."""
LONGEST = 100_000
"""Most characters of one text in it."""

PARTS = 100_000
"""Most texts, lists and mappings in it."""

Location = tuple[int | str, ...]
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class YamlError(Exception):
    """The text is not YAML of the kind that is read."""

    def __init__(self, line: int, problem: str) -> None:
        """Say in which line, counted from 1, and what is wrong there."""
        super().__init__(f"line {line}: {problem}")
        self.line, self.problem = line, problem


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """What a text in YAML holds."""

    content: Any
    """Texts, lists and dictionaries of texts to these; None where nothing stands or ``null``."""
    lines: dict[Location, int] = field(repr=False)
    """Line, from 1, of every part: of a list's items where they begin, else of the key."""

    def line_of(self, location: Iterable[int | str]) -> int:
        """Line, from 1, of the deepest part that exists on the way to a location."""
        path = tuple(location)
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end is still to come."""

    made: list[Any] | dict[str, Any]
    path: Location
    key: str | None = None
    """Key of a mapping whose value comes next."""


def read_yaml(text: str) -> YamlDocument:
    """Read one document; an empty text holds None.

    Raises:
        YamlError: it is not YAML, or holds what is not read; says the line.
    """
    if len(text) > LIMIT:
        raise YamlError(1, f"more than {LIMIT:,} characters; is it the right file?")
    builder = _Builder()
    take = builder.take
    for event in _events(text):
        take(event)
    return YamlDocument(builder.content, builder.lines)


def _events(text: str) -> Iterator[Any]:
    """The parser's events; all that it can fail with as one kind of error."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_surrogates(text, 1)
        yield from yaml.parse(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        position = getattr(error, "position", None)
        line = mark.line + 1 if mark else text[: position or 0].count("\n") + 1
        problem = getattr(error, "problem", None) or getattr(error, "reason", None)
        raise YamlError(line, " ".join(str(problem or "not valid YAML").split())) from None
    except (ValueError, OverflowError, RecursionError):
        raise YamlError(1, "not valid YAML") from None


class _Builder:
    """Lists and mappings made of events, with no recursion."""

    def __init__(self) -> None:
        import yaml

        self.content: Any = None
        self.lines: dict[Location, int] = {}
        self._open: list[_Open] = []
        self._documents = 0
        # By the very class of an event: a codebook has tens of thousands, and each asks.
        self._takers: dict[type, Callable[[Any, int], None]] = {
            yaml.DocumentStartEvent: self._document,
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: lambda event, line: self._begin([], event, line),
            yaml.MappingStartEvent: lambda event, line: self._begin({}, event, line),
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
            yaml.AliasEvent: self._alias,
        }

    def take(self, event: Any) -> None:
        """Take the next event.

        Raises:
            YamlError: it is of a kind that is not read.
        """
        if (taker := self._takers.get(type(event))) is None:
            return
        line = event.start_mark.line + 1
        if len(self.lines) > PARTS:
            raise YamlError(line, f"more than {PARTS:,} parts; is it the right file?")
        taker(event, line)

    def _document(self, _: Any, line: int) -> None:
        self._documents += 1
        if self._documents > 1:
            raise YamlError(line, "a second document; keep one in a file")

    def _begin(self, made: list[Any] | dict[str, Any], event: Any, line: int) -> None:
        _refuse_decoration(event, line)
        path = self._put(made, line)
        if len(self._open) == DEPTH:
            raise YamlError(line, f"more than {DEPTH} levels; write it flatter")
        self._open.append(_Open(made, path))

    def _end(self, _: Any, line: int) -> None:
        self._open.pop()

    def _alias(self, event: Any, line: int) -> None:
        raise YamlError(line, f"an alias, *{event.anchor[:40]}; write out what it stands for")

    def _scalar(self, event: Any, line: int) -> None:
        text, style = event.value, event.style
        _refuse_decoration(event, line)
        if len(text) > LONGEST:
            raise YamlError(line, f"a text of more than {LONGEST:,} characters; shorten it")
        if style == '"':  # only there can it be written by an escape
            _refuse_surrogates(text, line)
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.made, dict) and parent.key is None:
            if text == "<<" and not style:
                raise YamlError(line, "a merge key, <<; write out what it stands for")
            if text in parent.made:
                raise YamlError(line, f"the key {text[:40]!r} is there twice; keep one")
            parent.key = text
            self.lines[(*parent.path, text)] = line
            return
        self._put(None if not style and text in _NOTHING else text, line)

    def _put(self, value: Any, line: int) -> Location:
        """Give a value its place; return the way to it."""
        if not self._open:
            self.content = value
            self.lines[()] = line
            return ()
        parent = self._open[-1]
        if isinstance(parent.made, list):
            path: Location = (*parent.path, len(parent.made))
            parent.made.append(value)
            self.lines[path] = line
            return path
        if parent.key is None:
            raise YamlError(line, "a list or mapping as a key; use a text")
        path = (*parent.path, parent.key)
        parent.made[parent.key] = value
        parent.key = None
        return path


def _refuse_decoration(event: Any, line: int) -> None:
    if event.anchor is not None:
        raise YamlError(line, f"an anchor, &{event.anchor[:40]}; take it out")
    if event.tag is not None:
        raise YamlError(line, f"a tag, {event.tag[:40]}; put a text that begins so in quotes")


def _refuse_surrogates(text: str, line: int) -> None:
    """Half of a pair of surrogates is no character, and no file can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line += text[: error.start].count("\n")
        raise YamlError(line, "half of a surrogate pair; write the character itself") from None
