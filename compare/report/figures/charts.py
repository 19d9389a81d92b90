"""The figures of a comparison: coverage bars, butterfly of topics, map of the alignment."""

from __future__ import annotations

from compare.comparison import SIDES, SideName
from compare.phrases.words import EN, Words
from compare.report.content import findings
from compare.report.escaping import line
from compare.report.export.schema import Export, TopicExport
from compare.report.figures.shapes import Box, Drawing, Ink, Label, Tie, fitted, text_width
from compare.report.palette import MARKS, STATE_TONES, STATUSES

_WIDTH = 720.0
_ROW = 26.0
_GAP = 1.5
_LABELS = 190.0
_COLUMN = 150.0
_MAP_HEIGHT = 460.0


def coverage_bars(result: Export, words: Words = EN) -> Drawing:
    """How the other text treats each side's substance, one bar a side."""
    shapes: list[Box | Tie | Label] = []
    descriptions, top = [], 6.0
    start = min(max(text_width(_name(result, side, words)) for side in SIDES) + 14, _LABELS)
    for side in SIDES:
        name = _name(result, side, words)
        shapes.append(Label(0, top + 19, fitted(name, start - 10), strong=True))
        counted, at, parts = findings.tally(result, side), start, []
        for status in STATUSES[:-1]:
            part = counted.part(status)
            if not part:
                continue
            word = words.say(f"status.{status}")
            caption = words.say("figure.part", share=words.percent(part), word=word)
            width = part * (_WIDTH - start)
            shapes.append(Box(at, top, max(width - _GAP, 0.8), _ROW, status, caption))
            parts.append(caption)
            at += width
        descriptions.append(
            words.say("figure.bar", side=name, parts=words.say("list.comma").join(parts))
        )
        top += _ROW + 10
    shapes += _legend(start, top + 14, words)
    alt = " ".join([words.say("figure.coverage"), *descriptions])
    return Drawing("coverage", _WIDTH, top + 24, alt, tuple(shapes))


def _legend(x: float, y: float, words: Words) -> list[Box | Tie | Label]:
    shapes: list[Box | Tie | Label] = []
    for status in STATUSES[:-1]:
        text = f"{MARKS[status]} {words.say(f'status.{status}')}"
        shapes += [Box(x, y - 10, 11, 11, status), Label(x + 16, y, text, ink="quiet", size=12)]
        x += text_width(text, 12) + 36
    return shapes


def butterfly(result: Export, words: Words = EN) -> Drawing:
    """Share of either text by topic: the left side's bars to the left, the right's to the right."""
    topics = findings.ranked(result)
    names = {side: _name(result, side, words) for side in SIDES}
    most = max([max(t.share.left, t.share.right) for t in topics] + [0.01])
    labels = min(
        max([text_width(findings.label(t.labels, words)) for t in topics] + [60]) + 30, 250
    )
    wing = (_WIDTH - labels) / 2 - 46
    middle = labels + wing + 46
    shapes: list[Box | Tie | Label] = [
        Label(middle - 8, 14, fitted(names["left"], wing), "end", strong=True),
        Label(middle + 8, 14, fitted(names["right"], wing), strong=True),
    ]
    descriptions, top = [], 24.0
    for topic in topics:
        label = line(findings.label(topic.labels, words))
        tone = STATE_TONES[topic.state]
        mark = Label(0, top + 15, MARKS[tone], ink=tone, strong=True)
        shapes += [mark, Label(20, top + 15, fitted(label, labels - 26))]
        for side, sign in (("left", -1), ("right", 1)):
            share = getattr(topic.share, side)
            width = share / most * wing
            if width:
                x = middle - 1 - width if sign < 0 else middle + 1
                shapes.append(Box(x, top + 3, max(width, 1), _ROW - 10, tone))
            anchor = "end" if sign < 0 else "start"
            at = middle + sign * (width + 7)
            caption = words.percent(share) if share else "–"
            shapes.append(Label(at, top + 15, caption, anchor, "quiet", size=12))  # type: ignore[arg-type]
        descriptions.append(_row(result, topic, label, words))
        top += _ROW - 2
    shapes.append(Box(middle - 0.5, 20, 1, max(top - 20, 1), "line"))
    alt = words.say("figure.topics", **names)
    caption = words.say("sentence.join").join(descriptions)
    return Drawing("topics", _WIDTH, top + 4, f"{alt} {caption}".strip(), tuple(shapes))


