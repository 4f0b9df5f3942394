"""Contrast between colours, as WCAG 2.2 defines it (success criterion 1.4.3)."""

from __future__ import annotations

import re

RGB = tuple[float, float, float]
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
READABLE = 4.5


def rgb(colour: str) -> RGB:
    """The three parts of ``#rrggbb``, 0 to 1. Raises ValueError where it isn't one."""
    if not COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour: write it as #12436D")
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def linear(part: float) -> float:
    """An sRGB part as an amount of light (IEC 61966-2-1)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    red, green, blue = (linear(part) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
