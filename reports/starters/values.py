"""What the first files are filled with: the office as it was told, and the periods that are over today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from string import Template
from urllib.parse import urlsplit

from reckoner.reports.errors import UsageError
from reckoner.reports.periods.period import Period
from reckoner.reports.starters.profile import Profile

MONTHS = 36  # two whole financial years are always among them
DEFAULTS = {
    "area": "Exampleshire",
    "force": "${area} Police",
    "email": "office@example.org",
    "website": "https://www.example.org/",
    "address": "1 High Street, ${area}",
    "primary": "#12436D",
    "accent": "#801650",
    "nation": "england-and-wales",
}
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def answers(kind: str, profile: Profile, told: Mapping[str, str]) -> dict[str, str]:
    """What the office is called and looks like: what was told, and otherwise what is usual for its kind.

    Raises UsageError where an answer can't stand in a settings file.
    """
    found = {"profile": kind, "office_kind": profile.what, "who": profile.who}
    for name, usual in {**DEFAULTS, **profile.model_dump(exclude={"what", "who"})}.items():
        said = " ".join(told.get(name, "").split())
        _require_text(name, said)
        found[name] = said or Template(usual).substitute(found)
    return found


def office_values(found: Mapping[str, str]) -> dict[str, str]:
    """The answers as they stand between the quotation marks of YAML."""
    address = urlsplit(found["website"])
    return {
        **{name: _quoted(value) for name, value in found.items()},
        "address": ", ".join(f'"{_quoted(line.strip())}"' for line in found["address"].split(",")),
        "website_folder": _quoted(f"{address.scheme}://{address.netloc}/"),
    }


def _require_text(name: str, said: str) -> None:
    if not said.isprintable() or len(said) > 200:
        what = f"the {name} holds characters that can't be seen, or is longer than 200"
        raise UsageError(what, todo="Type it anew.")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def date_values(today: date) -> dict[str, str]:
    """The last whole month and financial year, the next meeting, and the months of the sample."""
    month, year = _months_before(today, 1), _last_year(today)
    meeting = _second_thursday(_months_before(today, -2))
    return {
        "today": today.isoformat(),
        "month": str(month),
        "month_name": f"{_MONTH_NAMES[month.start.month - 1]} {month.start.year}",
        "half_year": f"{_months_before(today, 6)}..{month}",
        "year": f"{year}-{(year + 1) % 100:02}",
        "year_before": f"{year - 1}-{year % 100:02}",
        "year_name": f"{year}/{(year + 1) % 100:02}",
        "office_from": f"{year - 1}-04-01",
        "meeting": f"{meeting:%Y-%m}",
        "meeting_date": meeting.isoformat(),
        **{f"m{number:02}": str(each) for number, each in _sample_months(today)},
    }


def _sample_months(today: date) -> Iterator[tuple[int, Period]]:
    for number in range(1, MONTHS + 1):
        yield number, _months_before(today, number)


def _months_before(today: date, number: int) -> Period:
    return Period.months(today.year, today.month).shifted(-number)


def _last_year(today: date) -> int:
    """The year in which the last whole financial year began."""
    return today.year - 1 if today.month >= 4 else today.year - 2


def _second_thursday(month: Period) -> date:
    """No bank holiday falls on it."""
    return month.start.replace(day=8 + (3 - month.start.replace(day=8).weekday()) % 7)
