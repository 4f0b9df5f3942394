"""Every operation of /api/v1 against every token that must not open it; generated from the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from reckoner.reports.desk.api.operation import Operation
from reckoner.reports.desk.api.registry import OPERATIONS
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.tokens import SCOPES
from tests.desk.api.calling import EVERYBODY, Program, place, program
from tests.desk.at_desk import Browser, Clock

SCOPED = [each for each in OPERATIONS if each.scope]
ABOUT_ONE = [each for each in OPERATIONS if "{publication}" in each.path and each.scope]


def named(operation: Operation) -> str:
    return operation.name


def refused(caller: Program, operation: Operation, status: int, kind: str) -> None:
    """It is refused before anything is read or done."""
    before = len(caller.desk.history.rows()), len(caller.desk.jobs.newest())
    answer = caller.call(operation.method, place(operation), content=b"")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    told = answer.json()
    assert told["type"] == f"/api/v1/problems/{kind}"
    assert told["todo"]
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert (len(caller.desk.history.rows()), len(caller.desk.jobs.newest())) == before


def without(_desk: Desk) -> Program:
    return Program(_desk)


def made_up(desk: Desk) -> Program:
    return Program(desk, "rk_0123456789ab." + "a" * 43)


def no_token_at_all(desk: Desk) -> Program:
    return Program(desk, "x")


def with_another_secret(desk: Desk) -> Program:
    known = program(desk).token
    return Program(desk, known[:-1] + ("a" if known[-1] != "a" else "b"))


def expired(desk: Desk) -> Program:
    caller = program(desk, lasts=timedelta(days=1))
    assert isinstance(desk.clock, Clock)
    desk.clock.pass_by(timedelta(days=1))
    return caller


def revoked(desk: Desk) -> Program:
    caller = program(desk)
    desk.tokens.revoke(desk.tokens.all()[0].id, "it")
    return caller


def with_a_cookie(desk: Desk) -> Program:
    browser = Browser(desk).sign_in(EVERYBODY)
    caller = Program(desk)
    caller.client.cookies = browser.client.cookies
    return caller


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
@pytest.mark.parametrize(
    "caller", [without, made_up, no_token_at_all, with_another_secret, expired, revoked, with_a_cookie]
)
def test_without_a_good_token_nothing_is_answered(
    operation: Operation, caller: Callable[[Desk], Program], desk: Desk
) -> None:
    refused(caller(desk), operation, 401, "no-token")


@pytest.mark.parametrize("operation", SCOPED, ids=named)
def test_another_scope_opens_nothing(operation: Operation, desk: Desk) -> None:
    others = tuple(each for each in SCOPES if each != operation.scope)
    refused(program(desk, *others), operation, 403, "forbidden")
    assert (
        operation.scope
        in Program(desk, program(desk, *others).token)
        .call(operation.method, place(operation))
        .json()["detail"]
    )


@pytest.mark.parametrize("operation", [each for each in SCOPED if SCOPES[each.scope][1] != "read"], ids=named)  # type: ignore[index]
def test_a_token_opens_no_more_than_its_person_may_now(operation: Operation, desk: Desk) -> None:
    caller = program(desk)
    office = desk.root / "office.yaml"
    office.write_text(office.read_text().replace("may: [write, approve, waive", "may: [read", 1))
    person = desk.house.office.person(EVERYBODY)
    assert person is not None
    refused(caller, operation, 403, "forbidden")


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
@pytest.mark.parametrize("how", ["kept out", "gone"])
def test_the_token_of_somebody_kept_out_opens_nothing(operation: Operation, how: str, desk: Desk) -> None:
    caller = program(desk, "read", person="reader") if operation.scope == "read" else program(desk)
    person = "reader" if operation.scope == "read" else EVERYBODY
    if how == "kept out":
        desk.accounts.disable(person)
    else:
        office = desk.root / "office.yaml"
        office.write_text(office.read_text().replace(f"id: {person},", "id: somebody-else,", 1))
        assert desk.house.office.person(person) is None
    refused(caller, operation, 403, "forbidden")


@pytest.mark.parametrize("operation", ABOUT_ONE, ids=named)
def test_a_token_for_another_publication_opens_nothing(operation: Operation, desk: Desk) -> None:
    refused(program(desk, publications=("newsletter",)), operation, 403, "forbidden")


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_another_host_name_is_not_answered(operation: Operation, desk: Desk) -> None:
    headers = {"Host": "evil.example"}
    answer = program(desk).call(operation.method, place(operation), headers=headers)
    assert answer.status_code == 421


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.bound], ids=named)
def test_an_act_on_a_draft_says_which_bytes_it_is_about(operation: Operation, desk: Desk) -> None:
    caller = program(desk)
    refused(caller, operation, 428, "unbound")
    body = {"reason": "It is last year's paper.", "channel": "shelf", "sure": True}
    wanted = {name: body[name] for name in operation.given.model_fields if name in body}
    told = caller.post(place(operation), 412, wanted, match="0" * 64)
    assert "it has changed since" in told["detail"]
    assert caller.desk.history.rows()[-1].what == "built"


def test_what_is_there_is_not_told_to_a_stranger(desk: Desk) -> None:
    """A draft that is there and one that isn't look alike without a token."""
    for name in ("draft-001", "draft-999"):
        assert Program(desk).get(f"/drafts/panel-paper/2025-11/{name}", 401)["title"]


def test_nobody_approves_by_a_token(desk: Desk) -> None:
    assert not {"approve", "waive"} & set(SCOPES)
    assert not [each for each in OPERATIONS if "approv" in each.path]


def test_a_program_that_calls_all_the_time_is_told_to_wait(desk: Desk) -> None:
    caller, other = program(desk, "read"), program(desk, "read")
    answers = [caller.call("GET", "/token").status_code for _ in range(301)]
    assert answers == [200] * 300 + [429]
    assert 0 < int(caller.call("GET", "/token").headers["retry-after"]) <= 60
    assert isinstance(desk.clock, Clock)
    desk.clock.pass_by(timedelta(minutes=1, seconds=1))
    assert caller.call("GET", "/token").status_code == 200
    assert other.call("GET", "/token").status_code == 200


def test_the_store_holds_no_secret(desk: Desk) -> None:
    secret = program(desk).token.partition(".")[2]
    for path in (desk.root / "state").glob("schedule.sqlite*"):
        assert secret.encode() not in path.read_bytes()
