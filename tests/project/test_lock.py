"""requirements.lock and constraints.txt name the same versions, and the lock a hash for each."""

from __future__ import annotations

import re

from tree import ROOT

PIN = re.compile(r"^([a-zA-Z0-9._-]+)==([^ ;\\\n]+)(?: ; ([^\\\n]+?))? ?\\?$", re.MULTILINE)
ONE_PLATFORM = re.compile(r"sys_platform ==|python_full_version == '3\.13\.\*'")
"""What is installed on some machines alone, and so was not where the tests ran."""


def locked() -> dict[str, tuple[str, str, str]]:
    """Version, marker and hashes of each package in the lock."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    found = list(PIN.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {
        match[1]: (match[2], match[3] or "", text[match.end() : end])
        for match, end in zip(found, ends, strict=True)
    }


def constrained() -> dict[str, str]:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    return {match[1]: match[2] for match in PIN.finditer(text)}


def test_both_name_the_same_versions() -> None:
    lock = {name: version for name, (version, _, _) in locked().items()}
    pinned = constrained()
    assert len(pinned) > 100
    assert {name: lock.get(name) for name in pinned} == pinned, "run `make lock`"


def test_the_lock_holds_nothing_else_but_for_other_machines() -> None:
    pinned = constrained()
    others = {name: marker for name, (_, marker, _) in locked().items() if name not in pinned}
    assert [name for name, marker in others.items() if not ONE_PLATFORM.search(marker)] == []


def test_every_package_has_its_hashes() -> None:
    for name, (_, _, rest) in locked().items():
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})\b", rest)
        assert hashes, name
        assert len(hashes) == rest.count("--hash="), name
