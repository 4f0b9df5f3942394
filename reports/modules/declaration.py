"""What module.yaml and facts.yaml may say; unknown keys are mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from reckoner.charts.spec import Kind
from reckoner.reports.errors import Fault
from reckoner.reports.figures.figure import Qualifier
from reckoner.reports.figures.measure import Direction
from reckoner.reports.figures.unit import GRADE, Unit, unit_named
from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.typographer import Typeset
from reckoner.reports.settings.wording import given
from reckoner.reports.settings.yaml import PeriodField, Settings, YamlFile
from reckoner.reports.sources.origin import OriginKind
from reckoner.reports.sources.schema import CellForm, ColumnType, Every, Hidden


def _texts(value: object) -> object:
    """A single text stands for a list of one; numbers written without quotes are texts here."""
    items = value if isinstance(value, list) else [value]
    return tuple(str(item) if isinstance(item, (int, Decimal)) else item for item in items)


def _text(value: object) -> object:
    return str(value) if isinstance(value, (int, Decimal, date)) and not isinstance(value, bool) else value


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Wrong(
            f"must be a number, not {given(value)}", todo="Write it without quotes, commas and units."
        )
    return value


def _known_unit(name: str) -> str:
    return unit_named(name).name


Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Text = Annotated[str, BeforeValidator(_text)]
TypesetText = Annotated[Typeset, BeforeValidator(_text)]
TypesetTexts = Annotated[tuple[Typeset, ...], BeforeValidator(_texts)]
UnitName = Annotated[str, AfterValidator(_known_unit)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Places = Annotated[int, Field(ge=0, le=6)]


class BreakEntry(Settings):
    """A change of method, from the start of a period on."""

    at: PeriodField
    note: Typeset


NoteName = Annotated[
    str,
    form(
        r"[^\s]+( since \d{4}-(0[1-9]|1[0-2]))?",
        "a figure's name, and with `since` the first month in which the note is known",
        "hotspot.patrol_hours since 2026-02",
    ),
]


class OriginEntry(Settings):
    """Where numbers come from; see ``sources.origin``. ``topic`` heads it in a list of sources.

    ``notes`` stay in the office; ``note_public`` is printed with the source, ``note_for`` where a figure of
    the measure or fact that it names is printed, ``since`` a month only in documents of that month or later.
    """

    kind: OriginKind
    producer: Typeset
    document: Typeset
    received: date
    sender: Annotated[str, Field(alias="from")]
    licence: str
    address: (
        Annotated[
            str, form(r"https://\S+", "an address that begins with https://", "https://www.example.org/paper")
        ]
        | None
    ) = None
    notes: str = ""
    note_public: TypesetTexts = ()
    note_for: dict[NoteName, Typeset] = Field(default_factory=dict)
    breaks: tuple[BreakEntry, ...] = ()
    topic: Typeset | None = None


class ColumnEntry(Settings):
    """One column of a file; see ``reckoner.reports.sources.schema.Column``."""

    type: ColumnType
    heading: Text | None = None
    optional: bool = False
    may_be_missing: bool | Texts = False
    zeros: Texts = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: Places | None = None
    cell: CellForm = "plain"
    printed: bool = True


class SuppressEntry(Settings):
    """Which counts are protected; see ``reckoner.reports.sources.suppress.Suppression``."""

    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    under: Annotated[int, Field(ge=2, le=1000)] | None = None
    groups: tuple[tuple[str, ...], ...] | None = None
    along: tuple[str, ...] = ()


class AddsUpEntry(Settings):
    """What a column's rows add up to: ``to`` is TABLE.COLUMN of the same module; see ``adds_up``.

    ``rows`` are those that count, ``where`` those of the other table. A known ``difference`` needs a reason.
    """

    column: str
    to: Annotated[str, form(r"[a-z0-9_]+\.[a-z0-9_]+", "a table, a dot and a column", "solved.number")]
    rows: dict[str, Texts] = Field(default_factory=dict)
    where: dict[str, Texts] = Field(default_factory=dict)
    difference: Number = Decimal(0)
    because: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> AddsUpEntry:
        if self.difference and not self.because:
            raise Wrong("a known `difference` needs a reason", todo="Add a line `because: ...`.")
        return self


class TableEntry(Settings):
    """One table: its file or query, and what it must look like."""

    origin: str
    columns: Annotated[dict[str, ColumnEntry], Field(min_length=1)]
    title: Typeset | None = None
    file: str | None = None
    files: str | None = None
    database: str | None = None
    query: str | None = None
    sheet: Text | None = None
    header_row: Annotated[int, Field(ge=1, le=10_000)] = 1
    rows: Literal["all", "until blank"] = "all"
    footnotes: Annotated[int, Field(ge=0, le=1000)] = 0
    hidden: Hidden = "refuse"
    key: tuple[str, ...] | None = None
    every: Every | None = None
    suppress: SuppressEntry | None = None
    totals: dict[str, Texts] = Field(default_factory=dict)
    adds_up: tuple[AddsUpEntry, ...] = ()

    @model_validator(mode="after")
    def _one_place(self) -> TableEntry:
        if sum(given is not None for given in (self.file, self.files, self.database)) != 1:
            raise Wrong(
                "it needs one of `file`, `files` and `database`", todo="Keep one of them: `file: solved.csv`."
            )
        if (self.query is None) != (self.database is None):
            raise Wrong("`database` and `query` go together", todo="Add the other: `query: select ...`.")
        return self


class MeasureEntry(Settings):
    """One measure, or with ``by`` one for each category and their sum; see ``modules.measures``."""

    table: str
    value: str
    unit: UnitName
    where: dict[str, Texts] = Field(default_factory=dict)
    by: str | None = None
    total: bool = True
    sum_over: tuple[str, ...] = ()
    noun: Typeset = ""
    over_time: Annotated[
        str,
        form(
            r"sum|last|none|weighted by [a-z0-9_.]+",
            "a way to put periods together",
            "sum, last, none or weighted by NAME",
        ),
    ] = "none"
    default_period: Text | None = None
    good: Direction = "neither"
    decimals: Places | None = None
    maximum: Decimal | None = None
    definition: Typeset = ""
    owner: str = ""
    breaks: tuple[BreakEntry, ...] = ()
    published: bool = False
    share_of: str | None = None
    population: str | None = None
    grades: Annotated[tuple[Text, ...], Field(min_length=2, max_length=12)] | None = None
    called: dict[Text, Text] = Field(default_factory=dict)
    worked_out: dict[Text, Text] = Field(default_factory=dict)
    about: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _grades_are_for_grades(self) -> MeasureEntry:
        if self.grades is not None and self.unit != GRADE.name:
            raise Wrong("`grades` are for the unit grade", todo="Write `unit: grade`, or take the list out.")
        if self.grades is not None and len({each.casefold() for each in self.grades}) < len(self.grades):
            raise Wrong("a grade stands twice", todo="List each once, the worst first.")
        return self

    @property
    def full_unit(self) -> Unit:
        """Its unit; of grades, with the scale that it lists."""
        unit = unit_named(self.unit)
        return replace(unit, scale=self.grades) if self.grades else unit


class TargetEntry(Settings):
    """A value to compare with: a measure or fact by name, and what to call it."""

    at: str
    label: Typeset


class EventEntry(Settings):
    """Something on a timeline: when, what, and whether it is still to come."""

    at: PeriodField
    words: Text
    planned: bool = False


class AnnotationEntry(Settings):
    """Words tied to one value: ``at`` is its label or its period."""

    at: Text
    words: Text


class BoundsEntry(Settings):
    """The ends of the interval that a publisher gives for an estimate."""

    low: Text
    high: Text


class ChartEntry(Settings):
    """A chart as declared; the words may hold placeholders.

    What it shows are ``measures`` over ``periods``; or ``series``, each a name with labelled figures or with
    "GROUP.MEASURE.*", all categories of a measure; or a timeline's ``events``, which name an origin as their
    ``source`` or say it in words.
    ``total`` is the label of a last value that sums those before. ``asked`` is how many answered a survey,
    ``bounds`` the published intervals by label. ``labels`` call measures something else, ``names`` periods.
    ``order`` sorts categories, ``scales`` are those of multiples, ``grid`` places labels on a tile map,
    ``rest`` names the squares of a waffle that no part fills. ``decimals`` are those of its values, where
    the measure has more. ``headings`` head the rows of the data and, of a single series, the values.
    ``good`` is which way is better, where no measure says so. ``beside`` are two series like those of
    ``series``, whose values stand in columns beside grouped bars.
    """

    kind: Kind
    title: Typeset
    subtitle: Typeset = ""
    measures: tuple[str, ...] = ()
    series: dict[Text, dict[Text, Text] | Text] = Field(default_factory=dict)
    beside: dict[Text, dict[Text, Text]] = Field(default_factory=dict)
    events: tuple[EventEntry, ...] = ()
    source: Text = ""
    total: Text = ""
    labels: dict[str, Text] = Field(default_factory=dict)
    grid: tuple[tuple[Text, ...], ...] = ()
    asked: Text | None = None
    bounds: dict[Text, BoundsEntry] = Field(default_factory=dict)
    annotations: tuple[AnnotationEntry, ...] = ()
    periods: tuple[Text, ...] = ()
    each: Literal["month"] | None = None
    over: Text | None = None
    targets: tuple[TargetEntry, ...] = ()
    notes: tuple[Typeset, ...] = ()
    highlights: tuple[TypesetText, ...] = ()
    order: Literal["value", "given"] = "value"
    direction: Literal["auto", "across", "left", "up"] = "auto"
    good: Direction = "neither"
    scales: Literal["shared", "own"] = "shared"
    names: dict[str, TypesetText] = Field(default_factory=dict)
    rest: TypesetText = ""
    decimals: Places | None = None
    headings: Annotated[tuple[TypesetText, ...], Field(max_length=2)] = ()

    @model_validator(mode="after")
    def _over_goes_with_each(self) -> ChartEntry:
        if (self.each is None) != (self.over is None):
            raise Wrong(
                "`each` and `over` go together", todo="Write `each: month` and the period as `over: ...`."
            )
        return self

    @model_validator(mode="after")
    def _shows_one_thing(self) -> ChartEntry:
        if sum(map(bool, (self.measures, self.series, self.events))) != 1:
            raise Wrong(
                "a chart shows one of `measures`, `series` and `events`",
                todo="Keep one of them: `measures: [crimes_solved.solved]`.",
            )
        if bool(self.events) != bool(self.source):
            raise Wrong(
                "`events` and `source` go together: only events have no measure that names its source",
                todo="Say where the dates come from: `source: Progress report, June 2025`.",
            )
        return self

    @property
    def references(self) -> tuple[str, ...]:
        """Every figure that it asks for, as written: "NAME", "NAME at PERIOD" or "GROUP.MEASURE.*"."""
        found = [*self.measures, *(target.at for target in self.targets)]
        for values in (*self.series.values(), *self.beside.values()):
            found += values.values() if isinstance(values, dict) else [values]
        found += [self.asked] if self.asked else []
        found += [each for bound in self.bounds.values() for each in (bound.low, bound.high)]
        return tuple(found)


class PerformanceRow(Settings):
    """One measure of a performance table; ``note`` says what a reader must know about its data.

    It is held against the same period a year earlier, or against ``since``. ``group`` heads it and the rows
    after it, such as an objective of the plan. In the place of a measure stands ``fall``: a fact that is a
    published fall, for the better, in something whose values aren't known; ``when`` says of what time, where
    that is no period. ``per`` month gives the averages
    of the periods' months, so that a part year can be held against a year; ``decimals`` are its values'.
    """

    measure: str = ""
    fall: str = ""
    group: Text = ""
    label: Text = ""
    period: Text | None = None
    when: Text = ""
    since: Text | None = None
    target: str | None = None
    note: Text = ""
    per: Literal["month"] | None = None
    decimals: Places | None = None

    @model_validator(mode="after")
    def _shows_one_thing(self) -> PerformanceRow:
        if bool(self.measure) == bool(self.fall):
            raise Wrong(
                "a row shows either a `measure` or a `fall`",
                todo="Keep one of them: `measure: crimes_solved.solved`.",
            )
        return self

    @property
    def named(self) -> tuple[str, ...]:
        """The measures and facts that it asks for."""
        return tuple(name for name in (self.measure, self.fall, self.target) if name)


class PerformanceEntry(Settings):
    """A performance table as declared in an edition's charts.yaml."""

    title: str
    rows: Annotated[tuple[PerformanceRow, ...], Field(min_length=1)]


