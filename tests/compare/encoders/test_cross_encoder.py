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
from compare.encoders.networks.plain_reader import SHARE, join, joined_length
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


def test_several_passages_are_read_in_the_order_they_are_given_in() -> None:
    reader = load_cross_encoder(cache=False)
    first, second, third = "双方讨论了芬太尼。", "国务卿谈到台湾海峡。", "双方同意保持沟通。"
    p = reader.read([(SAID, (first, second, third)), (SAID, (third, second, first))])
    assert not np.array_equal(p[0], p[1])


def test_one_reading_tells_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked the other way round has the same bits, and is not read again."""
    said = "The two sides agreed to resume flights and to open a new consulate in Chengdu."
    part = "双方同意恢复航班。"
    there, back = load_cross_encoder(cache=False).read([(said, part), (part, said)])
    assert not np.array_equal(there, back)
    assert back[2] > there[2] + 0.1
    turned = load_cross_encoder(cache=False).read([(part, said), (said, part)])
    assert np.array_equal(turned, [back, there])
    reader = CrossEncoder(load_cross_encoder(cache=False).fingerprint, cast(VectorCache, Store()))
    assert np.array_equal(reader.read([(said, part)])[0], there)
    monkeypatch.setattr(reader, "_model", None)
    monkeypatch.setattr("compare.encoders.cross_encoder.open_reader", pytest.fail)
    assert np.array_equal(reader.read([(part, said)])[0], back)


def test_a_passage_conveys_itself_wholly_both_ways() -> None:
    reader = load_cross_encoder(cache=False)
    same = reader.read([(SAID, SAID)])[0]
    assert same[0] < 0.1
    assert np.array_equal(reader.read([(SAID, SAID), PAIRS[0]])[0], same)


SPREAD = [
    ("The two sides agreed to resume flights and to open a new consulate in Chengdu.",
     ("双方同意恢复航班。", "双方同意在成都新设领事馆。")),
    ("他强调了人权问题，并敦促释放被拘押的公民。",
     ("He raised human rights.", "He called for the release of detained citizens.")),
    ("Japan will lend 300 million dollars and train 200 officers.",
     ("日本将提供3亿美元贷款。", "日方将培训200名军官。")),
    ("The ministers condemned the missile launches and reaffirmed the alliance.",
     ("两国外长谴责导弹发射。", "双方重申同盟关系。")),
]  # fmt: skip
"""A claim, and the two passages of which each tells a half of it."""


def test_a_claim_spread_over_passages_is_told_by_them_together() -> None:
    reader = load_cross_encoder(cache=False)
    gains = []
    for said, halves in SPREAD:
        whole, *parts = reader.read([(said, halves), *((said, half) for half in halves)])
        assert whole[0] < min(part[0] for part in parts)
        gains.append(whole[2] - max(part[2] for part in parts))
    assert np.mean(gains) > 0.15


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
    # Two passages are read once for both ways, several for one.
    assert len(store.blobs) == 2 * 3 + 5
    # What is known is not read again: the model is not even opened.
    monkeypatch.setattr("compare.encoders.cross_encoder.open_reader", pytest.fail)
    later = CrossEncoder(reader.fingerprint, cast(VectorCache, store))
    assert np.array_equal(later.read(pairs[::-1]), fresh[::-1])
    assert np.array_equal(later.read([(SAID, (one,))]), fresh[:1])


def test_each_passage_has_its_share_of_what_is_read() -> None:
    """One passage is read whole; of several, the first ones leave room for the last."""
    a, b, c = (np.full((length, 2), length, np.float32) for length in (60, 50, 10))
    assert np.array_equal(join([a]), a)
    assert np.array_equal(join([a, b, c]), np.concatenate([a[:SHARE], b[:SHARE], c]))
    assert np.array_equal(join([c, a]), np.concatenate([c, a[:SHARE]]))
    for passages in ([a], [a, b, c], [c, a]):
        assert joined_length([len(each) for each in passages]) == len(join(passages))


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
