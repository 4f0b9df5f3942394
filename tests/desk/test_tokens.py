"""Tokens made, listed and revoked: by command and on the page of administrators."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reckoner.reports.cli.main import app
from reckoner.reports.desk.desk import Desk
from reckoner.reports.errors import UsageError
from tests.desk.api.calling import Program
from tests.desk.at_desk import Browser
from tests.worked_example import edit


def run(house: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["desk", "token", *words, "--house", str(house)], catch_exceptions=True)


def test_a_command_makes_lists_and_revokes_a_token(house: Path, desk: Desk) -> None:
    made = run(house, "make", "policy", "--name", "the website", "--scope", "read", "--days", "7")
    assert made.exit_code == 0, made.output
    secret = made.stdout.strip()
    assert "nobody can show it again" in made.stderr
    now = desk.clock()
    program = Program(desk, secret)
    told = program.get("/token")
    assert (told["person"], told["scopes"], told["name"]) == ("policy", ["read"], "the website")
    listed = run(house, "list")
    assert "the website: read, as policy" in listed.stdout
    assert secret not in listed.stdout
    [row] = json.loads(run(house, "list", "--format", "json").stdout)
    assert "hash" not in row
    assert run(house, "revoke", row["id"]).exit_code == 0
    assert "revoked" in program.get("/token", 401)["detail"]
    again = run(house, "revoke", row["id"])
    assert isinstance(again.exception, UsageError)
    assert now == desk.clock()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("policy", "--scope", "approve"), "no scope 'approve'"),
        (("policy", "--scope", "everything"), "no scope 'everything'"),
        (("policy", "--scope", "withdraw"), "may not approve or waive"),
        (("nobody", "--scope", "read"), "not among `people`"),
        (("policy", "--scope", "read", "--publication", "no-such"), "no publication"),
    ],
)
def test_a_token_that_would_open_nothing_or_too_much_is_not_made(
    words: tuple[str, ...], said: str, house: Path, desk: Desk
) -> None:
    answer = run(house, "make", *words, "--name", "x")
    assert said in str(answer.exception)
    assert desk.tokens.all() == []


def test_an_administrator_makes_one_on_a_page_and_ends_it(house: Path, desk: Desk) -> None:
    edit(
        house / "office.yaml",
        lambda text: text.replace("may: [approve, waive]", "may: [approve, administer]"),
    )
    browser = Browser(desk).sign_in("chief-executive")
    assert "No program has a token yet" in browser.get("/tokens")
    ticked = dict.fromkeys(("scope-read", "scope-build", "publication-panel-paper"), "yes")
    page = browser.post("/tokens", 200, name="the <b>robot</b>", person="policy", days="30", **ticked)
    found = re.search(r"rk_[0-9a-f]{12}\.[A-Za-z0-9_-]{43}", page)
    assert found
    assert "&lt;b&gt;robot" in page
    program = Program(desk, found[0])
    assert program.get("/token")["publications"] == ["panel-paper"]
    listed = browser.get("/tokens")
    assert found[0] not in listed
    browser.post(f"/tokens/{program.get('/token')['id']}/revoke")
    assert program.get("/token", 401)
    assert "Revoked" in browser.get("/tokens")
    good = {"name": "x", "person": "policy", "days": "9", "scope-read": "yes"}
    for days in ("", "0", "-1", "367", "9" * 4, "x"):
        browser.post("/tokens", 400, **{**good, "days": days})
    for name in ("name", "person", "scope-read"):
        browser.post("/tokens", 400, **{key: value for key, value in good.items() if key != name})
    for name in ("scope-approve", "publication-none"):
        browser.post("/tokens", 400, **{**good, name: "yes"})
    assert len(desk.tokens.all()) == 1
