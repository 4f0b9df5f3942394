"""Which time belongs to which number of a sentence."""

from __future__ import annotations

from reckoner.reports.audit.language.item import Item
from reckoner.reports.audit.language.when import When


def bind_times(items: list[Item], taken: frozenset[int] = frozenset()) -> dict[int, When]:
    """Which time belongs to which quantity: the one it follows in its clause, or else the one it leads."""
    marks = [
        at
        for at, item in enumerate(items)
        if item.kind == "when" or (item.kind == "quantity" and at not in taken)
    ]
    bound: dict[int, When] = {}
    for place, at in enumerate(marks):
        when = items[at].when
        if when is None:
            continue
        before = marks[place - 1] if place else None
        after = marks[place + 1] if place + 1 < len(marks) else None
        if before is not None and items[before].when is None and _follows(items, before, at):
            bound.setdefault(before, when)
        elif after is not None and items[after].when is None and _leads(items, at, after):
            bound.setdefault(after, when)
    return bound


_CLAUSE_ENDS = frozenset({",", ".", ";", "and", "while", "whilst", "but", "compared", "against", ":"})


def _follows(items: list[Item], quantity: int, when: int) -> bool:
    return when - quantity <= 10 and not any(item.lower in _CLAUSE_ENDS for item in items[quantity:when])


def _leads(items: list[Item], when: int, quantity: int) -> bool:
    between = [item.lower for item in items[when + 1 : quantity]]
    if between[:1] in ([","], [":"]):
        between = between[1:]
    return len(between) <= 10 and not _CLAUSE_ENDS & set(between) and between[-1:] != ["from"]
