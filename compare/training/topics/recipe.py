"""Learn how much each feature of a topic counts, from labelled events.

All narrow topics are learned together, and so are the broad ones: what a feature counts in general
is shared, and each topic and phrase may deviate from it at a price; each topic also learns a
direction in the space of the encoder's vectors (a hierarchical logistic regression with an L2
penalty, fitted by L-BFGS). Some ten minutes of one core.

The files hold, beside the numbers learned from everything, those of each fold. An event whose file
names the pair of states is held out with every other event between the two; one whose file does
not is held out with those that share a text with it.

Data: GOLD, folders of labelled events, of the United States and China and of other states.
`readouts gold build` makes them from the statements, which the governments and agencies published
that it lists with their addresses. --data, the folder of pairs of real accounts that one reader
labelled, as compare.training.real_pairs says; the accounts written for this project made the scores
of real events no better. The invented events, which stand beside this module. Labels of the first
codebook say nothing of the topics that it did not have.
Licence: the statements belong to their publishers and stay out of the project (those of the
United States government are in the public domain); labels and invented events are this project's.
Weights learned from all of them may ship.
Writes: compare/topics/topics.json and compare/topics/topics.safetensors.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.comparison import SIDES, SideName
from compare.evaluation.gold import CODERS, LATER_TOPICS, GoldEvent, read_gold
from compare.segmentation.segments import Segment, by_segment, segment
from compare.topics.codebook import Codebook, load_codebook
from compare.topics.detection import AnchorVectors, encode_anchors, states_met
from compare.topics.features import TOPIC_FEATURES, gather_evidence, similarity_to
from compare.topics.models import EVERYTHING, FILE, Mode, short_hash
from compare.topics.names import find_names
from compare.training.command import INVENTED, make_parser, run, tell
from compare.training.folds import event_folds
from compare.training.invented import read_invented
from compare.training.real_pairs import read_real_pairs
from compare.training.topics.fit import Fit, Rows, phrases_of
from corpus.text.folding import show

if TYPE_CHECKING:
    from compare.encoders import Encoder


FOLDS = 8
PAIR_WEIGHT, INVENTED_WEIGHT = 0.5, 0.1
"""Weight of a unit that one reader labelled and of an invented one, where one of gold weighs 1."""


@dataclass(frozen=True)
class Labelled:
    """An event to learn from, and how much its labels count."""

    event: GoldEvent
    weight: float
    first_codebook: bool
    """Whether its coders had the topics of the first codebook alone."""


def make_rows(
    events: Sequence[Labelled], codebook: Codebook, encoder: Encoder, anchors: AnchorVectors
) -> Rows:
    """Gather the evidence of labelled events, every unit a segment, and the labels.

    Args:
        events: what to learn from.
        codebook: its topics are the columns of the labels.
        encoder: gives the vectors of the units.
        anchors: those of the codebook, shape (k, d), from the same encoder.
    """
    texts = [
        _rows_of(labelled.event, side, codebook, encoder, anchors)
        for labelled in events
        for side in SIDES
    ]
    newer = np.array([topic in LATER_TOPICS for topic in codebook.ids])
    phrases, before = [], 0
    for text in texts:
        phrases += [(row + before, topic, phrase) for row, topic, phrase in text.phrases]
        before += len(text.target)
    owner = np.repeat(np.arange(len(events)).repeat(len(SIDES)), [len(t.target) for t in texts])
    weight = np.array([labelled.weight for labelled in events], np.float32)[owner]
    first = np.array([labelled.first_codebook for labelled in events], dtype=bool)[owner]
    return Rows(
        np.concatenate([text.features for text in texts]),
        np.concatenate([text.vectors for text in texts]),
        tuple(phrases),
        np.concatenate([text.target for text in texts]),
        np.where(first[:, None] & newer, 0, weight[:, None]).astype(np.float32),
        owner,
    )


def _rows_of(
    event: GoldEvent, side: SideName, codebook: Codebook, encoder: Encoder, anchors: AnchorVectors
) -> Rows:
    """The units of substance of one text, each weighing 1."""
    text, units = event.side(side).text, event.units(side)
    segments = [Segment(u.start, u.end, 0, "", "unattributed", not u.substantive) for u in units]
    hits = by_segment(find_names(text, codebook), segments)
    vectors = encoder.encode([show(text[s.start : s.end]).text for s in segments])
    similarity = similarity_to(vectors, anchors.topics, anchors.rows, codebook)
    name = event.side(side).side  # pairs of different occasions do not say who published what
    met = states_met(name, segment(event.statement(side)) if name else (), codebook)
    evidence = gather_evidence(text, segments, hits, codebook, similarity, met)
    target = np.zeros((len(units), len(codebook.topics)), np.float32)
    number = {topic: column for column, topic in enumerate(codebook.ids)}
    for row, unit in enumerate(units):
        for coder in CODERS:
            target[row, [number[t] for t in unit.by(coder).topics]] += 1 / len(CODERS)
    rows = Rows(
        evidence.values.astype(np.float32),
        vectors,
        evidence.phrases,
        target,
        np.ones_like(target),
        np.zeros(len(units), int),
    )
    return rows.where(evidence.substance)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the numbers learned from labelled events; return 0, or 2 where it cannot be."""
    parser = make_parser("topics", __doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="folders of labelled events")
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds silver/, en/ and zh/"
    )
    parser.add_argument(
        "--invented", type=Path, default=INVENTED, help="invented events (default: %(default)s)"
    )
    parser.add_argument(
        "--output", type=Path, default=FILE, help="file to write, .json (default: what ships)"
    )
    parser.add_argument(
        "--encoder", default="embedded", help="name or folder (default: %(default)s)"
    )
    return run(parser, arguments, _learn)


