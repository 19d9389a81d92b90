"""Learn how much each feature of a topic counts, from labelled events.

All narrow topics are learned together, and so are the broad ones: what a feature counts in
general is shared, and each topic, phrase and neighbour may deviate from it at a price (a
hierarchical logistic regression with an L2 penalty). Events that share a text stay in one fold,
and the file holds the numbers of every fold beside those learned from everything. About two
minutes of one core.

Data: GOLD, the 29 labelled events of the United States and China. `readouts gold build` makes the
folder from the statements, which the governments and agencies published that it lists with their
addresses; and the invented events, which stand beside this module.
Licence: the statements belong to their publishers and stay out of the project (those of the
United States government are in the public domain); labels and invented events are this project's.
Weights learned from all of them may ship.
Writes: compare/topics/topics.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.comparison import SIDES
from compare.evaluation.gold import CODERS, GoldEvent, read_gold
from compare.segmentation.segments import Segment, by_segment
from compare.topics.codebook import Codebook, CodebookTopic, load_codebook
from compare.topics.detection import encode_anchors
from compare.topics.features import TOPIC_FEATURES, TopicEvidence, gather_evidence, similarity_to
from compare.topics.models import FILE, short_hash
from compare.topics.names import find_names
from compare.training.command import add_events, make_parser, run
from compare.training.folds import fold_of_each
from compare.training.invented import read_invented

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from compare.arrays import Floats
    from compare.encoders import Encoder


FOLDS = 8
SYNTHETIC_WEIGHT = 0.1
"""Weight of an invented unit, where a real one weighs 1."""
FREEDOM = {"shared": 1.0, "bias": 1.0, "own": 0.5, "company": 0.3, "phrase": 0.5}
"""How freely each kind of number may leave zero; the penalty falls with its square."""
SILENT = frozenset({"other-topic"})
"""Topics that invented events use for anything at all, and so are not learned from them."""
SMALL = 0.05


@dataclass(frozen=True)
class Row:
    """One segment and one topic, with the coders' judgements."""

    heard: TopicEvidence
    target: float
    """Share of the coders who say the segment raises the topic."""
    weight: float
    group: int


def make_rows(
    gold: Sequence[GoldEvent],
    groups: Sequence[int],
    codebook: Codebook,
    encoder: Encoder | None,
    invented: bool = False,
) -> list[Row]:
    """Gather the evidence of labelled events, every unit a segment, and the labels."""
    anchors = encode_anchors(codebook, encoder.encode) if encoder else None
    rows = []
    for event, group in zip(gold, groups, strict=True):
        for side in SIDES:
            text = event.statement(side).text
            units = event.units(side)
            segments = [
                Segment(u.start, u.end, 0, "", "unattributed", _is_procedural(u)) for u in units
            ]
            hits = by_segment(find_names(text, codebook), segments)
            similarity = None
            if encoder is not None and anchors is not None:
                vectors = encoder.encode([text[s.start : s.end] for s in segments])
                similarity = similarity_to(vectors, anchors.topics, anchors.rows, codebook)
            for unit, found in zip(
                units, gather_evidence(text, segments, hits, codebook, similarity), strict=True
            ):
                for evidence in found:
                    if invented and evidence.topic in SILENT:
                        continue
                    votes = [evidence.topic in unit.by(coder).topics for coder in CODERS]
                    weight = SYNTHETIC_WEIGHT if invented else 1.0
                    rows.append(Row(evidence, sum(votes) / len(votes), weight, group))
    return rows


def _is_procedural(unit: Any) -> bool:
    return any(unit.by(coder).status == "procedural" for coder in CODERS)


def fit(rows: Sequence[Row], entries: Sequence[CodebookTopic]) -> dict[str, dict[str, Any]]:
    """Learn the models of narrow and of broad topics; return their numbers by topic id."""
    model: dict[str, dict[str, Any]] = {}
    for broad in (False, True):
        topics = [entry.id for entry in entries if entry.broad == broad]
        chosen = [row for row in rows if row.heard.topic in topics]
        columns = _columns(chosen)
        scale = np.array([FREEDOM[kind] for kind, *_ in columns])
        matrix = _matrix(chosen, columns)
        found, intercept = fit_binary(
            matrix.multiply(scale).tocsr(),
            np.array([row.target for row in chosen]),
            np.array([row.weight for row in chosen]),
        )
        number = {key: float(v) for key, v in zip(columns, found * scale, strict=True)}
        shared = {name: number.get(("shared", name), 0.0) for name in TOPIC_FEATURES}
        model["*broad" if broad else "*narrow"] = _plain(intercept, shared, {}, {})
        for topic in topics:
            evidence = {k: shared[k] + number.get(("own", topic, k), 0.0) for k in TOPIC_FEATURES}
            bias = intercept + number.get(("bias", topic), 0.0)
            phrases = {k[2]: v for k, v in number.items() if k[:2] == ("phrase", topic)}
            company = {k[2]: v for k, v in number.items() if k[:2] == ("company", topic)}
            model[topic] = _plain(bias, evidence, phrases, company)
    return model


