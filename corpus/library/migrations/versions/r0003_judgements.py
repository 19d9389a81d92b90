"""What people said of results: rows that are only ever added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_SQLITE = (
    "CREATE TRIGGER judgements_stay BEFORE DELETE ON judgements BEGIN "
    "SELECT RAISE(ABORT, 'judgements are only ever added'); END",
    "CREATE TRIGGER judgements_as_they_are BEFORE UPDATE ON judgements BEGIN "
    "SELECT RAISE(ABORT, 'judgements are only ever added'); END",
)
_POSTGRES = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'judgements are only ever added'; END $$",
    "CREATE TRIGGER judgements_stay BEFORE UPDATE OR DELETE ON judgements "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    """Make the table, and have the database refuse to change what is in it."""
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("event", sa.String, nullable=False, index=True),
        sa.Column("coder", sa.String, nullable=False),
        sa.Column("added", sa.String, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    here = op.get_bind().dialect.name
    for command in _SQLITE if here == "sqlite" else _POSTGRES:
        op.execute(command)
