"""Colours as eyes meet them: contrast by WCAG 2.2, lightness by CIE 1976, and colours that keep apart."""

from __future__ import annotations

import re

RGB = tuple[float, float, float]
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def rgb(colour: str) -> RGB:
    """The three parts of ``#rrggbb``, 0 to 1. Raises ValueError where it isn't one."""
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour: write it as #12436D")
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def hexed(parts: RGB) -> str:
    """The colour as ``#RRGGBB``; parts outside 0 to 1 are cut off."""
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02X}" for part in parts)


def linear(part: float) -> float:
    """An sRGB part as an amount of light (IEC 61966-2-1)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def encoded(light: float) -> float:
    """An amount of light as an sRGB part."""
    light = min(max(light, 0.0), 1.0)
    return float(light * 12.92) if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    red, green, blue = (linear(part) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


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
