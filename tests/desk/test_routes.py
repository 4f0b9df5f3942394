"""Every route of the desk against everything that must not get through."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from reckoner.reports.desk.call import Route
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.pages.registry import ROUTES
from reckoner.reports.settings.office import Right
from tests.desk.at_desk import HOST, Browser, Clock, desk_of

DRAFT = {
    "publication": "panel-paper", "edition": "2025-11", "draft": "draft-001", "name": "panel-paper.html",
    "module": "crimes_solved", "table": "solved", "page": "1", "job": "1", "digest": "0" * 64,
}  # fmt: skip
GUARDED = [route for route in ROUTES if route.needs]
POSTS = [route for route in ROUTES if route.method == "POST"]
RIGHTS = get_args(Right)


@pytest.fixture(scope="module")
def desk(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One for all of them: nothing here gets through."""
    house = tmp_path_factory.mktemp("routes") / "house"
    shutil.copytree(built, house)
    return desk_of(house, Clock())


def place(route: Route) -> str:
    return re.sub(r"\{(\w+)(?::path)?\}", lambda match: DRAFT.get(match[1], "x"), route.path)


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


def acts(desk: Desk) -> int:
    return len(desk.history.rows())


@pytest.mark.parametrize("route", GUARDED, ids=named)
def test_nobody_gets_in_without_signing_in(route: Route, browser: Browser, desk: Desk) -> None:
    before = acts(desk)
    if route.method == "GET":
        answer = browser.client.get(place(route))
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in")
    else:
        assert "not signed in" in browser.post(place(route), 403)
    assert acts(desk) == before


@pytest.mark.parametrize("route", [route for route in POSTS if route.needs], ids=named)
def test_a_form_without_the_session_s_token_is_refused(route: Route, browser: Browser, desk: Desk) -> None:
    browser.sign_in("chief-executive")
    before = acts(desk)
    for token in ("", "x", "a" * 43):
        assert "This form has expired" in browser.post(place(route), 403, token=token)
        assert acts(desk) == before


@pytest.mark.parametrize("route", POSTS, ids=named)
def test_a_form_from_another_site_is_refused(route: Route, browser: Browser, desk: Desk) -> None:
    token = browser.sign_in("chief-executive").token()
    before = acts(desk)
    for headers in (
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": f"https://{HOST}.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {},
    ):
        answer = browser.client.post(place(route), data={"token": token}, headers=headers)
        assert answer.status_code == 403, headers
        assert "sent from another site" in answer.text, headers
        assert acts(desk) == before, headers


@pytest.mark.parametrize("route", [route for route in GUARDED if route.needs != "read"], ids=named)
def test_whoever_lacks_the_right_is_refused_with_the_reason(
    route: Route, browser: Browser, desk: Desk
) -> None:
    browser.sign_in("reader")
    before = acts(desk)
    if route.method == "GET":
        assert "has no right to" in browser.get(place(route), 403)
    else:
        assert "has no right to" in browser.post(place(route), 403)
    assert acts(desk) == before


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_another_host_name_is_not_answered(route: Route, browser: Browser) -> None:
    answer = browser.client.request(route.method, place(route), headers={"Host": "evil.example"})
    assert answer.status_code == 421


@pytest.mark.parametrize("path", ["/publications/", "/nothing", "/api/v1/drafts/"])
def test_another_host_name_is_sent_nowhere(path: str, browser: Browser) -> None:
    answer = browser.client.get(path, headers={"Host": "evil.example"})
    assert answer.status_code in (404, 421)
    assert "evil.example" not in f"{answer.headers}{answer.text}"
    assert browser.client.get(path).status_code == 404


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_every_answer_carries_the_policy(route: Route, browser: Browser) -> None:
    browser.sign_in("chief-executive")
    answer = browser.client.request(route.method, place(route), headers={"Origin": f"https://{HOST}"})
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_each_right_is_one_that_the_office_can_give() -> None:
    named = {right for route in ROUTES for right in route.needs.split(" or ")}
    assert named <= {"", "read", *RIGHTS}
