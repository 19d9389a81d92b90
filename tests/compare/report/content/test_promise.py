"""How many calls may be wrong is promised of what the line was drawn on, and of nothing else."""

from __future__ import annotations

import json

import pytest
from tree import ROOT

from compare.evaluation.quality import measured
from compare.phrases.words import EN, Words
from compare.phrases.words import words as words_of
from compare.report import Export
from compare.report.bundle import Bundle
from compare.report.content.findings import LIKE_THE_LABELLED, expected_error
from compare.report.content.methods import paragraphs

GOLDEN = json.loads((ROOT / "tests" / "golden" / "comparison.json").read_text("utf-8"))


def changed(**signature: object) -> Export:
    return Export.model_validate(GOLDEN | {"signature": GOLDEN["signature"] | signature})


def longer(count: int) -> Export:
    """The golden comparison with a left side of so many passages of substance."""
    text = "x" * count
    whole = next(s for s in GOLDEN["segments"]["left"] if s["status"] != "procedural")
    cut = [
        whole | {"start": k, "end": k + 1, "nearest": None, "status": "left_out", "reason": ""}
        for k in range(count)
    ]
    data = GOLDEN | {
        "left": GOLDEN["left"] | {"text": text},
        "segments": GOLDEN["segments"] | {"left": cut, "right": []},
        **{part: [] for part in ("links", "topics", "attribution_gaps", "shifts", "terms")},
        "right": GOLDEN["right"] | {"text": ""},
        "suggestions": [],
    }
    return Export.model_validate({key: v for key, v in data.items() if key != "tone"})


def test_the_share_that_was_asked_for_is_named() -> None:
    assert "up to 15%" in expected_error(changed(settings={}))
    assert "up to 10%" in expected_error(changed(settings={"max_error": 0.1}))


def test_without_reading_pairs_the_share_is_what_was_measured_so() -> None:
    read, unread = changed(settings={}), changed(settings={"read_pairs": False})
    shares = {
        scores: EN.percent(1 - measured()[scores]["left_out precision"])
        for scores in ("other_states", "other_states_unread")
    }
    assert f"{shares['other_states']} of those called so" in expected_error(read)
    assert f"{shares['other_states_unread']} of those called so" in expected_error(unread)
    assert len(set(shares.values())) == 2
    for result, said in ((read, "were also read together"), (unread, "were not also read")):
        assert said in paragraphs(Bundle((result,)))[0]


@pytest.mark.parametrize("words", [EN, words_of("zh")])
def test_nothing_is_promised_with_another_encoder_or_codebook(words: Words) -> None:
    other = expected_error(changed(encoder="owner/model"), words)
    assert "owner/model" in other
    own = expected_error(changed(codebook="mine 1"), words)
    assert "mine 1" in own
    for sentence in (other, own):
        assert "10%" not in sentence


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (EN, ("unlike the accounts", "passages of substance: 3", "5 to 39", "is 0.21", "third")),
        (words_of("zh"), ("不同于", "有3个实质性语段", "5至39个", "平均为0.21", "三分之一")),
    ],
)
def test_nothing_is_promised_of_texts_unlike_the_labelled_ones(
    words: Words, said: tuple[str, ...]
) -> None:
    unlike = [
        {"number": "nearest", "value": 0.2123, "low": 0.34, "high": 0.74},
        {"number": "passages", "value": 3.0, "low": 4.1, "high": 39.8},
    ]
    result = Export.model_validate(GOLDEN | {"unlike": unlike})
    sentence = expected_error(result, words)
    assert all(part in sentence for part in said)
    assert sentence.index("0.21") < sentence.index(said[2]), "the farthest stands first"
    assert "15%" not in sentence
    assert sum(sentence in paragraph for paragraph in paragraphs(Bundle((result,)), words)) == 1


@pytest.mark.parametrize("words", [EN, words_of("zh")])
@pytest.mark.parametrize("number", ["topics", "speakers"])
def test_shares_are_said_in_per_cent(number: str, words: Words) -> None:
    unlike = [{"number": number, "value": 0.25, "low": 0.57, "high": 1.2}]
    sentence = expected_error(Export.model_validate(GOLDEN | {"unlike": unlike}), words)
    assert "25%" in sentence
    assert "57%" in sentence
    assert "120%" not in sentence


def test_nothing_is_promised_of_texts_far_longer_than_the_labelled_ones() -> None:
    assert "10%" in expected_error(longer(LIKE_THE_LABELLED))
    count = LIKE_THE_LABELLED + 1
    assert f"{count} passages" in expected_error(longer(count))
    assert "10%" not in expected_error(longer(count))
