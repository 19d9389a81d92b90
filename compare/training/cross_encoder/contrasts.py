"""Lessons made by rule of translated sentences: what a small change does to a claim.

A number, a negation, a place or who acts is changed on one side of a translation: the other then
conveys a part, the subject, and no longer the claim. Lists of subjects in the frames of readouts
teach that the frame is no claim: what counts is which subjects stand in it.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

APART, PARTLY, WHOLE = range(3)
Contrast = tuple[str, str, int]
"""Two passages, and how much of the first the second conveys."""
Edit = Callable[[str, random.Random], str | None]
"""Changes what a sentence claims; None where there is nothing of the kind to change."""

_STATES_VERB = re.compile(
    r"\b(supports?|opposes?|seeks?|recognizes?|accepts?|intends?|wants?|agrees?|welcomes?"
    r"|believes?|hopes?|regards?|advocates?)\b"
)
_ENGLISH_OPPOSITES = (
    (r"\b(is|are|was|were|will|would|can|should|must|has|have)\b(?! not)", r"\1 not"),
    (r"\b(is|are|was|were|will|would|can|should|must|has|have|do|does|did) not\b", r"\1"),
    (r"\bagreed to\b", "refused to"),
    (r"\boppose[sd]?\b", "supported"),
    (r"\bsupport(s|ed)?\b", "oppose"),
    (r"\bstrengthen\b", "reduce"),
    (r"\bincrease\b", "cut"),
    (r"\bresume\b", "suspend"),
    (r"\bdeepen\b", "limit"),
)
_CHINESE_OPPOSITES = (
    ("不支持", "支持"),
    ("反对", "支持"),
    ("支持", "反对"),
    ("不会", "会"),
    ("不寻求", "寻求"),
    ("不应", "应"),
    ("愿", "不愿"),
    ("同意", "拒绝"),
    ("将", "将不"),
    ("应", "不应"),
    ("坚持", "放弃"),
    ("加强", "削弱"),
    ("恢复", "中断"),
    ("增加", "减少"),
    ("没有", "已经"),
    ("深化", "限制"),
    ("能够", "不能"),
)
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_ENGLISH_NUMBERS = "two three four five six seven eight ten twelve twenty hundred million billion"
_CHINESE_NUMBERS = "两三四五六七八九十"
_CHINESE_COUNTED = re.compile(rf"[{_CHINESE_NUMBERS}](?=[个项万亿年名次百千])")
_ACTORS = (
    (
        ("China", "the United States"),
        ("Chinese", "American"),
        ("Russia", "Ukraine"),
        ("Japan", "China"),
        ("Israel", "Iran"),
        ("President", "Prime Minister"),
    ),
    (("中方", "美方"), ("中国", "美国"), ("俄罗斯", "乌克兰"), ("日方", "中方")),
)
PLACES = (
    ("Kazakhstan", "哈萨克斯坦"),
    ("Germany", "德国"),
    ("France", "法国"),
    ("Brazil", "巴西"),
    ("Egypt", "埃及"),
    ("Vietnam", "越南"),
    ("Indonesia", "印度尼西亚"),
    ("Türkiye", "土耳其"),
    ("Saudi Arabia", "沙特阿拉伯"),
    ("Iran", "伊朗"),
    ("Russia", "俄罗斯"),
    ("Japan", "日本"),
    ("Australia", "澳大利亚"),
    ("Mexico", "墨西哥"),
    ("Kenya", "肯尼亚"),
    ("Poland", "波兰"),
    ("India", "印度"),
    ("Pakistan", "巴基斯坦"),
    ("Serbia", "塞尔维亚"),
    ("South Africa", "南非"),
)
_FRAMES = (
    (
        "They discussed {}.",
        "The two sides exchanged views on {}.",
        "The leaders talked about {}.",
        "The ministers raised {}.",
        "They also spoke of {}.",
        "The two leaders reviewed {}.",
    ),
    (
        "双方讨论了{}。",
        "双方就{}交换了意见。",
        "双方还谈到{}。",
        "两国领导人就{}进行了交流。",
        "会谈中涉及{}。",
        "双方就{}阐明了各自立场。",
    ),
)


def changed_claims(
    translations: Sequence[tuple[str, str]], count: int, rng: random.Random
) -> list[Contrast]:
    """Change a number, a negation, an actor or a place in one of two sentences that say the same.

    Args:
        translations: English and Chinese sentences of the same meaning.
        count: lessons wanted at least; every other one is unchanged.
        rng: draws the sentences and the changes.
    """
    edits: tuple[tuple[Edit, ...], tuple[Edit, ...]] = (
        (_deny_in_english, _other_number_in_english, _actors_exchanged(0), _other_place(0)),
        (_deny_in_chinese, _other_number_in_chinese, _actors_exchanged(1), _other_place(1)),
    )
    lessons: list[Contrast] = []
    while len(lessons) < count:
        both = rng.choice(translations)
        side, kept_side = rng.randrange(2), rng.randrange(2)
        sentence, kept = both[side], both[kept_side]
        tried = rng.sample(edits[side], len(edits[side]))
        changed = (new for edit in tried if (new := edit(sentence, rng)) not in (None, sentence))
        other = next(changed, None)
        if other is None:
            continue
        first, second = (other, kept) if rng.random() < 0.5 else (kept, other)
        lessons.append((first, second, PARTLY))
        if side != kept_side or rng.random() < 0.4:
            lessons.append((sentence, kept, WHOLE))
    return lessons


def listed_subjects(
    subjects: Sequence[tuple[str, str]], count: int, rng: random.Random
) -> list[Contrast]:
    """Put subjects into frames: the same, some of them, or others.

    Args:
        subjects: names in English and Chinese.
        count: lessons wanted.
        rng: draws subjects, frames and languages.
    """
    lessons = []
    for _ in range(count):
        drawn = rng.sample(subjects, 6)
        number = rng.choice([1, 1, 2, 3])
        ours = drawn[:number]
        answer = rng.choice([APART, PARTLY, WHOLE])
        if answer == APART:
            theirs = drawn[number : number + rng.choice([1, 1, 2, 3])]
        elif answer == WHOLE:
            theirs = rng.sample(wider := drawn[: number + rng.choice([0, 1, 2])], len(wider))
        else:
            ours = drawn[: max(number, 2)]
            theirs = ours[: rng.randrange(1, len(ours))] + drawn[4 : 4 + rng.choice([0, 1])]
        first, second = (_framed(names, rng.randrange(2), rng) for names in (ours, theirs))
        lessons.append((first, second, answer))
    return lessons


def read_subjects(glossary: Path) -> list[tuple[str, str]]:
    """Read the topics, places and documents of a glossary, in English and Chinese."""
    with glossary.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        found = [
            (row["en"], row["zh"])
            for row in rows
            if row["category"] in {"topic", "place", "document"}
            and 3 < len(row["en"]) < 40
            and 2 <= len(row["zh"]) < 14
        ]
    return [*found, *PLACES]


def _framed(names: Sequence[tuple[str, str]], language: int, rng: random.Random) -> str:
    comma, conjunction = ((", ", " and "), ("、", "和"))[language]
    words = [name[language] for name in names]
    listed = comma.join(words[:-1]) + (conjunction if len(words) > 1 else "") + words[-1]
    return rng.choice(_FRAMES[language]).format(listed)


def _deny_in_english(sentence: str, rng: random.Random) -> str | None:
    changes = []
    if found := list(_STATES_VERB.finditer(sentence))[:2]:
        verb = rng.choice(found)
        denied = f"does not {verb[0].removesuffix('s')}"
        changes.append(sentence[: verb.start()] + denied + sentence[verb.end() :])
    for pattern, other in _ENGLISH_OPPOSITES:
        if found := list(re.finditer(pattern, sentence))[:2]:
            match = rng.choice(found)
            changes.append(
                sentence[: match.start()] + match.expand(other) + sentence[match.end() :]
            )
    return rng.choice(changes) if changes else None


def _deny_in_chinese(sentence: str, rng: random.Random) -> str | None:
    found = [(word, other) for word, other in _CHINESE_OPPOSITES if word in sentence]
    if not found:
        return None
    word, other = rng.choice(found)
    if f"不{word}" in sentence:
        word, other = f"不{word}", word
    return sentence.replace(word, other, 1)


def _other_number_in_english(sentence: str, rng: random.Random) -> str | None:
    if figures := list(_FIGURE.finditer(sentence)):
        figure = rng.choice(figures)
        first, rest = figure[0][0], figure[0][1:]
        other = rng.choice([digit for digit in "123456789" if digit != first])
        return sentence[: figure.start()] + other + rest + sentence[figure.end() :]
    numbers = _ENGLISH_NUMBERS.split()
    if found := [word for word in numbers if re.search(rf"\b{word}\b", sentence)]:
        word = rng.choice(found)
        other = rng.choice([number for number in numbers if number != word])
        return re.sub(rf"\b{word}\b", other, sentence, count=1)
    return None


def _other_number_in_chinese(sentence: str, rng: random.Random) -> str | None:
    if _FIGURE.search(sentence):
        return _other_number_in_english(sentence, rng)
    if not (found := list(_CHINESE_COUNTED.finditer(sentence))):
        return None
    match = rng.choice(found)
    other = rng.choice([number for number in _CHINESE_NUMBERS if number != match[0]])
    return sentence[: match.start()] + other + sentence[match.end() :]


def _actors_exchanged(language: int) -> Edit:
    def edit(sentence: str, rng: random.Random) -> str | None:
        both = [(a, b) for a, b in _ACTORS[language] if a in sentence and b in sentence]
        if not both:
            return None
        a, b = rng.choice(both)
        return sentence.replace(a, "\0").replace(b, a).replace("\0", b)

    return edit


def _other_place(language: int) -> Edit:
    names = [place[language] for place in PLACES]

    def edit(sentence: str, rng: random.Random) -> str | None:
        if not (found := [name for name in names if name in sentence]):
            return None
        name = rng.choice(found)
        return sentence.replace(name, rng.choice([other for other in names if other != name]))

    return edit
