"""Colours as eyes meet them: contrast by WCAG 2.2, lightness by CIE 1976, and colours that keep apart."""

from __future__ import annotations

from reckoner.reports.settings.colour import RGB, contrast, luminance, rgb


def hexed(parts: RGB) -> str:
    """The colour as ``#RRGGBB``; parts outside 0 to 1 are cut off."""
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02X}" for part in parts)


def encoded(light: float) -> float:
    """An amount of light as an sRGB part."""
    light = min(max(light, 0.0), 1.0)
    return float(light * 12.92) if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


def lightness(colour: str) -> float:
    """L* of CIE 1976, 0 to 100: what is left of a colour in grey print."""
    light = luminance(colour)
    return 116 * float(light ** (1 / 3)) - 16 if light > 0.008856 else 903.3 * light


def mixed(colour: str, other: str, amount: float) -> str:
    """``colour`` with so much of ``other`` (0 to 1) mixed in."""
    pairs = zip(rgb(colour), rgb(other), strict=True)
    red, green, blue = (a + (b - a) * amount for a, b in pairs)
    return hexed((red, green, blue))


def readable(colour: str, ground: str, least: float = 4.5) -> str:
    """The colour, darkened or lightened as little as gives text that contrast on the ground."""
    towards = "#000000" if luminance(ground) > 0.18 else "#FFFFFF"
    for step in range(101):
        tried = mixed(colour, towards, step / 100)
        if contrast(tried, ground) >= least:
            return tried
    return towards


def with_lightness(colour: str, target: float) -> str:
    """The hue at another lightness, mixed with black or white until L* is right."""
    towards = "#000000" if lightness(colour) > target else "#FFFFFF"
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        nearer = abs(lightness(mixed(colour, towards, middle)) - lightness(colour)) < abs(
            target - lightness(colour)
        )
        low, high = (middle, high) if nearer else (low, middle)
    return mixed(colour, towards, high)


def grey(colour: str) -> str:
    """The colour as a grey printer gives it."""
    part = encoded(luminance(colour))
    return hexed((part, part, part))
