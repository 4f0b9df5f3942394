"""Contrast between colours, as WCAG 2.2 defines it (success criterion 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import floor
from typing import Annotated

from reckoner.reports.settings.form import Wrong, form

RGB = tuple[float, float, float]
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
READABLE = 4.5
Colour = Annotated[str, form(COLOUR.pattern, "a colour", '"#12436D", in quotes')]


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


def nearest_readable(colour: str, grounds: Sequence[str], least: float = READABLE) -> str | None:
    """The colour most like one that has this contrast on all the grounds; None where none has."""
    for step in range(256):
        for end in (0.0, 1.0):
            mixed = "#" + "".join(
                f"{round((part + (end - part) * step / 255) * 255):02X}" for part in rgb(colour)
            )
            if all(contrast(mixed, ground) >= least for ground in grounds):
                return mixed
    return None


NIGHT = {"paper": "#0F1418", "panel": "#26303A", "text": "#F2F4F6", "muted": "#C5CCD3", "rule": "#4C5863"}
_BY_NIGHT = 7.0  # colours on a dark ground glare less, and are read worse, than the same contrast by day


@cache
def by_night(colour: str) -> str:
    """The colour for text on the dark grounds of a screen by night."""
    if not COLOUR.fullmatch(colour):  # a part whose colour is unknown, which is a fault of its own
        return NIGHT["text"]
    return nearest_readable(colour, (NIGHT["paper"], NIGHT["panel"]), _BY_NIGHT) or NIGHT["text"]


def hard_to_read(colours: object, names: Sequence[str], grounds: Sequence[str]) -> Iterator[Wrong]:
    """Each colour of text that can't be read well, on the ground where that is hardest, with the nearest that
    can be on all of them."""
    behind = {ground: getattr(colours, ground) for ground in grounds}
    for name in names:
        colour = getattr(colours, name)
        found, ground = min((contrast(colour, there), ground) for ground, there in behind.items())
        if found < READABLE:
            better = nearest_readable(colour, list(behind.values()))
            todo = f'The nearest that passes is "{better}".' if better else _FAR_APART
            yield Wrong(f"{name} on {ground} has {shortfall(found)}", name, todo=todo)


_FAR_APART = "No colour can be read on all the grounds: make these more alike."


def shortfall(found: float) -> str:
    """A contrast that is too low, never rounded up to the one that is needed."""
    return f"a contrast of {floor(found * 100) / 100:.2f} to 1; text needs {READABLE} to 1"
