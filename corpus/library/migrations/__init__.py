"""Revisions of the tables, applied by alembic when a library is opened."""
