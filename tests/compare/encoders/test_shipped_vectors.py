"""The vectors that come with the encoder are those that it gives, and all that are needed."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from compare.encoders import load_encoder, loading
from compare.encoders.cache import ShippedVectors
from compare.encoders.transformer import TransformerEncoder
from compare.training.anchors import main, texts

REMEDY = "python -m compare.training.anchors writes them anew"
AS_NEAR = 1e-6
"""How far a number may be from that of another processor, which adds in another order."""


def _keys(wanted: list[str]) -> list[bytes]:
    encoder = load_encoder()
    assert isinstance(encoder, TransformerEncoder)
    return [encoder.key("sentence", text) for text in wanted]


def test_every_anchor_of_the_codebook_has_its_vector() -> None:
    wanted = texts()
    assert len(ShippedVectors(loading.SHIPPED).get(_keys(wanted))) == len(wanted) > 800, REMEDY


def test_they_are_the_encoders_own() -> None:
    some = texts()[::40]
    shipped, own = (load_encoder(cache=False, shipped=told) for told in (True, False))
    assert isinstance(shipped, TransformerEncoder)
    shipped._load = lambda: pytest.fail("the model was loaded")
    assert np.abs(shipped.encode(some) - own.encode(some)).max() < AS_NEAR, REMEDY


@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
def test_without_them_the_encoder_works_them_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    file = Path(shutil.copy(loading.SHIPPED, tmp_path / "shipped.safetensors"))
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:5000] if damage == "cut" else b"not safetensors")
    wanted = texts()[:1]
    own = load_encoder(cache=False, shipped=False).encode(wanted)
    monkeypatch.setattr(loading, "SHIPPED", file)
    assert np.array_equal(load_encoder(cache=False).encode(wanted), own)


def test_the_command_writes_what_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = texts()[:3]
    monkeypatch.setattr("compare.training.anchors.texts", lambda: some)
    assert main(["--out", str(tmp_path / "some.safetensors")]) == 0
    made, held = (
        ShippedVectors(file).get(_keys(some))
        for file in (tmp_path / "some.safetensors", loading.SHIPPED)
    )
    assert made.keys() == held.keys()
    for key, row in made.items():
        apart = np.frombuffer(row, np.float32) - np.frombuffer(held[key], np.float32)
        assert np.abs(apart).max() < AS_NEAR, REMEDY
