"""The method of a result, as text for a paper, and the command that repeats it."""

from __future__ import annotations

import itertools
import shlex
from dataclasses import replace

from compare.comparison import SIDES
from compare.phrases.words import EN, Words
from compare.report.bundle import Bundle
from compare.report.content import findings
from compare.report.export.schema import EventExport, Export, SignatureExport
from compare.report.export.statement import export_statement
from compare.report.preferences import DEFAULTS, PARTS, Preferences
from compare.settings import Settings
from compare.version import __version__
from corpus import samples

DEFAULT_SUFFIX = ".html"


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
        words.say("method.read" if findings.reads_pairs(first) else "method.unread"),
        words.say("method.cover"),
        words.say(
            "method.topics",
            codebook=f"{signature.codebook}{findings.short_hash(signature.codebook_hash)}",
        ),
        words.say("method.mirror"),
    ]
    expected = findings.expected_error(first, words)
    error = words.say("method.error", expected=expected)
    if signature.calibration:  # what was measured on the labelled events says nothing then
        error = expected
    held = words.say("method.held") if signature.held_out else ""
    return [
        _text(procedure, words),
        _text([error, held], words),
        findings.method(first, words) + words.say("sentence.end"),
    ]


def _text(sentences: list[str], words: Words) -> str:
    return words.space.join(filter(None, sentences))


SAVED = "comparison.json"
"""Name that the command gives to the result saved as JSON; a set is saved as JSON Lines."""


def reproduce(
    bundle: Bundle, preferences: Preferences = DEFAULTS, suffix: str = DEFAULT_SUFFIX
) -> str:
    """Return the shell command that makes the same report again, byte for byte.

    Of a bundled event as it comes this is ``readouts demo``. All other reports are made again
    from the result saved as JSON, which alone holds all that is known of the texts.

    Args:
        bundle: with the sides by their own names.
        preferences: how the report is made.
        suffix: of the report's file.
    """
    result = bundle.of_one
    event = _bundled(result) if result is not None else ""
    if event and replace(preferences, parts=PARTS, language="en") == DEFAULTS:
        command = ["readouts", "demo", event]
    else:
        saved = SAVED if result is not None else f"{SAVED}l"
        command = ["readouts", "report", saved, *_choices(preferences)]
    if preferences.parts != PARTS:
        command += ["--parts", ",".join(preferences.parts)]
    if preferences.language != "en":
        command += ["--report-lang", preferences.language]
    return shlex.join([*command, "-o", f"report{suffix}"])


def is_from_saved(command: str) -> bool:
    """Whether a command makes a report from a saved result."""
    return command.startswith("readouts report ")


def _choices(preferences: Preferences) -> list[str]:
    """Return the options of ``readouts report`` but for parts and language; files by name."""
    options = [
        word for old, new in preferences.names.items() for word in ("--name", f"{old}={new}")
    ]
    if preferences.template is not None:
        options += ["--template", preferences.template.name]
    if preferences.table != DEFAULTS.table:
        options += ["--table", preferences.table]
    if preferences.fonts is not None:
        options += ["--fonts", preferences.fonts.name]
    return options + ["--bom"] * preferences.bom


def _bundled(result: Export | EventExport) -> str:
    """Return the id of the bundled event of which this is all that ``readouts demo`` says."""
    pairs = result.pairs if isinstance(result, EventExport) else (result,)
    if any(_changed(pair.signature) or pair.highlights for pair in pairs):
        return ""
    for name in samples.names():
        # Ids of bundled statements begin with that of their event.
        if not pairs[0].left.id.startswith(name):
            continue
        event = samples.load(name)
        if len(event.statements) == 2:
            wanted = tuple(map(export_statement, event.statements))
            if isinstance(result, Export) and (result.left, result.right) == wanted:
                return name
        elif isinstance(result, EventExport) and result.event.id == event.id:
            both = itertools.combinations(map(export_statement, event.statements), 2)
            told = (event.title, event.date, event.place)
            info = result.event
            if (info.title, info.date, info.place) == told and [
                (pair.left, pair.right) for pair in result.pairs
            ] == list(both):
                return name
    return ""


def _changed(signature: SignatureExport) -> bool:
    """Whether a result is of another version, encoder, codebook or setting than the demo's."""
    return (
        bool(signature.settings or signature.judged or signature.calibration)
        or signature.version != __version__
        or signature.encoder != Settings().encoder
        or signature.codebook.split()[0] != Settings().codebook
    )
