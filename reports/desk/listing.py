"""The ledger of a draft as a list that is searched and put in order by its address alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

Row = dict[str, str]
# What a column is called, by its name in the address.
COLUMNS = {
    "number": "Number", "printed": "Printed", "name": "Name", "value": "Value", "period": "Period",
    "sources": "Source", "place": "Where it is printed",
}  # fmt: skip
_NUMBERS = ("number", "value")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def listing(rows: Sequence[Row], asked: Callable[[str], str]) -> dict[str, Any]:
    """What a page shows: the rows that hold each word of ``search``, in the order ``by`` a column.

    A column that isn't there orders by number, as a page does that is opened without one.
    """
    by = asked("by") if asked("by") in COLUMNS else "number"
    down = asked("way") == "down"
    search = asked("search")[:200]
    words = search.casefold().split()
    hits = [row for row in rows if all(word in _said(row) for word in words)]
    hits.sort(key=lambda row: _key(row, by), reverse=down)
    return {"rows": hits, "total": len(rows), "by": by, "down": down, "search": search, "columns": COLUMNS}


def _said(row: Row) -> str:
    return " ".join(row.get(name, "") for name in COLUMNS).casefold()


def _key(row: Row, by: str) -> tuple[float, str, int]:
    text = row.get(by, "")
    value = float(text) if by in _NUMBERS and _NUMBER.fullmatch(text) else 0.0
    number = row.get("number", "")
    return value, text.casefold() if by not in _NUMBERS else "", int(number) if number.isdecimal() else 0
