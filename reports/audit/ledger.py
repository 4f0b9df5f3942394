"""Known figures, and whether a text quotes each of them with its value, unit, period and direction."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reckoner.reports.audit.document import Document
from reckoner.reports.audit.finding import Finding, Severity
from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.judge import band_of
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.language.sentence import Sentence, sentences_of, stem
from reckoner.reports.audit.language.time_of import bind_times
from reckoner.reports.audit.language.token import tokens_of
from reckoner.reports.audit.language.vocabulary import STOPS
from reckoner.reports.audit.language.when import When, find_when
from reckoner.reports.audit.relations.claim import Claims, passage
from reckoner.reports.audit.slip import is_slip_of
from reckoner.reports.errors import InputError, Place
from reckoner.reports.figures.ledger import LedgerRow, read_rows
from reckoner.reports.periods.period import Period

_MOST_FIGURES = 20_000
_NEAR = Decimal("0.2")  # without a time: further off it counts a part, or something else
_SAME = Decimal("0.5")
_OPTIONAL = ("place", "printed", "name", "how", "origin ids")


@dataclass(frozen=True)
class KnownFigure:
    """A figure of a ledger: ``unit`` as the ledger names it, ``period`` as written there, ``noun`` what it
    counts.
    """

    name: str
    value: Decimal
    unit: str
    period: str
    noun: str
    printed: str = ""

    @property
    def words(self) -> frozenset[str]:
        """The stems of its noun."""
        return frozenset(
            stem(word) for word in self.noun.lower().split() if word not in STOPS and len(word) > 2
        )

    @property
    def when(self) -> When | None:
        """Its period as a time of the text."""
        return _when(self.period)


def _when(period: str) -> When | None:
    """A period as written in a ledger (2023-24, 2025-01..2025-10, 2024) as a time."""
    try:
        read = Period.parse(period) if period else None
    except ValueError:
        tokens = tokens_of(period)
        found = find_when(tokens, 0) if tokens else None
        return found[0] if found else None
    if read is None:
        return None
    months = read.month_count
    order = read.start.year + (read.start.month - 1) / 12
    if months == 12:
        return When("year" if read.start.month == 1 else "financial year", order, 12, text=period)
    return When("month" if months == 1 else "months", order, months, text=period)


def read_ledger(text: str, shown_name: str) -> list[KnownFigure]:
    """The figures of a ``figures.csv``. Raises InputError where its columns are missing or hold no number."""
    try:
        rows = read_rows(text.removeprefix("\ufeff"), _OPTIONAL)
    except KeyError as missing:
        raise InputError(
            f"it has no column {missing.args[0]}", Place(shown_name), "Give a draft's figures.csv."
        ) from None
    except csv.Error as problem:
        raise InputError(f"it is no CSV: {problem}", Place(shown_name)) from None
    return [_known(row, number, shown_name) for number, row in enumerate(rows, 2)][:_MOST_FIGURES]


def _known(row: LedgerRow, number: int, name: str) -> KnownFigure:
    try:
        value = Decimal(row.value.replace(",", ""))
    except InvalidOperation:
        raise InputError(f"{row.value!r} is no number", Place(name, number)) from None
    return KnownFigure(row.name, value, row.unit, row.period, row.noun, row.printed)


def against_ledger(document: Document, known: Sequence[KnownFigure], claims: Claims) -> Iterator[Finding]:
    """Numbers of the text that speak of a known figure and differ from it, by value, period or direction."""
    heads: dict[str, list[KnownFigure]] = {}
    for figure in known:
        for word in figure.words if figure.unit != "grade" else ():
            heads.setdefault(word, []).append(figure)
    for block in document.blocks():
        for sentence in sentences_of(block):
            if sentence.quantities:
                yield from _sentence(sentence, heads, claims)


def _sentence(sentence: Sentence, heads: dict[str, list[KnownFigure]], claims: Claims) -> Iterator[Finding]:
    changes = {change.at: change for change in changes_of(sentence)}
    times = bind_times(sentence.items)
    only = [item.when for item in sentence.items if item.when is not None]
    for at in sentence.quantities:
        quantity = sentence.items[at].quantity
        noun = sentence.noun(at)
        if quantity is None:
            continue
        when = times.get(at) or (only[0] if len(only) == 1 else None)
        around = _around(sentence, at)
        about = _about(frozenset(noun) or around, around, quantity, heads)
        if not noun:  # "crimes solved: 8,665": without what is counted behind it only a slip is told
            about = [figure for figure in about if is_slip(quantity, figure)]
        if about and _is_another(quantity, about, heads):
            continue
        if not about:
            continue
        claims.count("ledger", sentence.text)
        if at in changes:
            yield from _direction(sentence, at, quantity, changes[at].direction, about)
        else:
            yield from _value(sentence, at, quantity, when, about)


def _is_another(
    quantity: Quantity, about: Sequence[KnownFigure], heads: dict[str, list[KnownFigure]]
) -> bool:
    """Whether a number that fits none of these is another figure of the ledger."""
    low, high = band_of(quantity)
    if any(low <= abs(figure.value) <= high for figure in about):
        return False
    unit = about[0].unit
    others = (figure for figures in heads.values() for figure in figures if figure.unit == unit)
    return any(low <= abs(figure.value) <= high for figure in others)


def is_slip(quantity: Quantity, figure: KnownFigure) -> bool:
    """Whether a number is a figure with one digit wrong, two changed over, or one too many."""
    printed = figure.printed or shown(figure.value)
    near = (
        _SAME * abs(figure.value) < abs(quantity.value) < 20 * abs(figure.value)
    )  # less may be a part of it
    return near and is_slip_of(quantity.text, printed)


def _around(sentence: Sentence, at: int) -> frozenset[str]:
    """The words around a number up to the next ones: "the force solved 8,665 crimes" has "solved"
    before it.
    """
    words: set[str] = set()
    for way in (range(at - 1, max(-1, at - 7), -1), range(at + 1, min(len(sentence.items), at + 9))):
        for index in way:
            item = sentence.items[index]
            if item.kind in ("quantity", "range") or item.lower in (".", ";", ":"):
                break
            words.add(stem(item.lower))
    return frozenset(words)


def _about(
    noun: frozenset[str], around: frozenset[str], quantity: Quantity, heads: dict[str, list[KnownFigure]]
) -> list[KnownFigure]:
    """The known figures that count just this, in this unit: what is counted stands behind the number, and all
    else of the figure's name around it."""
    candidates = {id(figure): figure for word in noun for figure in heads.get(word, ())}
    kinds = {"money": ("£",), "percent": ("%",), "points": ("points", "percentage points")}
    units = kinds.get(quantity.kind)
    return [
        figure
        for figure in candidates.values()
        if figure.words
        and figure.words <= noun | around
        and (figure.unit in units if units else figure.unit not in ("£", "%", "points"))
    ]


