"""The method of a result, as text for a paper, and the command that repeats it."""

from __future__ import annotations

import re
import shlex

from compare.comparison import SIDES
from compare.languages import joiner
from compare.phrases.words import EN, Words
from compare.report.bundle import Bundle
from compare.report.content import findings
from compare.report.export.schema import EventExport, Export
from compare.settings import Settings
from corpus import samples

_BARE = re.compile(r"[^\w.-]+")


def paragraphs(bundle: Bundle, words: Words = EN) -> list[str]:
    """Return paragraphs: procedure, encoder, codebook, thresholds; expected error; summary."""
    first = bundle.pairs[0]
    signature, settings = first.signature, Settings()
    names = {side: findings.name(first, side, words) for side in SIDES}
    counts = {f"{side}_count": len(findings.segments(first, side)) for side in SIDES}
    link = signature.settings.get("link_threshold", settings.link_threshold)
    procedure = [
        words.say("method.cut", **names, **counts) if len(bundle.pairs) == 1 else "",
        words.say(
            "method.link",
            encoder=f"{signature.encoder}{findings.short_hash(signature.encoder_hash)}",
            link=f"{float(link):.2g}",
        ),
        words.say("method.read") if signature.settings.get("read_pairs", True) else "",
        words.say("method.cover"),
        words.say(
            "method.topics",
            codebook=f"{signature.codebook}{findings.short_hash(signature.codebook_hash)}",
        ),
        words.say("method.mirror"),
    ]
    expected = findings.expected_error(first, words)
    held = words.say("method.held") if signature.held_out else ""
    return [
        _text(procedure, words),
        _text([words.say("method.error", expected=expected), held], words),
        findings.method(first, words) + words.say("sentence.end"),
    ]


def _text(sentences: list[str], words: Words) -> str:
    return joiner(words.language).join(filter(None, sentences))


def reproduce(bundle: Bundle) -> str:
    """Return the shell command that repeats a comparison, as far as a result records it."""
    commands = []
    for result in bundle.results:
        if isinstance(result, EventExport) and result.event.id in samples.names():
            commands.append(f"readouts demo {result.event.id} -o report.html")
        elif isinstance(result, EventExport):
            commands += map(_command, result.pairs)
        else:
            commands.append(_command(result))
    return " && ".join(dict.fromkeys(commands))


def _command(result: Export) -> str:
    if event := _bundled(result):
        return f"readouts demo {event} -o report.html"
    parts = ["readouts", "compare"]
    parts += [f"{_bare(side.id) or 'text'}.txt" for side in (result.left, result.right)]
    for position, side in (("left", result.left), ("right", result.right)):
        parts += [f"--{position}-side", side.side, f"--{position}-lang", side.lang]
    settings = result.signature.settings
    if result.signature.encoder != Settings().encoder:
        parts += ["--encoder", result.signature.encoder]
    if "max_error" in settings:
        parts += ["--max-error", f"{settings['max_error']:g}"]
    if not settings.get("read_pairs", True):
        parts.append("--no-read-pairs")
    return shlex.join([*parts, "-o", "report.html"])


def _bundled(result: Export) -> str:
    """Return the id of the bundled event compared by default settings; empty if none was."""
    for event in samples.names():
        if result.left.id.startswith(event) and not result.signature.settings:
            statements = samples.load(event).statements
            texts = [statement.text for statement in statements]
            if texts == [result.left.text, result.right.text]:
                return event
    return ""


def _bare(id: str) -> str:
    return _BARE.sub("-", id).strip("-")
