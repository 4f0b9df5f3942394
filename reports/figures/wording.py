"""Wording: the one place where a figure becomes text, and the only place where it is rounded.

Rounding is half up (away from zero at the half), as GOV.UK and the Office for National
Statistics do it, at the precision that is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from reckoner.reports.figures.figure import Figure, Operation
from reckoner.reports.figures.language import Language
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.unit import Kind, Unit
from reckoner.reports.periods.label import YearStyle, label_day, label_period, short_label
from reckoner.reports.periods.period import Period

Sign = Literal["never", "always", "negative"]
_FORMS: dict[str, tuple[Kind, ...]] = {
    "mm:ss": ("duration",),
    "short": ("duration", "money"),
    "£m": ("money", "count"),
    "millions": ("money",),
    "in words": ("count", "amount", "points"),
}
_MOST_DECIMALS = 12
_MILLION = 10**6
_WIDE = Context(prec=100)
_SIGNLESS: tuple[Operation, ...] = ("change", "percent change", "points change")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """An editor's or a table's wish for one figure.

    ``decimals`` overrides the printed precision; ``form`` picks a way of writing; ``sign`` says when
    a sign stands ("prose" changes carry none, since words such as "fell" carry it). "millions" is for columns
    whose head says "£m".
    """

    decimals: int | None = None
    form: Literal["plain", "in words", "£m", "millions", "mm:ss", "short"] = "plain"
    with_unit: bool = True
    with_qualifier: bool = True
    sign: Sign | None = None

    def signed(self) -> NumberStyle:
        """The same with a sign before every number, for changes."""
        return replace(self, sign="always")


PLAIN = NumberStyle()


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """An office's style for numbers and periods. ``percent_decimals`` is for computed percentages."""

    years: YearStyle = "2023/24"
    percent_decimals: int = 0
    thousands_from: int = 1000


@dataclass(frozen=True)
class Wording:
    """Words figures and periods in one language and one office's style.

    ``millions`` is that of one chart: whether all its money is written in millions.
    """

    language: Language
    style: HouseStyle = HouseStyle()
    millions: bool | None = None

    def period(self, period: Period) -> str:
        """A period in words."""
        return label_period(period, self.language.calendar, self.style.years)

    def short_period(self, period: Period) -> str:
        """A period in few letters, for axes and narrow columns."""
        return short_label(period, self.language.calendar)

    def day(self, day: date) -> str:
        """A date: "4 May 2024"."""
        return label_day(day, self.language.calendar)

    def weekday(self, day: date) -> str:
        """A date with its day of the week: "Saturday 4 May 2024"."""
        return f"{self.language.calendar.weekdays[day.weekday()]} {self.day(day)}"

    def word(self, figure: Figure, style: NumberStyle = PLAIN) -> Printed:
        """The figure as it is printed. Raises ValueError where the style doesn't fit its unit."""
        _require_fit(figure, style)
        if figure.unit.kind == "grade":
            return Printed(figure, graded(figure), figure.value)
        decimals = self.decimals(figure, style)
        power = _power(figure, style, decimals)
        rounded = round_half_up(figure.value, decimals - power)
        magnitude = self._magnitude(rounded.copy_abs().scaleb(-power, context=_WIDE), figure, style, power)
        text = self._with_sign(magnitude, rounded, figure, style)
        if style.with_qualifier:
            text = self.language.say(f"qualifier.{figure.qualifier}", number=text)
        return Printed(figure, text, rounded)

    def bare(self, figure: Figure) -> str:
        """The number alone in plain digits for a data file: rounded as printed, no commas, no unit."""
        if figure.unit.kind == "grade":
            return graded(figure)
        return f"{round_half_up(figure.value, self.decimals(figure, PLAIN)):f}"

    def bare_unit(self, unit: Unit) -> str:
        """What ``bare`` counts."""
        return self.language.say("unit.bare seconds") if unit.kind == "duration" else self._unit(unit)

    def decimals(self, figure: Figure, style: NumberStyle) -> int:
        """The precision that is printed: the editor's, the measure's, the unit's, or the source's own.

        What is computed is as fine as the finest of the values, not of the weights, that went in.
        """
        if style.decimals is not None:
            return style.decimals
        if style.form in ("£m", "millions") or (style.form == "short" and figure.unit.kind == "money"):
            return 1
        if figure.decimals is not None:
            return figure.decimals
        if figure.computed and figure.computed.operation in ("percent change", "share"):
            return self.style.percent_decimals
        if figure.unit.decimals is not None:
            return figure.unit.decimals
        if figure.computed:
            values = [part for part in figure.computed.inputs if part.unit.kind in _value_kinds(figure.unit)]
            return max(self.decimals(part, PLAIN) for part in values or figure.computed.inputs)
        places = _places(figure.value)
        return 2 if figure.unit.kind == "money" and places == 1 else places

    def _magnitude(self, number: Decimal, figure: Figure, style: NumberStyle, power: int) -> str:
        kind = figure.unit.kind
        if kind == "duration":
            bare = style.form == "mm:ss" or not style.with_unit
            return clock(number) if bare else self._duration(number, style.form == "short")
        text = self._in_words(number, kind) if style.form == "in words" else self.digits(number)
        if power and style.form != "millions":
            size = "billion" if power == 9 else "million"
            size = f"short_{size}" if style.form == "short" else size
            text = self.language.say(f"number.{size}", number=text)
        if not style.with_unit:
            return text
        match kind:
            case "money":
                return self.language.say("number.money", number=text)
            case "share":
                return self.language.say("number.share", number=text)
            case "rate":
                return self.language.say("number.rate", number=text, unit=self._unit(figure.unit))
            case "points":
                return self._counted("points", number, text)
        return text

    def _unit(self, unit: Unit) -> str:
        return self.language.say(f"unit.{unit.name}")

    def _counted(self, noun: str, number: Decimal, text: str) -> str:
        return self.language.plural(f"number.{noun}", text, number == 1 and _places(number) == 0)

    def _duration(self, seconds: Decimal, short: bool) -> str:
        """ "2 minutes 8 seconds", or in short "2 min 8 s"."""
        minutes, rest = divmod(seconds, 60)
        kind = "short_" if short else ""
        parts = []
        if minutes:
            parts.append(self._counted(f"{kind}minutes", minutes, self.digits(minutes)))
        if rest or not minutes:
            parts.append(self._counted(f"{kind}seconds", rest, self.digits(rest)))
        return " ".join(parts)

    def _in_words(self, number: Decimal, kind: Kind) -> str:
        words = self.language.several("number.words")
        if number % 1 == 0 and number < len(words) and (number or kind == "count"):
            return words[int(number)]
        return self.digits(number)

    def _with_sign(self, text: str, rounded: Decimal, figure: Figure, style: NumberStyle) -> str:
        default: Sign = "never" if figure.computed and figure.computed.operation in _SIGNLESS else "negative"
        sign = style.sign or default
        if sign == "never" or rounded == 0 or (sign == "negative" and rounded > 0):
            return text
        return self.language.say("number.plus" if rounded > 0 else "number.minus") + text

    def counted(self, number: int) -> str:
        """How many of something there are: in words as far as the language has them."""
        return self._in_words(Decimal(number), "count")

    def digits(self, number: Decimal) -> str:
        """Digits with commas from the office's threshold on."""
        grouped = f"{number:,f}"
        return grouped if abs(number) >= self.style.thousands_from else grouped.replace(",", "")


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """The value at so many decimals, halves away from zero; never minus zero.

    Minus six decimals are whole millions. Raises ValueError for more than 12 decimals.
    """
    if decimals > _MOST_DECIMALS:
        raise ValueError(f"{decimals} decimals are too many to print; choose fewer, such as `as 1 dp`")
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)
    return rounded.copy_abs() if rounded == 0 else rounded