def _learn(given: argparse.Namespace) -> None:
    from safetensors.numpy import save_file

    from compare.encoders import load_encoder

    codebook, encoder = load_codebook(), load_encoder(given.encoder)
    gold = [event for folder in given.gold for event in read_gold(folder)]
    pairs = read_real_pairs(given.data)
    invented = read_invented(given.invented)
    events = [
        *(Labelled(event, 1.0, first_codebook=event.first_codebook) for event in gold),
        *(Labelled(event, PAIR_WEIGHT, first_codebook=False) for event in pairs),
        *(Labelled(event, INVENTED_WEIGHT, first_codebook=True) for event in invented),
    ]
    tell(f"encoding {len(events)} events")
    rows = make_rows(events, codebook, encoder, encode_anchors(codebook, encoder.encode))
    phrases = phrases_of(rows, np.arange(len(events)) < len(gold) + len(pairs))
    folds = event_folds(gold, FOLDS)
    broad = np.array([entry.broad for entry in codebook.topics])
    tensors: dict[str, Any] = {}
    modes: tuple[Mode, ...] = ("names", "meaning", "vectors")
    for mode in modes:
        start = None
        for name, unseen in {EVERYTHING: frozenset[int](), **folds.held_out}.items():
            tell(f"{mode}, {name}")
            kept = ~np.isin(rows.event, sorted(unseen))
            fit = Fit(rows.where(kept), broad, mode, phrases)
            found = fit.best(start)
            start = found if start is None else start
            tensors |= {f"{mode}/{name}/{k}": v for k, v in fit.tensors(found).items()}
    learned_from = (
        f"{len(gold)} labelled events; {len(pairs)} pairs that one reader labelled, each unit "
        f"weighing {PAIR_WEIGHT}; {len(invented)} invented events, each unit weighing "
        f"{INVENTED_WEIGHT}"
    )
    data = {
        "learned_from": learned_from,
        "codebook": codebook.fingerprint,
        "encoder": encoder.fingerprint,
        "features": list(TOPIC_FEATURES),
        "topics": list(codebook.ids),
        "phrases": [[codebook.ids[topic], phrase] for topic, phrase in phrases],
        "folds": {
            short_hash(event.side(side).text): fold
            for event, fold in zip(gold, folds.fold_of, strict=True)
            for side in SIDES
        },
    }
    output = Path(given.output)
    output.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    save_file(tensors, output.with_suffix(".safetensors"))
    print(f"learned from {learned_from} -> {output}")


if __name__ == "__main__":
    raise SystemExit(main())
