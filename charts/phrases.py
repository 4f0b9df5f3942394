"""Sentences from the language file with figures in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reckoner.charts.spec import Point
from reckoner.charts.values import figure_of, state_mark
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Part as SentencePart
from reckoner.reports.figures.printed import Printed, Sentence, plain
from reckoner.reports.figures.wording import Wording, spoken
from reckoner.reports.periods.period import Period

Part = str | Printed | Sentence
Choices = list[tuple[Sentence, ...]]
"""Ways to tell the same, from full to short."""
_MARK = "\x00"


@dataclass(frozen=True)
class Phrases:
    """Fills the templates under ``chart.`` in a language file; figures stay figures."""

    wording: Wording

    def say(self, key: str, **parts: Part) -> Sentence:
        """The words under ``chart.KEY`` with the parts filled in."""
        template = self.wording.language.say(
            f"chart.{key}", **{name: f"{_MARK}{name}{_MARK}" for name in parts}
        )
        found: list[SentencePart] = []
        for place, piece in enumerate(template.split(_MARK)):
            if place % 2 == 0:
                found.append(piece)
                continue
            part = parts[piece]
            found += list(part) if isinstance(part, tuple) else [part]
        return tidy(found)

    def word(self, key: str) -> str:
        """Plain words under ``chart.KEY``."""
        return self.wording.language.say(f"chart.{key}")

    def figure(self, figure: Figure) -> Printed:
        """A figure as it is said: as the chart prints it, times in full."""
        return self.wording.word(figure, spoken(figure, self.wording.millions))

    def move(self, before: Figure, after: Figure) -> str:
        """Rose, fell or did not change, by the values as printed."""
        return self.wording.language.say(
            f"step.rose_or_fell.{direction(self.figure(before), self.figure(after))}"
        )

    def period(self, period: Period) -> str:
        """The period in words."""
        return self.wording.period(period)

    def listed(self, items: Sequence[Sentence], between: str = "comma") -> Sentence:
        """Items with commas between them and "and" before the last, or semicolons throughout."""
        if between == "semicolon":
            return joined(items, self.word("semicolon"))
        if len(items) < 2:
            return joined(items, "")
        return tidy([*joined(items[:-1], self.word("comma")), self.word("and"), *items[-1]])


def direction(before: Printed, after: Printed) -> Literal["up", "down", "same"]:
    """ "up", "down" or "same" between two figures as printed."""
    if before.rounded == after.rounded:
        return "same"
    return "up" if after.rounded > before.rounded else "down"


def joined(items: Iterable[Sentence], between: str) -> Sentence:
    """Sentences in a row."""
    found: list[SentencePart] = []
    for item in items:
        found += [between, *item] if found else [*item]
    return tidy(found)


def tidy(parts: Iterable[SentencePart]) -> Sentence:
    """The parts with neighbouring texts run together."""
    found: list[SentencePart] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)


def length(sentence: Sentence) -> int:
    """Its length in characters."""
    return len(plain(sentence))


def shortened(words: str, most: int) -> str:
    """The words within so many characters: cut where a clause ends in the second half, or else at a word."""
    words = words.strip().rstrip(".")
    if len(words) <= most:
        return words
    kept = words[: most - 1]
    clause = max(kept.rfind(mark) for mark in (",", ";", " (", " – "))
    if clause > most / 2:
        return kept[:clause].rstrip(" ,;:")
    return kept[: max(kept.rfind(" "), 1)].rstrip(" ,;:") + "…"


def short_move(name: str, stretch: list[Point], phrases: Phrases) -> Sentence:
    """How something moved from one point to the other: "Arrests rose from 60 to 67"."""
    first, last = figure_of(stretch[0]), figure_of(stretch[-1])
    moved = phrases.move(first, last)
    return phrases.say(
        "alt.short_move", name=name, moved=moved, first=phrases.figure(first), last=phrases.figure(last)
    )


def item(point: Point, phrases: Phrases) -> Sentence:
    """One point in words: "304 in January to August 2025 (part year)", "Arrests 67%"."""
    value = phrases.figure(point.figure) if point.figure else state_mark(point, phrases.wording)
    if point.period is None:
        return phrases.say("alt.category", label=point.label, value=value)
    period = phrases.period(point.period)
    if point.partial:
        period = phrases.wording.language.say("chart.part", period=period)
    return phrases.say("alt.dated", value=value, period=period)
