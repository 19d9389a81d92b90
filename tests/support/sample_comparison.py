"""A small comparison built by hand, in sentences of our own, for the tests of reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from compare.alignment.links import Link
from compare.annotation.terms import TermUse
from compare.comparison import AttributionGap, Comparison, Signature
from compare.coverage.types import Coverage, Reason, Status
from compare.segmentation.segments import Segment, Voice
from compare.topics.discovery import Suggestion
from compare.topics.types import Mention, Raised, Topic
from compare.wording.contest import Contest, MemberUses
from compare.wording.difference import Note
from compare.wording.shifts import Shift
from compare.wording.tone import ToneCount, ToneProfile
from corpus.statements import Source, Statement

Row = tuple[str, Status, float, int | None, str, tuple[str, ...]]
"""Text, status, probability of it, nearest, speaker, topics; an empty text ends a paragraph."""

WEST: list[Row] = [
    ("The two ministers met in the harbour town on Friday.", "procedural", 0.0, 0, "", ()),
    ("", "procedural", 0.0, None, "", ()),
    (
        "The minister stressed peace and open passage in the northern strait.",
        "left_out",
        0.97,
        2,
        "The minister",
        ("strait",),
    ),
    (
        "He raised concern about fishing boats stopped at sea.",
        "left_out",
        0.81,
        2,
        "He",
        ("strait",),
    ),
    (
        "Both sides discussed trade and agreed to lower tariffs on grain.",
        "covered",
        0.94,
        1,
        "Both sides",
        ("trade",),
    ),
    ("", "procedural", 0.0, None, "", ()),
    (
        "They may open a line between the two ministries this year.",
        "partly",
        0.62,
        2,
        "They",
        ("contacts",),
    ),
    ("Work on the climate goes on.", "unclear", 0.45, 3, "", ("climate",)),
]

EAST: list[Row] = [
    ("双方在港口城市举行会谈。", "procedural", 0.0, 0, "", ()),
    ("双方讨论了贸易问题，同意降低粮食关税；", "covered", 0.93, 3, "双方", ("trade",)),
    ("两部门将建立热线联系。", "partly", 0.66, 4, "", ("contacts",)),
    ("", "procedural", 0.0, None, "", ()),
    ("对方表示愿意扩大青年往来。", "left_out", 0.88, 4, "对方", ("youth",)),
    ("东方主张相互尊重，走稳定发展之路。", "left_out", 0.91, None, "东方", ("respect",)),
]

SIGNATURE = Signature(
    version="0.1.0",
    encoder="embedded",
    encoder_hash="0f" * 32,
    codebook="bundled 1",
    codebook_hash="1e" * 32,
    weights_hash="2d" * 32,
    held_out=False,
    settings=(("max_error", 0.1),),
    topics_hash="3c" * 32,
    terms="bundled 1",
    terms_hash="4b" * 32,
)

LABELS = {
    "strait": ("Northern strait", "北部海峡"),
    "trade": ("Trade", "贸易"),
    "contacts": ("Lines of contact", "联络渠道"),
    "climate": ("Climate", "气候"),
    "youth": ("Youth exchange", "青年往来"),
    "respect": ("Mutual respect", "相互尊重"),
}


def statement(
    rows: Sequence[Row], *, id: str, side: str, language: str, source: Source, title: str = ""
) -> Statement:
    """The rows as one text, paragraphs set apart by an empty line."""
    return Statement(
        id=id,
        side=side,
        language=language,
        text=_join(rows, " " if language == "en" else "")[0],
        date=dt.date(2024, 3, 8),
        title=title,
        source=source,
    )


def _join(rows: Sequence[Row], space: str) -> tuple[str, list[tuple[int, int, int]]]:
    text, paragraph = "", 0
    places: list[tuple[int, int, int]] = []
    for row in rows:
        if not row[0]:
            text, paragraph = text + "\n\n", paragraph + 1
            continue
        if text and not text.endswith("\n"):
            text += space
        places.append((len(text), len(text) + len(row[0]), paragraph))
        text += row[0]
    return text + "\n", places


def segments(rows: Sequence[Row], space: str) -> tuple[Segment, ...]:
    """Segments of the rows."""
    voices: dict[str, Voice] = {"": "unattributed", "Both sides": "both", "双方": "both"}
    kept = [row for row in rows if row[0]]
    return tuple(
        Segment(
            start,
            end,
            paragraph,
            row[4],
            "other" if row[4] == "对方" else voices.get(row[4], "own"),
            row[1] == "procedural",
        )
        for row, (start, end, paragraph) in zip(kept, _join(rows, space)[1], strict=True)
    )


def coverage(rows: Sequence[Row]) -> tuple[Coverage, ...]:
    """Coverage of the rows: the rest of the probability is shared out."""
    answers = []
    for text, status, sure, nearest, _, topics in rows:
        if not text:
            continue
        rest = (1 - sure) / 2
        by_status = {
            "covered": (sure, rest, rest),
            "partly": (rest, sure, rest),
            "left_out": (rest, rest, sure),
            "unclear": (rest, rest, sure),
            "procedural": (0.0, 0.0, 0.0),
        }[status]
        answers.append(Coverage(status, *by_status, nearest, reasons(status, nearest, topics)))
    return tuple(answers)


def reasons(status: str, nearest: int | None, topics: Sequence[str]) -> tuple[Reason, ...]:
    """Reasons that fit a status."""
    if status == "procedural":
        return (Reason("procedural"),)
    if nearest is None:
        return (Reason("no_substance"),)
    if status == "left_out":
        return (Reason("not_raised", tuple(topics)),)
    if topics:
        return (Reason("speaks", tuple(topics), nearest=nearest),)
    return (Reason("nearest", nearest=nearest),)


def mentions(rows: Sequence[Row]) -> tuple[tuple[Mention, ...], ...]:
    """Mentions of the rows, by meaning alone."""
    return tuple(
        tuple(Mention(topic, 0.9, (), 0.71239) for topic in row[5]) for row in rows if row[0]
    )


def topics() -> tuple[Topic, ...]:
    """Topics of the two texts."""

    def labels(id: str) -> tuple[tuple[str, str], ...]:
        en, zh = LABELS[id]
        return ("en", en), ("zh", zh)

    return (
        Topic(
            "strait",
            labels("strait"),
            (1, 2),
            (),
            "left_only",
            0.96,
            (0.4, 0.0),
            (0.16, None),
            ((Raised("The minister", "own", (1,)), Raised("He", "own", (2,))), ()),
        ),
        Topic(
            "trade",
            labels("trade"),
            (3,),
            (1,),
            "both",
            0.98,
            (0.21, 0.25),
            (0.55, 0.17),
            ((Raised("Both sides", "both", (3,)),), (Raised("双方", "both", (1,)),)),
        ),
        Topic("contacts", labels("contacts"), (4,), (2,), "both", 0.9, (0.2, 0.15), (0.76, 0.43)),
        Topic("climate", labels("climate"), (5,), (), "unclear", 0.45, (0.09, 0.0), (0.9, None)),
        Topic("youth", labels("youth"), (), (3,), "right_only", 0.8, (0.0, 0.18), (None, 0.6)),
        Topic("respect", labels("respect"), (), (4,), "right_only", 0.9, (0.0, 0.2), (None, 0.8)),
    )


def terms(left: str, right: str) -> tuple[Contest, ...]:
    """One contest of words: how either text calls relations between the two."""
    passage, respect = left.index("open passage"), right.index("相互尊重")
    return (
        Contest(
            family="order",
            notes=(
                ("en", "Open passage binds the coast; mutual respect binds the visitor."),
                ("zh", "开放通行约束沿岸一方；相互尊重约束来访一方。"),
            ),
            grade="substantive",
            members=(
                MemberUses(
                    "passage",
                    (("en", "open passage"), ("zh", "开放通行")),
                    False,
                    (TermUse("order", "passage", 1, passage, passage + 12, "own"),),
                    (),
                ),
                MemberUses(
                    "respect",
                    (("en", "mutual respect"), ("zh", "相互尊重")),
                    False,
                    (),
                    (TermUse("order", "respect", 4, respect, respect + 4, "own"),),
                ),
            ),
            state="different",
        ),
    )


def tones(left: str, right: str) -> tuple[ToneProfile, ToneProfile]:
    """The speech acts of either text, and one adjective."""

    def spans(text: str, words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),)

    return (
        ToneProfile(
            acts=(
                ToneCount("note", "noted or raised", "提到", 1, False, spans(left, "raised")),
                ToneCount("stress", "stressed", "强调", 4, False, spans(left, "stressed")),
            )
        ),
        ToneProfile(
            words=(ToneCount("stable", "stable", "稳定", 0, False, spans(right, "稳定")),),
            acts=(ToneCount("state", "stated", "表示", 2, False, spans(right, "表示")),),
        ),
    )


def sample() -> Comparison:
    """An English paraphrase and a Chinese text, with every status and state."""
    left = statement(
        WEST,
        id="west",
        side="West",
        language="en",
        title="Meeting in the harbour town",
        source=Source(publisher="Ministry of the West", fidelity="paraphrase"),
    )
    right = statement(
        EAST,
        id="east",
        side="East",
        language="zh",
        title="港口城市会谈",
        source=Source(
            publisher="东方部",
            url="https://example.org/east",
            retrieved=dt.datetime(2024, 3, 9, 8, 30, tzinfo=dt.UTC),
            sha256="ab" * 32,
            fidelity="verbatim",
        ),
    )
    west, east = segments(WEST, " "), segments(EAST, "")
    may, will = left.text.index("may open"), right.text.index("将建立")
    return Comparison(
        left=left,
        right=right,
        left_segments=west,
        right_segments=east,
        left_mentions=mentions(WEST),
        right_mentions=mentions(EAST),
        left_coverage=coverage(WEST),
        right_coverage=coverage(EAST),
        links=(Link((4,), (2,), 0.66666), Link((3,), (1,), 0.94), Link((0,), (0,), 0.71)),
        topics=topics(),
        attribution_gaps=(AttributionGap("right", 3, "对方", 0.83, 4),),
        shifts=(
            Shift(
                0,
                "may open",
                "将建立",
                (may, may + 8),
                (will, will + 3),
                "modality",
                "degree",
                Note("duty"),
            ),
        ),
        signature=SIGNATURE,
        terms=terms(left.text, right.text),
        left_tone=tones(left.text, right.text)[0],
        right_tone=tones(left.text, right.text)[1],
        suggestions=(
            Suggestion(
                (("en", "fishing boats"),), ("fishing boats", "stopped at sea"), ((2,), ()), 1.0
            ),
        ),
    )
