"""A sentence's parts after reading: words, quantities, times, and numbers that count nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.when import When

ItemKind: TypeAlias = Literal["word", "sign", "quantity", "range", "when", "name", "phone", "multiple"]


@dataclass(frozen=True, slots=True)
class Item:
    """``lower`` is the word or sign to compare; ``start`` and ``end`` are characters of the sentence."""

    kind: ItemKind
    lower: str
    start: int
    end: int
    quantity: Quantity | None = None
    when: When | None = None
