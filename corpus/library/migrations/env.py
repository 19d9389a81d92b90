"""What alembic runs: the upgrade on the connection that `database` gives it."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table="revision",
    transaction_per_migration=False,
)
context.run_migrations()