def _plain(
    bias: float, evidence: dict[str, float], phrases: dict[str, float], company: dict[str, float]
) -> dict[str, Any]:
    def trim(numbers: dict[str, float]) -> dict[str, float]:
        return {k: round(v, 2) for k, v in sorted(numbers.items()) if abs(v) >= SMALL}

    return {
        "bias": round(bias, 2),
        "evidence": trim(evidence),
        "phrases": trim(phrases),
        "company": trim(company),
    }


def _keys(evidence: TopicEvidence) -> Iterator[tuple[tuple[str, ...], float]]:
    topic = evidence.topic
    yield ("bias", topic), 1.0
    for name, value in evidence.evidence.items():
        if value:
            yield ("shared", name), value
            yield ("own", topic, name), value
    for phrase in evidence.phrases:
        yield ("phrase", topic, phrase), 1.0
    for other in evidence.company:
        yield ("company", topic, other), 1.0


def _columns(rows: Iterable[Row]) -> dict[tuple[str, ...], int]:
    keys = {key for row in rows for key, _ in _keys(row.heard)}
    return {key: column for column, key in enumerate(sorted(keys))}


def _matrix(rows: Sequence[Row], columns: dict[tuple[str, ...], int]) -> csr_matrix:
    from scipy.sparse import csr_matrix

    entries = [
        (index, columns[key], value)
        for index, row in enumerate(rows)
        for key, value in _keys(row.heard)
    ]
    index, column, value = (np.array(part) for part in zip(*entries, strict=True))
    return csr_matrix((value, (index, column)), shape=(len(rows), len(columns)))


def fit_binary(x: csr_matrix, target: Floats, weight: Floats) -> tuple[Floats, float]:
    """Fit a logistic regression with an L2 penalty of 1 on all but the intercept.

    Args:
        x: features, shape (n, f).
        target: share of the coders who say yes, shape (n,). A row on which they differ is learned
            from twice, once each way.
        weight: of each row, shape (n,).

    Returns:
        What each feature adds to the log odds, shape (f,), and the intercept.
    """
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    yes, no = target > 0, target < 1
    model = LogisticRegression(C=1.0, tol=1e-8, max_iter=5_000)
    model.fit(
        vstack([x[yes], x[no]]),
        np.repeat([1, 0], [yes.sum(), no.sum()]),
        sample_weight=np.concatenate([(weight * target)[yes], (weight * (1 - target))[no]]),
    )
    return np.asarray(model.coef_[0]), float(model.intercept_[0])


def group_events(gold: Sequence[GoldEvent]) -> list[int]:
    """Number the events so that those that share a text share a number below FOLDS."""
    texts = [{short_hash(event.side(side).text) for side in SIDES} for event in gold]
    return fold_of_each(texts, FOLDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the numbers learned from labelled events; return 0, or 2 where it cannot be."""
    parser = make_parser("topics", __doc__)
    add_events(parser, FILE)
    parser.add_argument(
        "--encoder", default="embedded", help="name or folder (default: %(default)s)"
    )
    return run(parser, arguments, _learn)


def _learn(given: argparse.Namespace) -> None:
    from compare.encoders import load_encoder

    codebook = load_codebook()
    gold = read_gold(given.gold)
    invented = read_invented(given.invented)
    groups = group_events(gold)
    models: dict[str, Any] = {}
    for mode, encoder in (("names", None), ("meaning", load_encoder(given.encoder))):
        rows = make_rows(gold, groups, codebook, encoder)
        extra = make_rows(invented, [-1] * len(invented), codebook, encoder, invented=True)
        models[mode] = {
            "everything": fit([*rows, *extra], codebook.topics),
            "folds": [
                fit([*(r for r in rows if r.group != fold), *extra], codebook.topics)
                for fold in range(FOLDS)
            ],
        }
    data = {
        "learned_from": f"{len(gold)} labelled events; {len(invented)} invented ones, each unit "
        f"weighing {SYNTHETIC_WEIGHT}",
        "codebook": codebook.fingerprint,
        "folds": {
            short_hash(event.statement(side).text): group
            for event, group in zip(gold, groups, strict=True)
            for side in SIDES
        },
        "models": models,
    }
    Path(given.output).write_text(
        json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    print(f"learned from {data['learned_from']} -> {given.output}")


if __name__ == "__main__":
    raise SystemExit(main())
