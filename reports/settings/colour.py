"""Contrast between colours, as WCAG 2.2 defines it (success criterion 1.4.3)."""

from __future__ import annotations

import re

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
READABLE = 4.5


def luminance(colour: str) -> float:
    """The relative luminance of #RRGGBB, 0 for black to 1 for white."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
