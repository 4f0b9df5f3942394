"""Numbers as people write them: commas between thousands, a point before decimals, nothing else."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
_LONGEST = 40


def parse_number(text: str) -> Decimal | None:
    """The number that the text writes, or None."""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", ""))


def number_hint(text: str) -> str | None:
    """What to do about a text that is nearly a number."""
    if re.fullmatch(r"[-+]?\d+,\d+", text):
        return "Write decimals with a point; commas stand only between thousands."
    if re.fullmatch(r"£?[\d.,]+ ?[mkbn]+", text, re.IGNORECASE):
        return "Write the number in full."
    return None


def tidy(text: str) -> str:
    """Without the blanks around it; no-break spaces count as blanks, a true minus sign as a hyphen."""
    text = " ".join(text.split())
    return text.replace("\N{MINUS SIGN}", "-") if text.startswith("\N{MINUS SIGN}") else text
