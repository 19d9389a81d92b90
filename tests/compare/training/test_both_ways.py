"""What the cross-encoder that ships learns from the whole network, both ways at once."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
import torch

from compare.encoders.bilingual import Bilingual
from compare.encoders.model_files import EMBEDDED_FOLDER
from compare.encoders.networks.plain_reader import Ids
from compare.pipeline import Engine
from compare.settings import Settings
from compare.training.command import INVENTED
from compare.training.coverage import Example, make_examples
from compare.training.cross_encoder.distil import LABEL_SHARE, Sheet, begin, make_sheet, teach
from compare.training.cross_encoder.lessons import Share
from compare.training.cross_encoder.whole_network import WholeNetwork
from compare.training.invented import read_invented

pytestmark = pytest.mark.slow

EVERYTHING, NOTHING = Share(1.0, 1.0, 1.0), Share(0.0, 0.0, 0.0)
TOLD = np.array([0.5, 0.3, 0.2])


def letters(texts: Sequence[str]) -> list[tuple[int, ...]]:
    return [tuple(map(ord, text)) for text in texts]


def whole(pairs: Sequence[tuple[Ids, Ids]]) -> np.ndarray:
    """Answers that depend on the order of the two."""
    lengths = np.array([[len(a), len(b)] for a, b in pairs]).reshape(-1, 2)
    nothing = lengths[:, 0] / (1 + lengths.sum(axis=1))
    return np.stack([nothing, (1 - nothing) / 4, (1 - nothing) * 3 / 4], axis=1)


@pytest.fixture(scope="module")
def example() -> Example:
    engine = Engine(Settings(read_pairs=False))
    return make_examples([read_invented(INVENTED)[0]], engine)[0]


def sheet_of(example: Example, share: Share) -> Sheet:
    return make_sheet(example, share, letters, whole, random.Random(0))


def test_a_question_has_the_label_and_the_whole_networks_answer_both_ways(
    example: Example,
) -> None:
    sheet = sheet_of(example, EVERYTHING)
    middle = len(example.left.shown)
    assert [len(p) for p in sheet.passages] == [
        len(text) for text in (*example.left.shown, *example.right.shown)
    ]
    matched = np.mean(example.pairs, axis=0)
    pairs = [q for q in sheet.questions if len(q.others) == 1]
    assert len({frozenset((q.first, *q.others)) for q in pairs}) == len(pairs) > 10
    for first, (second,), answer in pairs:
        a, b = sheet.passages[first], sheet.passages[second]
        assert len(a) <= len(b)
        i, j = sorted((first, second))
        assert i < middle <= j
        told = np.concatenate([whole([(a, b)]), whole([(b, a)])])
        label = (answer - (1 - LABEL_SHARE) * told) / LABEL_SHARE
        assert label.sum(axis=1) == pytest.approx([1, 1])
        assert label[:, 0] == pytest.approx(1 - matched[i, j - middle])


def test_what_is_matched_is_always_asked_and_the_rest_by_its_share(example: Example) -> None:
    matched = {(int(i), int(j)) for i, j in np.argwhere(np.mean(example.pairs, axis=0) > 0)}
    middle = len(example.left.shown)
    few = sheet_of(example, NOTHING).questions
    assert {tuple(sorted((q.first, *q.others))) for q in few} == {
        (i, middle + j) for i, j in matched
    }
    near = sheet_of(example, Share(1.0, 0.0, 0.0)).questions
    assert len(few) < len(near) < len(sheet_of(example, EVERYTHING).questions)


def test_several_passages_are_asked_about_one_way(example: Example) -> None:
    sheet = sheet_of(example, Share(0.0, 0.0, 1.0))
    middle = len(example.left.shown)
    windows = [q for q in sheet.questions if len(q.others) > 1]
    assert {q.first < middle for q in windows} == {True, False}
    texts = (*example.left.shown, *example.right.shown)
    for first, others, answer in windows:
        assert len(others) in (2, 3)
        assert all((first < middle) != (j < middle) for j in others)
        assert [texts[j] for j in others] == sorted(texts[j] for j in others)
        assert np.isnan(answer[1]).all()
        assert answer[0].sum() == pytest.approx(1)


def test_it_begins_where_the_whole_network_stands_and_learns_what_it_is_told(
    example: Example,
) -> None:
    torch.manual_seed(0)
    encoder = Bilingual.load(EMBEDDED_FOLDER)
    taught = WholeNetwork(encoder)
    with torch.no_grad():
        taught.marks.normal_(std=0.02)
        taught.head.weight.normal_(std=0.1)
    cut = [pieces.ids for pieces in taught.vocabulary.split(example.left.shown)]
    network = begin(taught, encoder, cut[:3])
    assert torch.equal(network.head.weight, taught.head.weight)
    ours, theirs = network.body.state_dict(), taught.body.state_dict()
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)
    assert network.marks.norm(dim=1).min() > 0

    sheet = make_sheet(
        example, NOTHING,
        lambda texts: [pieces.ids for pieces in taught.vocabulary.split(texts)],
        lambda pairs: np.tile(TOLD, (len(pairs), 1)), random.Random(0),
    )  # fmt: skip

    def missed() -> float:
        used = network.read_alone(sheet.passages)
        pairs = [(used[q.first], used[q.others[0]]) for q in sheet.questions]
        with torch.inference_mode():
            told = network.read_together(pairs).numpy()
        wanted = np.stack([q.answer for q in sheet.questions])
        return float(-(wanted * told).sum(axis=2).mean())

    before = missed()
    teach(network, [sheet], passes=12)
    assert missed() < before - 0.05
