"""Judgements carried over topics that were renamed, merged, split or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from sample_comparison import sample
from sample_judgements import judge

from compare.coding.codebook_versions import TopicMap, carry, read_topic_map
from compare.coding.judgements import Judgement
from compare.errors import CodingError

RESULT = sample()


def topic(name: str, value: str = "raised", index: int = 1, coder: str = "A") -> Judgement:
    return judge(RESULT, "topic", "left", index, value, topic=name, coder=coder)


def carried(to: Mapping[str, tuple[str, ...]], *given: Judgement) -> tuple[list[str], list[str]]:
    found = carry(given, TopicMap("f" * 64, to))
    kept = [f"{each.topic} {each.value}" for each in found.judgements]
    return kept, [f"{each.topic} {each.value}" for each in found.again]


def test_a_renamed_topic_keeps_its_judgements() -> None:
    assert carried({"strait": ("sea",)}, topic("strait"), topic("trade")) == (
        ["sea raised", "trade raised"], []
    )  # fmt: skip
    found = carry([topic("strait")], TopicMap("f" * 64, {"strait": ("sea",)}))
    assert found.judgements[0].codebook == "f" * 64


def test_merged_topics_are_raised_where_one_was() -> None:
    to = {"strait": ("sea",), "fishing": ("sea",)}
    no, yes = topic("strait", "not_raised"), topic("fishing")
    assert carried(to, no, yes) == (["sea raised"], [])
    assert carried(to, no, topic("fishing", "denied")) == (["sea denied"], [])
    assert carried(to, no, topic("fishing", "not_raised")) == (["sea not_raised"], [])
    assert carried(to, no) == ([], ["sea not_raised"])


def test_a_split_topic_is_looked_at_again_unless_nothing_was_there() -> None:
    to = {"strait": ("passage", "islands")}
    assert carried(to, topic("strait")) == ([], ["strait raised"])
    kept, again = carried(to, topic("strait", "not_raised"))
    assert (sorted(kept), again) == (["islands not_raised", "passage not_raised"], [])
    ids = {j.id for j in carry([topic("strait", "not_raised")], TopicMap("", to)).judgements}
    assert len(ids) == 2


def test_a_topic_that_is_gone_is_looked_at_again() -> None:
    assert carried({"strait": ()}, topic("strait")) == ([], ["strait raised"])


def test_coders_are_kept_apart_and_other_kinds_as_they_are() -> None:
    status = judge(RESULT, "status", "left", 1, "covered")
    found = carry([topic("strait"), topic("strait", coder="B"), status],
                  TopicMap("", {"strait": ("sea",)}))  # fmt: skip
    assert {each.coder for each in found.judgements if each.kind == "topic"} == {"A", "B"}
    assert status in found.judgements


def test_a_mapping_file(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text("codebook: abc\ntopics:\n  strait: sea\n  trade: [grain, steel]\n  old:\n")
    found = read_topic_map(path)
    assert found.topics == {"strait": ("sea",), "trade": ("grain", "steel"), "old": ()}
    path.write_text("strait: sea\n")
    with pytest.raises(CodingError, match="has no 'topics'"):
        read_topic_map(path)
