"""What was approved, on its way out by the clock: questioned, called off, corrected, refused."""

from __future__ import annotations

import pytest

from reckoner.reports.delivery.claim import marks
from reckoner.reports.delivery.payload import Payload
from reckoner.reports.drafts.history import Act, history_of
from reckoner.reports.settings.house import read_house
from tests.schedule.station import PAGE, Station
from tests.worked_example import edit


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_release_that_another_carries_at_this_moment_alarms_nobody(station: Station) -> None:
    station.look()
    station.approve()
    order = station.order("shelf")
    payload = Payload("release", order.kept.name, order.kept.digest, "", "", "", (), station.now)
    act = Act("claimed", payload.name, payload.digest, "", "", station.now, marks(payload, "shelf"))
    history_of(read_house(station.house)).append(act)
    station.look(1)
    assert (station.shelf, station.notices("could not be delivered")) == ([], 0)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_approval_questioned_by_a_move_releases_nothing_until_it_is_given_anew(station: Station) -> None:
    """The meeting moves before the clock has looked; then the same bytes are approved again."""
    station.look()
    station.approve()
    edit(station.house / "schedules.yaml", lambda text: text.replace("2025-11-28", "2026-02-27"))
    station.look(1)
    station.look(1)
    assert station.shelf == []
    assert station.notices("the date has moved") == 1
    station.approve()
    station.look(1)
    assert station.shelf == ["draft-001"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_approved_for_a_meeting_called_off_stays_and_people_are_told_once(station: Station) -> None:
    station.look()
    station.approve()
    off = "date: 2025-11-28, cancelled: the hall is flooded}"
    edit(station.house / "schedules.yaml", lambda text: text.replace("date: 2025-11-28}", off))
    for _ in range(2):
        station.look(1)
    assert (station.shelf, station.notices("release is held")) == ([], 1)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_correction_is_released_beside_what_it_corrects_and_told_of(station: Station) -> None:
    station.look()
    station.approve()
    station.look(1)
    station.page = PAGE + b"<p>A correction.</p>"
    station.build("panel-paper", "2025-11", lambda *_: None)
    station.look(1)
    assert station.shelf == ["draft-001"]
    station.approve()
    for _ in range(2):
        station.look(1)
    assert (station.shelf, station.notices("it is out")) == (["draft-001", "draft-002"], 2)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_refused_for_good_once_more_is_told_once_more(station: Station) -> None:
    (station.house / "output").mkdir()
    (station.house / "output" / "released").write_text("a file where a folder should be", "utf-8")
    station.look()
    for number in (1, 2):
        station.approve()
        for _ in range(2):
            station.look(1)
        assert station.notices("could not be delivered") == number
        station.reject()
