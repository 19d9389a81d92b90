"""The palette of the reports as CSS variables that follow the light or dark theme."""

from __future__ import annotations

from functools import cache
from importlib import resources

from compare.report.palette import DARK, LIGHT, PEN, TONES


def variables() -> str:
    """A rule that defines every colour; ``light-dark()`` picks by the page's colour scheme."""
    names = {
        "page": (LIGHT.page, DARK.page),
        "card": (LIGHT.card, DARK.card),
        "text": (LIGHT.text, DARK.text),
        "quiet": (LIGHT.quiet, DARK.quiet),
        "line": (LIGHT.line, DARK.line),
        "accent": (LIGHT.accent, DARK.accent),
        "pen": PEN,
    }
    for status, tone in TONES.items():
        name = status.replace("_", "-")
        names[name] = (tone.light, tone.dark)
        names[f"{name}-tint"] = (tone.light_tint, tone.dark_tint)
    body = "".join(f"  --{name}: light-dark({a}, {b});\n" for name, (a, b) in names.items())
    return f":host {{\n{body}}}\n"


@cache
def static(name: str) -> str:
    """A file of the package's ``static`` folder, as text."""
    return resources.files("ui").joinpath("static", name).read_text("utf-8")


def stylesheet(name: str) -> str:
    """The palette, the shared rules and those of one component."""
    return variables() + static("base.css") + static(name)
