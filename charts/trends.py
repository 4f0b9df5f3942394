"""How one value moved against an earlier one, in words, where the two may be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reckoner.charts.phrases import Phrases, direction
from reckoner.charts.spec import Point
from reckoner.reports.figures.arithmetic import change, percent_change, points_change
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Direction
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.unit import PERCENT, POINTS


@dataclass(frozen=True, slots=True)
class Move:
    """Which way, and the sentence that says by how much against which period."""

    way: Literal["up", "down", "same"]
    sentence: Sentence


def move_of(
    before: Point, now: Point, good: Direction, phrases: Phrases, *, dated: bool = True
) -> Move | None:
    """The move, or None where a value is missing or the periods aren't of one length.

    Without its date it stands beside the earlier value, which has it.
    """
    if before.figure is None or now.figure is None:
        return None
    try:
        by = _difference(now.figure, before.figure)
    except ValueError:
        return None
    way = direction(phrases.figure(before.figure), phrases.figure(now.figure))
    printed = phrases.wording.word(by)
    then = phrases.period(before.period) if before.period else before.label

    def said(key: str, **parts: Printed) -> Sentence:
        return (
            phrases.say(f"tile.{key}", period=then, **parts) if dated else phrases.say(f"move.{key}", **parts)
        )

    if way == "same":
        return Move("same", said("same"))
    if printed.rounded == 0:
        return Move(way, said("almost"))
    sentence = said(way, change=printed)
    if good == "neither":
        return Move(way, sentence)
    return Move(way, phrases.say("tile.better" if way == good else "tile.worse", move=sentence))


def _difference(now: Figure, before: Figure) -> Figure:
    if now.unit == PERCENT:
        return points_change(now, before)
    if now.unit == POINTS or before.value <= 0:
        return change(now, before)
    return percent_change(now, before)
