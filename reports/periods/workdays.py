"""Working days: one walker that is told by a predicate which days count, and what is counted with it.

Clear days count neither the day from which nor the day to which they run. Weekends and bank holidays
don't count; an office's own closure does, since it is the office's choice and not a public holiday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice

from reckoner.reports.periods.period import Period

Counts = Callable[[date], bool]
_LONGEST_BREAK = 366


def walk(day: date, counts: Counts, *, back: bool = False) -> Iterator[date]:
    """The days after ``day`` (before it where ``back``) that count, nearest first; ``day`` isn't one.

    Raises ValueError where no day counts for a year on end.
    """
    step = timedelta(days=-1 if back else 1)
    passed = 0
    while passed < _LONGEST_BREAK:
        day += step
        passed += 1
        if counts(day):
            yield day
            passed = 0
    raise ValueError(
        f"no working day in the year {'before' if back else 'after'} {day}: look at the closures"
    )


def nth(day: date, number: int, counts: Counts, *, back: bool = False) -> date:
    """The ``number``-th day that counts after (before) ``day``; with zero, the day itself."""
    return next(islice(walk(day, counts, back=back), number - 1, None)) if number else day


def on_or_after(day: date, counts: Counts) -> date:
    """The day itself where it counts, else the next that does."""
    return day if counts(day) else nth(day, 1, counts)


def on_or_before(day: date, counts: Counts) -> date:
    """The day itself where it counts, else the last one before it."""
    return day if counts(day) else nth(day, 1, counts, back=True)


def nth_of(period: Period, number: int, counts: Counts) -> date:
    """The ``number``-th day of a period that counts; negative numbers count from its end (-1 is the last).

    Raises ValueError where the period has too few.
    """
    back = number < 0
    edge = period.end if back else period.start - timedelta(days=1)
    found = nth(edge, abs(number), counts, back=back)
    if found not in period:
        raise ValueError(f"{period} has fewer than {abs(number)} working days")
    return found


def clear_days_before(event: date, number: int, counts: Counts, works: Counts) -> date:
    """The last day on which a paper may go out with ``number`` clear days between it and the event.

    ``counts`` says which days count towards them, ``works`` on which days somebody is there to send it.
    """
    first_clear = nth(event, number, counts, back=True)
    return nth(first_clear, 1, works, back=True)
