"""robots.txt as RFC 9309 defines it: what a site asks automatic readers to leave alone."""

from __future__ import annotations

import re

AGENT = "readouts"
"""The name by which a site may address this reader."""
LIMIT = 500_000
"""Most bytes of a robots.txt that are heeded, as the RFC suggests."""

_COMMENT = re.compile("#.*")
_VERSION = re.compile(r"(?im)^(\s*user-agent\s*:[ \t]*[^\s/]+).*")
_OURS = re.compile(rf"(?im)^\s*user-agent\s*:[ \t]*{AGENT}\s*$")
_INDEX = re.compile(r"(?im)^([ \t]*allow[ \t]*:.*/index\.html)[ \t]*$")
_SLASH = re.compile("%2f", re.IGNORECASE)


def allows(robots: str, path: str) -> bool:
    """Whether a robots.txt lets this reader take a path.

    The group for :data:`AGENT` counts, else that for all; of its rules the longest that fits,
    and of two as long the one that allows.

    Args:
        robots: the text of the file.
        path: path and query of the address, beginning with a slash.
    """
    from protego import Protego

    text = _strict(robots)
    # Protego takes a group for the beginning of a name as one for the name.
    agent = AGENT if _OURS.search(text) else "*"
    # Some servers take an encoded slash for a slash: what either form forbids is left alone.
    forms = {(text, path), (_SLASH.sub("/", text), _SLASH.sub("/", path))}
    return all(Protego.parse(t).can_fetch(f"https://site{p}", agent) for t, p in forms)


def _strict(robots: str) -> str:
    """The file without what Protego would read less carefully than its author may have meant.

    A version behind our name does not make it another's, and to allow ``/index.html`` does not
    allow the folder.
    """
    lines = re.split(r"\r\n|\n|\r", robots.removeprefix("\ufeff"))
    text = "\n".join(_COMMENT.sub("", line) for line in lines)
    return _INDEX.sub(r"\1*", _VERSION.sub(r"\1", text))
