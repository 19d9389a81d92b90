"""The reader: what two passages read together say, and how it was made."""

from __future__ import annotations

import json
import lzma
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from compare.encoders import model_files as places
from compare.encoders.cross_encoder import load_cross_encoder, open_reader
from compare.errors import EncoderError
from compare.training.cross_encoder import APART, PARTLY, WHOLE, from_translations, main
from compare.training.encoder.parallel_pairs import Pair

pytestmark = pytest.mark.slow

SAID = "The Secretary stressed that peace and stability in the Taiwan Strait matter to the world."
PAIRS = [
    (SAID, "国务卿强调，台湾海峡的和平稳定对世界至关重要。"),
    (SAID, "双方就芬太尼问题的合作交换了意见。"),
    ("双方同意保持高层沟通。", "The two sides agreed to keep high-level channels open."),
    ("双方同意保持高层沟通。", "He raised the cases of detained citizens."),
    ("Both sides welcomed the resumption of flights.", SAID),
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


def test_lessons_say_what_they_hold() -> None:
    english = ["The two sides agreed to talk.", "He raised Taiwan.", "Trade was discussed."] * 4
    chinese = ["双方同意对话。", "他提到台湾。", "讨论了贸易。"] * 4
    pairs = [Pair(a, b, "diplomatic_train") for a, b in zip(english, chinese, strict=True)]
    model = open_reader()
    lessons = from_translations(pairs, model, 200)
    assert {lesson.answer for lesson in lessons} == {APART, PARTLY, WHOLE}
    cut = model.vocabulary.split(english + chinese)
    alike = {pieces.ids: place % 3 for place, pieces in enumerate(cut)}
    single = [x for x in lessons if x.first in alike and x.second in alike]
    assert any(x.answer == WHOLE for x in single)
    for lesson in single:
        if lesson.answer == WHOLE:
            assert alike[tuple(lesson.first)] == alike[tuple(lesson.second)]


def test_the_recipe_runs_and_what_it_writes_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "parallel"
    folder.mkdir()
    rows = [(f"The two sides discussed matter {n}.", f"双方讨论了问题{n}。") for n in range(12)]
    table = "".join(f"{a}\t{b}\tmade\n" for a, b in rows)
    (folder / "diplomatic_train.tsv").write_text(table, "utf-8")
    (folder / "open.tsv.xz").write_bytes(lzma.compress(b""))
    (folder / "lexicon.tsv.xz").write_bytes(lzma.compress(b""))
    (folder / "glossary.tsv").write_text("\t".join("abcdefgh") + "\n", "utf-8")
    event = {
        "id": "made", "title": "A meeting", "date": "2024-01-12",
        "claims": {"peace": ["", ["taiwan"]], "trade": ["", ["trade"]]}, "near": [],
        "left": {"side": "US", "lang": "en",
                 "units": [["He stressed peace.", ["peace"]], ["Trade grew.", ["trade"]]]},
        "right": {"side": "PRC", "lang": "zh", "units": [["贸易增长。", ["trade"]]]},
    }  # fmt: skip
    events = tmp_path / "events.jsonl"
    events.write_text(json.dumps(event) + "\n", "utf-8")
    out = tmp_path / "reader"
    asked = ["--data", str(tmp_path), "--invented", str(events), "--output", str(out)]
    assert main([*asked, "--lessons", "24", "--epochs", "1"]) == 0
    assert "written" in capsys.readouterr().err
    monkeypatch.setattr("compare.encoders.cross_encoder.CROSS_ENCODER_FOLDER", out)
    assert load_cross_encoder(cache=False).read(PAIRS[:1]).shape == (1, 3)
    assert main(["--data", str(tmp_path / "none"), "--invented", str(events)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
