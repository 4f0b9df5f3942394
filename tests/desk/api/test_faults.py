"""Every operation of /api/v1 against every token that must not open it; generated from the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from reckoner.reports.desk.api.operation import Operation
from reckoner.reports.desk.api.problems import MEDIA
from reckoner.reports.desk.api.registry import OPERATIONS
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.tokens import SCOPES
from tests.desk.api.calling import ALL, PERSON, SYSTEM, Program, place, program
from tests.desk.at_desk import Browser, Clock
from tests.worked_example import edit

SCOPED = [each for each in OPERATIONS if each.scope]
ABOUT_ONE = [each for each in OPERATIONS if "{publication}" in each.path and each.scope]


def named(operation: Operation) -> str:
    return operation.name


def refused(caller: Program, operations: Iterable[Operation], status: int, kind: str) -> None:
    """Each is refused before anything is read or done."""
    before = len(caller.desk.history.rows()), len(caller.desk.jobs.newest())
    for operation in operations:
        answer = caller.call(operation.method, place(operation), content=b"")
        media = answer.headers["content-type"]
        assert (operation.name, answer.status_code, media) == (operation.name, status, MEDIA)
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
    browser = Browser(desk).sign_in("chief-executive")
    caller = Program(desk)
    caller.client.cookies = browser.client.cookies
    return caller


@pytest.mark.parametrize(
    "caller", [without, made_up, no_token_at_all, with_another_secret, expired, revoked, with_a_cookie]
)
def test_without_a_good_token_nothing_is_answered(caller: Callable[[Desk], Program], desk: Desk) -> None:
    refused(caller(desk), OPERATIONS, 401, "no-token")


@pytest.mark.parametrize("operation", SCOPED, ids=named)
def test_another_scope_opens_nothing(operation: Operation, shared: Desk) -> None:
    others = tuple(each for each in SCOPES if each != operation.scope)
    caller = program(shared, *others)
    refused(caller, [operation], 403, "forbidden")
    told = caller.call(operation.method, place(operation)).json()
    assert f"lacks the scope {operation.scope}" in told["detail"]


def test_a_token_opens_no_more_than_its_person_may_now(desk: Desk) -> None:
    caller = program(desk)
    edit(desk.root / "office.yaml", lambda text: text.replace(f"may: [{ALL}]", "may: [read]", 1))
    wanted = [each for each in OPERATIONS if each.scope and SCOPES[each.scope][1] != "read"]
    assert len(wanted) > 6
    refused(caller, wanted, 403, "forbidden")
    assert caller.get("/drafts")["items"]


@pytest.mark.parametrize("how", ["kept out", "gone"])
def test_the_token_of_somebody_kept_out_opens_nothing(how: str, desk: Desk) -> None:
    caller = program(desk)
    if how == "kept out":
        desk.accounts.disable(SYSTEM)
    else:
        edit(desk.root / "office.yaml", lambda text: text.replace(PERSON, "", 1))
        assert desk.house.office.person(SYSTEM) is None
    refused(caller, OPERATIONS, 403, "forbidden")


def test_a_token_for_another_publication_opens_nothing(shared: Desk) -> None:
    caller = program(shared, publications=("newsletter",))
    refused(caller, ABOUT_ONE, 403, "forbidden")
    assert caller.get("/drafts")["items"] == []
    assert [each["publication"] for each in caller.get("/publications")["items"]] == ["newsletter"]
    assert caller.get("/history")["items"] == []


def test_a_right_for_one_publication_is_none_for_another(desk: Desk) -> None:
    own = PERSON.replace(f"may: [{ALL}]", "may_for: {newsletter: [write, approve, waive]}")
    edit(desk.root / "office.yaml", lambda text: text.replace(PERSON, own, 1))
    caller = program(desk, *(set(SCOPES) - {"take"}))
    refused(caller, [each for each in ABOUT_ONE if SCOPES[each.scope][1] != "read"], 403, "forbidden")  # type: ignore[index]


def test_another_host_name_is_not_answered(shared: Desk) -> None:
    caller = program(shared)
    for operation in OPERATIONS:
        answer = caller.call(operation.method, place(operation), headers={"Host": "evil.example"})
        assert answer.status_code == 421
    for path in ("/openapi.json", "/problems/stale"):
        assert caller.call("GET", path, headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.bound], ids=named)
def test_an_act_on_a_draft_says_which_bytes_it_is_about(operation: Operation, shared: Desk) -> None:
    caller = program(shared)
    refused(caller, [operation], 428, "unbound")
    body = {"reason": "It is last year's paper.", "channel": "shelf", "sure": True}
    wanted = {name: body[name] for name in operation.given.model_fields if name in body}
    told = caller.post(place(operation), 412, wanted, match="0" * 64)
    assert "it has changed since" in told["detail"]
    assert caller.desk.history.rows() == ()


def test_what_is_there_is_not_told_to_a_stranger(desk: Desk) -> None:
    """A draft that is there and one that isn't look alike without a token."""
    for name in ("draft-001", "draft-999"):
        assert Program(desk).get(f"/drafts/panel-paper/2025-11/{name}", 401)["title"]


def test_nobody_approves_by_a_token(desk: Desk) -> None:
    assert not {"approve", "waive"} & set(SCOPES)
    assert not [each for each in OPERATIONS if "approv" in each.path]


@pytest.mark.slow
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
    files = list((desk.root / "state").glob("schedule.sqlite*"))
    assert files
    assert not [path for path in files if secret.encode() in path.read_bytes()]
