"""A person approves exactly these bytes; every refusal has its sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reckoner.reports.drafts.approval import Approved, Waiver, approve, approved, identify, question, reject
from reckoner.reports.drafts.history import Row, history_of
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.drafts.state import Role, state_of
from reckoner.reports.errors import InputError, UsageError
from tests.delivery.house import NOW, Office, office
from tests.worked_example import ROOT


@pytest.fixture
def at(tmp_path: Path) -> Office:
    return office(tmp_path)


def approve_as(
    at: Office, kept: Kept, who: str = "chief-executive", role: Role = "approver", *waivers: Waiver
) -> Row:
    return approve(history_of(at.house), kept, at.who(who), at.house.office, NOW, role=role, waivers=waivers)


def reject_as(at: Office, kept: Kept, who: str = "chief-executive") -> Row:
    return reject(history_of(at.house), kept, at.who(who), at.house.office, NOW, "the figures are old")


def state(at: Office, kept: Kept) -> str:
    return state_of(read_draft(kept.folder), history_of(at.house).rows()).state


def release(at: Office, kept: Kept, held: str = "") -> Approved:
    return approved(read_draft(kept.folder), history_of(at.house).rows(), at.house.office, held)


def test_an_approval_names_hash_person_role_and_every_file(at: Office) -> None:
    kept = at.draft()
    row = approve_as(at, kept)
    assert (row.digest, row.person, row.details["role"]) == (kept.digest, "chief-executive", "approver")
    assert set(row.details["files"]) == {*kept.manifest.files, "manifest.json", "log.txt"}
    assert release(at, kept).files == row.details["files"]


def test_a_draft_that_nobody_approved_is_not_released(at: Office) -> None:
    with pytest.raises(UsageError, match="can't be released: nobody has approved or rejected it"):
        release(at, at.draft())


def test_the_author_may_not_approve(at: Office) -> None:
    with pytest.raises(UsageError, match="chief-executive is its author, and the author may not approve"):
        approve_as(at, at.draft(author="chief-executive"))
    with pytest.raises(UsageError, match="the author may not approve"):
        approve_as(at, at.draft("2"), "policy", "author")


def test_the_author_may_approve_where_the_office_says_so(tmp_path: Path) -> None:
    at = office(tmp_path, approval={"author_may_approve": True})
    kept = at.draft(author="policy")
    approve_as(at, kept, "policy", "author")
    assert state(at, kept) == "approved"


def test_a_draft_without_an_author_is_not_approved(at: Office) -> None:
    with pytest.raises(UsageError, match="it names no author"):
        approve_as(at, at.draft(author=""))


def test_a_draft_whose_author_is_nobody_of_the_office_is_not_approved(at: Office) -> None:
    with pytest.raises(UsageError, match=r"its author 'Ann Smith' is nobody in office\.yaml"):
        approve_as(at, at.draft(author="Ann Smith"))


def test_who_may_not_approve_is_told_so(at: Office) -> None:
    with pytest.raises(UsageError, match="analyst may not approve, which the role of approver needs"):
        approve_as(at, at.draft(), "analyst")
    with pytest.raises(UsageError, match="analyst may neither approve nor waive"):
        reject_as(at, at.draft(), "analyst")


def test_a_user_of_the_machine_is_somebody_of_the_office_or_nobody(tmp_path: Path) -> None:
    people = [{"id": "ann", "role": "Officer", "email": "ann@example.org", "user": "ann.smith"}]
    at = office(tmp_path, people=people)
    assert identify(at.house.office, "ann.smith").person.id == "ann"
    with pytest.raises(UsageError, match=r"the user 'root' of this machine is nobody in office\.yaml"):
        identify(at.house.office, "root")
    with pytest.raises(UsageError):
        identify(at.house.office, "")


def test_errors_forbid_approval_until_each_is_waived_with_a_reason(at: Office) -> None:
    kept = at.draft(errors=2)
    first, second = Waiver(1, "quoted from the letter"), Waiver(2, "the name of a plan")
    with pytest.raises(UsageError, match=r"a finding is not waived: 1\. paragraph 1\.1: 0 is in no table"):
        approve_as(at, kept)
    with pytest.raises(UsageError, match=r"a finding is not waived: 2\."):
        approve_as(at, kept, "chief-executive", "approver", first)
    with pytest.raises(UsageError, match="a reason of ten letters"):
        approve_as(at, kept, "chief-executive", "approver", first, Waiver(2, "fine"))
    with pytest.raises(UsageError, match="it has no finding 3"):
        approve_as(at, kept, "chief-executive", "approver", first, second, Waiver(3, "there is none"))
    row = approve_as(at, kept, "chief-executive", "approver", first, second)
    assert [each["reason"] for each in row.details["waived"]] == [
        "quoted from the letter",
        "the name of a plan",
    ]


def test_only_who_may_waive_waives(tmp_path: Path) -> None:
    people = [{"id": "ann", "role": "Head", "email": "ann@example.org", "may": ["approve"]}]
    at = office(tmp_path, people=people)
    with pytest.raises(UsageError, match="ann may not waive findings"):
        approve_as(at, at.draft(errors=1), "ann", "approver", Waiver(1, "quoted from the letter"))


@pytest.mark.parametrize(
    "name", ["panel-paper.html", "checks.json", "figures.csv", "manifest.json", "log.txt"]
)
def test_any_changed_byte_voids_an_approval(at: Office, name: str) -> None:
    kept = at.draft()
    approve_as(at, kept)
    path = kept.folder / name
    path.chmod(0o644)
    raw = path.read_bytes()
    path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    with pytest.raises((UsageError, InputError)):
        release(at, kept)


def test_an_added_file_or_a_link_voids_an_approval(at: Office) -> None:
    kept = at.draft()
    approve_as(at, kept)
    (kept.folder / "more.html").write_text("more", "utf-8")
    assert state(at, kept) == "damaged"
    (kept.folder / "more.html").unlink()
    assert state(at, kept) == "approved"
    page = kept.folder / "panel-paper.html"
    shutil.copy(page, at.house.root / "page")
    page.unlink()
    page.symlink_to(at.house.root / "page")
    assert state(at, kept) == "damaged"


def test_bytes_that_change_after_the_decision_are_not_read(at: Office) -> None:
    kept = at.draft()
    approve_as(at, kept)
    let_out = release(at, kept)
    (kept.folder / "panel-paper.html").chmod(0o644)
    (kept.folder / "panel-paper.html").write_text("other", "utf-8")
    with pytest.raises(InputError, match="changed since it was approved"):
        let_out.read()


def test_a_draft_put_in_the_place_of_an_approved_one_is_not_approved(at: Office) -> None:
    first, second = at.draft("1"), at.draft("2")
    approve_as(at, first)
    shutil.rmtree(first.folder)
    second.folder.rename(first.folder)
    assert state(at, first) == "changed"
    with pytest.raises(UsageError, match="its bytes are not those that were approved by chief-executive"):
        release(at, first)


def test_a_rejected_draft_stays_rejected_unless_the_same_person_approves_it(tmp_path: Path) -> None:
    head = {"id": "ann", "role": "Head", "email": "ann@example.org", "may": ["approve", "waive"]}
    at = office(tmp_path, people=[head, head | {"id": "bob"}, head | {"id": "policy", "may": ["write"]}])
    kept = at.draft()
    reject_as(at, kept, "ann")
    assert state(at, kept) == "rejected"
    with pytest.raises(UsageError, match="rejected by ann on 2026-11-27: the figures are old"):
        approve_as(at, kept, "bob")
    approve_as(at, kept, "ann")
    assert state(at, kept) == "approved"


def test_an_approval_can_be_withdrawn(at: Office) -> None:
    kept = at.draft()
    approve_as(at, kept)
    reject_as(at, kept)
    with pytest.raises(UsageError, match="can't be released: it was rejected"):
        release(at, kept)


def test_a_moved_date_asks_for_another_look(at: Office) -> None:
    kept = at.draft()
    assert question(history_of(at.house), kept, "the meeting moved", NOW, "reckoner") is None
    approve_as(at, kept)
    question(history_of(at.house), kept, "the meeting moved", NOW, "reckoner")
    with pytest.raises(UsageError, match="the meeting moved"):
        release(at, kept)
    approve_as(at, kept)
    assert release(at, kept).person == "chief-executive"


def test_in_a_pre_election_period_only_the_monitoring_officer_lets_it_out(at: Office) -> None:
    kept = at.draft()
    approve_as(at, kept)
    with pytest.raises(UsageError, match="is held: pre-election period to 7 May 2027"):
        release(at, kept, "pre-election period to 7 May 2027")
    reject_as(at, kept)
    approve_as(at, kept, "chief-executive", "monitoring officer")
    assert release(at, kept, "pre-election period to 7 May 2027").role == "monitoring officer"


def test_nothing_else_makes_an_approved(at: Office) -> None:
    with pytest.raises(TypeError, match=r"only reports\.drafts\.approval"):
        Approved(at.draft(), {}, "ann", "approver", object())
    makers = [path for path in (ROOT / "reports").rglob("*.py") if "Approved(" in path.read_text("utf-8")]
    assert [path.name for path in makers] == ["approval.py"]
