"""How many claims of every kind are right: ``python -m tests.bench.claims SHARED``.

``SHARED`` is the folder that holds ``gold/dev`` and ``gold/states``. Every topic, passage left out
and attribution gap of these events is held against the labels of both coders: *right* where both
bear it out, *doubtful* where one does, or where what is called left out is partly there, and
*wrong* otherwise; apart for claims at or above the line and for those below it, the hints.
``--line FROM`` draws another line. ``--list FILE`` writes a row for each claim, with its
words, for a person to read against both texts; ``tests/gold/readings.tsv`` keeps what was read,
without words, and ``--readings`` counts it and how far two readings agree.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Literal

import compare
from compare.comparison import SIDES, SideName, other
from compare.evaluation.carry_over import overlapping
from compare.evaluation.gold import CODERS, LATER_TOPICS, GoldEvent, read_gold
from compare.report.content import findings
from compare.report.content.brief.headline import STATEMENT_FROM
from compare.report.export.conversion import export_comparison
from compare.report.export.schema import Export, TopicExport

Verdict = Literal["right", "doubtful", "wrong", ""]
VERDICTS: tuple[Verdict, ...] = ("right", "doubtful", "wrong")
SETS = ("dev", "states")
WORDING = ("act", "shift", "term", "tone")
"""Kinds that the coders did not label."""
TERMS_ALONE = "further events"
READ_NOW = ("events read before", "other events", TERMS_ALONE)
"""Groups of events of which wording was read as it is printed now; of the last, terms alone."""
READINGS = Path(__file__).resolve().parents[1] / "gold" / "readings.tsv"


@dataclass(frozen=True)
class Claim:
    """One line that a report prints."""

    set: str
    event: str
    kind: str
    side: str
    """Whose text leaves out, says or uses it; empty where both do."""
    item: str
    """Id of the topic, number of the passage from 1, or where it begins: unique within its kind."""
    chance: float
    """How sure it is in [0, 1]; 0 for kinds that have no probability."""
    coders: Verdict
    """What the labels make of it; empty for kinds that the coders did not label."""
    words: str

    @property
    def key(self) -> tuple[str, ...]:
        """What names the claim, whatever its words and probability."""
        return self.set, self.event, self.kind, self.side, self.item


def claims(set_: str, gold: GoldEvent, result: Export) -> Iterator[Claim]:
    """Every claim of a report on one labelled event."""
    for topic in result.topics:
        yield from _topic(set_, gold, result, topic)
    for side in SIDES:
        for index in findings.left_out(result, side):
            segment = findings.segments(result, other(side))[index]
            verdict = _left_out(gold, result, other(side), index)
            words = findings.passage(result, other(side), index)
            yield Claim(
                set_, gold.id, "passage", side, str(index + 1), segment.p_left_out, verdict, words
            )
    for gap in result.attribution_gaps:
        verdict = _left_out(gold, result, gap.side, gap.segment)
        words = f"{gap.speaker}: {findings.passage(result, gap.side, gap.segment)}"
        item = str(gap.segment + 1)
        yield Claim(set_, gold.id, "gap", gap.side, item, gap.probability, verdict, words)
    yield from _wording(set_, gold, result)


def _topic(set_: str, gold: GoldEvent, result: Export, topic: TopicExport) -> Iterator[Claim]:
    if topic.state not in ("both", "left_only", "right_only"):
        return
    side = "" if topic.state == "both" else topic.state.removesuffix("_only")
    raised = [{s: _raises(gold, s, coder, topic.id) for s in SIDES} for coder in CODERS]
    borne = sum(found == {s: not side or s == side for s in SIDES} for found in raised)
    unknown = gold.first_codebook and topic.id in LATER_TOPICS
    verdict: Verdict = "" if unknown else VERDICTS[2 - borne]
    kind = "topic of one" if side else "topic of both"
    yield Claim(set_, gold.id, kind, side, topic.id, topic.confidence, verdict, topic.labels.en)


def _raises(gold: GoldEvent, side: SideName, coder: Literal["A", "B"], topic: str) -> bool:
    return any(topic in unit.by(coder).topics for unit in gold.units(side))


def _left_out(gold: GoldEvent, result: Export, side: SideName, index: int) -> Verdict:
    """What both coders say of the units that a passage holds, taken together."""
    segment = findings.segments(result, side)[index]
    held = [unit for unit in gold.units(side) if overlapping(unit, [segment])]
    said = [
        {unit.by(coder).status for unit in held} - {"procedural"} or {"procedural"}
        for coder in CODERS
    ]
    whole = sum(statuses == {"left_out"} for statuses in said)
    if whole == len(CODERS):
        return "right"
    part = any("left_out" in statuses or "partly" in statuses for statuses in said)
    return "doubtful" if part else "wrong"


def _wording(set_: str, gold: GoldEvent, result: Export) -> Iterator[Claim]:
    for shift in result.shifts:
        both = [wording.text if wording else "" for wording in (shift.left, shift.right)]
        starts = [str(w.start) if w else "" for w in (shift.left, shift.right)]
        words = f"{shift.reason} | {both[0]} | {both[1]}"
        yield Claim(set_, gold.id, f"shift: {shift.kind}", "", ":".join(starts), 0.0, "", words)
    for contest in result.terms:
        for member in contest.members:
            for side in SIDES:
                uses = getattr(member, side)
                text = findings.statement(result, side).text
                for use in uses[:1]:
                    note = member.notes.en if member.notes else contest.note
                    words = f"{contest.state}: “{text[use.start : use.end]}” {note}"
                    item = f"{contest.family}/{member.id}"
                    yield Claim(set_, gold.id, "term", side, item, 0.0, "", words)
    for side in SIDES:
        tone = getattr(result.tone, side)
        text = findings.statement(result, side).text
        for kind, counts in (("tone", tone.words), ("act", tone.acts)):
            for count in counts:
                start, end = count.spans[0]
                words = f"{count.labels.en}: …{text[max(0, start - 60) : end + 60]}…"
                yield Claim(set_, gold.id, kind, side, count.id, 0.0, "", words)


def table(found: Iterable[Claim], line: float) -> Iterator[str]:
    """Rows of a table in Markdown: kinds, at or above the line and below, by set."""
    counts: dict[tuple[bool, str], dict[str, Counter[str]]] = defaultdict(
        lambda: {set_: Counter() for set_ in SETS}
    )
    for claim in found:
        if claim.coders:
            counts[claim.chance >= line, claim.kind][claim.set][claim.coders] += 1
    yield f"| kind | {' | '.join(f'{set_}: right / doubtful / wrong' for set_ in SETS)} | right |"
    yield "|---|---|---|---|"
    for (firm, kind), by_set in sorted(
        counts.items(), key=lambda item: (not item[0][0], item[0][1])
    ):
        cells = [" / ".join(str(by_set[set_][v]) for v in VERDICTS) for set_ in SETS]
        shares = [_share(by_set[set_]) for set_ in SETS]
        whole = _share(sum(by_set.values(), Counter()))
        name = kind if firm else f"{kind}, hint"
        cells = [f"{cell} ({share})" for cell, share in zip(cells, shares, strict=True)]
        yield f"| {name} | {' | '.join(cells)} | {whole} |"


def _share(counts: Counter[str]) -> str:
    total = sum(counts.values())
    return f"{100 * counts['right'] / total:.0f} %" if total else "none"


def readings(found: Sequence[Claim], line: float) -> Iterator[str]:
    """Rows of two tables: what two readings said of each kind, and what wording is now.

    The first counts claims as they were when they were read, topics, passages and gaps only while
    they are still printed; the second those of wording that are printed today, apart for events
    that were read before the rules were mended, for others, and for those of which contested terms
    alone were read, and how many were not read.
    """
    with READINGS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t"))
    yield from _two_readings(rows, {claim.key: claim.chance for claim in found}, line)
    yield ""
    yield from _wording_now(rows, found)


def _two_readings(
    rows: Sequence[dict[str, str]], chances: dict[tuple[str, ...], float], line: float
) -> Iterator[str]:
    by_kind: dict[tuple[bool, str], list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        kind = row["kind"].partition(":")[0]
        chance = 0.0 if kind in WORDING else chances.get(_key(row))
        if chance is not None and row["second"]:
            by_kind[0 < chance < line, kind].append((row["first"], row["second"]))
    yield "| kind | first: right / doubtful / wrong | second: the same | agree | right, second |"
    yield "|---|---|---|---|---|"
    for (hint, kind), pairs in sorted(by_kind.items()):
        columns = [Counter(column) for column in zip(*pairs, strict=True)]
        cells = [" / ".join(str(column[v]) for v in VERDICTS) for column in columns]
        both = [pair for pair in pairs if pair[0]]
        agree = sum(first == second for first, second in both)
        name = f"{kind}, hint" if hint else kind
        agreed = f"{agree} of {len(both)}" if both else ""
        share = _share(columns[1])
        yield f"| {name} | {cells[0] if both else ''} | {cells[1]} | {agreed} | {share} |"


def _wording_now(rows: Sequence[dict[str, str]], found: Sequence[Claim]) -> Iterator[str]:
    verdicts = {_key(row): row["now"] for row in rows if row["now"]}
    groups = _groups(rows)
    yield f"| printed now | {' | '.join(READ_NOW)} | right | not read |"
    yield "|---|---|---|---|---|---|"
    for kind in WORDING:
        counts = {group: Counter[str]() for group in READ_NOW}
        unread = 0
        for key in {claim.key for claim in found}:
            group = groups.get(key[:2])
            if key[2].partition(":")[0] != kind or group is None:
                continue
            if key in verdicts:
                counts[group][verdicts[key]] += 1
            elif kind == "term" or group != TERMS_ALONE:
                unread += 1
        cells = [" / ".join(str(c[v]) for v in VERDICTS) if c else "" for c in counts.values()]
        share = _share(sum(counts.values(), Counter()))
        yield f"| {kind} | {' | '.join(cells)} | {share} | {unread} |"


def _groups(rows: Sequence[dict[str, str]]) -> dict[tuple[str, ...], str]:
    """Which of READ_NOW each event belongs to, by set and name of it."""
    kinds: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        if row["now"]:
            kinds[row["set"], row["event"]].add(row["kind"])
    before = {(row["set"], row["event"]) for row in rows if row["second"]}
    read_before, others, _ = READ_NOW
    return {
        event: read_before if event in before else TERMS_ALONE if read == {"term"} else others
        for event, read in kinds.items()
    }


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return row["set"], row["event"], row["kind"], row["side"], row["item"]


def collected(shared: Path, kept: Path | None) -> Iterator[Claim]:
    """The claims of all labelled events, compared anew, or as saved in a folder."""
    for set_ in SETS:
        for gold in read_gold(shared / "gold" / set_):
            file = kept / f"{set_}_{gold.id}.json" if kept else None
            result = compare.load(file) if file and file.exists() else None
            if not isinstance(result, compare.Comparison):
                result = compare.statements(gold.statement("left"), gold.statement("right"))
                if file:
                    compare.write(result, file)
            yield from claims(set_, gold, export_comparison(result))


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path, help="the folder that holds gold")
    parser.add_argument(
        "--line", type=float, default=STATEMENT_FROM, help="certainty of a statement"
    )
    parser.add_argument("--keep", type=Path, help="folder in which results are kept")
    parser.add_argument("--list", type=Path, help="file of all claims with their words")
    parser.add_argument("--readings", action="store_true", help="count the readings")
    asked = parser.parse_args()
    found = list(collected(asked.shared, asked.keep))
    if asked.list:
        with asked.list.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, delimiter="\t")
            rows.writerow([field.name for field in fields(Claim)])
            rows.writerows(map(astuple, found))
    print("\n".join((readings if asked.readings else table)(found, asked.line)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
