"""Agreement in words: a table for a terminal, and the paragraph for a methods section."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from compare.coding.agreement.measuring import Agreement
from compare.evaluation.scores import Score
from compare.languages import joiner
from compare.phrases.words import EN, Words

_MOST_LISTED = 40


def lines(found: Agreement, words: Words = EN) -> Iterator[str]:
    """Yield an agreement line by line: coefficients, labels, events, where coders differ."""
    say = words.say
    kind = say(f"judged.{found.kind}")
    yield say(
        "agree.head",
        kind=kind,
        places=found.places,
        events=found.events,
        coders=words.listed(found.coders),
    )
    yield ""
    for name, score in found.scores.items():
        yield f"  {name:<32}{interval(score)}"
    measure = say("agree.f1") if found.kind in ("link", "topic") else say("agree.cohen")
    for pair, score in found.pairs.items():
        yield f"  {f'{measure}, {pair}':<32}{interval(score)}"
    yield ""
    yield say("agree.by_label")
    for label, alpha in found.by_label.items():
        yield f"  {label:<32}{number(alpha)}"
    yield ""
    yield say("agree.by_event")
    for event, (share, places) in found.by_event.items():
        yield f"  {event:<32}{number(share)}  {places}"
    yield ""
    yield say("agree.differ", count=len(found.disagreements))
    for row in found.disagreements[:_MOST_LISTED]:
        said = ", ".join(
            f"{coder} {value}"
            for coder, value in zip(found.coders, row.values, strict=True)
            if value is not None
        )
        yield f"  {row.event}  {said}  {row.place}"
    if len(found.disagreements) > _MOST_LISTED:
        yield "  " + words.say("list.rest", count=len(found.disagreements) - _MOST_LISTED)


def methods(found: Sequence[Agreement], words: Words = EN) -> str:
    """Return the paragraph on agreement for the methods section of a paper."""
    sentences = []
    for each in found:
        kind = words.say(f"judged.{each.kind}")
        alpha = each.scores["Krippendorff's alpha"]
        sentences.append(
            words.say(
                "agree.methods",
                coders=len(each.coders),
                kind=kind,
                places=each.places,
                events=each.events,
                agreement=words.percent(each.scores["agreement"].value),
                alpha=interval(alpha),
            )
        )
        key = "agree.methods_f1" if each.kind in ("link", "topic") else "agree.methods_cohen"
        pairs = [f"{pair} {interval(score)}" for pair, score in each.pairs.items()]
        sentences.append(words.say(key, pairs="; ".join(pairs)))
    scores = [score for each in found for score in (*each.scores.values(), *each.pairs.values())]
    if any(not math.isnan(score.low) for score in scores):
        sentences.append(words.say("agree.methods_how"))
    return joiner(words.language).join(sentences)


def interval(score: Score) -> str:
    """A number with its interval; without one where there is a single event."""
    if math.isnan(score.low):
        return number(score.value)
    return f"{number(score.value)} [{number(score.low)}, {number(score.high)}]"


def number(value: float) -> str:
    """A coefficient with two decimals; a dash where it is not defined."""
    return "–" if math.isnan(value) else f"{value:.2f}"
