"""Old figures: each figure's period held against the edition's own.

A figure may be older than the edition by the rhythm of its measure: a quarterly figure by a quarter. A report
on a year or a quarter has figures of that time, but for what comes more seldom. What is
older is a finding, unless the words near it say its period or somebody accepts it with a reason
(``accept_old:`` in front matter).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reckoner.reports.compose.occasion import Occasion
from reckoner.reports.errors import Place
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.wording import Wording
from reckoner.reports.findings import Finding, Severity
from reckoner.reports.periods.period import Period, months_later

OLD, ACCEPTED, OLD_EDITION = "old-figure", "accepted-old", "old-edition"
LATEST = "latest"
_YEARLY = ("financial year", "year")
_MOST = 4  # figures that one finding names
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")


def period_of(occasion: Occasion, periods: Mapping[str, Period]) -> Period | None:
    """The edition's own latest period: of a year or a quarter itself, else what it calls ``latest``.

    A meeting's edition without one has the newest of its named periods that is over, or the last whole month.
    """
    if occasion.own and occasion.own.month_count != 1:
        return occasion.own
    if LATEST in periods:
        return periods[LATEST]
    if occasion.own:
        return occasion.own
    over = [period for period in periods.values() if period.last <= occasion.dated]
    if over:
        return max(over, key=lambda period: (period.end, period.start))
    return Period.months(occasion.dated.year, occasion.dated.month).shifted(-1)


def is_long_ago(own: Period, occasion: Occasion) -> bool:
    """Whether a period ended longer before the edition's day than two editions lie apart."""
    return own.end < months_later(occasion.dated, -occasion.interval)


def up_to(measure: Measure, own: Period) -> Measure:
    """The measure as the edition knows it: without what came after its period."""
    known = tuple(each for each in measure.observations if each.period.end <= own.end)
    return replace(measure, observations=known)


