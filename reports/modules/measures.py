"""A declared measure filled from its table: one series, or one for each category and their sum.

A period takes one row of the table. Where several rows share a period, ``where`` picks among them, ``by``
makes a measure of each category, and ``sum_over`` adds up over the columns that it names. The sum over the
categories of ``by`` is the measure of the plain name; each category is that name and its own, so that
``recorded_crime.crime`` is the sum of ``recorded_crime.crime.burglary`` and the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from reckoner.reports.errors import Fault, InputError, Place, nearest
from reckoner.reports.figures.comparison import STEP_NAMES
from reckoner.reports.figures.measure import Break, Measure, Observation, OverTime
from reckoner.reports.figures.unit import GRADE, RATES, Unit, unit_named
from reckoner.reports.modules.declaration import MeasureEntry
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.typographer import typographic
from reckoner.reports.sources.schema import NUMBER_TYPES, TIME_TYPES, Column
from reckoner.reports.sources.sums import SumRow, is_total, sum_rows, without_totals
from reckoner.reports.sources.table import Table, column
from reckoner.reports.sources.totals import total_of
from reckoner.reports.sources.value import SUPPRESSED, Value

_TYPES_OF = {
    "%": ("percent", "decimal"),
    "points": ("points", "decimal"),
    "seconds": ("duration",),
    "£": ("money", "decimal"),
}
_PLAIN_TYPES = ("count", "integer", "decimal", "people", "posts", "hours", "fte")
_NEVER_SUMMED: tuple[Unit, ...] = RATES
_READ = 6  # rows that a reader would add up


@dataclass(frozen=True)
class Declared:
    """A measure's declaration: its full name, and where each key of it is written."""

    name: str
    entry: MeasureEntry
    place: Place

    def full_name(self, name: str) -> str:
        """Another measure by name; a name without a dot is of the same module."""
        return name if "." in name else f"{self.name.split('.')[0]}.{name}"


def measures_of(declared: Declared, table: Table) -> tuple[Measure, ...]:
    """The measure, or with ``by`` the sum and each category. Raises InputError with every fault."""
    faults = list(_faults(declared, table))
    if faults:
        raise InputError.of(faults)
    chosen = _chosen(declared, table)
    by = declared.entry.by
    if by is None:
        return (_measure(declared, table, declared.name, chosen, declared.entry.noun),)
    categories = _categories(declared, table, chosen, by)
    parts = [
        _measure(declared, table, f"{declared.name}.{slug}", rows, _noun(declared, text))
        for slug, (text, rows) in categories.items()
    ]
    if not (declared.entry.total and _may_be_summed(declared)):
        return tuple(parts)
    whole = _measure(declared, table, declared.name, chosen, declared.entry.noun, summed=(by,))
    return (whole, *parts)


def cells_of(declared: Declared, table: Table) -> dict[str, dict[Period, tuple[int, ...]]]:
    """The rows behind each value: of the measure, or with ``by`` of the sum and of each category."""
    chosen, by = _chosen(declared, table), declared.entry.by
    found = {declared.name: chosen}
    if by is not None:
        parts = _categories(declared, table, chosen, by)
        found |= {f"{declared.name}.{slug}": rows for slug, (_, rows) in parts.items()}
    return {
        name: {period: tuple(numbers) for period, numbers in _by_period(table, rows).items()}
        for name, rows in found.items()
    }


def _may_be_summed(declared: Declared) -> bool:
    unit = unit_named(declared.entry.unit)
    return unit not in _NEVER_SUMMED and unit.kind in ("count", "money", "amount")


def _noun(declared: Declared, category: str) -> str:
    """What a category counts; the category alone unless the declared noun has a place for it."""
    noun = declared.entry.noun
    category = typographic(category)
    return noun.replace("{category}", category) if "{category}" in noun else category


def slug_of(text: str) -> str:
    """A category as a part of a name: "Violence and sexual offences" is violence_and_sexual_offences."""
    letters = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def _faults(declared: Declared, table: Table) -> Iterator[Fault]:
    entry = declared.entry
    kinds = {each.name: each for each in table.columns}
    named = {
        "value": (entry.value,),
        "where": tuple(entry.where),
        "by": (entry.by,) if entry.by else (),
        "sum_over": entry.sum_over,
    }
    for key, names in named.items():
        for name in names:
            if name not in kinds:
                yield Fault(f"{declared.name}: {key}: there is no column {name!r} in the table {table.name}",
                            declared.place, nearest(name, kinds))  # fmt: skip
            elif key != "value" and kinds[name].type not in ("text", "code"):
                yield Fault(f"{declared.name}: {key}: {name} is not a column of text", declared.place)
    if entry.value in kinds:
        yield from _unit_faults(declared, kinds[entry.value])
    if table.schema.time_column is None:
        yield Fault(f"{declared.name}: the table {table.name} has no periods in its key", declared.place)
    yield from _filter_faults(declared, table, kinds)


