"""What the encoder that ships gives: unit vectors, the same to the bit in any company."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sentences import CHINESE, ENGLISH
from tree import ROOT

from compare.encoders import Encoder, load_encoder, model_files
from compare.encoders.cache import VectorCache, key
from compare.encoders.loading import ARITHMETIC
from compare.encoders.networks.parts import Part, Read
from compare.encoders.transformer import KEPT_AS, TransformerEncoder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def teacher() -> object:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model_files.english_folder()), device="cpu")


def test_it_keeps_the_protocol(encoder: TransformerEncoder) -> None:
    assert isinstance(encoder, Encoder)
    assert (encoder.name, encoder.dimension) == ("embedded", 384)
    assert encoder.languages == {"en", "zh"}
    assert len(bytes.fromhex(encoder.fingerprint)) == 32


def test_vectors_are_unit_rows(encoder: TransformerEncoder) -> None:
    vectors = encoder.encode([*ENGLISH, *CHINESE])
    assert vectors.dtype == np.float32
    assert vectors.shape == (8, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_nothing_and_blank_text(encoder: TransformerEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.encode_tokens([]) == []
    assert not encoder.encode(["", " \n"]).any()
    (tokens,) = encoder.encode_tokens(["\t"])
    assert tokens.offsets.shape == (0, 2)
    assert tokens.vectors.shape == (0, 384)


def test_english_vectors_are_those_of_minilm(encoder: TransformerEncoder, teacher: object) -> None:
    texts = [*ENGLISH, "Café “naïve”, Oct. 27 — 3.5%!", "word " * 400, "ひらがな", "Москва"]
    theirs = teacher.encode(texts, batch_size=1)  # type: ignore[attr-defined]
    assert np.abs(encoder.encode(texts) - theirs).max() < 1e-6


def test_each_sentence_is_nearest_its_translation(encoder: TransformerEncoder) -> None:
    scores = encoder.encode(CHINESE) @ encoder.encode(ENGLISH).T
    assert scores.argmax(0).tolist() == scores.argmax(1).tolist() == [0, 1, 2, 3]
    assert scores.diagonal().min() > 0.6


def test_order_and_company_change_no_bit(encoder: TransformerEncoder) -> None:
    texts = [*ENGLISH, *CHINESE, *(f"Point {n} was made 第{n}点。" for n in range(20))]
    first = dict(zip(texts, encoder.encode(texts), strict=True))
    mixed = texts * 2
    random.Random(1).shuffle(mixed)
    for text, vector in zip(mixed, encoder.encode(mixed), strict=True):
        assert np.array_equal(vector, first[text])
    for text in texts:
        assert np.array_equal(encoder.encode([text])[0], first[text])


def test_one_pass_gives_both_to_the_bit(encoder: TransformerEncoder, tmp_path: Path) -> None:
    words = "双方就台湾问题深入交换了意见。"
    texts = [*ENGLISH, *CHINESE, "", *(words[:n] for n in range(1, 15)), *(["Peace"] * 2)]
    vectors, tokens = encoder.encode_both(texts)
    assert np.array_equal(vectors, encoder.encode(texts))
    for text, both in zip(texts, tokens, strict=True):
        (alone,) = encoder.encode_tokens([text])
        assert np.array_equal(both.offsets, alone.offsets)
        assert np.array_equal(both.vectors, alone.vectors)


def test_one_pass_runs_the_model_once_for_each_text(
    encoder: TransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []
    read = encoder.model.read

    def counted(part: Part, tokens: bool) -> list[Read]:
        ran.append(len(part.texts))
        return read(part, tokens)

    monkeypatch.setattr(encoder.model, "read", counted)
    long = [f"{text} They met on {n} May 2023 in the capital, and spoke." for n in range(2, 10)
            for text in ENGLISH]  # fmt: skip
    encoder.encode_both(long)
    assert sum(ran) == len(long)
    assert len(ran) < len(long) / 2


def test_tokens_stand_where_they_say(encoder: TransformerEncoder) -> None:
    text = "习近平主席在APEC会议期间会见拜登（Joe Biden）。"
    (tokens,) = encoder.encode_tokens([text])
    assert "".join(text[a:b] for a, b in tokens.offsets) == text.replace(" ", "")
    assert np.allclose(np.linalg.norm(tokens.vectors, axis=1), 1, atol=1e-3)
    assert tokens.vectors.shape == (len(tokens.offsets), 384)


def test_a_second_run_takes_the_same_bytes_from_disk(
    encoder: TransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path))
    texts = [*ENGLISH, *CHINESE, ""]
    for _ in range(2):
        cached = load_encoder()
        assert np.array_equal(cached.encode(texts), encoder.encode(texts))
        for ours, theirs in zip(
            cached.encode_tokens(texts), encoder.encode_tokens(texts), strict=True
        ):
            assert np.array_equal(ours.offsets, theirs.offsets)
            assert np.array_equal(ours.vectors, theirs.vectors)
    script = (
        "import sys; from compare.encoders import load_encoder; "
        f"e = load_encoder(); e.encode({texts!r}); e.encode_tokens({texts!r}); "
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.strip() == "[]"


def test_tokens_are_rounded_before_they_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path))
    for cached in (load_encoder(cache=False), load_encoder(), load_encoder()):
        (tokens,) = cached.encode_tokens(ENGLISH[:1])
        assert tokens.vectors.dtype == np.float32
        assert np.array_equal(tokens.vectors, tokens.vectors.astype(np.float16))
    assert isinstance(cached, TransformerEncoder)
    kept = VectorCache(tmp_path / "vectors").get([cached.key("tokens", ENGLISH[0])])
    assert len(*kept.values()) == 8 + len(tokens.offsets) * (2 * 8 + 384 * 2)


def test_vectors_that_were_kept_in_single_precision_are_not_misread(
    encoder: TransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path))
    (tokens,) = encoder.encode_tokens(ENGLISH[:1])
    count = np.int64(len(tokens.offsets)).tobytes()
    blob = count + tokens.offsets.tobytes() + np.ones_like(tokens.vectors).tobytes()
    before = key(encoder.fingerprint, f"tokens {ARITHMETIC}", ENGLISH[0])
    VectorCache(tmp_path / "vectors").put({before: blob})
    (read,) = load_encoder().encode_tokens(ENGLISH[:1])
    assert np.array_equal(read.vectors, tokens.vectors)


@pytest.mark.parametrize("damage", [b"", b"\xff", b"\xff" * 100])
def test_what_is_damaged_in_the_cache_is_worked_out_anew(
    damage: bytes, encoder: TransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path))
    vectors, tokens = encoder.encode_both(ENGLISH[:1])
    keys = {kind: encoder.key(kind, ENGLISH[0]) for kind in KEPT_AS}
    VectorCache(tmp_path / "vectors").put(dict.fromkeys(keys.values(), damage))
    again, read = load_encoder().encode_both(ENGLISH[:1])
    assert np.array_equal(again, vectors)
    assert np.array_equal(read[0].vectors, tokens[0].vectors)
    kept = VectorCache(tmp_path / "vectors").get([*keys.values()])
    assert len(kept[keys["sentence"]]) == 384 * 4


def test_importing_and_naming_load_nothing_heavy() -> None:
    script = (
        "import sys; import compare.encoders as e; e.load_encoder().languages; "
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'scipy', "
        "'tokenizers') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.strip() == "[]"


def test_the_folder_is_a_sentence_transformers_model() -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(model_files.EMBEDDED_FOLDER), device="cpu", trust_remote_code=True
    )
    vectors = model.encode([*CHINESE, *ENGLISH])
    assert vectors.shape == (8, 384)
    assert model.similarity(vectors[:4], vectors[4:]).argmax(1).tolist() == [0, 1, 2, 3]


def test_what_ships_holds_no_code_and_is_small() -> None:
    files = [p for p in model_files.EMBEDDED_FOLDER.rglob("*") if p.is_file()]
    assert {p.suffix for p in files} <= {".json", ".txt", ".safetensors", ".md"}
    assert sum(p.stat().st_size for p in files) < 40e6
