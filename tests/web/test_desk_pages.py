"""Every page of the desk in Chromium at three widths, by day and by night: axe, layout, markup, requests.

Pages are those of the table of routes, so that a new one is looked at without a line here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from reckoner.reports.desk.call import Route
from reckoner.reports.desk.pages.registry import ROUTES
from tests.web.at_desk import At, example_at, run

# What stands in an address, for routes that need something of their own; a page without one is left out.
VALUES = {
    "publication": "newsletter",
    "edition": "2026-02",
    "draft": "draft-001",
    "month": "2026-02",
    "year": "2026",
    "module": "crimes_solved",
    "table": "solved",
}
ASKED = {
    "/drafts/{publication}/{edition}/{draft}/deliver": "?to=desk",
    "/drafts/{publication}/{edition}/{draft}/figures": "?printed=14.5%25",
    "/drafts/{publication}/{edition}/{draft}/source": "?file=content/newsletter/2026-02/edition.md&line=2",
}
NAMES = {
    "/drafts/{publication}/{edition}/{draft}/files/{name:path}": "",  # a draft's own page
    "/drafts/{publication}/{edition}/{draft}/words/{name:path}": "web.html",
    "/figures/{name}": "crimes_solved.solved",
    "/write/{publication}/{edition}/words/{name:path}": "edition.md",
}


def place(route: Route) -> str | None:
    """The address of a route's page; None where it shows something that isn't there yet."""
    values = {**VALUES, "name": NAMES.get(route.path, "")}
    wanted = re.findall(r"\{(\w+)", route.path)
    if not all(values.get(name) for name in wanted):
        return None
    found = re.sub(r"\{(\w+)(?::path)?\}", lambda match: values[match[1]], route.path)
    return found + ASKED.get(route.path, "")


# Seen apart, or answered where the office has accounts of its own: tests/desk/test_oidc.py.
APART = ("/sign-in", "/sign-in/office", "/sign-in/office/back")
GETS = [route for route in ROUTES if route.method == "GET" and route.path not in APART]
PATHS = sorted({path for route in GETS if (path := place(route))})


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[At]:
    with example_at(tmp_path_factory.mktemp("desk")) as at:
        yield at


def test_nothing_is_wrong_with_any_page(at: At) -> None:
    answers = run("desk.mjs", {"url": at.url, "signIn": at.sign_in("policy"), "paths": PATHS})
    assert answers.keys() == {"/sign-in", *PATHS}
    assert {path: seen for path, seen in answers.items() if seen} == {}


def test_most_routes_are_looked_at() -> None:
    assert len(PATHS) >= 12
    assert {"/", "/drafts", "/write", "/write/newsletter/2026-02/words/edition.md"} <= set(PATHS)
