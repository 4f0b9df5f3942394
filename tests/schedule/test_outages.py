"""Outages with the real thing: each is a clear state, and passes without anything lost or sent twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest

from reckoner.reports.drafts.history import Act, history_of
from reckoner.reports.settings.house import read_house
from tests.delivery.dovecot import PASSWORD, free_port
from tests.delivery.house import write_secret
from tests.delivery.killing import killed_at
from tests.limits import no_room_beyond, read_only
from tests.schedule.station import NOW, Station
from tests.worked_example import edit


@contextmanager
def full(_station: Station) -> Iterator[None]:
    with no_room_beyond(20_000):
        yield


@contextmanager
def locked(station: Station) -> Iterator[None]:
    (station.house / "output").mkdir()
    with read_only(station.house / "output"):
        yield


# A file of state would have no room either; a server's socket may not be opened without that power.
@pytest.mark.parametrize(
    ("engine", "outage"), [("postgresql", full), ("sqlite", locked)], indirect=["engine"]
)
def test_where_nothing_can_be_written_the_run_waits_and_is_made_whole_afterwards(
    station: Station, outage: Callable[[Station], AbstractContextManager[None]]
) -> None:
    with outage(station):
        run = station.look()
        again = station.look(1)
    assert [run.state, again.state, again.tries] == ["waiting", "waiting", 2]
    assert "could not be written" in run.reason or "no permission to write" in run.reason
    assert station.drafts == []
    assert station.look(5).state == "done"
    assert (station.drafts, len(station.mailbox.drafts())) == (["draft-001"], 1)
    assert (station.notices("no draft could be made"), station.notices("a draft is ready")) == (1, 1)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_history_without_room_stops_the_release_and_no_approval_is_lost(
    station: Station,
) -> None:
    station.look()
    station.approve()
    size = (station.house / "state" / "history.jsonl").stat().st_size
    with no_room_beyond(size + 10):
        for _ in range(2):
            station.look(1)
    assert station.shelf == []
    station.look(10)
    assert station.shelf == ["draft-001"]
    assert (station.notices("could not be delivered"), station.notices("it is out")) == (1, 1)


def down(station: Station) -> Callable[[], None]:
    there, nobody = f"port: {station.mailbox.port}", f"port: {free_port()}"
    station.change(there, nobody)
    return lambda: station.change(nobody, there)


def hanging(station: Station) -> Callable[[], None]:
    station.mailbox.pause()
    return station.mailbox.go_on


@pytest.mark.parametrize(
    ("outage", "said"), [(down, "connection refused"), (hanging, "it did not answer in time")]
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_mail_server_that_does_not_answer_gets_the_proof_later_and_once(
    station: Station, outage: Callable[[Station], Callable[[], None]], said: str
) -> None:
    mend = outage(station)
    try:
        run = station.look()
    finally:
        mend()
    assert (run.state, run.next_try) == ("made", NOW + timedelta(minutes=1))
    assert said in run.reason
    assert station.notices("could not be delivered") == 1
    assert station.mailbox.drafts() == []
    assert [station.look(1).state, station.look(1).state] == ["done", "done"]
    assert (station.drafts, len(station.mailbox.drafts())) == (["draft-001"], 1)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_wrong_password_is_tried_once_and_again_when_a_person_says_so(station: Station) -> None:
    write_secret(station.house / "secret", "not-the-password")
    run = station.look()
    assert (run.state, run.draft) == ("done", "draft-001")
    assert "refused to sign" in run.reason
    for minutes in (1, 5, 30):
        station.look(minutes)
    tried = [row for row in history_of(read_house(station.house)).rows() if row.what == "claimed"]
    assert (len(tried), station.notices("could not be delivered")) == (1, 1)
    write_secret(station.house / "secret", PASSWORD)
    station.try_anew()
    assert (station.look(1).state, station.look().reason) == ("done", "")
    assert (station.drafts, len(station.mailbox.drafts())) == (["draft-001"], 1)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_clock_two_days_ahead_and_back_makes_proves_and_releases_once(station: Station) -> None:
    """What failed under the wrong clock is tried again under the right one, not two days later.

    The history's rows bear the wrong time: nothing is added to it until a person has said so.
    """
    station.now += timedelta(days=2)
    mend = down(station)
    station.look()
    station.approve()
    with no_room_beyond(20_000):
        station.look()
    assert station.shelf == []
    mend()
    station.now -= timedelta(days=2)
    assert "time can't run backwards" in station.look(1).reason
    reason = {"reason": "the clock was two days ahead"}
    history_of(read_house(station.house)).adopt(Act("adopted", "", "", "", "ann", station.now, reason))
    runs = [station.look(5) for _ in range(3)]
    assert (runs[-1].state, runs[-1].reason) == ("done", "")
    assert (station.drafts, len(station.mailbox.drafts())) == (["draft-001"], 1)
    assert station.shelf == ["draft-001"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_look_at_the_mailbox_that_fails_counts_as_a_try(station: Station) -> None:
    """A claim whose holder was killed, and a server that is down: nobody is asked each minute for ever."""
    station.change("proof, server", "release, server")
    edit(
        station.house / "schedules.yaml",
        lambda text: text.replace("[mailbox]", "[]").replace("shelf", "mailbox"),
    )
    station.look()
    station.approve()
    assert killed_at(20, station.order("mailbox"))
    mend = down(station)
    for minutes in (1, 0, 1, 0, 5, 0):
        station.look(minutes)
    rows = history_of(read_house(station.house)).rows()
    assert [row.what for row in rows if row.details.get("channel") == "mailbox"] == ["claimed"] + [
        "unsure"
    ] * 3
    mend()
    station.look(30)
    assert len(station.mailbox.drafts()) == 1
    assert station.notices("it is out") == 1
