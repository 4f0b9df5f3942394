"""Ten thousand schedules reconciled, and a year of many houses rehearsed, each in one process.

The schedules are those of the worked example, said again and again with other months, days, times and
publications, over one calendar and a hundred meetings. Reconciling is what the clock does at each alarm: rows
are read, what is due is worked out and noted. The second look, with every row there, is the common one.
``python benchmarks/bench_schedules.py 10000 1000`` says how many schedules and how many houses.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from reckoner.reports.schedule.hooks import Hooks, Made, Step
from reckoner.reports.schedule.plans import plans_of
from reckoner.reports.schedule.rehearsal import rehearse
from reckoner.reports.schedule.runner import Runner
from reckoner.reports.schedule.tables import open_store
from reckoner.reports.settings.schedules import Schedules

ROOT = Path(__file__).resolve().parents[1]
SCHEDULES, HOUSES = 10_000, 1_000
WHENS = (
    ("previous month", "first working day of the month at {at}"),
    ("previous month", "the {day}th, or the next working day, at {at}"),
    ("current meeting", "{day} clear days before panel_meeting at {at}"),
    ("current meeting", "{day} working days before panel_meeting at {at}"),
    ("previous financial year", "{day} June, or the next working day, at {at}"),
)


def main() -> None:
    """Prints seconds."""
    schedules, houses = (int(given) for given in (sys.argv[1:] or (SCHEDULES, HOUSES)))
    known = yaml.safe_load((ROOT / "schedules.yaml").read_text("utf-8"))
    plans = plans_of(Schedules.model_validate(many(known, schedules)))
    now = datetime(2025, 11, 20, 9, tzinfo=UTC)
    runner = Runner(open_store("sqlite://"), Hooks(build, lambda: now, lambda _event, **_fields: None))
    for look in ("first", "second"):
        began = time.perf_counter()
        report = runner.reconcile(plans)
        seconds = time.perf_counter() - began
        print(
            f"{len(plans.plans):,} schedules reconciled, {look} look, {len(report.made)} runs taken up, "
            f"{len(report.skipped)} left out: {seconds:.2f} s"
        )
    one = plans_of(Schedules.model_validate(known))
    began = time.perf_counter()
    played = sum(len(rehearse(one, 2025)) for _ in range(houses))
    seconds = time.perf_counter() - began
    print(f"a year of {houses:,} houses rehearsed ({played:,} things happened): {seconds:.1f} s")


def many(known: dict[str, Any], number: int) -> dict[str, Any]:
    """The settings with so many schedules and a hundred meetings."""
    days = [date(2025, 1, 6) + timedelta(days=14 * n) for n in range(100)]
    meetings = [{"id": f"m{n}", "name": "Panel", "date": day} for n, day in enumerate(days)]
    schedules = []
    for n in range(number):
        covers, when = WHENS[n % len(WHENS)]
        at = f"{7 + n % 11:02}:{n % 4 * 15:02}"
        schedules.append(
            {
                "name": f"s{n}",
                "publication": f"p{n}",
                "for": covers,
                "when": when.format(day=n % 12 + 4, at=at),
                "catch_up": "1 day",
            }
        )
    return {**known, "meetings": meetings, "schedules": schedules}


def build(_publication: str, _edition: str, _step: Step, /) -> Made:
    """Nothing is made: what is measured is the clock."""
    return Made(Path("draft-001"), "0" * 64, fit=True)


if __name__ == "__main__":
    main()
