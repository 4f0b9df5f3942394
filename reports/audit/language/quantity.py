"""A number read from text: its value, how exactly it is stated, and how it is hedged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["count", "money", "percent", "points", "times", "part", "clock"]
Hedge: TypeAlias = Literal["", "about", "over", "under", "nearly", "least", "most"]

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Quantity:
    """``ulp`` is the last place that was written (0.1 for 43.5; 100,000 for £1.3m; 1 for 1,238); ``kind``
    "part" is a share in words (a fifth: value 20, in per cent), "clock" a duration in seconds;
    ``measured`` is what was weighed or timed and so rounded; ``unit`` is the currency of money,
    ``scale`` the thousand or million that stands behind the digits."""

    value: Decimal
    kind: Kind
    ulp: Decimal
    text: str
    hedge: Hedge = ""
    in_words: bool = False
    sign: Literal["", "+", "-"] = ""
    upper: Decimal | None = None
    measured: bool = False
    unit: str = ""
    scale: Decimal = Decimal(1)

    @property
    def low(self) -> Decimal:
        """The least that rounds to what is written."""
        return self.value if self.is_whole else self.value - self.ulp / 2

    @property
    def high(self) -> Decimal:
        """The most that rounds to what is written."""
        return self.value if self.is_whole else self.value + self.ulp / 2

    @property
    def is_whole(self) -> bool:
        """A count to the last one: nothing was rounded away, unless it is hedged or was weighed or timed."""
        return self.kind == "count" and self.ulp == 1 and not self.hedge and not self.measured

    @property
    def rounded_to(self) -> Decimal:
        """The place of its last digit that isn't zero: 100 for 1,200."""
        place = self.ulp
        while self.value and self.value % (place * 10) == 0:
            place *= 10
        return place

    @property
    def is_share(self) -> bool:
        """A part of a hundred, in figures or in words."""
        return self.kind in ("percent", "part")


def shown(value: Decimal, kind: Kind = "count", places: int | None = None, unit: str = "") -> str:
    """A computed value for a person: at most ``places`` decimals, with its unit."""
    if kind == "clock":
        seconds = int(value)
        return f"{'-' if seconds < 0 else ''}{abs(seconds) // 60}:{abs(seconds) % 60:02}"
    if places is None:
        places = 0 if value == value.to_integral_value() else 2
    number = f"{abs(value):,.{places}f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    sign = "-" if value < 0 else ""
    ends = {"money": (unit or "£", ""), "percent": ("", "%"), "part": ("", "%"),
            "points": ("", " percentage points"),
            "times": ("", " times")}  # fmt: skip
    before, after = ends.get(kind, ("", ""))
    return f"{sign}{before}{number}{after}"
