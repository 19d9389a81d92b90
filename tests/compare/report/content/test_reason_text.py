"""Reasons in words: the exact sentences, in English and in Chinese, and old files without data."""

from __future__ import annotations

import json

import pytest
from sample_comparison import sample

from compare.coverage.types import Reason
from compare.phrases.reasons import reason_text
from compare.phrases.words import words
from compare.report import Export, Preferences, explain, render

EN = {"trade": "Trade", "taiwan": "Taiwan", "youth": "Youth exchange"}
ZH = {"trade": "贸易", "taiwan": "台湾", "youth": "青年交流"}


@pytest.mark.parametrize(
    ("reasons", "english", "chinese"),
    [
        ((), "", ""),
        (
            (Reason("procedural"),),
            "says who met, where or when, and carries no point of substance",
            "只说明会面的人物、地点或时间，没有实质内容",
        ),
        (
            (Reason("no_substance"),),
            "the other text holds no passage of substance",
            "另一方文本没有实质性语段",
        ),
        (
            (Reason("not_raised", topics=("taiwan",)),),
            "the other text does not raise Taiwan",
            "另一方文本没有提到台湾",
        ),
        (
            (Reason("speaks", topics=("taiwan", "trade"), nearest=4),),
            "the nearest passage speaks of Taiwan and Trade",
            "最接近的语段谈到台湾和贸易",
        ),
        (
            (Reason("speaks", topics=("taiwan", "trade", "youth"), nearest=4),),
            "the nearest passage speaks of Taiwan, Trade and Youth exchange",
            "最接近的语段谈到台湾、贸易和青年交流",
        ),
        (
            (Reason("nearest", nearest=2),),
            "the nearest is passage 3",
            "最接近的是第3个语段",
        ),
        # What results saved before gave as reasons is not printed any more.
        (
            (
                Reason("not_raised", topics=("gone",)),
                Reason("nothing", phrases=("open passage", "守望相助")),
                Reason("shares", share=0.125, nearest=0),
            ),
            "the other text does not raise gone; the nearest is passage 1",
            "另一方文本没有提到gone；最接近的是第1个语段",
        ),
    ],
)
def test_a_reason_in_words(reasons: tuple[Reason, ...], english: str, chinese: str) -> None:
    assert reason_text(reasons, EN, words("en")) == english
    assert reason_text(reasons, ZH, words("zh")) == chinese


def test_the_words_of_an_export_are_those_of_its_data() -> None:
    result = sample()
    body = json.loads(render(result, "json"))
    for side, coverage in (("left", result.left_coverage), ("right", result.right_coverage)):
        for segment, answer in zip(body["segments"][side], coverage, strict=True):
            assert segment["reason"] == explain(result, answer.reason)
            assert [one["kind"] for one in segment["reasons"]] == [r.kind for r in answer.reason]
    found = result.left_out("right")
    assert found
    assert all(one.reason == explain(result, one.reasons) for one in found)


def test_an_older_export_without_the_data_prints_its_english() -> None:
    body = json.loads(render(sample(), "json"))
    for side in ("left", "right"):
        for segment in body["segments"][side]:
            del segment["reasons"]
            segment["reason"] = f"an older reason of {side}"
    for shift in body["shifts"]:
        del shift["note"]
        shift["reason"] = "an older note"
    for contest in body["terms"]:
        del contest["notes"]
    old = Export.model_validate(body)
    for form in ("text", "md", "html"):
        for language in ("en", "zh"):
            report = render(old, form, Preferences.choose(language=language))
            assert "an older reason of left" in report
            assert "an older note" in report
    assert "Open passage binds the coast" in render(old, "md", Preferences.choose(language="zh"))
    left_out = [s for s in (*old.segments.left, *old.segments.right) if s.status == "left_out"]
    assert render(old, "md").count("an older reason") == len(left_out)
