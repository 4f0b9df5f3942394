"""A chart of each kind, for the gallery and for tests. The police numbers are those of the worked example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reckoner.charts.spec import Break, ChartSpec, Series, Target
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.unit import COUNT, FTE, PERCENT, POSTS, SECONDS, Unit
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period
from tools.gallery.builder import Builder
from tools.gallery.further import further

_PANEL = "Source: progress paper to the Police and Crime Panel, November 2025"
_MADE_UP = "Sample: numbers made up for this gallery"
_HALF_YEAR = tuple(f"2025-{month:02}" for month in range(4, 10))


def examples(wording: Wording) -> tuple[ChartSpec, ...]:
    """Every kind once, and what becomes of a spec that asks for too much."""
    made = _Examples(wording)
    return (
        made.answered(), made.burglary(), made.disclosures(), made.hotspot(), made.types(), made.solved(),
        made.grouped(), made.stacked(), made.restructure(), made.slope(), made.calls(), made.many(),
        made.control(), made.short_control(), made.outcomes(), made.views(), made.sparkline(), made.tile(),
        *further(wording),
    )  # fmt: skip


class _Examples(Builder):
    def answered(self) -> ChartSpec:
        """Two lines and a target."""
        years = {
            "2022": (89.46, 87.53),
            "2023": (78.26, 79.95),
            "2024": (81.05, 89.38),
            "2025": (92.25, 94.08),
        }
        september = self.over(((f"{year}-09", pair[0]) for year, pair in years.items()), PERCENT)
        october = self.over(((f"{year}-10", pair[1]) for year, pair in years.items()), PERCENT)
        return ChartSpec(
            name="answered",
            kind="line",
            title=self.told("{} of 999 calls were answered in time in October 2025", october[-1]),
            subtitle="999 calls answered within ten seconds, Hertfordshire, September and October each year",
            series=(Series("September", september), Series("October", october)),
            unit=PERCENT,
            source=_PANEL,
            targets=(Target("National target", Figure(Decimal(90), PERCENT, "calls_999.target")),),
        )

    def burglary(self) -> ChartSpec:
        """One long line with a break, a gap and a value held back."""
        values: list[object] = [402, 391, 378, 385, 366, 349, 352, 371, 384, 398, 415, 421]
        values += [408, 395, 377, 362, "c", 338, 341, 355, 379, 390, 402, 399]
        values += [431, 442, 419, 408, 397, "x", 388, 401, 423, 436, 447, 452]
        months = (f"{2022 + place // 12}-{place % 12 + 1:02}" for place in range(36))
        return ChartSpec(
            name="burglary",
            kind="line",
            title=("Recorded burglary has moved little since the rules changed",),
            subtitle="Burglaries recorded each month, 2022 to 2024",
            series=(Series("Burglary", self.over(zip(months, values, strict=True), COUNT)),),
            unit=COUNT,
            source=_MADE_UP,
            breaks=(Break(Period.parse("2024-01"), "New recording rules"),),
        )

    def disclosures(self) -> ChartSpec:
        """Bars with a part year."""
        asked = self.over((("2023", 76), ("2024", 334), ("2025-01..2025-08", 304)), COUNT)
        return ChartSpec(
            name="disclosures",
            kind="bar",
            title=self.told("Right to Ask disclosures rose from {} to {} in a year", asked[0], asked[1]),
            subtitle="Disclosures under Clare’s Law, Right to Ask, Hertfordshire",
            series=(Series("Right to Ask", asked),),
            unit=COUNT,
            source=_PANEL,
        )

    def hotspot(self) -> ChartSpec:
        """Bars of categories with a target."""
        shares = {
            "Arrests": 67,
            "Stop and searches": 58,
            "Uses of anti-social behaviour powers": 61,
            "Knives seized": 88,
        }
        points = self.categories(shares, PERCENT)
        return ChartSpec(
            name="hotspot",
            kind="bar",
            title=self.told("Half a year brought {} of last year’s knife seizures", points[-1]),
            subtitle="Operation Hotspot, April to September 2025, as a share of all of 2024/25",
            series=(Series("April to September 2025", points),),
            unit=PERCENT,
            source=_PANEL,
            targets=(Target("Half of last year", Figure(Decimal(50), PERCENT, "hotspot.half")),),
        )

    def types(self) -> ChartSpec:
        """Many bars, one picked out."""
        crimes = {
            "Violence and sexual offences": 21233, "Shoplifting": 8044, "Criminal damage and arson": 6120,
            "Other theft": 5210, "Vehicle crime": 5100, "Public order": 4800, "Drugs": 2900, "Burglary": 2350,
            "Theft from the person": 1204, "Bicycle theft": 610,
        }  # fmt: skip
        return ChartSpec(
            name="types",
            kind="bar",
            title=("Shoplifting is the second most recorded crime",),
            subtitle="Recorded crime by type",
            series=(Series("2025", self.categories(crimes, COUNT)),),
            unit=COUNT,
            source=_MADE_UP,
            highlights=("Shoplifting",),
        )

    def solved(self) -> ChartSpec:
        """Upright bars over time."""
        values = (7800, 8120, 8400, 7300, 6900, 7100, 7050, 7427)
        years = [(str(2017 + place), value) for place, value in enumerate(values)]
        return ChartSpec(
            name="solved",
            kind="bar",
            title=("More crimes were solved in ten months than in any of the last five years",),
            subtitle="Crimes solved",
            series=(Series("Solved", self.over([*years, ("2025-01..2025-10", 8665)], COUNT)),),
            unit=COUNT,
            source=_MADE_UP,
        )

    def grouped(self) -> ChartSpec:
        """Two series side by side."""
        asked = self.over((("2023", 76), ("2024", 334), ("2025-01..2025-08", 304)), COUNT)
        known = self.over((("2023", 6), ("2024", 20), ("2025-01..2025-08", 130)), COUNT)
        return ChartSpec(
            name="clares_law",
            kind="grouped",
            title=self.told("{} people were told under the Right to Know by August 2025", known[-1]),
            subtitle="Disclosures under Clare’s Law, Hertfordshire",
            series=(Series("Right to Ask", asked), Series("Right to Know", known)),
            unit=COUNT,
            source=_PANEL,
        )

    def stacked(self) -> ChartSpec:
        """The same, added up."""
        return replace(self.grouped(), name="clares_law_total", kind="stacked")

    def restructure(self) -> ChartSpec:
        """Before and after, in two units."""
        before = (
            *self.categories({"Posts": 39}, POSTS),
            *self.categories({"Full-time equivalents": "37.12"}, FTE),
        )
        after = (
            *self.categories({"Posts": 32}, POSTS),
            *self.categories({"Full-time equivalents": "31.81"}, FTE),
        )
        return ChartSpec(
            name="restructure",
            kind="dumbbell",
            title=self.told("The office went from {} posts to {}", before[0], after[0]),
            subtitle="Size of the Commissioner’s office before and after its restructure",
            series=(Series("Old structure", before), Series("New structure", after)),
            unit=POSTS,
            source=_PANEL,
        )

    def slope(self) -> ChartSpec:
        """Three things at two moments."""
        pairs = {"Personal robbery": (410, 205), "Serious violence": (380, 312), "Bicycle theft": (352, 361)}
        series = (
            Series(name, self.over((("2023-24", pair[0]), ("2024-25", pair[1])), COUNT))
            for name, pair in pairs.items()
        )
        return ChartSpec(
            name="hotspot_crime",
            kind="slope",
            title=("Personal robbery halved where officers patrolled",),
            subtitle="Offences in hotspot areas",
            series=tuple(series),
            unit=COUNT,
            source=_MADE_UP,
        )

    def calls(self) -> ChartSpec:
        """Four measures in two units."""
        measures: tuple[tuple[str, Unit, Sequence[object]], ...] = (
            ("101 calls abandoned", PERCENT, (13.31, 15.81, 14.44, 9.98, 8.17, 4.49)),
            ("999 calls abandoned", PERCENT, (0.92, 0.71, 0.82, 0.74, 0.59, 0.71)),
            ("Average time to answer a 101 call", SECONDS, (90, 128, 131, 85, 66, 42)),
            ("Average time to answer a 999 call", SECONDS, (7, 7, 7, 6, 6, 5)),
        )
        series = tuple(
            Series(name, self.over(zip(_HALF_YEAR, values, strict=True), unit))
            for name, unit, values in measures
        )
        return ChartSpec(
            name="calls",
            kind="multiples",
            title=self.told("By September, {} of 101 calls were abandoned", series[0].points[-1]),
            subtitle="Call handling, Hertfordshire, April to September 2025; times in minutes and seconds",
            series=series,
            unit=PERCENT,
            source=_PANEL,
            scales="own",
        )

    def many(self) -> ChartSpec:
        """Six lines, which become small multiples."""
        levels = {
            "Violence": 2300, "Shoplifting": 1400, "Criminal damage": 950, "Vehicle crime": 600,
            "Burglary": 390, "Drugs": 210,
        }  # fmt: skip
        months = [f"2025-{month:02}" for month in range(1, 11)]
        series = tuple(
            Series(name, self.over(((m, level + 37 * (n * 5 % 7) - 90) for n, m in enumerate(months)), COUNT))
            for name, level in levels.items()
        )
        return ChartSpec(
            name="many",
            kind="line",
            title=("Six lines are drawn as six panels on one scale",),
            subtitle="Recorded crimes by type, January to October 2025",
            series=series,
            unit=COUNT,
            source=_MADE_UP,
        )

    def control(self) -> ChartSpec:
        """Two years of months with two signals."""
        values = [212, 198, 205, 190, 221, 208, 187, 290, 201, 195, 210, 188, 204]
        values += [216, 222, 219, 224, 217, 226, 221, 218, 189, 197, 203]
        months = (f"{2023 + place // 12}-{place % 12 + 1:02}" for place in range(24))
        return ChartSpec(
            name="control",
            kind="control",
            title=("One month stood out, and a run of months lay above the mean",),
            subtitle="Thefts from the person recorded each month",
            series=(Series("Theft", self.over(zip(months, values, strict=True), COUNT)),),
            unit=COUNT,
            source=_MADE_UP,
        )

    def short_control(self) -> ChartSpec:
        """Too few values for limits: they are shown as a line."""
        return replace(self.calls(), name="short_control", kind="control", series=self.calls().series[:1])

    def outcomes(self) -> ChartSpec:
        """Parts of a whole, twice."""
        years = {"2023": (18, 12, 48, 22), "2024": (25, 14, 40, 21)}
        names = ("Charged", "Settled out of court", "No suspect found", "Other")
        series = tuple(
            Series(year, self.categories(dict(zip(names, parts, strict=True)), PERCENT))
            for year, parts in years.items()
        )
        return ChartSpec(
            name="outcomes",
            kind="share",
            title=self.told("{} of cases ended in a charge", series[1].points[0]),
            subtitle="Outcomes of recorded crime",
            series=series,
            unit=PERCENT,
            source=_MADE_UP,
        )

    def views(self) -> ChartSpec:
        """A hundred squares."""
        points = self.categories({"Support a rise": 54, "Oppose it": 31, "Don't know": 15}, PERCENT)
        return ChartSpec(
            name="views",
            kind="waffle",
            title=self.told("{} of those who answered support a rise", points[0]),
            subtitle="Answers to the precept survey",
            series=(Series("Answers", points),),
            unit=PERCENT,
            source=_MADE_UP,
        )

    def sparkline(self) -> ChartSpec:
        """A line for a table’s cell."""
        return replace(self.calls(), name="sparkline", kind="sparkline", series=self.calls().series[:1])

    def tile(self) -> ChartSpec:
        """A key figure."""
        points = self.over((("2024-01..2024-10", 7427), ("2025-01..2025-10", 8665)), COUNT)
        return ChartSpec(
            name="tile",
            kind="tile",
            title=self.told("{} crimes were solved", points[1]),
            subtitle="Crimes solved, January to October",
            series=(Series("Crimes solved", points),),
            unit=COUNT,
            source=_PANEL,
            good="up",
        )
