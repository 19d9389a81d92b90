"""What the cross-encoder learns from, and the recipe from end to end."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from compare.encoders.bilingual import Bilingual
from compare.encoders.cross_encoder import load_cross_encoder
from compare.encoders.model_files import EMBEDDED_FOLDER
from compare.encoders.pair_network import PairNetwork, open_network
from compare.evaluation.gold import GoldEvent
from compare.pipeline import Engine
from compare.settings import Settings
from compare.training.coverage import make_examples
from compare.training.cross_encoder.adapters import adapt, merge
from compare.training.cross_encoder.contrasts import (
    APART,
    PARTLY,
    WHOLE,
    changed_claims,
    listed_subjects,
)
from compare.training.cross_encoder.lessons import Portion, from_coverage, from_translations, sure
from compare.training.cross_encoder.recipe import main
from compare.training.cross_encoder.whole_network import WholeNetwork
from compare.training.encoder.parallel_pairs import Pair

TRANSLATIONS = [
    ("China will buy 12 aircraft from France.", "中国将从法国购买12架飞机。"),
    ("The two sides support a ceasefire.", "双方支持停火。"),
    ("He did not raise Taiwan.", "他没有提及台湾。"),
]
SUBJECTS = [(f"matter {n}", f"问题{n}") for n in range(12)]


def letters(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Cut texts into their characters."""
    return [tuple(map(ord, text)) for text in texts]


def test_a_changed_claim_is_conveyed_in_part_and_an_unchanged_one_wholly() -> None:
    known = {text for pair in TRANSLATIONS for text in pair}
    lessons = changed_claims(TRANSLATIONS, 60, random.Random(0))
    assert len(lessons) >= 60
    for first, second, answer in lessons:
        unchanged = first in known and second in known
        assert answer == (WHOLE if unchanged else PARTLY)
        assert first in known or second in known
    changed = {text for first, second, _ in lessons for text in (first, second)} - known
    assert any("不支持" in text or "反对" in text for text in changed)
    assert any("does not support" in text for text in changed)
    assert any("aircraft" in text and "12" not in text for text in changed)


def test_lists_of_subjects_are_told_by_what_stands_in_them() -> None:
    lessons = listed_subjects(SUBJECTS, 200, random.Random(0))
    assert {answer for *_, answer in lessons} == {APART, PARTLY, WHOLE}

    def named(text: str) -> set[int]:
        digits = "".join(c if c.isdigit() else " " for c in text)
        return {int(number) for number in digits.split()}

    for first, second, answer in lessons:
        ours, theirs = named(first), named(second)
        share = len(ours & theirs) / len(ours)
        assert answer == (WHOLE if share == 1 else PARTLY if share else APART)


def event(right: Sequence[tuple[str, str, Sequence[int]]]) -> GoldEvent:
    """An event whose left side is one passage, and whose right one holds these with labels."""
    answers = [place for place, (_, status, _) in enumerate(right) if status != "left_out"]
    sides = {}
    left = [("The leaders agreed to reopen the border and to resume flights.", "covered", answers)]
    for name, units in (("left", left), ("right", right)):
        text, cut = "", []
        for words, status, match in units:
            label = {"status": status, "topics": [], "match": list(match)}
            cut.append({"start": len(text), "end": len(text) + len(words), "A": label, "B": label})
            text += words + " "
        sides[name] = {"side": name, "lang": "en", "text": text.strip(), "units": cut}
    return GoldEvent.model_validate({"id": "made", **sides})


@pytest.mark.slow
def test_what_two_passages_tell_together_each_tells_in_part() -> None:
    made = event(
        [
            ("The border will open again.", "covered", [0]),
            ("Airlines may fly between the capitals.", "covered", [0]),
            ("The minister praised the harvest.", "left_out", []),
        ]
    )
    (example,) = make_examples([made], Engine(Settings(read_pairs=False)))
    lessons = list(from_coverage(example, Portion(3, 1.0, 0.5), letters, random.Random(0)))
    assert {lesson.weight for lesson in lessons} == {0.5}
    text = {tuple(map(ord, words)): words for words in example.left.shown + example.right.shown}
    read = [(tuple(x.first), tuple(x.second), x.answer) for x in lessons]
    alone = {(text[a], text[b]): answer for a, b, answer in read if b in text}
    whole, border, flights, harvest = *example.left.shown, *example.right.shown
    assert alone[whole, border] == alone[whole, flights] == sure(PARTLY)
    assert alone[whole, harvest] == sure(APART)
    assert alone[border, whole] == alone[flights, whole] == sure(WHOLE)
    together = [(b, answer) for a, b, answer in read if text[a] == whole and b not in text]
    assert together
    for window, answer in together:
        words = "".join(map(chr, window))
        both = "border" in words and "Airlines" in words
        assert answer == sure(WHOLE if both else PARTLY)


