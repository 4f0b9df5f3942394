"""A delivery that ends after a rejection is recorded, and makes nothing of the rejection undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.delivery.deliver import deliver, settle
from reckoner.reports.drafts.approval import approve, question, reject
from reckoner.reports.drafts.history import Act, history_of
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.state import DraftState, state_of
from reckoner.reports.errors import UsageError
from tests.delivery.house import NOW, Office, office

SHELVES = {
    name: {"kind": "folder", "takes": "release", "folder": f"output/released-{name}"} for name in ("a", "b")
}
WHY = "the figures are old"


@pytest.fixture
def at(tmp_path: Path) -> Office:
    return office(tmp_path, SHELVES)


def record(at: Office, kept: Kept, what: str, **details: object) -> None:
    said = {"channel": "a", "purpose": "release", "where": "somewhere", **details}
    history_of(at.house).append(Act(what, kept.name, kept.digest, "policy", "policy-user", NOW, said))


def unsure(at: Office) -> Kept:
    """An approved draft whose delivery on one channel may have arrived."""
    kept = at.approved()
    record(at, kept, "unsure", reason="no answer", permanent=False)
    return kept


def state(at: Office, kept: Kept) -> DraftState:
    return state_of(kept, history_of(at.house).rows())


def withdraw(at: Office, kept: Kept) -> None:
    reject(history_of(at.house), kept, at.who("chief-executive"), at.house.office, NOW, WHY)


def refused(at: Office, kept: Kept) -> None:
    with pytest.raises(UsageError, match="can't be released: it was rejected"):
        deliver(at.order(kept, "b"))
    assert not (at.house.root / "output/released-b").exists()


def test_a_rejected_draft_stays_rejected_when_an_open_delivery_is_settled(at: Office) -> None:
    kept = unsure(at)
    withdraw(at, kept)
    settle(at.order(kept, "a"), "arrived", "Ann has it")
    assert state(at, kept).state == "rejected"
    assert state(at, kept).why.endswith(f"{WHY}; it was delivered on 2026-11-27 all the same")
    refused(at, kept)


def test_a_rejection_while_it_is_being_sent_holds(at: Office) -> None:
    kept = at.approved()
    record(at, kept, "claimed", host="x", boot="", process=1, started="1", message_id="")
    withdraw(at, kept)
    record(at, kept, "delivered")
    refused(at, kept)


def test_one_that_waits_for_another_look_is_not_released_by_an_arrival(at: Office) -> None:
    kept = unsure(at)
    question(history_of(at.house), kept, "the meeting has moved", NOW, "reckoner")
    settle(at.order(kept, "a"), "arrived", "Ann has it")
    assert state(at, kept).state == "look again"
    with pytest.raises(UsageError, match="the meeting has moved"):
        deliver(at.order(kept, "b"))


def test_who_rejected_it_can_lift_that_and_it_is_out_then(at: Office) -> None:
    kept = unsure(at)
    withdraw(at, kept)
    settle(at.order(kept, "a"), "arrived", "Ann has it")
    approve(history_of(at.house), kept, at.who("chief-executive"), at.house.office, NOW)
    assert state(at, kept).state == "delivered"
    assert deliver(at.order(kept, "b")).is_new
