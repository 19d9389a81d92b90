"""The tables as they are at the newest revision; `migrations` says how they came to be."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

state = Table(
    "state",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Integer, nullable=False),
)
"""``writes``: raised first in every transaction that writes, so that writers queue up."""

events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("date", Date),
    Column("place", Text, nullable=False),
    Column("note", Text, nullable=False),
)

event_tags = Table(
    "event_tags",
    metadata,
    Column("event", Integer, ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("tag", String, primary_key=True),
)

statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column(
        "event",
        Integer,
        ForeignKey("events.number", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("place", Integer, nullable=False),
    Column("note", Text, nullable=False),
)
"""``place``: the order within the event."""

statement_tags = Table(
    "statement_tags",
    metadata,
    Column(
        "statement", Integer, ForeignKey("statements.number", ondelete="CASCADE"), primary_key=True
    ),
    Column("tag", String, primary_key=True),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
"""What was read, under the SHA-256 of its bytes."""

versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column(
        "statement", Integer, ForeignKey("statements.number", ondelete="CASCADE"), nullable=False
    ),
    Column("version", Integer, nullable=False),
    Column("side", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("author", Text, nullable=False),
    Column("date", Date),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("retrieved", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("fidelity", String, nullable=False),
    Column("added", String, nullable=False),
    Column("original", String(64), ForeignKey("originals.sha256"), index=True),
    Column("digest", String(64), nullable=False),
    Column("cut_by", String, nullable=False),
    UniqueConstraint("statement", "version"),
)
"""A statement as it was at one time: written once and never changed.

``retrieved`` and ``added``: ISO 8601 with the offset, as given, or empty. ``digest``: SHA-256 of
what makes it another version. ``cut_by``: the name of the segmenter whose passages are stored;
empty while there are none.
"""

passages = Table(
    "passages",
    metadata,
    Column("number", Integer, primary_key=True),
    Column(
        "version",
        Integer,
        ForeignKey("versions.number", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("digest", LargeBinary(32), nullable=False, index=True),
    Column("words", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""What is searched: the passages of the newest version of each statement.

``digest``: SHA-256 of the passage's text, by which its vector is found. ``words``: the searched
copy. Numbers are never given twice, so that a list of them in memory can be brought up to date.
"""

encoders = Table(
    "encoders",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("dimension", Integer, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("encoder", Integer, ForeignKey("encoders.number", ondelete="CASCADE"), primary_key=True),
    Column("digest", LargeBinary(32), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""``vector``: float16, little-endian, of the encoder's dimension."""

comparisons = Table(
    "comparisons",
    metadata,
    Column("key", String, primary_key=True),
    Column("json", Text, nullable=False),
)
"""Comparisons by the content that they depend on."""

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("event", String, nullable=False, index=True),
    Column("coder", String, nullable=False),
    Column("added", String, nullable=False),
    Column("json", Text, nullable=False),
)
"""What people said of results, as JSON that this package does not read: rows are only ever added,
and the database refuses to change or delete one. ``event``: the id that it was said of, which
may be gone by now. ``added``: ISO 8601 in UTC."""
