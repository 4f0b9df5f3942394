"""A cell as a file holds it, before anybody has said what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A number that its spreadsheet shows as a percentage: 0.1331 shown as 13.31%."""

    fraction: float


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell in which the spreadsheet shows an error, such as #REF!."""

    text: str


@dataclass(frozen=True, slots=True)
class MergedCell:
    """A cell that lies inside a merged range, but isn't its first."""

    range: str


@dataclass(frozen=True, slots=True)
class RaisedCell:
    """A text that ends in raised letters, as a note mark does: 20 with a raised 1, which is no 201."""

    text: str
    raised: str


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula whose value nobody has worked out: its program wrote it, and no spreadsheet opened it."""

    formula: str


@dataclass(frozen=True, slots=True)
class EmptyCell:
    """A cell that shows something and holds no value: a program wrote its text and forgot its type."""

    shown: str


Raw = (
    str
    | int
    | float
    | bool
    | Decimal
    | date
    | datetime
    | time
    | timedelta
    | PercentCell
    | ErrorCell
    | MergedCell
    | RaisedCell
    | FormulaCell
    | EmptyCell
)
"""What a reader hands over; None and "" are a blank cell."""
