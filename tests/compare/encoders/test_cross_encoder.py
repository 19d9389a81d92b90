"""The reader: what two passages read together say, and how it was made."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from compare.encoders import model_files as places
from compare.encoders.cache import VectorCache
from compare.encoders.cross_encoder import CrossEncoder, Pair, load_cross_encoder, open_reader
from compare.encoders.networks.plain_reader import join
from compare.errors import EncoderError

pytestmark = pytest.mark.slow

SAID = "The Secretary stressed that peace and stability in the Taiwan Strait matter to the world."
PAIRS: list[tuple[str, str]] = [
    (SAID, "国务卿强调，台湾海峡的和平稳定对世界至关重要。"),
    (SAID, "双方就芬太尼问题的合作交换了意见。"),
    ("双方同意保持高层沟通。", "The two sides agreed to keep high-level channels open."),
    ("双方同意保持高层沟通。", "He raised the cases of detained citizens."),
    ("Both sides welcomed the resumption of flights.", SAID),
]
SEVERAL: list[Pair] = [
    (SAID, tuple(second for _, second in PAIRS[:3])),
    ("双方同意保持高层沟通。", (PAIRS[3][1], PAIRS[2][1])),
    (SAID, (SAID * 3, SAID * 3, PAIRS[0][1])),
    (SAID, (PAIRS[0][1], PAIRS[0][1], PAIRS[1][1])),
]


def test_it_tells_the_same_claim_from_another_in_either_language() -> None:
    p = load_cross_encoder(cache=False).read(PAIRS)
    assert p.shape == (5, 3)
    assert p.sum(axis=1) == pytest.approx(np.ones(5), abs=1e-3)
    assert p[[0, 2], 0].max() < 0.3
    assert p[[1, 3, 4], 0].min() > 0.7


def test_a_pair_is_read_the_same_in_any_company(tmp_path: Path) -> None:
    reader = load_cross_encoder(cache=False)
    together = reader.read(PAIRS)
    alone = np.concatenate([reader.read([pair]) for pair in PAIRS])
    assert np.array_equal(together, alone)
    order = random.Random(3).sample(range(5), 5)
    assert np.array_equal(reader.read([PAIRS[i] for i in order]), together[order])
    assert reader.read([]).shape == (0, 3)


def test_several_passages_are_read_the_same_in_any_company() -> None:
    reader = load_cross_encoder(cache=False)
    together = reader.read([*PAIRS, *SEVERAL])
    alone = np.concatenate([reader.read([pair]) for pair in (*PAIRS, *SEVERAL)])
    assert np.array_equal(together, alone)
    order = random.Random(5).sample(range(len(together)), len(together))
    pairs: list[Pair] = [*PAIRS, *SEVERAL]
    assert np.array_equal(reader.read([pairs[i] for i in order]), together[order])
    assert np.array_equal(reader.read(SEVERAL * 2), np.tile(together[len(PAIRS) :], (2, 1)))


def test_a_tuple_of_one_passage_is_that_passage() -> None:
    reader = load_cross_encoder(cache=False)
    ones: list[Pair] = [(first, (second,)) for first, second in PAIRS]
    assert np.array_equal(reader.read(ones), reader.read(PAIRS))
    both = reader.read([PAIRS[0], ones[0]])
    assert np.array_equal(both[0], both[1])


def test_several_passages_are_read_as_their_words_one_after_the_other() -> None:
    """Short ones, so that none is cut: as if they were one passage without the spaces between."""
    reader = load_cross_encoder(cache=False)
    first, second, third = "双方讨论了芬太尼。", "国务卿谈到台湾海峡。", "双方同意保持沟通。"
    p = reader.read([(SAID, (first, second, third)), (SAID, first + second + third)])
    assert np.array_equal(p[0], p[1])
    # In another order they are another text.
    assert not np.array_equal(reader.read([(SAID, (third, second, first))])[0], p[0])


def test_a_claim_spread_over_passages_is_told_by_them_together() -> None:
    reader = load_cross_encoder(cache=False)
    said = "The two sides agreed to resume flights and to open a new consulate in Chengdu."
    halves = ("双方同意恢复航班。", "双方同意在成都新设领事馆。")
    whole, *parts = reader.read([(said, halves), *((said, half) for half in halves)])[:, 2]
    assert whole > max(parts) + 0.1


class Store:
    """A cache in memory that tells what it holds."""

    def __init__(self) -> None:
        self.blobs: dict[bytes, bytes] = {}

    def get(self, keys: list[bytes]) -> dict[bytes, bytes]:
        return {one: self.blobs[one] for one in keys if one in self.blobs}

    def put(self, blobs: dict[bytes, bytes]) -> None:
        self.blobs |= blobs


def test_several_passages_have_a_key_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    reader = CrossEncoder(load_cross_encoder(cache=False).fingerprint, cast(VectorCache, store))
    one, two, three = (second for _, second in PAIRS[:3])
    pairs: list[Pair] = [
        (SAID, one),
        (SAID, one + two),
        (SAID, (one, two)),
        (SAID, (two, one)),
        (SAID + one, two),
        (SAID, (one, two, three)),
        (SAID, (one, two + three)),
        (SAID, (one + two, three)),
    ]
    fresh = reader.read(pairs)
    assert len(store.blobs) == len(pairs)
    # What is known is not read again: the model is not even opened.
    monkeypatch.setattr("compare.encoders.cross_encoder.open_reader", pytest.fail)
    later = CrossEncoder(reader.fingerprint, cast(VectorCache, store))
    assert np.array_equal(later.read(pairs[::-1]), fresh[::-1])
    assert np.array_equal(later.read([(SAID, (one,))]), fresh[:1])


def test_each_passage_has_its_share_of_what_is_read() -> None:
    """The first ones are cut so that the last is there too, and none is where there is room."""
    a, b, c = (range(100 * k, 100 * k + 50) for k in (1, 2, 3))
    assert list(join([a, b, c])) == [*a[:32], *b[:32], *c[:32]]
    assert list(join([a[:10], b, c])) == [*a[:10], *b[:32], *c]
    assert list(join([a, b])) == [*a[:48], *b[:48]]
    assert list(join([a[:5], b[:5], c[:5]])) == [*a[:5], *b[:5], *c[:5]]
    long = range(200)
    assert list(join([long])) == list(long[:96])


def test_a_damaged_reader_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(places.CROSS_ENCODER_FOLDER, folder)
    monkeypatch.setattr("compare.encoders.cross_encoder.CROSS_ENCODER_FOLDER", folder)
    (folder / "cross_encoder.safetensors").write_bytes(b"short")
    with pytest.raises(EncoderError, match="install readouts again"):
        open_reader()
    (folder / "cross_encoder.json").unlink()
    with pytest.raises(EncoderError, match="install readouts again"):
        load_cross_encoder()


def test_translations_are_told_from_near_sentences(shared: Path) -> None:
    """On pairs that nothing was learned from: a translation, or the next pair's."""
    lines = (shared / "data/eval/diplomatic_dev.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t")[:2] for line in lines if len(line) > 60][:60]
    right = [(chinese, english) for english, chinese in rows]
    wrong = [(a, b) for (a, _), (_, b) in zip(right, [*right[1:], right[0]], strict=True)]
    p = load_cross_encoder(cache=False).read(right + wrong)
    hits = (p[:60, 0] < 0.5).sum() + (p[60:, 0] >= 0.5).sum()
    print(f"{hits} of 120 pairs told rightly")
    assert hits >= 112
