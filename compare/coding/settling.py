"""What several people's judgements of one place come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from compare.coding.judgements import Judgement
from compare.coding.placing import Place
from compare.comparison.decisions import Decision, DecisionState


def settle(place: Place, judgements: Sequence[Judgement], machine: str) -> Decision:
    """Decide by judgements of one place, at least one.

    An adjudication decides, the last of several; else what more than half of those say who are
    sure. Where all are unsure, or no answer has a majority, nothing is decided.

    Args:
        place: where.
        judgements: of that place and of one kind and topic.
        machine: what the machine says of it.
    """
    first = judgements[0]
    state, value = _vote(judgements)
    if place.outdated:
        state, value = "outdated", ""
    notes = dict.fromkeys(f"{each.coder}: {each.note}" for each in judgements if each.note)
    return Decision(
        kind=first.kind,
        state=state,
        side=place.side,
        segment=place.segment,
        other=place.other,
        topic=first.topic,
        machine=machine,
        value=value,
        coders=tuple(sorted({each.coder for each in judgements})),
        note="; ".join(notes),
        quote=first.passage.quote if place.outdated else "",
    )


def _vote(judgements: Sequence[Judgement]) -> tuple[DecisionState, str]:
    finals = [each for each in judgements if each.final and not each.unsure]
    if finals:
        return "decided", max(finals, key=lambda each: (each.time, each.id)).value
    sure = Counter(each.value for each in judgements if not each.unsure)
    if not sure:
        return "unsure", ""
    (value, votes), *_ = sure.most_common()
    return ("decided", value) if 2 * votes > sure.total() else ("disputed", "")