@pytest.mark.slow
def test_lessons_of_translations_say_what_they_hold() -> None:
    english = ["The two sides agreed to talk.", "He raised Taiwan.", "Trade was discussed."] * 4
    chinese = ["双方同意对话。", "他提到台湾。", "讨论了贸易。"] * 4
    pairs = [Pair(a, b, "diplomatic_train") for a, b in zip(english, chinese, strict=True)]
    rows = np.eye(3, dtype=np.float32)[np.arange(12) % 3]
    lessons = from_translations(pairs, 12, (rows, rows), letters, 200)
    assert {lesson.answer for lesson in lessons} == {sure(k) for k in (APART, PARTLY, WHOLE)}
    alike = {cut: place % 3 for place, cut in enumerate(letters(english + chinese))}
    read = [(tuple(x.first), tuple(x.second)) for x in lessons if x.answer == sure(WHOLE)]
    single = [(a, b) for a, b in read if a in alike and b in alike]
    assert single
    for first, second in single:
        assert alike[first] == alike[second]


@pytest.mark.slow
def test_merged_adapters_read_as_they_did_beside_the_layers() -> None:
    import torch

    network = WholeNetwork(Bilingual.load(EMBEDDED_FOLDER))
    pairs = [((101, 2054, 102), (2054, 2003))]
    before = network(pairs)
    adapt(network)
    assert torch.equal(network(pairs), before)
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.requires_grad and parameter.dim() == 2:
                parameter += 0.01
    beside = network(pairs)
    assert not torch.allclose(beside, before, atol=1e-3)
    merge(network)
    assert torch.allclose(network(pairs), beside, atol=1e-4)
    assert all(p.requires_grad for p in network.body.encoder.parameters())


@pytest.mark.slow
def test_what_was_learned_is_kept_to_a_hundredth() -> None:
    import torch

    network = open_network()
    with torch.no_grad():
        for parameter in network.body.encoder.parameters():
            parameter += 0.02 * torch.randn_like(parameter) * parameter.std()
    other = open_network()
    other.restore(network.learned())
    passages = [(2054, 2003, 1996), (2054, 2003), (1996, 2154), (2003, 2023, 2154)]

    def read(network: PairNetwork) -> torch.Tensor:
        a, b, c, d = network.read_alone(passages)
        return network.read_together([(a, b), (c, d)]).exp()

    assert torch.allclose(read(network), read(other), atol=0.01)


@pytest.mark.slow
def test_the_recipe_runs_and_what_it_writes_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "parallel"
    folder.mkdir()
    rows = [(f"The two sides support matter {n}.", f"双方支持问题{n}。") for n in range(12)]
    table = "".join(f"{a}\t{b}\tmade\n" for a, b in rows)
    (folder / "diplomatic_train.tsv").write_text(table, "utf-8")
    (folder / "open.tsv.xz").write_bytes(lzma.compress(b""))
    (folder / "lexicon.tsv.xz").write_bytes(lzma.compress(b""))
    names = "".join(f"id{n}\ttopic\tmatter {n}\t\t问题{n}\t\t\n" for n in range(9))
    heading = "id\tcategory\ten\ten_aliases\tzh\tzh_aliases\tnote\n"
    (folder / "glossary.tsv").write_text(heading + names, "utf-8")
    made = {
        "id": "made", "title": "A meeting", "date": "2024-01-12",
        "claims": {"peace": ["", ["taiwan"]], "trade": ["", ["trade"]]}, "near": [],
        "left": {"side": "US", "lang": "en",
                 "units": [["He stressed peace.", ["peace"]], ["Trade grew.", ["trade"]]]},
        "right": {"side": "PRC", "lang": "zh", "units": [["贸易增长。", ["trade"]]]},
    }  # fmt: skip
    events = tmp_path / "events.jsonl"
    events.write_text(json.dumps(made) + "\n", "utf-8")
    monkeypatch.setattr("compare.training.cross_encoder.recipe.CHANGED", 12)
    monkeypatch.setattr("compare.training.cross_encoder.recipe.LISTED", 12)
    monkeypatch.setattr("compare.training.real_pairs.LABELS", tmp_path / "labels")
    kinds = ("labels/near", "labels/answers", "labels/accounts", "labels/visits")
    for kind in ("silver/pairs", "en/readouts", "zh/news", *kinds):
        file = tmp_path / f"{kind}.jsonl.xz"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(lzma.compress(b""))
    (tmp_path / "labels" / "unread.txt").write_text("", "utf-8")
    out = tmp_path / "reader"
    asked = ["--data", str(tmp_path), "--invented", str(events), "--output", str(out)]
    whole = tmp_path / "whole.safetensors"
    asked += ["--whole", str(whole)]
    assert main([*asked, "--lessons", "24", "--epochs", "1"]) == 0
    assert "written" in capsys.readouterr().err
    assert whole.is_file()
    monkeypatch.setattr("compare.encoders.cross_encoder.CROSS_ENCODER_FOLDER", out)
    pair = ("The two sides agreed to talk.", "双方同意对话。")
    assert load_cross_encoder(cache=False).read([pair]).shape == (1, 3)
    assert main(["--data", str(tmp_path / "none"), "--invented", str(events)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
