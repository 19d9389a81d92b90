"""What a search may be narrowed to: only what the library holds."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.errors import LibraryError
from corpus.library.records import Filter
from corpus.library.tables import event_tags, events, statement_tags, versions

_LISTED = 12
"""Names that a message lists at most."""


def refuse_unknown(base: Connection, where: Filter) -> None:
    """Do nothing where a filter names what the library holds.

    Raises:
        LibraryError: there is no such side, language, event or tag; the message lists those
            that there are.
    """
    tags = sa.union(sa.select(statement_tags.c.tag), sa.select(event_tags.c.tag))
    held = {
        "side": (where.side, sa.select(versions.c.side)),
        "language": (where.language, sa.select(versions.c.language)),
        "event": (where.event, sa.select(events.c.id)),
        "tag": (where.tag, sa.select(tags.subquery().c.tag)),
    }
    for what, (asked, query) in held.items():
        if asked is None:
            continue
        known = sorted(set(base.execute(query.distinct()).scalars()))
        if asked not in known:
            raise LibraryError(f"the library has no {what} {asked!r}; {_listed(what, known)}")


def _listed(what: str, known: list[str]) -> str:
    if not known:
        return f"it has no {what} at all"
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    return f"it has {', '.join(known[:_LISTED])}{more}"
