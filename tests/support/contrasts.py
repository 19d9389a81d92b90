"""How far two colours stand apart, by WCAG 2."""

from __future__ import annotations


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, another: str) -> float:
    """From 1, the same, to 21, black on white; colours as ``#rrggbb``."""
    high, low = sorted((luminance(one), luminance(another)), reverse=True)
    return (high + 0.05) / (low + 0.05)
