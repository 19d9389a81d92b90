"""A comparison in which every field that holds text tries to break out of a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample_comparison import Row, coverage, mentions, segments, statement

from compare.alignment.links import Link
from compare.annotation.terms import TermUse
from compare.coding.highlights import Highlight
from compare.coding.judgements import Anchor
from compare.comparison import AttributionGap, Comparison, Signature
from compare.coverage.types import Reason
from compare.report import Export, export_comparison
from compare.report.export.highlights import with_highlights
from compare.topics.discovery import Suggestion
from compare.topics.types import Raised, Topic
from compare.wording.contest import Contest, MemberUses
from compare.wording.difference import Note
from compare.wording.shifts import Shift
from compare.wording.tone import ToneCount, ToneProfile
from corpus.statements import Source

HOSTILE = (
    "<script>alert(1)</script></style><img src=x onerror=alert(2)> &amp; \"'><b>",
    '=HYPERLINK("https://example.org","go") | a | b',
    "![picture](https://example.org/p.png) [link](javascript:alert(3)) `code` *bold* # head",
    "- item 1. one > quote ~~gone~~ $x$ www.example.org https://example.org <https://x.org>",
    "\x1b[31mred\x1b[0m \x1b]8;;https://example.org\x07link\x9b2J \x00\x07\x08\x7f end",
    "right \u202egnihtyreve\u2066 to \u200fleft {{ 7*7 }} {% raw %}",
    "x" * 100_000,
    "长" * 1_000,
)


def hostile() -> Comparison:
    """Two statements of hostile text, and the same in every other field that holds text."""
    rows: list[Row] = [
        (text, "left_out", 0.9 - index / 100, 1, text, (text,))
        for index, text in enumerate(HOSTILE)
    ]
    source = Source(publisher=HOSTILE[0], url="javascript:alert(4)", fidelity="excerpt")
    left = statement(rows, id=HOSTILE[1], side=HOSTILE[0], language="en", source=source)
    right = statement(rows, id="b", side=HOSTILE[4], language="zh", source=source, title=HOSTILE[2])
    segment, found = segments(rows, " "), mentions(rows)
    use = TermUse("x", "y", 0, 0, 9, "own")
    note = Note("place_only", left=((("en", HOSTILE[1]), ("zh", HOSTILE[3])),))
    count = ToneCount("x", HOSTILE[0], HOSTILE[2], 1, True, ((0, 9),))
    answers = tuple(
        replace(one, reason=(Reason("nothing", phrases=(text,)),))
        for one, text in zip(coverage(rows), HOSTILE, strict=True)
    )
    return Comparison(
        left=left,
        right=right.model_copy(update={"text": left.text}),
        left_segments=segment,
        right_segments=segment,
        left_mentions=found,
        right_mentions=found,
        left_coverage=answers,
        right_coverage=answers,
        links=(Link((0,), (0, 1), 0.6),),
        topics=tuple(
            Topic(
                text,
                (("en", text), ("zh", text)),
                (index,),
                (),
                "left_only",
                0.9,
                (0, 0),
                (0, 0),
                ((Raised(text, "own", (index,)),), ()),
            )
            for index, text in enumerate(HOSTILE[:6])
        ),
        attribution_gaps=(AttributionGap("left", 0, HOSTILE[0], 0.9, 4),),
        shifts=(Shift(0, HOSTILE[0], HOSTILE[2], (0, 9), (0, 9), "name", "minor", note),),
        signature=Signature(HOSTILE[0], HOSTILE[2], "", HOSTILE[4], "", "", False, ()),
        terms=tuple(
            Contest(
                text,
                (("en", text), ("zh", text)),
                "degree",
                (MemberUses(text, (("en", text), ("zh", text)), False, (use,), (use,)),),
                "different",
            )
            for text in HOSTILE[:6]
        ),
        left_tone=ToneProfile((count,), (count,)),
        right_tone=ToneProfile((count,), (count,)),
        suggestions=tuple(
            Suggestion((("en", text), ("zh", text)), (text,), ((0,), (1,)), 0.5)
            for text in HOSTILE[:6]
        ),
    )


def hostile_report() -> Export:
    """The same with a highlight on every passage of the left, its note and its reader hostile."""
    result = hostile()
    marks = [
        Highlight(
            id=str(index),
            mark=str(index),
            reader=HOSTILE[index - 1],
            time=dt.datetime(2026, 1, 2, 3, 4, index, tzinfo=dt.UTC),
            passage=Anchor.of(result.left, segment.start, segment.end),
            event="talks",
            note=f"{text}\n\n{HOSTILE[0]}",
        )
        for index, (text, segment) in enumerate(zip(HOSTILE, result.left_segments, strict=True))
    ]
    return with_highlights(export_comparison(result), marks)
