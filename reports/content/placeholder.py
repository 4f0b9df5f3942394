"""What stands between ``{{`` and ``}}``: a name, steps, a period and a style. No expressions, no calls.

::

    {{ NAME }}                        a figure: crimes_solved.solved
    {{ NAME.STEP.STEP }}              before, change, percent_change, points_change, share, total;
                                      words that follow the sign: rose_or_fell, more_or_fewer, ...
                                      words that need evidence: trend_words; of grades: improved_or_declined
    {{ NAME at PERIOD }}              a period of the edition's front matter, or written: 2024-01..2024-10
    {{ NAME.change since PERIOD }}    compared with that period, not with the same months a year earlier
    {{ NAME as STYLE, STYLE }}        0 dp, 1 dp, in words, £m, millions, mm:ss, no unit, no qualifier, signed
    {{ period NAME }}                 a period in words
    {{ date NAME }}                   a date of the edition: meeting
    {{ office NAME }}                 what office.yaml says on the edition's day: force, area, body, ...
    {{ chart NAME }}, {{ table NAME }}  alone in a paragraph
    {{ to_come "WHAT", from: PERSON, by: 2026-01-20 }}  a figure that somebody still has to bring
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import cast

from reckoner.reports.errors import nearest
from reckoner.reports.figures.comparison import STEP_NAMES, StepName
from reckoner.reports.figures.trend import TREND_WORDS
from reckoner.reports.figures.wording import PLAIN, NumberStyle

GRADE_WORDS = "improved_or_declined"
WORD_STEPS = (
    "rose_or_fell", "rise_or_fall", "increase_or_decrease", "increased_or_decreased",
    "more_or_fewer", "more_or_less", "higher_or_lower", "up_or_down",
    TREND_WORDS, GRADE_WORDS,
)  # fmt: skip
TO_COME = "to_come"
_COMING = re.compile(
    r"""to_come\s+["'“‘](?P<what>[^"“”]*[^\s"“”])["'”’]\s*,\s*from:\s*(?P<person>[\w.-]+)"""
    r"""\s*,\s*by:\s*(?P<by>[0-9-]+)"""
)
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+")
_PARTS = re.compile(
    r"(?P<name>\S+)(?:\s+at\s+(?P<period>\S+))?(?:\s+since\s+(?P<since>\S+))?(?:\s+as\s+(?P<style>.+))?",
    re.DOTALL,
)


def _with_decimals(places: int, style: NumberStyle) -> NumberStyle:
    return replace(style, decimals=places)


_STYLES: dict[str, Callable[[NumberStyle], NumberStyle]] = {
    **{f"{places} dp": partial(_with_decimals, places) for places in range(7)},
    "in words": lambda style: replace(style, form="in words"),
    "£m": lambda style: replace(style, form="£m"),
    "millions": lambda style: replace(style, form="millions", with_unit=False),
    "mm:ss": lambda style: replace(style, form="mm:ss"),
    "no unit": lambda style: replace(style, with_unit=False),
    "no qualifier": lambda style: replace(style, with_qualifier=False),
    "signed": lambda style: replace(style, sign="always"),
}
STYLE_NAMES = tuple(_STYLES)


class BadPlaceholder(ValueError):
    """The text between the braces is not a placeholder; the sentence says what it should be."""


@dataclass(frozen=True, slots=True)
class FigureReference:
    """A figure, or a word that follows its sign, asked for by name."""

    name: str
    steps: tuple[StepName, ...] = ()
    word: str | None = None
    period: str | None = None
    since: str | None = None
    style: NumberStyle = PLAIN


@dataclass(frozen=True, slots=True)
class PeriodReference:
    """A period of the edition, in words."""

    name: str


@dataclass(frozen=True, slots=True)
class DateReference:
    """A date of the edition."""

    name: str


@dataclass(frozen=True, slots=True)
class OfficeReference:
    """A name of the office's dated entries, such as that of its force."""

    name: str


@dataclass(frozen=True, slots=True)
class SlotReference:
    """A chart or a table that stands alone."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class ToCome:
    """A figure that is still to come: what it is, the id of who brings it, and the last day for it."""

    what: str
    person: str
    by: date


Reference = FigureReference | PeriodReference | DateReference | OfficeReference | SlotReference | ToCome
_WORDED: dict[str, Callable[[str], Reference]] = {
    "period": PeriodReference,
    "date": DateReference,
    "office": OfficeReference,
    "chart": lambda name: SlotReference("chart", name),
    "table": lambda name: SlotReference("table", name),
}


def parse_placeholder(source: str) -> Reference:
    """Read what stood between the braces. Raises BadPlaceholder."""
    text = " ".join(source.split())
    first, _, rest = text.partition(" ")
    if first == TO_COME:
        return _to_come(text)
    if first in _WORDED and rest:
        if " " in rest:
            raise BadPlaceholder(f"{text!r} names more than one {first}; write {{{{ {first} NAME }}}}")
        return _WORDED[first](rest)
    match = _PARTS.fullmatch(text)
    if not match:
        raise BadPlaceholder(
            f"{text!r} is not a placeholder; write NAME, NAME at PERIOD, NAME.change since PERIOD "
            "or NAME as STYLE"
        )
    name, steps, word = _split(match["name"])
    return FigureReference(name, steps, word, match["period"], match["since"], _style(match["style"]))


def _to_come(text: str) -> ToCome:
    match = _COMING.fullmatch(text)
    if not match:
        raise BadPlaceholder(
            f"{text!r} doesn't say what is to come, from whom and by when; "
            'write {{ to_come "999 calls, October", from: PERSON, by: 2026-01-20 }}'
        )
    try:
        by = date.fromisoformat(match["by"])
    except ValueError:
        raise BadPlaceholder(f"{match['by']!r} is not a day; write it as 2026-01-20") from None
    return ToCome(match["what"].strip(), match["person"], by)


def _split(dotted: str) -> tuple[str, tuple[StepName, ...], str | None]:
    if not _NAME.fullmatch(dotted):
        raise BadPlaceholder(f"{dotted!r} is not a name; names look like crimes_solved.solved")
    parts = dotted.split(".")
    word = parts.pop() if parts[-1] in WORD_STEPS else None
    steps: list[StepName] = []
    while len(parts) > 2 and parts[-1] in STEP_NAMES:
        steps.insert(0, cast(StepName, parts.pop()))
    return ".".join(parts), tuple(steps), word


def _style(text: str | None) -> NumberStyle:
    style = PLAIN
    for wish in (text or "").split(","):
        wish = wish.strip()
        if wish and wish not in _STYLES:
            raise BadPlaceholder(f"there is no style {wish!r}. {nearest(wish, _STYLES)}")
        style = _STYLES[wish](style) if wish else style
    return style