def _row(result: Export, topic: TopicExport, label: str, words: Words) -> str:
    return words.say(
        "figure.row",
        topic=label,
        left=_name(result, "left", words),
        left_share=words.percent(topic.share.left),
        right=_name(result, "right", words),
        right_share=words.percent(topic.share.right),
        state=state_words(result, topic, words),
    )


def state_words(result: Export, topic: TopicExport, words: Words = EN) -> str:
    """Who raises a topic, or denies it, in a few words."""
    for side in SIDES:
        if topic.state == findings.only(side):
            return words.say("state.only", side=_name(result, side, words))
    if topic.state == "denied" and (sides := findings.deniers(topic)):
        denied_by = words.listed([_name(result, side, words) for side in sides])
        return words.say("state.denied_by", side=denied_by)
    return words.say(f"state.{topic.state}")


def alignment_map(result: Export, words: Words = EN) -> Drawing:
    """Both texts from top to bottom, with a curve for every pair of linked passages."""
    shapes: list[Box | Tie | Label] = []
    middles: dict[tuple[SideName, int], float] = {}
    left, right = 0.22 * _WIDTH, _WIDTH - 0.22 * _WIDTH
    for side, x in (("left", left - _COLUMN / 2), ("right", right - _COLUMN / 2)):
        position: SideName = "left" if side == "left" else "right"
        name = fitted(_name(result, position, words), _COLUMN)
        shapes.append(Label(x + _COLUMN / 2, 14, name, "middle", strong=True))
        shapes += _passages(result, position, x, middles, words)
    ties: list[Box | Tie | Label] = []
    descriptions = []
    for link in result.links:
        numbers = [[str(index + 1) for index in getattr(link, side)] for side in SIDES]
        caption = words.say(
            "figure.tie",
            left=_name(result, "left", words),
            left_numbers=", ".join(numbers[0]),
            right=_name(result, "right", words),
            right_numbers=", ".join(numbers[1]),
        )
        descriptions.append(caption)
        ends = left + _COLUMN / 2 + 2, right - _COLUMN / 2 - 2
        ties += [
            Tie(
                ends[0],
                middles["left", a],
                ends[1],
                middles["right", b],
                "accent",
                strength,
                caption,
            )
            for a in link.left
            for b in link.right
            for strength in (0.25 + 0.6 * link.probability,)
        ]
    if descriptions:
        listed = words.say("list.comma").join(descriptions)
        alt = words.say("figure.ties", count=len(descriptions), ties=listed)
    else:
        alt = words.say("figure.no_ties")
    head = words.say("figure.map")
    return Drawing("map", _WIDTH, _MAP_HEIGHT + 30, f"{head} {alt}", (*ties, *shapes))


def _passages(
    result: Export,
    side: SideName,
    x: float,
    middles: dict[tuple[SideName, int], float],
    words: Words,
) -> list[Box | Tie | Label]:
    """Return one column of the map; write the middle of each passage into ``middles``."""
    segments = findings.segments(result, side)
    total = sum(segment.end - segment.start for segment in segments) or 1
    shapes: list[Box | Tie | Label] = []
    top = 24.0
    for index, segment in enumerate(segments):
        height = (segment.end - segment.start) / total * _MAP_HEIGHT
        ink: Ink = segment.status
        word = words.say(f"status.{segment.status}")
        hint = f"{words.say('passage.number', number=index + 1)}: {word}"
        shapes.append(Box(x, top, _COLUMN, max(height - _GAP, 0.5), ink, hint))
        middles[side, index] = top + height / 2
        if height >= 13:
            end = "end" if side == "left" else "start"
            at = x - 6 if side == "left" else x + _COLUMN + 6
            caption = f"{MARKS[segment.status]} {index + 1}"
            shapes.append(Label(at, top + height / 2 + 4, caption, end, "quiet", size=11))  # type: ignore[arg-type]
        top += height
    return shapes


def _name(result: Export, side: SideName, words: Words) -> str:
    return line(findings.name(result, side, words))