def graded(figure: Figure) -> str:
    """The word of a grade."""
    return figure.unit.scale[int(figure.value) - 1]


def clock(seconds: Decimal) -> str:
    """A duration as mm:ss, minutes going on past 59; with the decimals that the seconds have."""
    minutes, rest = divmod(seconds, 60)
    places = _places(seconds)
    return f"{int(minutes):02}:{rest:0{places + 3 if places else 2}f}"


def in_table(figure: Figure) -> NumberStyle:
    """How tables and charts write a figure: changes signed, durations as mm:ss, rates without "per 1,000"."""
    changes = figure.computed is not None and figure.computed.operation in _SIGNLESS
    form: Literal["plain", "mm:ss"] = "mm:ss" if figure.unit.kind == "duration" else "plain"
    return replace(
        PLAIN, form=form, with_unit=figure.unit.kind != "rate", sign="always" if changes else "negative"
    )


def in_chart(figure: Figure, millions: bool | None = None) -> NumberStyle:
    """How charts write a figure: as tables do, but in short: £13.5m, and 2 min 8 s, as 02:08 is a time.

    ``millions`` says whether money is written so, such as £0.6m beside £13.5m; else it is where it may be.
    """
    style = in_table(figure)
    if figure.unit.kind == "duration" or _in_millions(figure, millions):
        return replace(style, form="short")
    return style


def spoken(figure: Figure, millions: bool | None = None) -> NumberStyle:
    """How words about a chart say a figure: as its labels do, but a duration in full."""
    style = in_table(figure)
    if figure.unit.kind == "duration":
        return replace(style, form="plain")
    return replace(style, form="£m") if _in_millions(figure, millions) else style


def in_millions(money: Iterable[Figure]) -> bool:
    """Whether money that stands together is written in millions: some is as much, and none loses by it."""
    values = [abs(figure.value) for figure in money]
    return max(values) >= _MILLION and not any(value % (_MILLION // 10) for value in values)


def _in_millions(figure: Figure, millions: bool | None) -> bool:
    if figure.unit.kind != "money":
        return False
    return in_millions([figure]) if millions is None else millions


def _require_fit(figure: Figure, style: NumberStyle) -> None:
    kinds = _FORMS.get(style.form)
    if kinds and figure.unit.kind not in kinds:
        raise ValueError(f"`{style.form}` doesn't fit {figure.name}, which is in {figure.unit}")
    if figure.unit.kind == "grade" and (style.decimals is not None or style.sign == "always"):
        raise ValueError(f"{figure.name} is a grade, a word that is printed as it is: leave the style out")


def _power(figure: Figure, style: NumberStyle, decimals: int) -> int:
    """Nine where money is written in billions, six in millions, otherwise zero."""
    if style.form == "millions":
        return 6
    if style.form != "£m" and not (style.form == "short" and figure.unit.kind == "money"):
        return 0
    return 9 if round_half_up(figure.value, decimals - 6).copy_abs() >= 10**9 else 6


def _value_kinds(unit: Unit) -> tuple[Kind, ...]:
    return ("share", "points") if unit.kind == "points" else (unit.kind,)


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
