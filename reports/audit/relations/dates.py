"""Dates that can't be: a wrong weekday, a day no month has, a poll on another day than a Thursday.

Against: "Monday 19 December 2017" (a Tuesday). "31 April". "elected on 4 May 2024" (a Saturday: ordinary
polls in the United Kingdom are held on Thursdays, Representation of the People Act 1983 s.36 and s.37 and
the orders for Commissioners).
For: a weekday without a year.
"""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.language.vocabulary import WEEKDAY_NAMES
from reckoner.reports.audit.language.when import When, weekday_of
from reckoner.reports.audit.relations.claim import Claims, passage

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_THURSDAY = 3
_POLLS = frozenset({"elected", "polling", "election", "elections", "poll", "polls", "voted"})
_NOT_THE_POLL = frozenset(
    {"office", "sworn", "declared", "result", "results", "announced", "took", "inaugural", "by"}
)


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    for at, item in enumerate(sentence.items):
        if item.when is None or item.when.day is None or item.when.shape != "day":
            continue
        claims.count("weekday", sentence.text)
        yield from _impossible(sentence, at, item.when)
        yield from _weekday(sentence, at, item.when)
        yield from _poll(sentence, at, item.when)


def _text(sentence: Sentence, at: int) -> str:
    return sentence.text[sentence.items[at].start : sentence.items[at].end]


def _impossible(sentence: Sentence, at: int, when: When) -> Iterator[Finding]:
    assert when.day is not None
    year, month, day = when.day
    known = weekday_of(year, month, day) if year is not None else None
    if day > _DAYS[month - 1] or (year is not None and known is None):
        because = f"there is no {_text(sentence, at)}."
        yield passage(sentence, "error", "no-such-day", _text(sentence, at), "no such day", because, at)


def _weekday(sentence: Sentence, at: int, when: When) -> Iterator[Finding]:
    assert when.day is not None
    year, month, day = when.day
    if year is None or when.weekday is None:
        return
    truly = weekday_of(year, month, day)
    if truly is not None and truly != when.weekday:
        name = WEEKDAY_NAMES[truly]
        because = f"this date is a {name}, not a {WEEKDAY_NAMES[when.weekday]}."
        yield passage(sentence, "error", "weekday", _text(sentence, at), name, because, at)


def _poll(sentence: Sentence, at: int, when: When) -> Iterator[Finding]:
    assert when.day is not None
    year, month, day = when.day
    truly = weekday_of(year, month, day) if year is not None else None
    before = {item.lower for item in sentence.items[max(0, at - 9) : at]}
    near = (
        before & _POLLS
        and not before & _NOT_THE_POLL
        and sentence.items[at - 1].lower in ("on", "of", ",", "day", "election", "(")
    )
    if truly is not None and truly != _THURSDAY and near:
        name = WEEKDAY_NAMES[truly]
        because = f"this date is a {name}; polls are held on a Thursday. Is it the day of the count?"
        yield passage(sentence, "warning", "polling-day", _text(sentence, at), name, because, at)