def _value(
    sentence: Sentence, at: int, quantity: Quantity, when: When | None, about: list[KnownFigure]
) -> Iterator[Finding]:
    low, high = band_of(quantity)
    fits = [figure for figure in about if low <= abs(figure.value) <= high]
    if fits:
        if when is None or when.is_relative or any(_same_time(figure, when) for figure in fits):
            return
        figure = fits[0]
        if figure.when is not None and any(_same_time(other, when) for other in about):
            because = f"{quantity.text} is the figure for {figure.period}, not for {when.text}."
            yield passage(sentence, "error", "ledger-period", quantity.text, figure.period, because, at)
        return
    levels = [figure for figure in about if not figure.name.endswith("change") and figure.value]
    for figure in sorted(levels, key=lambda figure: abs(abs(figure.value) - quantity.value)):
        timed = when is not None and _same_time(figure, when)
        off = abs(abs(figure.value) - quantity.value) / abs(figure.value)
        slip = is_slip(quantity, figure) and (when is None or when.is_relative or _overlaps(figure, when))
        if slip or (timed and off <= _SAME) or (when is None and off <= _NEAR):
            value = figure.printed or shown(figure.value)
            because = f"the ledger gives {value} for {figure.noun}, {figure.period} ({figure.name})."
            sure: Severity = "error" if slip or timed or len({f.value for f in levels}) == 1 else "warning"
            yield passage(sentence, sure, "ledger-value", quantity.text, value, because, at)
            return


def _same_time(figure: KnownFigure, when: When) -> bool:
    own = figure.when
    return own is not None and abs(own.order - when.order) < 1e-6 and (own.months == when.months)


def _overlaps(figure: KnownFigure, when: When) -> bool:
    """Whether a time of the text holds some of the figure's own: "in 2025" and ten months of it."""
    own = figure.when
    if own is None or not own.months or not when.months:
        return False
    return own.order < when.order + when.months / 12 and when.order < own.order + own.months / 12


def _direction(
    sentence: Sentence, at: int, quantity: Quantity, way: str, about: Iterable[KnownFigure]
) -> Iterator[Finding]:
    low, high = band_of(quantity)
    for figure in about:
        if low <= abs(figure.value) <= high and figure.value:
            truly = "up" if figure.value > 0 else "down"
            if way in ("up", "down") and way != truly and figure.name.endswith("change"):
                because = f"the ledger's {figure.name} is {figure.value}: it went {truly}."
                yield passage(sentence, "error", "ledger-direction", quantity.text, truly, because, at)
            return
