"""Passages to search for words and by meaning, and results kept by their content."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE = (
    "CREATE VIRTUAL TABLE passage_words USING fts5("
    "words, content='passages', content_rowid='number', tokenize='trigram case_sensitive 1')",
    "CREATE TRIGGER passage_words_in AFTER INSERT ON passages BEGIN "
    "INSERT INTO passage_words (rowid, words) VALUES (new.number, new.words); END",
    "CREATE TRIGGER passage_words_out AFTER DELETE ON passages BEGIN "
    "INSERT INTO passage_words (passage_words, rowid, words) "
    "VALUES ('delete', old.number, old.words); END",
)
_POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX passage_words ON passages USING gin (words gin_trgm_ops)",
)


def upgrade() -> None:
    """Make the tables; the library cuts statements that have no passages when it opens."""
    op.add_column(
        "versions", sa.Column("cut_by", sa.String, nullable=False, server_default=sa.text("''"))
    )
    op.create_table(
        "passages",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column(
            "version",
            sa.Integer,
            sa.ForeignKey("versions.number", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("words", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "encoders",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String, nullable=False, unique=True),
        sa.Column("dimension", sa.Integer, nullable=False),
    )
    op.create_table(
        "vectors",
        sa.Column(
            "encoder",
            sa.Integer,
            sa.ForeignKey("encoders.number", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comparisons",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("json", sa.Text, nullable=False),
    )
    here = op.get_bind().dialect.name
    for command in _SQLITE if here == "sqlite" else _POSTGRES:
        op.execute(command)
