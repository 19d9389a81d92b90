"""robots.txt as RFC 9309 defines it: what a site asks automatic readers to leave alone."""

from __future__ import annotations

import re
from urllib.parse import unquote

AGENT = "readouts"
"""The name by which a site may address this reader."""
LIMIT = 500_000
"""Most bytes of a robots.txt that are heeded, as the RFC suggests."""

_RULES = 5_000
_LONGEST = 1_000


def allows(robots: str, path: str) -> bool:
    """Whether a robots.txt lets this reader take a path.

    The group for :data:`AGENT` counts, else that for all; of its rules the longest that fits,
    and of two as long the one that allows.

    Args:
        robots: the text of the file.
        path: path and query of the address, beginning with a slash.
    """
    groups = _groups(robots)
    rules = groups.get(AGENT, groups.get("*", []))
    path = _plain(path)
    fitting = [
        (len(pattern), allowed) for allowed, pattern in rules[:_RULES] if _fits(pattern, path)
    ]
    return max(fitting, default=(0, True))[1] or path == "/robots.txt"


def _groups(robots: str) -> dict[str, list[tuple[bool, str]]]:
    """The rules for each agent, by its lower-case name: allowed or not, and the pattern."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    agents: list[str] = []
    in_rules = False
    for raw in re.split(r"\r\n|\n|\r", robots.removeprefix("\ufeff")):
        key, colon, value = raw.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            name = value.split("/")[0].split()[0].lower() if value else ""
            agents.append(name)
            groups.setdefault(name, [])
        elif key in ("allow", "disallow"):
            in_rules = True
            if value and len(value) <= _LONGEST:
                for agent in agents:
                    groups[agent].append((key == "allow", _plain(value)))
    return groups


def _plain(path: str) -> str:
    """The path with percent-encoded characters written out, so that either form compares."""
    return unquote(path, errors="replace")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits the beginning of a path; ``*`` is anything, a last ``$`` the end.

    Walks from star to star, so no pattern takes longer than pattern times path.
    """
    anchored = pattern.endswith("$")
    parts = pattern.removesuffix("$").split("*")
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    if len(parts) == 1:
        return not anchored or at == len(path)
    for part in parts[1:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    last = parts[-1]
    if anchored:
        return path.endswith(last) and len(path) - len(last) >= at
    return path.find(last, at) >= 0
