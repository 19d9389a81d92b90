"""What the cross-encoder learns from: two passages, and how much of the first the second tells."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.coverage.cross_reading import NEAREST, TOGETHER, likeness
from compare.coverage.types import CLASSES
from compare.training.cross_encoder.contrasts import APART, PARTLY, WHOLE, Contrast
from compare.training.cross_encoder.whole_network import join
from compare.training.invented import claims_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats, Vectors
    from compare.coverage.prepared import PreparedStatement
    from compare.encoders.networks.plain_reader import Ids
    from compare.training.coverage import Example
    from compare.training.encoder.parallel_pairs import Pair

Cut = Callable[[Sequence[str]], Sequence["Ids"]]
"""Cuts texts into the pieces that the network reads."""
COVERED, LEFT_OUT = CLASSES.index("covered"), CLASSES.index("left_out")
NEAR = 8
"""Nearest sentences among which one that says something else is drawn."""
_SURE = np.eye(3)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Two passages in pieces, and how much of the first the second conveys."""

    first: Ids
    second: Ids
    answer: tuple[float, float, float]
    """Share of the coders who say nothing, a part, all of it."""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Portion:
    """How much of a set of labelled events is learned."""

    near: int
    """Nearest passages that each passage is held against, beside those that answer it."""
    kept: float
    """Share of the passages that say something else that are kept."""
    weight: float
    """Of a lesson."""


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of the pairs of passages of an event is asked about."""

    near: float
    """Of pairs of which one is among the three nearest of the other."""
    far: float
    """Of other pairs that would be read."""
    together: float
    """Of passages held against several read as one."""


def sure(answer: int) -> tuple[float, float, float]:
    """Return the answer of all coders as :class:`Lesson` holds it."""
    nothing, part, whole = _SURE[answer].tolist()
    return nothing, part, whole


def from_translations(
    pairs: Sequence[Pair],
    diplomatic: int,
    vectors: tuple[Vectors, Vectors],
    cut: Cut,
    count: int,
) -> list[Lesson]:
    """Make lessons of pairs of English and Chinese sentences that mean the same.

    Args:
        pairs: those of diplomacy first, which make three in five of the lessons.
        diplomatic: how many those are.
        vectors: of the English and of the Chinese sentences, unit rows, shape (n, d) each.
        cut: cuts sentences into pieces.
        count: lessons wanted.
    """
    english, chinese = vectors
    across, within = _neighbours(english, chinese), _neighbours(english, english)
    pieces = cut([p.english for p in pairs]), cut([p.chinese for p in pairs])
    rng = random.Random(0)
    lessons = []
    for _ in range(count):
        diplomacy = rng.random() < 0.6
        i = rng.randrange(diplomatic if diplomacy and diplomatic else len(pairs))
        near, other = (int(rng.choice(across[i])) for _ in range(2))
        a, b = pieces if rng.random() < 0.5 else pieces[::-1]
        draw = rng.random()
        if draw < 0.18:
            lesson = Lesson(a[i], b[i], sure(WHOLE))
        elif draw < 0.30:
            lesson = Lesson(a[i], (*b[i], *b[near]), sure(WHOLE))
        elif draw < 0.36:
            lesson = Lesson(a[i], (*b[near], *b[i]), sure(WHOLE))
        elif draw < 0.48:
            lesson = Lesson((*a[i], *a[near]), b[i], sure(PARTLY))
        elif draw < 0.60:
            beside = b[other] if other != near else ()
            lesson = Lesson((*a[near], *a[i]), (*b[i], *beside), sure(PARTLY))
        elif draw < 0.92:
            lesson = Lesson(a[i], b[near], sure(APART))
        else:
            lesson = Lesson(a[i], a[int(rng.choice(within[i]))], sure(APART))
        lessons.append(lesson)
    return lessons


def from_contrasts(contrasts: Sequence[Contrast], cut: Cut, weight: float) -> list[Lesson]:
    """Make lessons of sentences in which something was changed."""
    first = cut([claim for claim, _, _ in contrasts])
    second = cut([answer for _, answer, _ in contrasts])
    return [
        Lesson(a, b, sure(answer), weight)
        for a, b, (_, _, answer) in zip(first, second, contrasts, strict=True)
    ]


def from_events(
    examples: Sequence[Example], raw: Sequence[Any], nearness: Callable[[Example], Floats], cut: Cut
) -> list[Lesson]:
    """Make lessons of invented events: every passage against the nearest and those that answer it.

    Args:
        examples: the events with their evidence.
        raw: the events as they are written, with the claims of every passage.
        nearness: how near passages are, shape (m, n).
        cut: cuts passages into pieces.
    """
    lessons = []
    for example, event in zip(examples, raw, strict=True):
        p = nearness(example)
        left, right = (cut(side.texts) for side in (example.left, example.right))
        there = claims_of(event)
        lessons += _of_claims(left, right, there["left"], there["right"], there["near"], p)
        lessons += _of_claims(right, left, there["right"], there["left"], there["near"], p.T)
    return lessons


def _of_claims(
    ours: Sequence[Ids], theirs: Sequence[Ids], mine: Any, others: Any, near: Any, p: Floats
) -> list[Lesson]:
    lessons = []
    for i, claims in enumerate(mine):
        if not claims:
            continue
        answering = set().union(*(near.get(claim, {claim}) for claim in claims))
        spoken = [j for j, stated in enumerate(others) if stated]
        by_nearness = sorted(spoken, key=lambda j: (-p[i, j], j))[:NEAREST]
        answers = [j for j in spoken if answering & others[j]]
        for j in sorted({*by_nearness, *answers}):
            whole = claims <= others[j]
            answer = WHOLE if whole else PARTLY if answering & others[j] else APART
            lessons.append(Lesson(ours[i], theirs[j], sure(answer)))
    return lessons


def from_coverage(
    example: Example, portion: Portion, cut: Cut, rng: random.Random
) -> Iterator[Lesson]:
    """Make lessons of a labelled event: passages by themselves, and two or three put together.

    A passage whose point one passage of the other side carries is wholly told by it where the
    coders call it covered. One that several answer is told in part by each, and wholly by them
    together.
    """
    like = likeness(example.evidence)
    matched = np.mean(example.pairs, axis=0)
    left, right = example.left, example.right
    ours, theirs = (tuple(status[k] for status in example.statuses) for k in (0, 1))
    yield from _of_side(left, right, like, matched, ours, theirs, portion, cut, rng)
    yield from _of_side(right, left, like.T, matched.T, theirs, ours, portion, cut, rng)


def _of_side(
    ours: PreparedStatement,
    theirs: PreparedStatement,
    like: Floats,
    matched: Floats,
    statuses: Sequence[NDArray[np.int_]],
    their_statuses: Sequence[NDArray[np.int_]],
    portion: Portion,
    cut: Cut,
    rng: random.Random,
) -> Iterator[Lesson]:
    first, second = cut(ours.shown), cut(theirs.shown)
    spoken = np.flatnonzero(their_statuses[0] >= 0)
    for i in np.flatnonzero(statuses[0] >= 0).tolist():
        nearest = spoken[np.argsort(-like[i, spoken], kind="stable")].tolist()
        answers = np.flatnonzero(matched[i] >= 0.5).tolist()
        given = [int(status[i]) for status in statuses]
        named = np.flatnonzero(matched[i] > 0).tolist()
        for j in dict.fromkeys([*nearest[: portion.near], *named]):
            share = float(matched[i, j])
            if share == 0 and rng.random() > portion.kept:
                continue
            answer = told_alone(given, len(answers), share)
            yield Lesson(first[i], second[j], answer, portion.weight)
        if len(nearest) > 1:
            size = rng.choice([2, TOGETHER])
            before = answers if answers and rng.random() < 0.5 else []
            several = sorted(window(nearest, before, size))
            told = told_together(given, answers, several)
            together = join([second[j] for j in several])
            yield Lesson(first[i], together, told, portion.weight)


def window(nearest: Sequence[int], before: Sequence[int], size: int) -> list[int]:
    """Return passages that are read as one.

    Args:
        nearest: passages, the nearest first.
        before: those that stand before all others, if any.
        size: how many are wanted; where more stand before the others, up to ``TOGETHER`` of them.
    """
    others = [j for j in nearest if j not in before]
    return [*before, *others][: max(size, min(len(before), TOGETHER))]


def told_alone(statuses: Sequence[int], answers: int, share: float) -> tuple[float, float, float]:
    """Return how much of a passage another one by itself conveys: nothing, a part, all of it.

    Args:
        statuses: what each coder says of the passage, an index into CLASSES or -1.
        answers: passages that carry its point; where they are several, each tells a part.
        share: of the coders who match the two.
    """
    covered = sum(status == COVERED and answers <= 1 for status in statuses) / len(statuses)
    return 1 - share, share - share * covered, share * covered


def told_together(
    statuses: Sequence[int], answers: Sequence[int], window: Sequence[int]
) -> tuple[float, float, float]:
    """Return how much of a passage those of a window convey together: nothing, a part, all.

    Args:
        statuses: what each coder says of the passage, an index into CLASSES.
        answers: passages of the other side that carry its point.
        window: passages that are read as one.
    """
    counts = [0.0, 0.0, 0.0]
    there = [j for j in answers if j in window]
    for status in statuses:
        if status == LEFT_OUT or not there:
            counts[APART] += 1
        else:
            counts[WHOLE if status == COVERED and len(there) == len(answers) else PARTLY] += 1
    nothing, part, whole = (count / len(statuses) for count in counts)
    return nothing, part, whole


def _neighbours(ours: Vectors, theirs: Vectors) -> NDArray[np.intp]:
    """Return the nearest of theirs to each of ours, its own left out, shape (n, NEAR)."""
    cosine = ours @ theirs.T
    np.fill_diagonal(cosine, -1.0)
    return np.argsort(-cosine, axis=1, kind="stable")[:, :NEAR]
