"""What runs in numpy gives what was learned in torch, the same to the bit in any company."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import numpy as np
import pytest
import torch
from scipy.special import erf
from threadpoolctl import threadpool_limits

from compare.encoders.bilingual import Bilingual
from compare.encoders.cross_encoder import open_reader
from compare.encoders.loading import open_embedded
from compare.encoders.model_files import EMBEDDED_FOLDER
from compare.encoders.networks.packed import unpack_difference
from compare.encoders.networks.plain_body import PlainBody, gelu
from compare.encoders.networks.plain_encoder import PlainEncoder
from compare.encoders.networks.plain_reader import LONGEST, join
from compare.encoders.networks.stacked import PIECES_AT_ONCE, filled, groups, times
from compare.encoders.pair_network import join as join_torch
from compare.encoders.pair_network import open_network
from compare.segmentation.segments import segment
from corpus import samples

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Passages of two real statements, one in each language, and some of odd lengths."""
    statements = samples.load("blinken-liu-2024").statements
    found = [one.text[part.start : part.end] for one in statements for part in segment(one)[:20]]
    unlike = [*dict.fromkeys(found)]
    return [*unlike, "Peace", "双方 APEC 会议 met 2023年", "word " * 400]


@pytest.fixture(scope="module")
def plain() -> PlainEncoder:
    return open_embedded()


@pytest.fixture(scope="module")
def learned() -> Bilingual:
    return Bilingual.load(EMBEDDED_FOLDER)


def ids_of(model: PlainEncoder, text: str) -> tuple[int, ...]:
    return model.vocabulary.split([text])[0].ids


def test_vectors_are_those_of_torch(
    plain: PlainEncoder, learned: Bilingual, texts: list[str]
) -> None:
    read = [each for part in plain.parts(texts) for each in plain.read(part, tokens=True)]
    assert sorted(each.text for each in read) == sorted(texts)
    for each in read:
        with torch.inference_mode():
            features = learned.preprocess([each.text])
            theirs = learned.forward(features)["token_embeddings"][0].numpy()
        assert list(each.offsets) == features["offsets"][0]
        assert np.abs(each.tokens - theirs).max() < 1e-4
        assert np.abs(each.sentence - theirs.mean(axis=0)).max() < 1e-4


def test_pairs_are_read_as_torch_reads_them(plain: PlainEncoder, texts: list[str]) -> None:
    """Passages of many lengths, read together and padded in torch."""
    reader, network, rng = open_reader(), open_network(), random.Random(2)
    passages = [ids_of(plain, text)[:LONGEST] for text in texts] + [()]
    with torch.inference_mode():
        theirs = network.read_alone(passages)
    ours = reader.read_alone(passages)
    for mine, other in zip(ours, theirs, strict=True):
        assert np.abs(mine - other.numpy()).max() < 1e-4
    drawn = [
        (rng.randrange(len(passages)), rng.choices(range(len(passages)), k=1 + n % 3))
        for n in range(12)
    ]
    drawn += [(len(texts), [0]), (0, [len(texts)])]
    with torch.inference_mode():
        told = network.read_together(
            [(theirs[i], join_torch([theirs[j] for j in others])) for i, others in drawn]
        )
    for (i, others), rows in zip(drawn, told.exp().numpy(), strict=True):
        read = reader.read([ours[i]], [join([ours[j] for j in others])])[0]
        assert np.abs(read - rows).max() < 1e-4


