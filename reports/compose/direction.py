"""Words that claim a direction where the series shows none: a warning that names the usual range."""

from __future__ import annotations

from reckoner.reports.figures.trend import TREND_WORDS, Trend
from reckoner.reports.figures.wording import Wording, in_table
from reckoner.reports.findings import Finding
from reckoner.reports.prose import Placeholder

RULES = ("direction-in-noise",)


def unborne(word: str, name: str, trend: Trend, placeholder: Placeholder, wording: Wording) -> Finding:
    """The finding for a direction word whose values lie within their usual range, without a signal."""
    usual = trend.usual
    lower, upper, now = (
        wording.word(each, in_table(each)).text for each in (usual.lower, usual.upper, trend.now)
    )
    period, first = wording.period(trend.periods[-1]), wording.period(trend.periods[0])
    what = (
        f"“{word}” claims a change of {name}, but {now} in {period} lies within the usual range of "
        f"{lower} to {upper}, and no value since {first} that is compared is a sign of change"
    )
    todo = f"Write {{{{ {name}.{TREND_WORDS} }}}}, or give the two values and leave the direction out."
    return Finding("warning", RULES[0], what, str(placeholder.where), f"{{{{ {placeholder.source} }}}}", todo)
