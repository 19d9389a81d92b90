"""Events that share a text stay together, wherever events are parted for cross-validation."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from compare.comparison import SIDES
from compare.evaluation.gold import GoldEvent
from compare.segmentation.affiliations import side_code
from corpus.text.hashing import text_hash


def fold_of_each(texts: Sequence[AbstractSet[str]], folds: int) -> list[int]:
    """Number events so that those that share a text, be it through others, are in one fold.

    Groups of events are dealt out in the order of their first events, which keeps the folds of
    the weights that ship; scikit-learn's GroupKFold deals by size, and would make others.

    Args:
        texts: hashes of the texts of each event.
        folds: how many folds there are; the numbers lie below it.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    shared = np.array([[bool(a & b) for b in texts] for a in texts], dtype=bool)
    _, group = connected_components(csr_matrix(shared.reshape(len(texts), len(texts))))
    first = {g: n for n, g in enumerate(dict.fromkeys(group.tolist()))}
    return [first[g] % folds for g in group.tolist()]


def states_of(event: GoldEvent) -> frozenset[str]:
    """Codes of the two states of an event."""
    return frozenset(side_code(event.side(side).side) for side in SIDES)


def kin_of(event: GoldEvent) -> frozenset[str]:
    """What an event shares with those held out with it: texts, and the pair if its file names it.

    Returns:
        Hashes of both texts, and the codes of the two states as one text.
    """
    texts = frozenset(text_hash(event.side(side).text) for side in SIDES)
    return texts | {"-".join(sorted(states_of(event)))} if event.pair else texts


@dataclass(frozen=True)
class EventFolds:
    """Which events are held out together, and of what weights for each are not learned."""

    fold_of: tuple[int, ...]
    """The fold of each event."""
    held_out: dict[str, frozenset[int]]
    """By the number of each fold, the events that its weights never saw."""


def event_folds(gold: Sequence[GoldEvent], folds: int) -> EventFolds:
    """Part events so that whole pairs of states are held out, where their files name the pair.

    An event whose file names the pair of states is in one fold with every other such event
    between the two, whoever is on the left; one whose file does not is parted by text alone. The
    weights for a pair that is named in some files and not in others never saw either kind, so it
    has a fold of its own, numbered from ``folds`` on.

    Args:
        gold: labelled events.
        folds: how many folds there are beside those.
    """
    states = [states_of(event) for event in gold]
    fold_of = fold_of_each([kin_of(event) for event in gold], folds)
    unnamed = {pair for event, pair in zip(gold, states, strict=True) if not event.pair}
    mixed = dict.fromkeys(
        pair for event, pair in zip(gold, states, strict=True) if event.pair and pair in unnamed
    )
    further = {pair: folds + number for number, pair in enumerate(mixed)}
    fold_of = [
        further.get(pair, fold) if event.pair else fold
        for event, pair, fold in zip(gold, states, fold_of, strict=True)
    ]
    held_out = {
        str(fold): frozenset(
            index
            for index, pair in enumerate(states)
            if fold_of[index] == fold or further.get(pair) == fold
        )
        for fold in range(folds + len(further))
    }
    return EventFolds(tuple(fold_of), held_out)
