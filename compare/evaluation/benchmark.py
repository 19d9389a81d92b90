"""The published benchmark: labelled events built again from texts that the user has gathered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
from compare.errors import GoldError
from compare.evaluation.gold import GoldEvent
from compare.evaluation.stand_off import SETS, LabelledEvent, LabelledText, read_labels
from compare.files import replace
from corpus.errors import ReadError


@dataclass(frozen=True, slots=True)
class Missing:
    """A text that was not found, and the event that it belongs to."""

    event: str
    text: LabelledText

    def __str__(self) -> str:
        text = self.text
        part = "" if text.complete else " (an excerpt)"
        return f"{self.event}  {text.side} ({text.lang}){part}  {text.publisher}  {text.url}"


@dataclass(frozen=True, slots=True)
class Built:
    """What came of building: whole events, and what the others still need."""

    events: tuple[GoldEvent, ...]
    missing: tuple[Missing, ...]
    unread: tuple[str, ...]
    """Files that could not be read, and why, one line each."""


def build_gold(folder: Path | str, sets: Sequence[str] = tuple(SETS)) -> Built:
    """Find the texts of labelled events in a folder, and put texts and labels together.

    Every file that :func:`corpus.read_all` takes is searched, in folders within the folder too.
    A text may stand within a longer one, as on a web page with a heading.

    Args:
        folder: where the user's texts are.
        sets: names of :data:`compare.evaluation.stand_off.SETS`.

    Raises:
        GoldError: there is no such folder, or no such set.
    """
    place = Path(folder)
    if not place.is_dir():
        raise GoldError(f"{place} is no folder; give the one that holds the texts")
    labelled = [event for name in sets for event in read_labels(name)]
    unread: list[str] = []
    return assemble(labelled, _read_texts(place, unread), unread)


def assemble(
    labelled: Sequence[LabelledEvent], texts: Iterable[str], unread: Sequence[str] = ()
) -> Built:
    """Put labels and texts together; events that lack a text are left out and named.

    Args:
        labelled: events without texts.
        texts: whatever may hold them; each is read once.
        unread: passed on, and looked at when all texts have been read.
    """
    sought = {text.sha256: text for event in labelled for text in event.texts}
    found: dict[str, str] = {}
    for text in texts:
        for known, wanted in sought.items():
            if known not in found and (stretch := wanted.find_in(text)) is not None:
                found[known] = stretch
    events, missing = [], []
    for event in labelled:
        lacking = [text for text in event.texts if text.sha256 not in found]
        if lacking:
            missing += [Missing(event.id, text) for text in lacking]
        else:
            events.append(event.restore(*(found[text.sha256] for text in event.texts)))
    return Built(tuple(events), tuple(missing), tuple(unread))


def _read_texts(folder: Path, unread: list[str]) -> Iterator[str]:
    """The texts of all files of a folder, in the order of their paths."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or any(p.startswith(".") for p in file.relative_to(folder).parts):
            continue
        try:
            for statement in corpus.read_all(file, refused=lambda error: unread.append(str(error))):
                yield statement.text
        except ReadError as error:
            unread.append(str(error))


def write_gold(events: Iterable[GoldEvent], folder: Path | str) -> None:
    """Write events as files that :func:`compare.evaluation.gold.read_gold` reads.

    Raises:
        WriteError: a file cannot be written.
    """
    place = Path(folder)
    for event in events:
        data = event.model_dump_json(indent=1, exclude_defaults=True)
        replace(place / f"{event.id}.json", data.encode("utf-8") + b"\n")