class ChartsFile(Settings):
    """An edition's charts.yaml: the same charts as in a module.yaml, under names without a dot.

    ``performance`` are its performance tables.
    """

    charts: dict[str, ChartEntry] = Field(default_factory=dict)
    performance: dict[str, PerformanceEntry] = Field(default_factory=dict)


class ModuleFile(Settings):
    """A house's module.yaml."""

    title: Typeset
    origins: dict[str, OriginEntry]
    tables: dict[str, TableEntry] = Field(default_factory=dict)
    measures: dict[str, MeasureEntry] = Field(default_factory=dict)
    charts: dict[str, ChartEntry] = Field(default_factory=dict)


class FactEntry(Settings):
    """A one-off number."""

    value: Number
    unit: UnitName
    origin: str
    qualifier: Qualifier = "exact"
    noun: Typeset = ""
    period: PeriodField | None = None
    published: bool = False
    says: Typeset = ""
    decimals: Places | None = None

    @model_validator(mode="after")
    def _is_a_number(self) -> FactEntry:
        if self.unit == GRADE.name:
            raise Wrong("a grade is no number", todo="Keep it in a table, as a measure with `unit: grade`.")
        return self


class FactsFile(Settings):
    """A house's facts.yaml."""

    origins: dict[str, OriginEntry] = Field(default_factory=dict)
    facts: dict[str, FactEntry] = Field(default_factory=dict)


def bad_names(file: YamlFile, part: str, names: Iterable[str]) -> Iterator[Fault]:
    """Each name that editors could not write: of a fact ``group.name``, of anything else one word."""
    pattern, todo = (_GROUPED, _GROUPED_HINT) if part == "facts" else (_WORD, _WORD_HINT)
    for name in names:
        if not pattern.fullmatch(name):
            yield Fault(f"{name!r} can't be used as a name", file.place(part, name), todo)


_WORD = re.compile(r"[a-z][a-z0-9_]*")
_WORD_HINT = "Use small letters, digits and _ only, a letter first."
_GROUPED = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+")
_GROUPED_HINT = "Write a group, a dot and a name: knife_crime.schools; small letters, digits and _ only."
