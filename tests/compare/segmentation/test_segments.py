"""Segments: where sentences end, what is only formality, and that no character is lost."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tree import GOLDEN

from compare.segmentation.paragraphs import invisible, trim
from compare.segmentation.segments import Segment, clauses, paragraphs, segment
from compare.segmentation.sentences import LONGEST, sentences
from corpus.statements import Statement

GOLDEN_SEGMENTS = GOLDEN / "segments.txt"
CASES = [
    line
    for line in GOLDEN_SEGMENTS.read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]

# Ends of units that are wrong in the gold labels: a split after "Mar.", and sentences that end
# in capitals ("PRC.", "D.C.", "II.") left joined to the next. A lone "and" is no sentence.
MISSPLIT = {
    ("2021-09-09-01", "left"): {"missing": 1},
    ("2024-01-10-18", "left"): {"missing": 1},
    ("2024-08-29-23", "left"): {"missing": 1},
    ("2025-03-26-26", "right"): {"surplus": 1},
    ("2025-05-12-27", "left"): {"surplus": 1},
    ("2025-06-05-28", "left"): {"missing": 1},
    ("2025-09-09-30", "left"): {"missing": 1},
    ("2025-09-10-31", "right"): {"missing": 1},
}


def statement(text: str, side: str = "US", language: str = "en") -> Statement:
    return Statement(id="x", side=side, language=language, text=text)


def texts(statement: Statement) -> list[str]:
    return [statement.text[s.start : s.end] for s in segment(statement)]


def test_the_golden_table_is_large() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("line", CASES)
def test_sentences_end_where_they_should(line: str) -> None:
    marked = line.replace("⏎", "\n")
    text = marked.replace("‖", "")
    expected = [part.strip() for part in marked.split("‖")]
    found = [text[a:b] for p in paragraphs(text) for a, b in sentences(text, *p)]
    assert found == [part for part in expected if part]


def _sides(shared: Path) -> list[tuple[str, str, dict[str, Any]]]:
    events = [json.loads(p.read_text("utf-8")) for p in sorted(shared.glob("gold/dev/*.json"))]
    return [(e["id"], side, e[side]) for e in events for side in ("left", "right")]


def test_segments_match_the_units_of_the_gold_texts(shared: Path) -> None:
    """Boundary F1 and exact-unit F1, English and Chinese apart, and all differences explained."""
    counts: dict[str, Counter[str]] = {"en": Counter(), "zh": Counter()}
    unlike: dict[tuple[str, str], dict[str, int]] = {}
    for event, side, half in _sides(shared):
        text = half["text"]
        units = {trim(text, u["start"], u["end"]) for u in half["units"]}
        made = {(s.start, s.end) for s in segment(statement(text, half["side"], half["lang"]))}
        ends, cuts = {b for _, b in units}, {b for _, b in made}
        counts[half["lang"]] += Counter(
            hit=len(ends & cuts),
            total=len(ends) + len(cuts),
            exact=len(units & made),
            both=len(units) + len(made),
        )
        missing, surplus = len(cuts - ends), len(ends - cuts)
        if missing or surplus:
            unlike[event, side] = {
                k: n for k, n in (("missing", missing), ("surplus", surplus)) if n
            }
    for language, c in counts.items():
        boundary, exact = 2 * c["hit"] / c["total"], 2 * c["exact"] / c["both"]
        print(f"{language}: boundary F1 {boundary:.4f}, exact units F1 {exact:.4f}")
    assert 2 * counts["zh"]["exact"] / counts["zh"]["both"] == 1.0
    assert 2 * counts["en"]["hit"] / counts["en"]["total"] >= 0.98
    assert 2 * counts["en"]["exact"] / counts["en"]["both"] >= 0.94
    assert unlike == MISSPLIT


@pytest.mark.parametrize("reader", ["A", "B"])
def test_formalities_match_the_readers(shared: Path, reader: str) -> None:
    """Precision before recall: substance called a formality is lost to the comparison."""
    right = wrong = missed = 0
    for _, _, half in _sides(shared):
        made = segment(statement(half["text"], half["side"], half["lang"]))
        for unit in half["units"]:
            covered = sum(
                max(0, min(s.end, unit["end"]) - max(s.start, unit["start"]))
                for s in made
                if s.procedural
            )
            called = 2 * covered > unit["end"] - unit["start"]
            labelled = unit[reader]["status"] == "procedural"
            right += called and labelled
            wrong += called and not labelled
            missed += labelled and not called
    print(
        f"reader {reader}: precision {right / (right + wrong):.3f}, "
        f"recall {right / (right + missed):.3f}"
    )
    assert right / (right + wrong) >= 0.97
    assert right / (right + missed) >= 0.85


@pytest.mark.parametrize(
    ("text", "procedural"),
    [
        ("Secretary Arden met with Foreign Minister Vale in Oslo on May 3.", True),
        ("Secretary Arden met with Foreign Minister Vale to discuss grain.", False),
        ("The call follows a meeting held in March.", True),
        ("The Deputy Secretary was joined by two advisers.", True),
        ("She expressed her condolences on the passing of the former Premier.", True),
        ("The two sides had candid and constructive talks on trade.", False),
        ("The Parties will take the following steps by June:", True),
        ("5月3日，外长在奥斯陆会见国务卿。", True),
        ("5月3日，外長在奧斯陸會見國務卿。", True),
        ("部长就洪灾向对方表示慰问。", True),
        ("副部长参加会见。", True),
        ("Prime Minister Vale and Premier Arden took part.", True),
        ("He hoped that more farmers would take part.", False),
        ("外长、商务部长等参加。", True),
        ("中方愿派团参加。", False),
        ("Minister Vale, Secretary Arden and Ambassador Holt attended.", True),
        ("The Secretary condemned the parade that Vale and Arden attended.", False),
        ("Arden confirmed that soldiers took part.", False),
        ("No officials of the island were present.", False),
        ("中方反对台湾等参加。", False),
        ("会议应有发展中国家等参加。", False),
        ("双方就贸易问题深入交换意见。", False),
        ("双方同意保持沟通。", False),
        ("2031-05-03 17:30", True),
        ("* * *", True),
    ],
)
def test_formalities(text: str, procedural: bool) -> None:
    assert [s.procedural for s in segment(statement(text))] == [procedural]


def test_a_meeting_told_in_a_speech_is_substance() -> None:
    made = segment(statement("习近平指出，过去一年十分重要。我们在青岛举行会晤。", "PRC", "zh"))
    assert [s.procedural for s in made] == [False, False]


# Characters that statements hold, and some that break programs.
ALPHABET = st.sampled_from(
    [
        *"aB.Z! ?;:,()（）《》“”\"'。！？；：，、…中美方说A1é\n\r\t\u3000\x00\x0b\x1c\x85\u2028",
        *"\ufeff\u200f\u202e\u200b\u0301\U0001f91d\ud800",
        *("U.S.", "Mr. ", "双方同意", " The Secretary said ", "\r\n", "\n\n", "• "),
        *("习近平指出，", "one two three", "and"),
    ]
)
TEXTS = st.lists(ALPHABET, max_size=80).map("".join)


def check_cover(text: str, spans: list[tuple[int, int]]) -> None:
    place = 0
    for start, end in spans:
        assert place <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert all(map(invisible, text[place:start]))
        place = end
    assert all(map(invisible, text[place:]))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_visible_character_is_in_one_segment(text: str) -> None:
    made = segment(Statement.model_construct(id="x", side="US", language="en", text=text))
    check_cover(text, [(s.start, s.end) for s in made])
    assert [s.paragraph for s in made] == sorted(s.paragraph for s in made)
    assert {s.paragraph for s in made} == set(range(len(paragraphs(text))))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_clauses_stay_inside_and_lose_no_word(text: str) -> None:
    whole = Statement.model_construct(id="x", side="US", language="en", text=text)
    for s in segment(whole):
        place = s.start
        for start, end in clauses(whole, s):
            assert place <= start < end <= s.end
            place = end


LINES = [
    "Secretary Arden met with Foreign Minister Wang Yi in Oslo.",
    "The Secretary stressed the value of grain. He also raised timber; coal; and gas.",
    "The two sides agreed to talk. They will meet in May.",
    "He thanked the hosts.",
    "习近平指出，合作重要。中方愿意对话。",
    "双方同意保持沟通。会晤是建设性的。",
    "我愿重申立场。",
    "王毅参加会见。",
]


@pytest.mark.parametrize("joint", ["\n", "\n\n", "\r\n"])
def test_order_of_paragraphs_changes_nothing(joint: str) -> None:
    def facts(lines: list[str]) -> Counter[tuple[str, str, str, bool]]:
        whole = statement(joint.join(lines))
        return Counter(
            (whole.text[s.start : s.end], s.speaker, s.voice, s.procedural) for s in segment(whole)
        )

    expected = facts(LINES)
    for seed in range(20):
        shuffled = random.Random(seed).sample(LINES, len(LINES))
        assert facts(shuffled) == expected


def test_order_of_paragraphs_changes_nothing_in_real_texts(shared: Path) -> None:
    for _, _, half in _sides(shared):
        lines = half["text"].split("\n")
        found = []
        for seed in range(3):
            mixed = random.Random(seed).sample(lines, len(lines)) if seed else lines
            whole = statement("\n".join(mixed), half["side"], half["lang"])
            found.append(
                Counter(
                    (whole.text[s.start : s.end], s.voice, s.procedural) for s in segment(whole)
                )
            )
        assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("text", ["", " \n\t\u3000", "\ufeff", "\x00\x01\u200f\n"])
def test_a_text_that_shows_nothing_has_no_segments(text: str) -> None:
    assert segment(statement(text)) == ()


def test_a_byte_order_mark_and_controls_stay_outside() -> None:
    whole = statement("\ufeffThe sides met.\r\n\x00\u200fThey agreed to talk.\u200f\r\n")
    assert texts(whole) == ["The sides met.", "They agreed to talk."]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    wrapped = (
        "The two delegations met for most of the day and\n"
        "talked about grain, timber and the price of both\n"
        "in the coming year. They agreed to meet again in\n"
        "the spring."
    )
    assert len(paragraphs(wrapped)) == 1
    assert len(segment(statement(wrapped))) == 2
    assert len(paragraphs(wrapped.replace("\n", "\n\n"))) == 4


@pytest.mark.parametrize(
    "unit", ["a", "中", "word ", "分句，", "clause, ", "(", "“", "习近平", "said "]
)
def test_a_text_without_an_end_is_cut_at_a_stated_length(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    made = segment(statement(text))
    check_cover(text, [(s.start, s.end) for s in made])
    assert len(made) >= 50
    assert all(s.end - s.start <= LONGEST for s in made)


def test_long_runs_are_cut_at_clause_marks_first() -> None:
    text = "，".join(["双方就此深入交换意见"] * 300) + "。"
    assert all(text[s.end - 1] in "，。" for s in segment(statement(text, "PRC", "zh")))


@pytest.mark.parametrize(
    "unit", ["The U.S. side (Mr. A.) said so; it is. ", "双方同意（如下）对话；", "A. "]
)
@pytest.mark.slow
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    def seconds(n: int) -> float:
        whole = statement(unit * (n // len(unit)))
        taken = []
        for _ in range(3):
            start = time.process_time()
            segment(whole)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(400_000) < 10 * seconds(100_000) + 0.5


def parts(text: str, language: str = "en") -> list[str]:
    whole = statement(text, language=language)
    (only,) = segment(whole)
    return [text[a:b] for a, b in clauses(whole, only)]


def test_clauses_of_an_english_list() -> None:
    assert parts(
        "They discussed the price of grain, timber exports from the north, and Malta."
    ) == [
        "They discussed the price of grain",
        "timber exports from the north",
        "Malta.",
    ]


def test_clauses_keep_a_string_of_single_words_together() -> None:
    assert len(parts("He stressed peace, stability, and prosperity.")) == 1
    assert len(parts("The two met in Oslo, Norway.")) == 1


def test_clauses_of_chinese_sentences() -> None:
    text = "部长指出，一是加强沟通渠道，二是扩大双边贸易，三是便利人员往来。"
    assert parts(text, "zh") == [
        "部长指出，一是加强沟通渠道",
        "二是扩大双边贸易",
        "三是便利人员往来。",
    ]
    listed = parts("双方还讨论了粮食安全、海上运输、能源价格等问题。", "zh")
    assert listed == ["双方还讨论了粮食安全", "海上运输", "能源价格等问题。"]
    assert len(parts("他说：“好，就这样，大家一起来。”", "zh")) == 1


def test_segments_can_be_compared_and_hashed() -> None:
    one, two = segment(statement("The sides met.")), segment(statement("The sides met."))
    assert one == two
    assert hash(one) == hash(two)
    assert isinstance(one[0], Segment)
