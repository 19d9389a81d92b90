"""The recipe, run small: it runs, can be taken up again, and makes a model that loads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from tree import ROOT

from compare.encoders import load_encoder
from compare.encoders.model_files import EMBEDDED_FOLDER, english_folder
from compare.training.encoder.distil import GLOSSARY, SMALL, main, write_manifest
from compare.training.encoder.parallel_pairs import SHARES, Pair, read_glossary, read_pairs
from compare.training.encoder.student import Lessons, Schedule, Student, Training, loss
from compare.training.encoder.vocabulary import learn_pieces, start_vectors, write_opencc

pytestmark = pytest.mark.slow


def test_help_says_what_it_does() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "compare.training.encoder.distil", "--help"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert "--small" in run.stdout


def test_no_data_is_an_error_of_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path / "model")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_small_run_makes_a_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "model"
    asked = ["--small", "--pieces", "3000", "--out", str(out)]
    assert main(asked) == 0
    said = capsys.readouterr().err
    assert "written" in said
    made = load_encoder(str(out), cache=False)
    assert made.languages == {"en", "zh"}
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["training"]
    assert told["schedule"]["seed"] == Schedule().seed
    assert told["seen"] >= told["schedule"]["pairs"]
    learned = {pair.english: pair.chinese for pair in read_glossary(GLOSSARY)[SMALL]}
    some = sorted(learned)[::20]
    chinese, english = made.encode([learned[text] for text in some]), made.encode(some)
    found = (chinese @ english.T).argmax(1) == np.arange(len(some))
    assert found.mean() > 0.5
    assert main(asked) == 0
    assert "taken up after" in capsys.readouterr().err
    assert np.array_equal(
        load_encoder(str(out), cache=False).encode([learned[some[0]]])[0], chinese[0]
    )


def tiny() -> tuple[Student, Lessons]:
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=200, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=32,
    )  # fmt: skip
    body = BertModel(config, add_pooling_layer=False)
    body.eval()
    draw = np.random.default_rng(0)
    vectors = draw.normal(size=(50, 16))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    pieces = [tuple(200 + int(i) for i in draw.integers(40, size=n % 6 + 1)) for n in range(50)]
    lessons = Lessons(pieces, np.arange(50), np.ones(50), vectors.astype(np.float16))
    return Student(body, torch.randn(40, 16)), lessons


def test_learning_brings_the_vectors_nearer(tmp_path: Path) -> None:
    student, lessons = tiny()
    told: list[str] = []
    schedule = Schedule(pairs=3_000, warmup=100, pool=20, body_rate=1e-3, table_rate=1e-2)
    before = student.table.weight.detach().clone()
    plain = student.english.clone()
    training = Training(student, lessons, schedule)
    first = np.mean([training._step(rows) for rows in lessons.batches(0, 1)])
    training.run(tmp_path, told.append)
    last = np.mean([training._step(rows) for rows in lessons.batches(0, 1)])
    assert last < first / 2
    assert not torch.equal(before, student.table.weight)
    assert torch.equal(plain, student.english)


def test_a_run_taken_up_ends_where_an_unbroken_one_does(tmp_path: Path) -> None:
    schedule = Schedule(pairs=600, warmup=100, pool=20)
    whole = Training(*tiny(), schedule)
    whole.run(tmp_path / "whole", lambda line: None)
    part = Training(*tiny(), schedule)
    for number, rows in enumerate(part._remaining()):
        part._step(rows)
        part.seen += len(rows)
        part.done += 1
        if number == 4:
            break
    part.save(tmp_path / "part")
    again = Training(*tiny(), schedule)
    assert again.resume(tmp_path / "part")
    again.run(tmp_path / "part", lambda line: None)
    assert again.seen == whole.seen
    for name, weight in whole.student.state_dict().items():
        assert torch.allclose(weight, again.student.state_dict()[name], atol=1e-6), name


def test_rates_rise_hold_and_fall() -> None:
    schedule = Schedule(pairs=1_000, warmup=100, decay=0.5)
    rates = [schedule.rate(seen) for seen in (0, 49, 99, 300, 500, 750, 1_000)]
    assert rates == pytest.approx([0.01, 0.5, 1, 1, 1, 0.5, 0])


def test_a_text_that_means_the_same_is_no_wrong_answer() -> None:
    schedule = Schedule()
    target = torch.nn.functional.normalize(torch.eye(4)[:2] + 0.1, dim=1)
    exact = loss(target, target, target[:0], schedule)
    assert exact < loss(target.flip(0), target, target[:0], schedule)
    same = torch.cat([target[:1], target[:1]])
    # Two targets alike share the answer: each gets half, and nothing is gained by taking sides.
    assert loss(same, same, target[:0], schedule) == pytest.approx(np.log(2), abs=1e-5)


def test_each_pass_draws_by_share_in_an_order_of_its_own() -> None:
    _, lessons = tiny()
    lessons = Lessons(lessons.pieces, lessons.targets, np.full(50, 1.5), lessons.vectors)
    one, again, other = (np.concatenate(lessons.batches(n, 7)) for n in (0, 0, 1))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert set(np.bincount(one, minlength=50)) == {1, 2}


def test_pieces_are_words_of_the_lexicon_and_characters(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    texts = ["双方讨论台湾问题", "双方讨论贸易问题", "臺灣問題很重要"] * 3
    simplified = {ord(a): ord(b) for a, b in zip("臺灣問題", "台湾问题", strict=True)}
    words = ["台湾", "问题", "贸易", "讨论"]
    learn_pieces(texts, words, simplified, 60, tmp_path / "pieces.json")
    cut = Tokenizer.from_file(str(tmp_path / "pieces.json"))
    assert cut.encode("双方讨论台湾问题").tokens == ["双", "方", "讨论", "台湾", "问题"]


def test_a_piece_starts_at_the_words_it_occurs_with() -> None:
    class Two:
        first, size = 4, 6

    english = np.eye(4, dtype=np.float32)
    pairs = [((1, 2), (4,)), ((1, 3), (4,)), ((3,), (5,)), ((1,), (4,))]
    started = start_vectors(Two(), pairs, english)  # type: ignore[arg-type]
    assert started.argmax(1).tolist() == [1, 3]
    assert started.sum(1) == pytest.approx([1, 1])


def test_the_bundled_glossary_is_read(tmp_path: Path) -> None:
    pairs = read_glossary(GLOSSARY)
    assert Pair("Xi Jinping", "习近平", "glossary") in pairs
    assert Pair("Xi Jinping", "习主席", "glossary") in pairs
    assert all(pair.english and pair.chinese for pair in pairs)
    write_opencc(tmp_path / "table.txt")
    table = (tmp_path / "table.txt").read_bytes()
    assert table == (EMBEDDED_FOLDER / "traditional.txt").read_bytes()


def test_only_data_that_may_ship_is_read(shared: Path) -> None:
    pairs = read_pairs(shared / "data")
    assert {pair.source for pair in pairs} == SHARES.keys()
    held_out = {
        line.split("\t")[1]
        for line in (shared / "data/eval/diplomatic_dev.tsv").read_text("utf-8").splitlines()
    }
    assert not held_out & {pair.chinese for pair in pairs}


def test_the_manifest_names_what_bears_on_a_vector(tmp_path: Path) -> None:
    for name in ("a.json", "README.md", "b.safetensors"):
        (tmp_path / name).touch()
    write_manifest(tmp_path, 384, {"seen": 3})
    text = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    assert "a.json" in text
    assert "b.safetensors" in text
    assert "README" not in text
    assert json.loads(text)["training"] == {"seen": 3}
    assert english_folder().is_dir()
