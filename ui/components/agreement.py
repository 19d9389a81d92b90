"""How far coders agree, as elements of a page: a table a kind, and the words for a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.coding.agreement.measuring import Agreement
from compare.coding.agreement.text import interval, methods, number
from compare.phrases.words import EN
from ui.components.coding_task import value_name
from ui.components.elements import Node, capitalised, tag


def agreement(found: Sequence[Agreement]) -> list[Node]:
    """Coefficients by kind, by label and by event, and the paragraph for a methods section."""
    nodes = [node for each in found for node in _of_kind(each)]
    return [*nodes, tag("h3", "For a methods section"), tag("p", methods(found), look="note")]


def _of_kind(found: Agreement) -> list[Node]:
    judged = f"{_counted(found.places, 'place')} of {_counted(found.events, 'event')}"
    caption = "Coefficients" + ", with 95% intervals over events" * (found.events > 1)
    pair = EN.say("agree.f1") if found.kind in ("link", "topic") else EN.say("agree.cohen")
    scores = [
        *((capitalised(name), interval(score)) for name, score in found.scores.items()),
        *((f"{pair}, {coders}", interval(score)) for coders, score in found.pairs.items()),
    ]
    labels = ((value_name(found.kind, k), number(alpha)) for k, alpha in found.by_label.items())
    events = (
        (event, f"{number(share)}, {_counted(places, 'place')}")
        for event, (share, places) in found.by_event.items()
    )
    return [
        tag("h3", f"{capitalised(EN.say(f'judged.{found.kind}'))}: {judged}"),
        _table(caption, scores),
        _table("Krippendorff's alpha of each label against all others", labels),
        _table("Share of pairs of judgements that agree, by event", events),
    ]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _table(caption: str, rows: Iterable[tuple[str, str]]) -> Node:
    body = [
        tag("tr", tag("th", name, scope="row", look="isolate"), tag("td", value))
        for name, value in rows
    ]
    return tag("table", tag("caption", caption), tag("tbody", body), look="even")