@pytest.mark.parametrize("length", [1, 3, 5, 11, 12, 13, 31, 64, 100, 256])
def test_company_and_place_change_no_bit(plain: PlainEncoder, length: int) -> None:
    """Beside texts of its length, and beside shorter and longer ones."""
    body, rng = PlainBody(plain.english), np.random.default_rng(length)
    other = max(1, length + int(rng.integers(-20, 20)))
    lengths = [length] * min(6, 1 + 500 // length) + [other, max(1, length - 1)]
    many = [plain.words[rng.integers(1_000, 30_000, size)] for size in lengths]
    with threadpool_limits(1, user_api="blas"):
        alone = body.read(many[:1])[0]
        assert alone.shape == many[0].shape
        for place in range(len(many)):
            company = many[1 : 1 + place] + many[:1] + many[1 + place :]
            found = body.read([text for text in company if filled(len(text)) == filled(length)])
            at = [text is many[0] for text in company if filled(len(text)) == filled(length)]
            assert np.array_equal(found[at.index(True)], alone)


def test_company_changes_no_bit_of_a_pair(plain: PlainEncoder, texts: list[str]) -> None:
    """Pairs that are filled up to one length and parted elsewhere, before any rounding."""
    reader = open_reader()
    with threadpool_limits(1, user_api="blas"):
        states = [reader.read_alone([ids_of(plain, text)[:LONGEST]])[0] for text in texts]
        pairs = [(a, b) for a in states for b in states[::-1]]
        found = groups([len(a) + len(b) for a, b in pairs], [None] * len(pairs))
        several = [group for group in found if len(group) > 2][:6]
        assert len({len(pairs[i][0]) for group in several for i in group}) > 3
        for group in several:
            read = reader.read(*zip(*(pairs[i] for i in group), strict=True))
            alone = [reader.read([pairs[i][0]], [pairs[i][1]])[0] for i in group]
            assert np.array_equal(read, alone)


@pytest.mark.parametrize("processor", ["Haswell", "SandyBridge", "Nehalem", "Prescott"])
def test_company_changes_no_bit_by_the_tiles_of_other_processors(processor: str) -> None:
    """As far as this one can run what the library has for them."""
    script = (
        "import numpy as np\n"
        "from compare.encoders.networks import stacked\n"
        "from compare.encoders.loading import open_embedded\n"
        "from compare.arrays import one_thread\n"
        "rng, encoder = np.random.default_rng(1), open_embedded()\n"
        "body = encoder._english_body\n"
        "texts = [encoder.words[rng.integers(1_000, 30_000, n)] for n in (40, 3, 44, 47, 14, 40)]\n"
        "with one_thread():\n"
        "    alone = [body.read([text])[0] for text in texts]\n"
        "    groups = stacked.groups([len(text) for text in texts], [0] * len(texts))\n"
        "    read = [row for group in groups for row in body.read([texts[i] for i in group])]\n"
        "order = [i for group in groups for i in group]\n"
        "print([np.array_equal(row, alone[i]) for i, row in zip(order, read)])\n"
        "print(stacked.tiles_fit(), len(groups))\n"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True,
        env=os.environ | {"OPENBLAS_CORETYPE": processor},
    )  # fmt: skip
    same, tiles = run.stdout.splitlines()
    assert same == str([True] * 6)
    assert tiles in ("True 3", "False 5")


def test_multiplied_one_by_one_is_the_same_but_for_last_bits() -> None:
    rng = np.random.default_rng(3)
    texts, weights = (rng.standard_normal(shape, np.float32) for shape in ((5, 24, 384), (384, 9)))
    assert np.abs(times(texts, weights) - texts @ weights).max() < 1e-4


def test_groups_hold_every_text_once_and_are_of_one_kind_and_length() -> None:
    rng = random.Random(4)
    lengths = [rng.randint(1, 300) for _ in range(200)]
    kinds = [rng.random() < 0.5 for _ in lengths]
    found = groups(lengths, kinds)
    assert sorted(i for group in found for i in group) == list(range(len(lengths)))
    sizes = [filled(lengths[group[0]]) for group in found]
    assert sizes == sorted(sizes, reverse=True)
    for group, size in zip(found, sizes, strict=True):
        assert {filled(lengths[i]) for i in group} == {size}
        assert len({kinds[i] for i in group}) == 1
        assert len(group) == 1 or len(group) * size <= PIECES_AT_ONCE


def test_gelu_is_as_near_as_its_formula() -> None:
    x = np.linspace(-60, 60, 400_001, dtype=np.float32)
    exact = x * (1 + erf(x / np.sqrt(2))) / 2
    with np.errstate(over="ignore"):
        gelu(x)
    assert np.abs(x - exact).max() < 5e-6
    assert np.isfinite(x).all()


def test_weights_of_another_shape_are_refused() -> None:
    base = {"a": np.zeros((2, 3), np.float32)}
    tensors: dict[str, np.ndarray] = {
        "a": np.zeros((2, 3), np.int8),
        "a.scale": np.ones(2, np.float32),
    }
    assert unpack_difference(tensors, base)["a"].shape == (2, 3)
    with pytest.raises(ValueError, match="a has the shape"):
        unpack_difference({**tensors, "a": np.zeros((1, 3), np.int8)}, base)
    with pytest.raises(ValueError, match=r"a\.scale has the shape"):
        unpack_difference({**tensors, "a.scale": np.ones(3, np.float32)}, base)
    with pytest.raises(KeyError):
        unpack_difference({}, base)


def test_neither_torch_nor_what_stands_on_it_is_imported() -> None:
    script = (
        "import sys\n"
        "from compare.encoders import load_encoder\n"
        "from compare.encoders.cross_encoder import load_cross_encoder\n"
        "load_encoder(cache=False).encode(['Both sides met.', '双方会晤。'])\n"
        "load_cross_encoder(cache=False).read([('Both sides met.', '双方会晤。')])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))\n"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"
