"""What a file that isn't taken in yet would change, printed after ``take --dry-run``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reckoner.reports.cli.recall import print_reached
from reckoner.reports.cli.say import say

if TYPE_CHECKING:
    from reckoner.reports.recall.effects import Effects

_MOST = 20


def print_consequences(root: Path, module: str, take: Callable[[Path], object]) -> None:
    """What changes in open editions, then each delivered edition that printed an old value."""
    from reckoner.reports.drafts.history import history_of
    from reckoner.reports.recall.trial import consequences
    from reckoner.reports.settings.house import read_house

    house = read_house(root)
    found = consequences(house, module, take, history_of(house).rows())
    if not found.open and not found.delivered:
        say("No edition's words print a figure that it changes.")
    for each in found.open:
        _print_open(each)
    if found.delivered:
        say("These are out with the old values:")
    for reached in found.delivered:
        print_reached(reached)
    if found.delivered:
        say(f'Once it is taken in, draft their corrections: reckoner recall {module} --reason "..."')


def _print_open(effects: Effects) -> None:
    say(f"In {effects.edition}, which is open:")
    if effects.problem:
        say(f"  {effects.problem}")
    for sentence in effects.sentences:
        _print(f"{'' if at else 'sentence':10}{line}" for at, line in enumerate(sentence.lines()))
    for kind, values in (("chart", effects.charts), ("table", effects.tables), ("total", effects.totals)):
        _print(f"{kind:10}{value.line()}" for value in values[:_MOST])
        if len(values) > _MOST:
            say(f"  and {len(values) - _MOST} more in {kind}s")


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        say(f"  {line}")
