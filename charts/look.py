"""How charts look: colours, font, text size and width, from the office's tokens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from reckoner.charts.colour import lightness, readable, with_lightness
from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.colour import contrast, rgb

POINTS_PER_MM = 72 / 25.4
LEAST_CONTRAST = 3.0
_SMALL = 300.0  # points
# Lightness of the first to fourth series: each keeps 3:1 with white and with the one beside it, and
# all four differ in grey print.
_LIGHTNESS = (27.0, 60.0, 12.0, 46.0)


@lru_cache(maxsize=1)
def analysis_function_colours() -> tuple[str, ...]:
    """The Analysis Function's categorical palette, at lightnesses that differ in grey."""
    from afcharts.af_colours import get_af_colours

    return in_steps(tuple(str(colour) for colour in get_af_colours("categorical")[:4]))


def in_steps(colours: tuple[str, ...]) -> tuple[str, ...]:
    """The hues, moved to their place's lightness where they are off by more than a little, or too faint."""
    pairs = zip(colours, _LIGHTNESS, strict=False)
    return tuple(c if _fits(c, level) else with_lightness(c, level) for c, level in pairs)


def _fits(colour: str, level: float) -> bool:
    return abs(lightness(colour) - level) <= 3 and contrast(colour, "#FFFFFF") >= LEAST_CONTRAST


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes are in points at the picture's own width, so show it at that width or nearly.

    ``stand_alone`` puts title, subtitle, notes and source inside the picture, for mail or a file that
    travels alone. Raises SettingsError where a colour hasn't 3:1 contrast with the ground, or two of
    the first four look the same in grey.
    """

    colours: tuple[str, ...] = field(default_factory=analysis_function_colours)
    ink: str = "#1D1D1B"
    muted: str = "#505A5F"
    grid: str = "#D6D6D6"
    rest: str = "#8C9196"
    ground: str = "#FFFFFF"
    family: str = "Source Sans Pro"
    fallbacks: tuple[str, ...] = ("Source Sans 3", "Arial", "sans-serif")
    text: float = 9.0
    width_mm: float = 160.0
    stand_alone: bool = False
    png_scale: float = 2.0

    def __post_init__(self) -> None:
        for colour in (*self.colours, self.ink, self.muted, self.grid, self.rest, self.ground):
            try:
                rgb(colour)
            except ValueError as problem:
                raise SettingsError(f"the charts' colours: {problem}") from None
        if len(self.colours) < 4:
            raise SettingsError("charts need four colours", todo="Name at least four.")
        for colour in (*self.colours, self.ink, self.muted, self.rest):
            if contrast(colour, self.ground) < LEAST_CONTRAST - 0.01:
                raise SettingsError(
                    f"{colour} is too faint on {self.ground} for a chart",
                    todo=f"Choose one with a contrast of at least {LEAST_CONTRAST:g} to 1.",
                )
        levels = sorted(lightness(colour) for colour in self.colours[:4])
        if min(b - a for a, b in pairwise(levels)) < 8:
            raise SettingsError(
                "two of the charts' first four colours look alike in grey",
                todo="Choose colours that differ in lightness, or leave the colours out.",
            )

    @property
    def width(self) -> float:
        """The picture's width in points."""
        return self.width_mm * POINTS_PER_MM

    @property
    def is_small(self) -> bool:
        """Whether it is a picture for a phone."""
        return self.width <= _SMALL

    def narrow(self, width_mm: float = 78.0) -> Look:
        """The same look for a phone."""
        return replace(self, width_mm=width_mm)

    def colour(self, place: int) -> str:
        """The colour of the series in that place."""
        return self.colours[place % len(self.colours)]

    def ink_on(self, colour: str) -> str:
        """The ink that reads on a colour: the ground's or the text's."""
        return self.ground if contrast(self.ground, colour) >= 4.5 else self.ink

    def words(self, place: int) -> str:
        """The same colour, dark enough for text."""
        return readable(self.colour(place), self.ground)
