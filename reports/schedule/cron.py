"""Cron's five fields: minute, hour, day of the month, month, day of the week; the last by name only.

Day numbers are refused: 1 is Monday to cron and Tuesday to some schedulers. A line that restricts both
days of the month and of the week is refused too: cron takes either, others take both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

_DAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MOST_TIMES = 24
_PART = re.compile(r"(\*|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:/([0-9]{1,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cron:
    """The days that a line of cron names. Monday is 0."""

    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]


def parse_cron(line: str) -> tuple[Cron, tuple[time, ...]]:
    """Read the five fields. Raises ValueError that says which field is wrong and why."""
    fields = line.split()
    if len(fields) != 5:
        raise ValueError(
            f"cron has five fields and {line[:40]!r} has {len(fields)}; write `cron: 0 7 * * mon`"
        )
    minute, hour, day, month, weekday = fields
    if day != "*" and weekday != "*":
        raise ValueError("name days of the month or days of the week, and put * for the other")
    if re.search(r"[0-9]", weekday.partition("/")[0]):
        raise ValueError(f"write days of the week by name (mon, tue, ... sun), not {weekday[:20]!r}")
    minutes, hours = _field("minute", minute, 0, 59), _field("hour", hour, 0, 23)
    if len(minutes) * len(hours) > _MOST_TIMES:
        raise ValueError(f"that is more than {_MOST_TIMES} times a day")
    rule = Cron(
        _field("day", day, 1, 31),
        _field("month", month, 1, 12, _MONTHS),
        _field("weekday", weekday, 0, 6, _DAYS),
    )
    _require_a_day(rule)
    return rule, tuple(time(h, m) for h in sorted(hours) for m in sorted(minutes))


def _require_a_day(rule: Cron) -> None:
    longest = max(29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31 for month in rule.months)
    if min(rule.days) > longest:
        raise ValueError("no such day is in any of these months")


def _field(
    name: str, text: str, least: int, most: int, names: Mapping[str, int] | None = None
) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"{part[:20]!r} is not a {name} of cron")
        first, last, step = match[2], match[3], int(match[4] or 1)
        start = least if first is None else _value(name, first, names)
        end = most if first is None or (match[4] and last is None) else _value(name, last or first, names)
        if not least <= start <= end <= most or step < 1:
            raise ValueError(f"{part[:20]!r} is not a {name} of cron, which runs from {least} to {most}")
        found.update(range(start, end + 1, step))
    return frozenset(found)


def _value(name: str, text: str, names: Mapping[str, int] | None) -> int:
    if names and text in names:
        return names[text]
    if text.isdecimal() and len(text) <= 2:
        return int(text)
    raise ValueError(f"{text[:20]!r} is not a {name} of cron")
