"""compare.wordings(): which wording of a contested term a side uses, since when, and until when.

A use counts where the side speaks for itself, or for both, and neither denies the wording nor
opposes it: what its account makes the other side say is no word of its own. An account counts once
for each wording, however often it says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from compare import files
from compare.errors import BatchError, WriteError
from compare.phrases.words import words
from compare.time_series.records import ACCOUNTS, accounts_of, label_of, packed, read_tables
from corpus.text.characters import is_han

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

WORDINGS = {
    **ACCOUNTS,
    "terms": (
        "event",
        "side",
        "family",
        "term",
        "label_en",
        "label_zh",
        "voice",
        "denied",
        "text",
    ),
}
"""What is read of results: columns by table."""
USES = (
    "date", "event", "side", "counterpart", "family", "term", "label_en", "label_zh", "text",
)  # fmt: skip
"""Columns of the uses, one row an account and wording."""
TABLE = (
    "side", "family", "term", "label_en", "label_zh", "used", "accounts", "first", "first_event",
    "last", "last_event", "text",
)  # fmt: skip
"""Columns of the table, one row a side and wording."""
CHANGES = (
    "side", "family", "date", "event", "previous_date", "previous_event", "taken_up", "dropped",
    "kept", "never_before", "not_since",
)  # fmt: skip
"""Columns of the changes, one row an account that words a subject otherwise than the one before."""


@dataclass(frozen=True)
class Wordings:
    """The wordings of contested terms in the accounts of each side, over time."""

    uses: pd.DataFrame
    """One row an account and wording, oldest first: :data:`USES`; ``text`` is how it stands."""
    table: pd.DataFrame
    """One row a side and wording: :data:`TABLE`. ``used`` is how many of the ``accounts`` of the
    side that speak of the subject use the wording, ``first`` and ``last`` are dates."""
    changes: pd.DataFrame
    """One row a change: :data:`CHANGES`. An account is held against the one before it in which the
    same side spoke of the subject; wordings are ids, parted by spaces. Of those taken up
    ``never_before`` names those that the side had not used, of those dropped ``not_since`` those
    that it has not used since."""

    def of(self, side: str = "", family: str = "") -> Wordings:
        """Keep one side, one subject, or both.

        Raises:
            BatchError: no account is of that side, or speaks of that subject.
        """
        kept = self
        for column, value in (("side", side), ("family", family)):
            if value:
                known = sorted(kept.uses[column].unique())
                if value not in known:
                    raise BatchError(f"no wording of the {column} {value!r}; there are {known}")
                kept = Wordings(*(
                    t[t[column] == value].reset_index(drop=True)
                    for t in (kept.uses, kept.table, kept.changes)
                ))  # fmt: skip
        return kept

    def subjects(self, language: str = "en") -> dict[str, str]:
        """The subjects by id, each called by the labels of its wordings that are used.

        Those with several wordings come first, then those that most accounts speak of.

        Args:
            language: of the labels, ``en`` or ``zh``.

        Raises:
            WriteError: the language is another.
        """
        said = words(language)
        found: dict[str, tuple[bool, int, str]] = {}
        for family, own in self.uses.groupby("family", sort=True):
            terms = own.drop_duplicates("term").sort_values("term")
            labels = [label_of(row, said.language) for row in terms.to_dict("records")]
            spoken = len(own.drop_duplicates(["event", "side"]))
            found[str(family)] = len(labels) < 2, -spoken, said.say("list.comma").join(labels)
        return {family: found[family][2] for family in sorted(found, key=lambda f: found[f][:2])}

    def write(self, path: str | Path, *, changes: bool = False) -> None:
        """Write the table, or the changes, as CSV or Parquet, by the suffix.

        Raises:
            WriteError: the suffix is another, or the file cannot be written.
        """
        path, told = Path(path), self.changes if changes else self.table
        data = packed(told, path.suffix.lower())
        if data is None:
            raise WriteError(f"{path}: wordings are written as .csv or .parquet")
        files.replace(path, data)


def wordings(source: Any) -> Wordings:
    """Tell which wording of each contested term each side uses, and when that changes.

    Args:
        source: a folder of results, a library, or results of events; see
            :func:`compare.time_series.records.read_records`.

    Raises:
        BatchError: there are no results, or none has a date.
        CompareError: an event of a library cannot be compared.
    """
    return wordings_of(read_tables(source, WORDINGS))


def wordings_of(tables: Mapping[str, pd.DataFrame]) -> Wordings:
    """The same of tables that were read, with the columns of :data:`WORDINGS`.

    Raises:
        BatchError: no event has a date.
    """
    import pandas as pd

    accounts, terms = accounts_of(tables), tables["terms"]
    itself = (terms["voice"] != "other") & ~terms["denied"].astype("bool")
    used = terms[itself].drop(columns=["voice", "denied"])
    used = used.drop_duplicates(["event", "side", "family", "term"])
    joined = used.merge(accounts[["event", "side", "date", "counterpart"]], on=["event", "side"])
    uses = joined.sort_values(["date", "event", "side", "family", "term"], kind="stable")
    uses = uses[[*USES]].reset_index(drop=True)
    rows, changed = [], []
    for (side, family), own in uses.groupby(["side", "family"], sort=True):
        count = own["event"].nunique()
        rows += [_row(found, count) for _, found in own.groupby("term", sort=True)]
        changed += _changes(str(side), str(family), own)
    return Wordings(
        uses,
        pd.DataFrame(rows, columns=list(TABLE)),
        pd.DataFrame(changed, columns=list(CHANGES)),
    )


def language_of(text: str) -> Literal["en", "zh"]:
    """The language of a wording as it stands: Chinese where it has a Chinese character."""
    return "zh" if any(map(is_han, text)) else "en"


def _row(found: pd.DataFrame, accounts: int) -> dict[Hashable, Any]:
    """One line of the table, of the uses of one wording by one side, oldest first."""
    first, last = found.iloc[0], found.iloc[-1]
    return {
        **first[["side", "family", "term", "label_en", "label_zh", "text"]].to_dict(),
        "used": len(found),
        "accounts": accounts,
        "first": first["date"],
        "first_event": first["event"],
        "last": last["date"],
        "last_event": last["event"],
    }


def _changes(side: str, family: str, own: pd.DataFrame) -> list[tuple[object, ...]]:
    """Where an account words a subject otherwise than the one before it, oldest first."""
    spoken = [
        (date, event, set(found["term"]))
        for (date, event), found in own.groupby(["date", "event"], sort=True)
    ]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, (_, _, terms) in enumerate(spoken):
        for term in terms:
            first.setdefault(term, number)
            last[term] = number
    changed: list[tuple[object, ...]] = []
    for number, ((before, other, said), (date, event, says)) in enumerate(pairwise(spoken), 1):
        if said != says:
            new = {term for term in says if first[term] == number}
            gone = {term for term in said if last[term] == number - 1}
            told = says - said, said - says, says & said, new, gone
            changed.append((side, family, date, event, before, other, *map(_joined, told)))
    return changed


def _joined(terms: set[str]) -> str:
    return " ".join(sorted(terms))
