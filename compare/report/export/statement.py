"""A statement as it stands in the export."""

from __future__ import annotations

from compare.report.export.schema import StatementExport
from corpus.statements import Statement


def export_statement(statement: Statement) -> StatementExport:
    """Return the export of a statement."""
    return StatementExport.model_validate({**dict(statement), "lang": statement.language})
