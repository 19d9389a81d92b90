"""A library of events and statements: SQLite with no set-up, or PostgreSQL for a team.

    import corpus

    library = corpus.Library("readouts.db")
    library.add(corpus.read("us.txt", side="US"), event="blinken-liu-2024")
    library.search("freedom of navigation")

Modules, from the ground up: `tables` and `database` (transactions, upgrades), `words` (what is
searched), `writing` and `reading`, `meaning` and `search`, `suggestion`, `exchange` (export and
import), `checking`, and `library`, which is all of them under one name.
"""

from corpus.errors import LibraryError
from corpus.extras import require

require("library", "sqlalchemy", "alembic", purpose="a library", error=LibraryError)

from .library import Library
from .records import (
    Encoder,
    EventRecord,
    Filter,
    Hit,
    Imported,
    JudgementRecord,
    Problem,
    Segmenter,
    StatementRecord,
    Suggestion,
    Version,
)

__all__ = [
    "Encoder",
    "EventRecord",
    "Filter",
    "Hit",
    "Imported",
    "JudgementRecord",
    "Library",
    "Problem",
    "Segmenter",
    "StatementRecord",
    "Suggestion",
    "Version",
]
