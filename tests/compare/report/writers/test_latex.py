"""LaTeX of a document, beyond what the tests of all forms hold it to."""

from __future__ import annotations

from compare.report.content.document import Code, Document, Table, plain
from compare.report.preferences import Preferences
from compare.report.writers.latex import latex_of


def test_a_line_break_takes_no_star_of_a_text() -> None:
    """After two backslashes, and any white space, LaTeX takes a star for part of the command."""
    table = Table(("Side",), ((plain("*A"),), (plain("B*"),)), (1,), "sides")
    document = Document("Title", "en", "1", "", (), (table, Code("*a\nb", "text")))
    text = latex_of(document, Preferences.choose())
    for shown in ("{}*A ", "B* ", "{}*a"):
        assert f"\n{shown}" in text
