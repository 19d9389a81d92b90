"""Which statements seem to tell of one event: by their dates, names, places and titles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corpus.text.folding import fold

from ..statements import Statement
from .records import EventRecord, StatementRecord, Suggestion

Namer = Callable[[Statement], frozenset[str]]
"""Names of persons, places and topics in a statement, the same whatever its language."""

DAYS = 3
"""Days between two accounts of one event: time zones, and a text published late."""
LEAST = 0.5
"""Score from which two accounts are suggested as being of one event."""

EDITED = 60
"""Of 100, how alike two texts of one side are where one is an edited form of the other."""

# How much each thing speaks for one event; a date alone never does: there are many a day.
_DATE, _NAMES, _TITLE, _PLACE = 0.35, 0.4, 0.25, 0.15
_ALIKE = 0.6
_CAPITALISED = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*", re.MULTILINE)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


@dataclass(frozen=True, slots=True)
class _Account:
    """An event as it is kept, or a statement that is in none yet."""

    id: str
    title: str
    date: dt.date | None
    place: str
    statements: tuple[Statement, ...]


def capitalised(statement: Statement) -> frozenset[str]:
    """Names where nothing better knows them: words with a capital inside a sentence."""
    found = (fold(match[0]).strip() for match in _CAPITALISED.finditer(statement.text))
    return frozenset(name for name in found if len(name) > 2 and name not in _CALENDAR)


def suggest(
    records: Iterable[EventRecord], namer: Namer, statement: Statement | None
) -> list[Suggestion]:
    """Pairs of events that seem to be one, or events that a statement seems to belong to."""
    accounts = [_account(record) for record in records]
    if statement is not None:
        new = _Account("", statement.title, statement.date, "", (statement,))
        pairs = [
            (new, account)
            for account in accounts
            if _apart(new, account) <= DAYS and statement.side not in _sides(account)
        ]
    else:
        pairs = list(_near_in_time(accounts))
    # Reading out the names takes longest: only of those that are compared, and once.
    involved = {id(account): account for pair in pairs for account in pair}
    names = {
        key: frozenset[str]().union(*map(namer, account.statements))
        for key, account in involved.items()
    }
    judged = (_judge(left, right, names[id(left)], names[id(right)]) for left, right in pairs)
    found = [suggestion for suggestion in judged if suggestion is not None]
    return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.statements))


def earlier(record: EventRecord, statement: Statement) -> StatementRecord | None:
    """The statement of an event that another one edits; None where it edits none.

    That is one of the same side and language whose text is most alike, and alike enough: the
    share of characters that both have in one order is :data:`EDITED` in a hundred, or more.
    """
    alike = {
        kept.id: fuzz.ratio(kept.statement.text, statement.text, score_cutoff=EDITED)
        for kept in record.statements
        if (kept.statement.side, kept.statement.language) == (statement.side, statement.language)
    }
    best = max(alike, key=alike.__getitem__, default=None)
    if best is None or not alike[best]:
        return None
    return next(kept for kept in record.statements if kept.id == best)


def _account(record: EventRecord) -> _Account:
    held = tuple(kept.statement for kept in record.statements)
    dates = [record.date, *(statement.date for statement in held)]
    title = record.title or next((statement.title for statement in held if statement.title), "")
    date = next((date for date in dates if date), None)
    return _Account(record.id, title, date, record.place, held)


def _apart(left: _Account, right: _Account) -> float:
    """Days between two accounts; without end where one has no date."""
    if left.date is None or right.date is None:
        return float("inf")
    return abs((left.date - right.date).days)


def _near_in_time(accounts: Sequence[_Account]) -> Iterable[tuple[_Account, _Account]]:
    """Pairs with dates at most :data:`DAYS` apart, without trying all pairs."""
    dated = sorted((a for a in accounts if a.date), key=lambda a: (a.date, a.id))
    for index, left in enumerate(dated):
        for right in dated[index + 1 :]:
            if _apart(left, right) > DAYS:
                break
            if not _sides(left) & _sides(right):
                yield left, right


def _sides(account: _Account) -> set[str]:
    return {statement.side for statement in account.statements}


def _judge(
    left: _Account, right: _Account, left_names: frozenset[str], right_names: frozenset[str]
) -> Suggestion | None:
    """Whether two accounts are of one event, and why; None where little speaks for it."""
    apart = _apart(left, right)
    score = _DATE * (1 - apart / (DAYS + 1))
    reasons = ["same day" if not apart else f"{apart:.0f} day{'s' * (apart > 1)} apart"]
    shared = left_names & right_names
    fewer = min(len(left_names), len(right_names))
    if shared:
        score += _NAMES * min(1.0, 2 * len(shared) / fewer)
        reasons.append("both name " + ", ".join(sorted(shared)[:4]))
    alike = fuzz.token_set_ratio(fold(left.title), fold(right.title)) / 100
    if left.title and right.title and alike >= _ALIKE:
        score += _TITLE * alike
        reasons.append("titles alike")
    for here, there in ((left, right), (right, left)):
        words = " ".join(text.text + text.title for text in there.statements)
        if here.place and fold(here.place) in fold(words):
            score += _PLACE
            reasons.append(f"both in {here.place}")
            break
    if score < LEAST:
        return None
    members = (*left.statements, *right.statements)
    ids = tuple(dict.fromkeys(member.id for member in members))
    known = tuple(account.id for account in (left, right) if account.id)
    return Suggestion(ids, known, min(1.0, score), tuple(reasons))
