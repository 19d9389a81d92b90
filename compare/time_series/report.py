"""compare.series_report(): a series, its silences and its wordings as one report for readers."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare import files
from compare.errors import BatchError, WriteError
from compare.report.content.document import Document
from compare.report.formats import document_format_of, encode_document
from compare.report.preferences import Preferences
from compare.time_series.periods import PERIODS, Period
from compare.time_series.records import TOPICS, Records, known_of, opened, read_tables, records_of
from compare.time_series.report_content import SeriesFindings, contents
from compare.time_series.series import series_of
from compare.time_series.silence import silences_of
from compare.time_series.wordings import WORDINGS, Wordings, wordings_of

if TYPE_CHECKING:
    import pandas as pd

MOST_PERIODS = 36
"""Columns of a side's tables; more would fill a book."""


@dataclass(frozen=True)
class SeriesReport(SeriesFindings):
    """What the accounts of many events come to over time, as a report."""

    source: str = ""
    """The folder or library that was read; empty where no command reads what was given."""
    about: str = ""
    """The CSV that told more of events; empty for none."""

    def document(self, language: str = "en", q: float = 0.1, command: str = "") -> Document:
        """The report before any format is chosen.

        Args:
            language: of the report's words, ``en`` or ``zh``.
            q: largest share of the silences and first mentions listed that may be chance.
            command: that makes it again; none is shown where empty.

        Raises:
            WriteError: the language is another, or there are more than 36 periods.
        """
        periods = self.series.table["period"].nunique()
        if periods > MOST_PERIODS:
            raise WriteError(
                f"a report has room for {MOST_PERIODS} periods, and these are {periods:,}: choose "
                "a longer period, such as year, or write .csv"
            )
        return contents(self, Preferences.choose(language=language), q, command)

    def encode(self, format: str, language: str = "en", q: float = 0.1, command: str = "") -> bytes:
        """Return the report as the bytes of a file.

        Args:
            format: ``html``, ``docx``, ``pdf``, ``md`` or ``latex``.
            language, q, command: as :meth:`document` takes them.

        Raises:
            WriteError: as :meth:`write` does.
        """
        chosen = Preferences.choose(language=language)
        return encode_document(self.document(language, q, command), format, chosen)

    def write(self, path: str | Path, language: str = "en", q: float = 0.1) -> None:
        """Write the report; the suffix says as what: .html, .docx, .pdf, .md or .tex.

        Args:
            path: where to.
            language, q: as :meth:`document` takes them.

        Raises:
            WriteError: the suffix or the language is another, there are too many periods, a
                package is missing, or the path cannot be written to.
        """
        path = Path(path)
        command = self.command(path, language, q)
        files.replace(path, self.encode(document_format_of(path).name, language, q, command))

    def command(self, path: Path, language: str = "en", q: float = 0.1) -> str:
        """The command that makes this report again; empty where no command reads the source."""
        if not self.source:
            return ""
        # By name: a path tells who keeps it where, and an address of a server may hold a password.
        name = "LIBRARY" if "://" in self.source else Path(self.source).expanduser().resolve().name
        words = ["readouts", "series", name, "--period", self.series.period]
        words += [word for part in self.series.by for word in ("--by", part)]
        words += ["--about", Path(self.about).name] if self.about else []
        words += [word for topic in self.topics for word in ("--topic", topic)]
        words += ["--q", f"{q:g}"] if q != 0.1 else []
        words += ["--report-lang", language] if language != "en" else []
        return shlex.join([*words, "-o", path.name])


@dataclass(frozen=True)
class OverTime:
    """All that results tell of accounts over time, read once."""

    records: Records
    wordings: Wordings
    signatures: tuple[str, ...]
    """Signatures of the comparisons, each once."""
    source: str
    """The folder or library that was read; empty where no command reads what was given."""
    about: str = ""
    """The CSV that told more of events; empty for none."""

    def report(
        self,
        period: Period = "year",
        *,
        by: str | tuple[str, ...] = (),
        topics: tuple[str, ...] = (),
    ) -> SeriesReport:
        """The report of it; arguments and errors as of :func:`series_report`."""
        topics = tuple(dict.fromkeys(topics))
        return SeriesReport(
            series_of(self.records, period, by=by, topics=topics),
            silences_of(self.records, topics) if len(self.records.labels) else None,
            self.wordings,
            self.signatures,
            topics,
            self.source,
            self.about,
        )


def read_over_time(source: Any, about: pd.DataFrame | str | Path | None = None) -> OverTime:
    """Read topics and wordings at once; arguments and errors as of :func:`compare.series`."""
    columns = {**TOPICS, **WORDINGS, "events": (*TOPICS["events"], "signature")}
    read = opened(source)
    tables = read_tables(read, columns)
    by_command = isinstance(source, str | Path) and isinstance(about, str | Path | None)
    return OverTime(
        records_of(tables, known_of(read, about)),
        wordings_of(tables),
        tuple(sorted(tables["events"]["signature"].unique())),
        str(source) if by_command else "",
        str(about) if by_command and about is not None else "",
    )


def series_report(
    source: Any,
    period: Period = "year",
    *,
    by: str | tuple[str, ...] = (),
    about: pd.DataFrame | str | Path | None = None,
    topics: tuple[str, ...] = (),
) -> SeriesReport:
    """Put a series, its silences and its wordings together, to be written as one report.

    Args:
        source, period, by, about, topics: as :func:`compare.series` takes them; the false
            discovery rate of silences is that of ``topics`` alone, and wordings are those of all
            accounts, whatever ``by`` and ``topics`` say.

    Raises:
        BatchError: there are no results, no such period, column or topic, or no event has a date.
        CompareError: an event of a library cannot be compared.
    """
    if period not in PERIODS:
        raise BatchError(f"no period {period!r}; use one of {' '.join(PERIODS)}")
    return read_over_time(source, about).report(period, by=by, topics=topics)
