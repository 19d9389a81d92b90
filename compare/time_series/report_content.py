"""What the report of a series says: topics by side and period, silences, wordings, method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.phrases.words import Words
from compare.report.content.document import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
    quote,
)
from compare.report.escaping import line
from compare.report.preferences import Preferences
from compare.time_series.charts import series_chart
from compare.time_series.records import label_of
from compare.time_series.series import Series, jeffreys
from compare.time_series.wordings import language_of
from compare.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from compare.time_series.silence import Silences
    from compare.time_series.wordings import Wordings

_COLUMNS = 6
"""Periods beside each other in one table."""
_TOPICS, _SURPRISES, _SUBJECTS, _SIGNATURES = 24, 20, 12, 5
"""The most that is shown of each."""


@dataclass(frozen=True)
class SeriesFindings:
    """What the accounts of many events come to over time."""

    series: Series
    silences: Silences | None
    """None where no account raises a topic."""
    wordings: Wordings
    signatures: tuple[str, ...]
    """Signatures of the comparisons, each once."""
    topics: tuple[str, ...] = ()
    """Ids of the topics that were chosen; none means all."""


def contents(report: SeriesFindings, preferences: Preferences, q: float, command: str) -> Document:
    """The report as headings, tables and figures.

    Args:
        report: what it is made of.
        preferences: the language counts.
        q: largest share of the surprises listed that may be chance.
        command: that makes the same report again; empty where there is none.
    """
    said = preferences.words
    accounts = report.series.records.accounts
    title = said.say("over_time.title", sides=said.listed(sorted(map(line, set(accounts["side"])))))
    events = accounts["event"].nunique()
    extent = said.say(
        "over_time.extent.one" if events == 1 else "over_time.extent",
        accounts=len(accounts),
        events=events,
        first=_day(accounts["date"].min()),
        last=_day(accounts["date"].max()),
    )
    blocks = (
        Heading(1, title),
        Paragraph(plain(extent), "note"),
        *_surprises(report, said, q),
        *_topics(report, said),
        *_wordings(report, said),
        *_method(said),
        *_cite(report, said, said.say("over_time.cite", version=__version__, title=title,
                                      extent=extent), command),
    )  # fmt: skip
    return Document(title, said.language, __version__, "", (), blocks)


def _surprises(report: SeriesFindings, said: Words, q: float) -> Iterator[Block]:
    """The most surprising first, as the finding of the whole."""
    sentences: list[str] = []
    if report.silences is not None:
        rows = report.silences.listed(q=q)
        sentences = [line(each) for each in report.silences.sentences(rows, said.language)]
    none = said.say("surprises.none", q=said.percent(q))
    if sentences:
        yield Paragraph((Run(sentences[0], "strong"),), "finding")
    yield Heading(2, said.say("head.surprises"))
    if not sentences:
        yield Paragraph(plain(none))
        return
    note = [said.say("surprises.note", q=said.percent(q))]
    if report.topics:
        note.append(said.say("surprises.chosen"))
    yield Paragraph(plain(said.space.join(note)), "note")
    for sentence in sentences[:_SURPRISES]:
        yield Paragraph(plain(sentence), "item")
    yield from _rest(len(sentences) - _SURPRISES, said)


def _rest(count: int, said: Words) -> Iterator[Block]:
    if count > 0:
        yield Paragraph(plain(said.say("list.rest", count=count)), "note")


def _topics(report: SeriesFindings, said: Words) -> Iterator[Block]:
    found = report.series
    yield Heading(2, said.say(f"head.series.{found.period}"))
    if not (found.table["raised"] > 0).any():
        yield Paragraph(plain(said.say("series.none")))
        return
    yield Paragraph(plain(said.say("series.note")), "note")
    for (side, *parts), own in found.table.groupby(["side", *found.by], sort=True):
        name = line(str(side))
        if parts:
            nothing = said.say("series.nothing")
            told = said.say("list.comma").join(line(str(part)) or nothing for part in parts)
            name = said.say("over_time.part", side=name, parts=told)
        yield Heading(3, name)
        yield from _topics_of(own, str(side), name, said)


def _topics_of(own: pd.DataFrame, side: str, name: str, said: Words) -> Iterator[Block]:
    """Chart and tables of one side, or of its accounts with one counterpart."""
    often = own.groupby("topic")["raised"].sum()
    raised = often[often > 0].sort_values(ascending=False, kind="stable")
    if raised.empty:
        yield Paragraph(plain(said.say("series.none")))
        return
    caption = said.say("series.caption", side=name)
    yield Figure(series_chart(own, side, said.language, _TOPICS), caption)
    shown = list(raised.index[:_TOPICS])
    labels = own.drop_duplicates("topic").set_index("topic")
    accounts = own.drop_duplicates("period").set_index("period")["accounts"].sort_index()
    total = int(accounts.sum())
    cells = {
        (row["topic"], row["period"]): _share(row["raised"], row["low"], row["high"], said)
        for row in own.to_dict("records")
    }
    low, high = jeffreys(raised.to_numpy(float), np.full(len(raised), float(total)))
    for topic, count, at, to in zip(raised.index, raised, low, high, strict=True):
        cells[topic, None] = _share(count, at, to, said)
    periods: list[str | None] = [None, *accounts.index]
    for start in range(0, len(periods), _COLUMNS):
        columns = periods[start : start + _COLUMNS]
        heads = [
            said.say("series.all", accounts=total)
            if period is None
            else said.say("series.column", period=line(period), accounts=accounts[period])
            for period in columns
        ]
        rows = tuple(
            (
                (Run(_label(labels.loc[topic], said), "strong"),),
                *(plain(cells.get((topic, period), said.say("series.nothing")))
                  for period in columns),
            )
            for topic in shown
        )  # fmt: skip
        widths = (5, *(3 for _ in columns))
        yield Table((said.say("table.topic"), *heads), rows, widths, caption)
    if len(raised) > len(shown):
        yield Paragraph(plain(said.say("series.more", count=len(raised), most=len(shown))), "note")


def _share(raised: int, low: float, high: float, said: Words) -> str:
    return said.say("series.share", raised=raised, low=round(100 * low), high=round(100 * high))


def _wordings(report: SeriesFindings, said: Words) -> Iterator[Block]:
    found = report.wordings
    yield Heading(2, said.say("head.wordings"))
    subjects = found.subjects(said.language)
    if not subjects:
        yield Paragraph(plain(said.say("wordings.none")))
        return
    yield Paragraph(plain(said.say("wordings.note")), "note")
    for family, name in list(subjects.items())[:_SUBJECTS]:
        yield Heading(3, line(name))
        own = found.of(family=family)
        table = own.table.sort_values(["side", "first", "term"], kind="stable")
        heads = [said.say(f"table.{key}") for key in ("side", "wording", "accounts", "first",
                                                      "last")]  # fmt: skip
        rows = tuple(
            (
                plain(line(row["side"])),
                wording(row, said),
                plain(said.say("series.of", used=row["used"], accounts=row["accounts"])),
                plain(_day(row["first"])),
                plain(_day(row["last"])),
            )
            for row in table.to_dict("records")
        )
        yield Table(tuple(heads), rows, (3, 8, 3, 3, 3), line(name))
        for runs in changes(own.table, own.changes, said):
            yield Paragraph(runs, "item")
    if len(subjects) > _SUBJECTS:
        more = said.say("wordings.more", count=len(subjects), most=_SUBJECTS)
        yield Paragraph(plain(more), "note")


def wording(row: dict[Any, Any], said: Words) -> Runs:
    """How a wording stands in an account, and its label where that is in the other language."""
    language = language_of(row["text"])
    runs = [quote(row["text"], language)]
    if language != said.language:
        aside = said.say("punct.aside", text=_label(row, said))
        runs.append(Run(aside, "quiet"))
    return tuple(runs)


def changes(table: pd.DataFrame, changed: pd.DataFrame, said: Words) -> list[Runs]:
    """Where a side takes up a wording that it never used, or drops one for good, oldest first.

    Args:
        table, changed: those of :class:`compare.Wordings`, of one subject.
        said: the words of the report.
    """
    rows = {(row["side"], row["term"]): row for row in table.to_dict("records")}
    found: list[Runs] = []
    for change in changed.sort_values(["date", "side"], kind="stable").to_dict("records"):
        side = change["side"]
        new, gone = (
            [rows[side, term] for term in change[key].split()]
            for key in ("never_before", "not_since")
        )
        told = [
            (said.say("wordings.taken_up"), new),
            (said.say("wordings.dropped", date=_day(change["previous_date"])), gone),
        ]
        parts = [_listed(lead, used, said) for lead, used in told if used]
        if not parts:
            continue
        head = said.say("wordings.change", date=_day(change["date"]), side=line(side))
        runs = [Run(f"{head}{said.say('punct.colon')}")]
        for number, part in enumerate(parts):
            runs += [Run(said.say("sentence.join"))] * (number > 0)
            runs += part
        found.append(tuple(runs))
    return found


def _listed(lead: str, used: list[dict[Any, Any]], said: Words) -> list[Run]:
    runs = [Run(f"{lead}{said.say('punct.colon')}")]
    for number, row in enumerate(used):
        runs += [Run(said.say("list.comma"))] * (number > 0)
        runs += wording(row, said)
    return runs


def _method(said: Words) -> Iterator[Block]:
    yield Heading(2, said.say("head.method"), "method")
    topics = said.say("over_time.method.topics")
    texts = said.say("over_time.method.texts")
    yield Paragraph(plain(said.space.join([topics, texts])))
    yield Paragraph(plain(said.say("over_time.method.silences")))


def _cite(report: SeriesFindings, said: Words, citation: str, command: str) -> Iterator[Block]:
    colon = said.say("punct.colon")
    yield Heading(2, said.say("head.cite"), "cite")
    yield Paragraph(plain(f"{said.say('cite.as')}{colon}{citation}"))
    yield Paragraph(plain(f"{said.say('over_time.signatures')}{colon}".rstrip()))
    yield Code("\n".join(map(line, report.signatures[:_SIGNATURES])), "text")
    yield from _rest(len(report.signatures) - _SIGNATURES, said)
    if command:
        yield Paragraph(plain(f"{said.say('over_time.command')}{colon}".rstrip()))
        yield Code(line(command), "sh")


def _label(row: Any, said: Words) -> str:
    return line(label_of(row, said.language))


def _day(date: Any) -> str:
    return f"{date:%Y-%m-%d}"
