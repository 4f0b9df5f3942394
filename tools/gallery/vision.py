"""How a chart looks in grey print, and to people with each common colour-vision deficiency.

The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency" (2009), for full severity; they apply to amounts of light.
"""

from __future__ import annotations

import re

from reckoner.charts.colour import encoded, grey, hexed
from reckoner.reports.settings.colour import linear, rgb

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

DEFICIENCIES: dict[str, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
WAYS = ("grey", *DEFICIENCIES)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")


def seen(colour: str, way: str) -> str:
    """A colour as it is seen that way: one of ``WAYS``."""
    if way == "grey":
        return grey(colour)
    light = [linear(part) for part in rgb(colour)]
    red, green, blue = (
        encoded(sum(a * b for a, b in zip(row, light, strict=True))) for row in DEFICIENCIES[way]
    )
    return hexed((red, green, blue))


def seen_picture(svg: str, way: str) -> str:
    """An SVG with each of its colours as it is seen that way."""
    return _COLOUR.sub(lambda found: seen(found.group(), way), svg)