def _unit_faults(declared: Declared, value: Column) -> Iterator[Fault]:
    entry = declared.entry
    if _is_graded(declared):
        yield from _grade_faults(declared, value)
        return
    if value.type not in NUMBER_TYPES:
        yield Fault(
            f"{declared.name}: {value.name} is a column of {value.type}, not of numbers", declared.place
        )
    elif value.type not in _TYPES_OF.get(entry.unit, _PLAIN_TYPES):
        what = f"{declared.name}: its unit is {entry.unit}, but {value.name} is of type {value.type}"
        todo = f"Columns for it are of type {', '.join(_TYPES_OF.get(entry.unit, _PLAIN_TYPES))}."
        yield Fault(what, declared.place, todo)
    if entry.over_time == "sum" and unit_named(entry.unit) in _NEVER_SUMMED:
        what = f"{declared.name}: values in {entry.unit} don't add up over time"
        yield Fault(what, declared.place, "Declare `over_time: none`, or weighted by another measure.")


def _is_graded(declared: Declared) -> bool:
    return declared.entry.unit == GRADE.name


def _grade_faults(declared: Declared, value: Column) -> Iterator[Fault]:
    if value.type != "text":
        yield Fault(
            f"{declared.name}: {value.name} is of type {value.type}, but grades are text", declared.place
        )
    if declared.entry.over_time not in ("none", "last"):
        what = f"{declared.name}: grades can be neither added up nor averaged over time"
        yield Fault(what, declared.place, "Declare `over_time: none`, or last.")


def _filter_faults(declared: Declared, table: Table, kinds: Mapping[str, Column]) -> Iterator[Fault]:
    for name, allowed in declared.entry.where.items():
        if name not in kinds:
            continue
        known = {str(value) for value in column(table, name)}
        for text in allowed:
            if text not in known:
                yield Fault(
                    f"{declared.name}: no row has {text!r} as {name}", declared.place, nearest(text, known)
                )


def _chosen(declared: Declared, table: Table) -> list[int]:
    """The numbers of the rows that ``where`` picks; totals only where it asks for them."""
    wanted = [(table.index(name), allowed) for name, allowed in declared.entry.where.items()]
    plain = without_totals(table, declared.entry.where)
    return [n for n in plain if all(str(table.rows[n][i]) in allowed for i, allowed in wanted)]


def _categories(
    declared: Declared, table: Table, rows: Sequence[int], by: str
) -> dict[str, tuple[str, list[int]]]:
    """Each category's text and rows by its slug. Raises InputError where two share one."""
    found: dict[str, tuple[str, list[int]]] = {}
    position = table.index(by)
    for number in rows:
        text = str(table.rows[number][position] or "not given")
        slug = slug_of(text)
        known, numbers = found.setdefault(slug, (text, []))
        if known != text or not slug or slug in STEP_NAMES:
            what = f"{declared.name}: the category {text!r} can't be told from {known!r} by name"
            if is_total(text):
                found_sum = SumRow(by, text, number, Decimal(0), adds_up=False)
                raise InputError.of([_counts_twice(declared, table, found_sum)])
            if not slug or slug in STEP_NAMES:
                what = f"{declared.name}: the category {text!r} can't be used as a name"
            raise InputError(what, table.place(number, by), "Rename it in the table.")
        numbers.append(number)
    return found


def _measure(
    declared: Declared, table: Table, name: str, rows: Sequence[int], noun: str, summed: tuple[str, ...] = ()
) -> Measure:
    entry = declared.entry
    parent = declared.name if name != declared.name and entry.total and _may_be_summed(declared) else None
    rule, _, weights = entry.over_time.partition(" by ")
    about = {Period.parse(period) for period in entry.about}
    breaks = [*table.origin.breaks, *(Break(each.at, each.note) for each in entry.breaks)]
    return Measure(
        name=name,
        unit=entry.full_unit,
        observations=tuple(
            replace(each, qualifier="about") if each.period in about else each
            for each in _observations(declared, table, rows, (*entry.sum_over, *summed))
        ),
        origins=(table.origin.id,),
        over_time=OverTime(rule, declared.full_name(weights) if weights else ""),  # type: ignore[arg-type]
        noun=noun.replace("{category}", "").strip(" ,"),
        definition=entry.definition,
        owner=entry.owner,
        decimals=entry.decimals,
        default_period=entry.default_period,
        breaks=tuple(dict.fromkeys(breaks)),
        good=entry.good,
        published=entry.published,
        share_of=declared.full_name(entry.share_of) if entry.share_of else parent,
        population=declared.full_name(entry.population) if entry.population else None,
        called={Period.parse(period): name for period, name in entry.called.items()},
        worked_out={Period.parse(period): how for period, how in entry.worked_out.items()},
    )


