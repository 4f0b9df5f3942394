"""A figure: one number that knows its unit, its period, where it comes from and how it was computed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NoReturn

from reckoner.reports.figures.unit import Unit
from reckoner.reports.periods.period import Period

Qualifier = Literal["exact", "about", "over", "under", "nearly", "at least", "up to"]
Operation = Literal[
    "change",
    "percent change",
    "points change",
    "share",
    "total",
    "average",
    "weighted average",
    "ratio",
    "rate",
    "per month",
    "last",
    "usual range",
    "outside",
    "run",
    "trend",
    "near",
    "interval",
]
_LIMIT = Decimal(10) ** 18  # more than any count of people, pounds or seconds


@dataclass(frozen=True, slots=True)
class Computed:
    """How a figure was computed: the operation, and what went in, in the order the formula names."""

    operation: Operation
    inputs: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A finite number of ``unit``.

    ``name`` is what editors call it. ``origins`` are ids of the sources it rests on, its inputs'
    included. ``published`` marks a derived value quoted as its source printed it, because the base
    isn't known. ``decimals`` is the precision to print where the editor names none. ``noun`` says what
    is counted. ``called`` is what stands for its period where that is no date, ``worked_out`` how an
    editor came to it where its source doesn't print it. ``notes`` are cautions that belong in the ledger,
    such as a break in the series.

    It refuses to become text by itself, so that no number reaches a page without passing the
    wording, where it is rounded once and can be recorded.
    """

    value: Decimal
    unit: Unit
    name: str
    period: Period | None = None
    origins: tuple[str, ...] = ()
    qualifier: Qualifier = "exact"
    computed: Computed | None = None
    published: bool = False
    decimals: int | None = None
    noun: str = ""
    notes: tuple[str, ...] = ()
    called: str = ""
    worked_out: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{self.name}: a figure's value is a Decimal, not {type(self.value).__name__}")
        if not self.value.is_finite() or self.value.copy_abs() >= _LIMIT:
            raise ValueError(f"{self.name}: {self.value:.6g} is not a number that can be printed")

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two figures one, however each was asked for."""
        return self.value, self.unit, self.period, self.origins

    @property
    def is_hedged(self) -> bool:
        """Whether the source gives it only roughly ("over 16,000")."""
        return self.qualifier != "exact"

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError(f"the figure {self.name} can't be used as text: word it first")

    __str__ = __format__ = __html__ = _refuse
