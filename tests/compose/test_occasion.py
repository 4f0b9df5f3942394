"""What an edition is for: a meeting, a month or a financial year, with its own date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reckoner.reports.compose.occasion import look_of, occasion_of
from reckoner.reports.errors import SettingsError, UsageError
from reckoner.reports.settings.publication import Publication
from tests.small import house, wording


def publication(**given: object) -> Publication:
    return Publication.model_validate({"name": "news", "title": "News", **given})


def test_a_meeting_gives_its_date_and_the_lines_of_the_cover() -> None:
    occasion = occasion_of(house(), publication(occasion="meeting"), "2025-11", wording())
    assert occasion.dated == date(2025, 11, 28)
    assert occasion.dates == {"meeting": date(2025, 11, 28)}
    assert occasion.details == (
        ("Meeting", "Hertfordshire Police and Crime Panel"),
        ("Date", "November 2025"),
    )


def test_a_paper_that_the_office_publishes_names_whose_report_it_is() -> None:
    office = house().office.model_copy(update={"publisher": ""})
    own = replace(house(), office=office)
    occasion = occasion_of(own, publication(occasion="meeting"), "2025-11", wording())
    assert occasion.details[-1] == ("Report of", "Police and Crime Commissioner for Hertfordshire")


def test_a_date_that_is_certain_stands_without_a_caution() -> None:
    (meeting,) = house().schedules.meetings
    certain = meeting.model_copy(update={"date_assumed": False})
    schedules = house().schedules.model_copy(update={"meetings": (certain,)})
    settled = replace(house(), schedules=schedules)
    occasion = occasion_of(settled, publication(occasion="meeting"), "2025-11", wording())
    assert ("Date", "Friday 28 November 2025") in occasion.details


def test_an_unknown_meeting_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"there is no meeting '2025-12'") as refusal:
        occasion_of(house(), publication(occasion="meeting"), "2025-12", wording())
    assert "2025-11" in str(refusal.value)


@pytest.mark.parametrize(
    ("occasion", "edition", "dated"),
    [
        ("month", "2026-02", date(2026, 2, 28)),
        ("month", "2026-02+precept", date(2026, 2, 28)),
        ("financial year", "2023-24", date(2024, 3, 31)),
    ],
)
def test_a_period_is_dated_by_its_last_day(occasion: str, edition: str, dated: date) -> None:
    assert occasion_of(house(), publication(occasion=occasion), edition, wording()).dated == dated


@pytest.mark.parametrize(
    ("occasion", "edition"),
    [
        ("month", "nonsense"),
        ("month", "2026-13-01"),
        ("month", "2025"),
        ("month", ""),
        ("financial year", "2026-02"),
    ],
)
def test_an_edition_that_is_no_such_period_is_refused(occasion: str, edition: str) -> None:
    with pytest.raises(UsageError):
        occasion_of(house(), publication(occasion=occasion), edition, wording())


def test_the_publication_s_marking_stands_on_the_cover() -> None:
    marked = publication(occasion="month", marking="Agenda item")
    assert occasion_of(house(), marked, "2026-02", wording()).marking == "Agenda item"
    marked = publication(occasion="meeting", marking="Agenda item")
    assert occasion_of(house(), marked, "2025-11", wording()).marking == "Agenda item"


def test_charts_fill_the_measure_of_the_page() -> None:
    assert look_of(house().office.design).width_mm == 210 - 2 * 22