def _observations(
    declared: Declared, table: Table, rows: Sequence[int], summed: Sequence[str]
) -> Iterator[Observation]:
    """One for each period. Raises InputError where rows are left over that nothing adds up."""
    by_period = _by_period(table, rows)
    faults = [
        *_left_over(declared, table, by_period, summed),
        *_over_maximum(declared, table, rows),
        *_sums_among(declared, table, by_period, summed),
    ]
    if faults:
        raise InputError.of(faults)
    for period in sorted(by_period):
        numbers = by_period[period]
        if _is_graded(declared):
            yield _graded(declared, table, period, numbers[0])
        else:
            mark = table.mark(numbers[0], declared.entry.value) if len(numbers) == 1 else ""
            found = _observation(period, total_of(table, declared.entry.value, numbers), mark)
            yield replace(found, parts=_parts(table, declared.entry.value, numbers))


def _parts(table: Table, name: str, rows: Sequence[int]) -> tuple[Decimal, ...]:
    """The values that a sum is made of; none for a single row or too many."""
    if not 1 < len(rows) <= _READ:
        return ()
    values = [table.rows[number][table.index(name)] for number in rows]
    return tuple(Decimal(value) for value in values if isinstance(value, (int, Decimal)))


def _graded(declared: Declared, table: Table, period: Period, number: int) -> Observation:
    """A grade as its place in the scale. Raises InputError where it isn't on it."""
    text = table.rows[number][table.index(declared.entry.value)]
    scale = declared.entry.full_unit.scale
    places = {grade.casefold(): place for place, grade in enumerate(scale, 1)}
    if text is None:
        return Observation(period, None, "missing")
    if str(text).casefold() not in places:
        what = f"{declared.name}: {text!r} is no grade of its scale ({', '.join(scale)})"
        todo = f"{nearest(str(text), scale)} Another scale is listed under `grades`, the worst first."
        raise InputError(what, table.place(number, declared.entry.value), todo)
    return Observation(period, Decimal(places[str(text).casefold()]))


def _by_period(table: Table, rows: Sequence[int]) -> dict[Period, list[int]]:
    when = table.index(table.schema.time_column or "")
    found: dict[Period, list[int]] = {}
    for number in rows:
        period = _as_period(table.rows[number][when])
        if period is not None:
            found.setdefault(period, []).append(number)
    return found


def _observation(period: Period, value: Value, mark: str) -> Observation:
    if value is SUPPRESSED:
        return Observation(period, None, "suppressed")
    if not isinstance(value, (int, Decimal)):
        return Observation(period, None, "suppressed" if mark == "[c]" else "missing", mark=mark)
    return Observation(period, Decimal(value))


def _as_period(value: Value) -> Period | None:
    if isinstance(value, Period):
        return value
    return Period.day(value) if isinstance(value, date) else None


def _left_over(
    declared: Declared, table: Table, by_period: Mapping[Period, Sequence[int]], summed: Sequence[str]
) -> Iterator[Fault]:
    """Where several rows of a period differ in what isn't to be added up, or can't be added at all."""
    listed = [name for name, allowed in declared.entry.where.items() if len(allowed) > 1]
    kinds = {each.name: each.type for each in table.columns}
    names = [n for n in table.schema.key if kinds[n] not in TIME_TYPES and n not in (*summed, *listed)]
    for period, rows in by_period.items():
        if len(rows) == 1:
            continue
        if not _may_be_summed(declared):
            what = f"{declared.name}: {period} has {len(rows)} rows, and {declared.entry.unit} don't add up"
        elif any(len({table.rows[n][table.index(name)] for n in rows}) > 1 for name in names):
            what = f"{declared.name}: {period} has {len(rows)} rows"
        else:
            continue
        todo = f"Pick one with `where`, or declare `by` or `sum_over`: {', '.join(names) or 'text columns'}."
        yield Fault(what, declared.place, todo)
        return


def _sums_among(
    declared: Declared, table: Table, by_period: Mapping[Period, Sequence[int]], summed: Sequence[str]
) -> Iterator[Fault]:
    """Rows that are the sum of others, among those that are to be added up."""
    added = [number for rows in by_period.values() if len(rows) > 1 for number in rows]
    listed = [name for name, allowed in declared.entry.where.items() if len(allowed) > 1]
    columns = [name for name in dict.fromkeys((*summed, *listed)) if name in table.schema.key]
    for found in sum_rows(table, declared.entry.value, added, columns):
        yield _counts_twice(declared, table, found)


def _counts_twice(declared: Declared, table: Table, found: SumRow) -> Fault:
    is_sum = (
        f"is the sum of other rows ({found.value:,})" if found.adds_up else "is a row of totals by its name"
    )
    what = f"{declared.name}: {found.label!r} {is_sum}; added to them it would count everything twice"
    todo = f"Declare it for the table {table.name}: `totals: {{{found.column}: {found.label}}}`."
    return Fault(what, table.place(found.row, found.column), todo)


def _over_maximum(declared: Declared, table: Table, rows: Sequence[int]) -> Iterator[Fault]:
    most = declared.entry.maximum
    position = table.index(declared.entry.value)
    for number in rows:
        value = table.rows[number][position]
        if most is not None and isinstance(value, (int, Decimal)) and value > most:
            what = f"{declared.entry.value} is {value}, over the maximum of {most} for {declared.name}"
            yield Fault(what, table.place(number, declared.entry.value))
