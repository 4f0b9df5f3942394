"""Charts for comparing places, money, surveys and workforces. What is made up says so in its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from reckoner.charts.spec import ChartSpec, Event, Point, Series, Target
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.interval import interval_of
from reckoner.reports.figures.unit import COUNT, PEOPLE, PERCENT, POUNDS, SECONDS, Unit
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period
from tools.gallery.builder import Builder

_MADE_UP = "Sample: numbers made up for this gallery"
_STREET = "Source: data.police.uk, street-level crime of Hertfordshire Constabulary, January to April 2024"
DISTRICTS = {
    "Dacorum": 3067, "Welwyn Hatfield": 2669, "St Albans": 2632, "Watford": 2586, "Hertsmere": 2444,
    "East Herts": 2340, "Broxbourne": 2249, "Stevenage": 2178, "North Herts": 2016,
    "Three Rivers": 1578,
}  # fmt: skip
GRID = (
    ("", "North Herts", "Stevenage", "East Herts"),
    ("Dacorum", "St Albans", "Welwyn Hatfield", "Broxbourne"),
    ("Three Rivers", "Watford", "Hertsmere", ""),
)
_HEADS = {
    "Dacorum": 155000, "Welwyn Hatfield": 120000, "St Albans": 148000, "Watford": 102000, "Hertsmere": 108000,
    "East Herts": 150000, "Broxbourne": 99000, "Stevenage": 90000, "North Herts": 133000,
    "Three Rivers": 94000,
}  # fmt: skip


def further(wording: Wording) -> tuple[ChartSpec, ...]:
    """One of each kind."""
    made = _Further(wording)
    return (
        made.forces(), made.months(), made.changes(), made.districts(), made.survey(), made.agreement(),
        made.budget(), made.money(), made.hours(), made.targets(), made.rates(), made.ages(),
        made.headquarters(),
    )  # fmt: skip


class _Further(Builder):
    def forces(self) -> ChartSpec:
        """Own force among similar ones."""
        shares = {
            "Hertfordshire": "94.1", "Force A": "91.8", "Force B": "90.2", "Force C": "88.7",
            "Force D": "87.9",
            "Force E": "86.3", "Force F": "84.0", "Force G": "81.5",
        }  # fmt: skip
        points = self.categories(shares, PERCENT)
        return ChartSpec(
            name="forces",
            kind="dots",
            title=self.told("Hertfordshire answered {} of 999 calls in time", points[0]),
            subtitle="999 calls answered within ten seconds, most similar forces, October 2025",
            series=(Series("October 2025", points),),
            unit=PERCENT,
            source=_MADE_UP,
            targets=(Target("National target", Figure(Decimal(90), PERCENT, "example.target")),),
            highlights=("Hertfordshire",),
        )

    def months(self) -> ChartSpec:
        """Two values of each row."""
        september = {"2022": "89.46", "2023": "78.26", "2024": "81.05", "2025": "92.25"}
        october = {"2022": "87.53", "2023": "79.95", "2024": "89.38", "2025": "94.08"}
        later = self.categories(october, PERCENT)
        return ChartSpec(
            name="months",
            kind="dots",
            title=self.told("{} of 999 calls were answered in time in October", later[-1]),
            subtitle="999 calls answered within ten seconds, Hertfordshire, September and October",
            series=(Series("September", self.categories(september, PERCENT)), Series("October", later)),
            unit=PERCENT,
            source="Source: progress paper to the Police and Crime Panel, November 2025",
            targets=(Target("National target", Figure(Decimal(90), PERCENT, "example.target")),),
            order="given",
        )

    def changes(self) -> ChartSpec:
        """Rows of very different size, and how each changed."""
        counts = {
            "Violence and sexual offences": (4537, 4739), "Shoplifting": (1502, 1465),
            "Burglary": (1139, 685), "Drugs": (523, 397),
        }  # fmt: skip
        before, after = ({label: pair[place] for label, pair in counts.items()} for place in (0, 1))
        return ChartSpec(
            name="changes",
            kind="changes",
            title=("Burglary fell most, violence rose",),
            subtitle="Crimes recorded in Hertfordshire, January and February of 2019 and 2024",
            series=(
                Series("2019", self.categories(before, COUNT)),
                Series("2024", self.categories(after, COUNT)),
            ),
            unit=COUNT,
            source=_STREET,
        )

    def districts(self) -> ChartSpec:
        """The ten districts of Hertfordshire, where they lie."""
        points = self.categories(DISTRICTS, COUNT)
        return ChartSpec(
            name="districts",
            kind="tilemap",
            title=self.told("Dacorum had the most recorded crimes: {}", points[0]),
            subtitle="Crimes recorded in each district of Hertfordshire, January to April 2024",
            series=(Series("Recorded crimes", points),),
            unit=COUNT,
            source=_STREET,
            grid=GRID,
            highlights=("Dacorum",),
        )

    def survey(self) -> ChartSpec:
        """Shares of an estimate, with their intervals."""
        shares = {
            "Feel safe by day": 81,
            "Feel safe after dark": 54,
            "Trust the police": 63,
            "Know their officer": 17,
        }
        asked = Figure(Decimal(812), COUNT, "example.asked")
        points = tuple(_estimated(point, asked) for point in self.categories(shares, PERCENT))
        return ChartSpec(
            name="survey",
            kind="survey",
            title=self.told("{} feel safe by day where they live", points[0]),
            subtitle="Share of people asked who agree, 2025",
            series=(Series("2025", points),),
            unit=PERCENT,
            source=_MADE_UP,
        )

    def agreement(self) -> ChartSpec:
        """Answers from one end to the other."""
        answers = {
            "Strongly disagree": (6, 12, 9), "Disagree": (11, 21, 15), "Neither": (17, 24, 28),
            "Agree": (42, 30, 33), "Strongly agree": (24, 13, 15),
        }  # fmt: skip
        questions = (
            "The police are there when needed",
            "The police tell us what they did",
            "Complaints are dealt with fairly",
        )
        series = tuple(
            Series(name, self.categories(dict(zip(questions, shares, strict=True)), PERCENT))
            for name, shares in answers.items()
        )
        return ChartSpec(
            name="agreement",
            kind="diverging",
            title=self.told("{} agree strongly that the police are there when needed", series[-1].points[0]),
            subtitle="Answers to three statements, share of people asked",
            series=series,
            unit=PERCENT,
            source=_MADE_UP,
            order="given",
        )

    def budget(self) -> ChartSpec:
        """From last year’s budget to this year's."""
        steps = {
            "Budget 2024/25": 262_500_000, "Pay awards": 9_400_000, "Inflation": 3_100_000,
            "More officers": 4_200_000, "Savings": -7_300_000, "Budget 2025/26": 271_900_000,
        }  # fmt: skip
        points = self.categories(steps, POUNDS)
        return ChartSpec(
            name="budget",
            kind="waterfall",
            title=self.told("Pay awards added {} to the budget", points[1]),
            subtitle="Revenue budget from 2024/25 to 2025/26",
            series=(Series("Budget", points),),
            unit=POUNDS,
            source=_MADE_UP,
        )

    def money(self) -> ChartSpec:
        """Where the money comes from, and where it goes."""
        came = {"Government grant": 139_200_000, "Council tax": 121_400_000, "Other income": 11_300_000}
        went = {
            "Police officers": 142_600_000, "Police staff": 68_900_000, "Premises and vehicles": 28_700_000,
            "Supplies and services": 22_400_000, "Victims’ services": 5_100_000,
            "Put into reserves": 4_200_000,
        }  # fmt: skip
        return ChartSpec(
            name="money",
            kind="flows",
            title=self.told("Officers’ pay takes {} of the budget", self.categories(went, POUNDS)[0]),
            subtitle="Revenue budget, 2025/26",
            series=(
                Series("Money in", self.categories(came, POUNDS)),
                Series("Money out", self.categories(went, POUNDS)),
            ),
            unit=POUNDS,
            source=_MADE_UP,
        )

    def hours(self) -> ChartSpec:
        """When in the week calls come in."""
        days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        night = (
            34,
            28,
            22,
            18,
            16,
            15,
            19,
            27,
            38,
            44,
            47,
            50,
            53,
            55,
            58,
            63,
            68,
            71,
            70,
            66,
            61,
            55,
            49,
            42,
        )
        series = tuple(
            Series(
                day,
                self.categories(
                    {f"{hour:02}": _calls(number, day, hour) for hour, number in enumerate(night)}, COUNT
                ),
            )
            for day in days
        )
        return ChartSpec(
            name="hours",
            kind="heatmap",
            title=("Friday and Saturday evenings are busiest",),
            subtitle="Calls to 999 by hour of the day and day of the week, mean of a year",
            series=series,
            unit=COUNT,
            source=_MADE_UP,
            order="given",
        )

    def targets(self) -> ChartSpec:
        """Values against their targets and the year before."""
        rows: Mapping[str, tuple[Unit, object, object, object]] = {
            "999 calls answered within ten seconds": (PERCENT, 94, 89, 90),
            "Average time to answer a 101 call": (SECONDS, 42, 90, 60),
            "Urgent calls attended in time": (PERCENT, 78, 81, 85),
        }
        names = ("October 2025", "October 2024", "Target")
        series = tuple(
            Series(
                name,
                tuple(
                    p for label, row in rows.items() for p in self.categories({label: row[place + 1]}, row[0])
                ),
            )
            for place, name in enumerate(names)
        )
        return ChartSpec(
            name="targets",
            kind="bullet",
            title=("Calls meet their targets, attendance does not yet",),
            subtitle="Hertfordshire, October 2025",
            series=series,
            unit=PERCENT,
            source=_MADE_UP,
        )

    def rates(self) -> ChartSpec:
        """Districts of different size, and how much of their difference may be chance."""
        return ChartSpec(
            name="rates",
            kind="funnel",
            title=("Rates of crime differ by more than chance",),
            subtitle="Recorded crimes per 1,000 people, by district, January to April 2024",
            series=(
                Series("Recorded crimes", self.categories(DISTRICTS, COUNT)),
                Series("Population", self.categories(_HEADS, PEOPLE)),
            ),
            unit=COUNT,
            source=f"{_STREET}; populations rounded, a sample for this gallery",
        )

    def ages(self) -> ChartSpec:
        """A workforce by age and sex."""
        bands = ("Under 26", "26 to 35", "36 to 45", "46 to 55", "Over 55")
        women, men = (152, 410, 298, 201, 14), (188, 521, 463, 352, 31)
        series = tuple(
            Series(name, self.categories(dict(zip(bands, values, strict=True)), PEOPLE))
            for name, values in (("Women", women), ("Men", men))
        )
        return ChartSpec(
            name="ages",
            kind="pyramid",
            title=self.told(
                "Most officers are 26 to 35: {} women and {} men", *(s.points[1] for s in series)
            ),
            subtitle="Police officers by age and sex",
            series=series,
            unit=PEOPLE,
            source=_MADE_UP,
            order="given",
        )

    def headquarters(self) -> ChartSpec:
        """A building, from the plan to the move."""
        events = (
            ("2022-03", "Planning permission granted", False),
            ("2022-11", "Demolition begins", False),
            ("2023-09", "Foundations laid, and the first steel frame stands", False),
            ("2025-06", "The first building opens", False),
            ("2026-10", "Control room moves in", True),
            ("2027-06", "Old offices are handed back", True),
        )
        return ChartSpec(
            name="headquarters",
            kind="timeline",
            title=("The control room moves in October 2026",),
            subtitle="Rebuilding of a headquarters",
            series=(),
            unit=COUNT,
            source=_MADE_UP,
            events=tuple(Event(Period.parse(at), words, planned) for at, words, planned in events),
        )


def _estimated(point: Point, asked: Figure) -> Point:
    assert point.figure is not None
    low, high = interval_of(replace(point.figure, decimals=0), asked)
    return replace(point, low=low, high=high)


def _calls(usual: int, day: str, hour: int) -> int:
    """More on Friday and Saturday evenings and in the nights after them."""
    busy = {"Friday": 18, "Saturday": 30, "Sunday": 0}.get(day, 0) if hour >= 18 else 0
    after = {"Saturday": 16, "Sunday": 24}.get(day, 0) if hour < 4 else 0
    return usual + busy + after