def own_period(measure: Measure, own: Period | None) -> Period | None:
    """The period that a figure is asked for without one: the edition's, in the measure's rhythm.

    It rests on the rhythm and not on which values have arrived, so that a newer value changes nothing. A
    measure without a rhythm gives its last period that the edition knows.
    """
    if own is None:
        return measure.periods[-1] if measure.periods else None
    if measure.unit.kind == "grade":  # given when inspectors come, in no rhythm; a year's may come within it
        return max((period for period in measure.periods if period.start < own.end), default=own)
    known = up_to(measure, own).periods
    if not known:
        return own
    lengths = {period.month_count for period in known}
    length = next(iter(lengths))
    if len(lengths) > 1 or not length or not own.month_count:
        return known[-1]
    if length < own.month_count and measure.over_time.rule != "none":
        return own
    first = known[0]
    apart = (own.end.year - first.end.year) * 12 + own.end.month - first.end.month
    return first.shifted(apart // length * length)


@dataclass
class Freshness:
    """Judges the figures of one edition. ``interval`` is how many months lie between two editions."""

    catalogue: Catalogue
    wording: Wording
    interval: int
    own: Period | None = None
    accepted: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def noted(self, figure: Figure) -> Figure:
        """The figure; an old one that is accepted carries the reason into the ledger."""
        reason = self._reason(figure) if self.is_old(figure) else ""
        return replace(figure, notes=(*figure.notes, f"old, accepted: {reason}")) if reason else figure

    def is_old(self, figure: Figure) -> bool:
        """Whether its period ended longer before the edition's than its rhythm allows."""
        period, own = figure.period, self.own
        if period is None or own is None or period.start >= own.start or period.overlaps(own):
            return False
        return not self._is_base(figure) and period.end < months_later(own.end, -self._allowed(figure, own))

    def find(
        self, figures: Iterable[Printed], text: str, where: Place, severity: Severity = "warning"
    ) -> Iterator[Finding]:
        """What is old among the figures of one place, whose words are ``text``: a finding for each period."""
        here = tuple(figures)
        fresh = {each.figure.name for each in here if each.figure.period and not self.is_old(each.figure)}
        by_period: dict[Period, dict[str, Printed]] = {}
        for printed in here:
            figure = printed.figure
            if figure.name in fresh:
                continue  # it stands beside its newer value, to be compared with
            if figure.period and self.is_old(figure) and not self._says(text, figure.period):
                if reason := self._reason(figure):
                    yield self._accepted(printed, reason, where)
                else:
                    by_period.setdefault(figure.period, {}).setdefault(figure.name, printed)
        for period, old in by_period.items():
            yield self._old(period, list(old.values()), where, severity)

    def _old(self, period: Period, old: list[Printed], where: Place, severity: Severity) -> Finding:
        named = [f"{printed.figure.name} ({printed.text})" for printed in old]
        more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
        verb = "is" if len(named) == 1 else "are"
        return Finding(
            severity, OLD,
            f"{', '.join(named[:_MOST])}{more} {verb} of {period}, and this edition is for {self.own}",
            str(where),
            todo=f"Bring the newer figure, write {self.wording.period(period)!r} beside it, or accept it: "
            f'`accept_old: {{{old[0].figure.name}: "why it may stand"}}` in front matter.',
        )  # fmt: skip

    def _accepted(self, printed: Printed, reason: str, where: Place) -> Finding:
        figure = printed.figure
        what = f"{figure.name} ({printed.text}) is of {figure.period}, and was accepted: {reason}"
        return Finding("note", ACCEPTED, what, str(where))

    def _reason(self, figure: Figure) -> str:
        for name, reason in self.accepted.items():
            if figure.name == name or figure.name.startswith(f"{name}."):
                self.used.add(name)
                return reason
        return ""

    def _item(self, figure: Figure) -> Measure | Fact | None:
        parts = figure.name.split(".")
        names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((self.catalogue.entries[name] for name in names if name in self.catalogue), None)

    def _is_base(self, figure: Figure) -> bool:
        """Whether it is there to be compared with: then it is older by its nature."""
        item = self._item(figure)
        return item is not None and "before" in figure.name.removeprefix(item.name).split(".")

    def _allowed(self, figure: Figure, own: Period) -> int:
        """How many months it may be older: its rhythm. In a report on a year or a quarter each figure that
        could be of that time has to be."""
        rhythm, length = self._rhythm(figure), own.month_count or 1
        return 0 if 1 < length >= rhythm else rhythm

    def _rhythm(self, figure: Figure) -> int:
        """How many months lie between values; a fact has the longer of its own period and the interval."""
        item, period = self._item(figure), figure.period
        assert period is not None
        length = period.month_count or 0
        if not isinstance(item, Measure):
            return max(length, self.interval)
        if period in item.periods:
            return length or self.interval
        return min((each.month_count for each in item.periods if each.month_count), default=self.interval)

    def _says(self, text: str, period: Period) -> bool:
        """Whether the words name the period: as it is written here, or by its months and years.

        A month of the twelve before the edition's needs no year.
        """
        if says_period(text, period, self.wording):
            return True
        own = self.own
        recent = own is not None and period.start >= months_later(own.end, -12)
        return recent and period.shape not in _YEARLY and _months_in(text, period, self.wording)


def says_period(text: str, period: Period, wording: Wording) -> bool:
    """Whether a text names the period: as it is written here, or by its months and years."""
    if any(label in text for label in (wording.period(period), wording.short_period(period), str(period))):
        return True
    years = {str(period.start.year), str(period.last.year)}
    if period.shape in _YEARLY:
        short = f"{period.last.year % 100:02}"
        joint = rf"{period.start.year}\s*(?:[/–-]|to|and)\s*(?:{period.last.year}|{short})\b"
        return bool(re.search(joint, text)) if period.shape == "financial year" else years <= _years(text)
    return years <= _years(text) and _months_in(text, period, wording)


def _months_in(text: str, period: Period, wording: Wording) -> bool:
    """Whether a text names the first and the last month of a period."""
    months = {wording.language.calendar.months[day.month - 1] for day in (period.start, period.last)}
    return all(re.search(rf"\b{month}\b", text) for month in months)


def _years(text: str) -> set[str]:
    return set(_YEAR.findall(text))
