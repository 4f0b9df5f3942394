"""Every page of the desk in Chromium at three widths, by day and by night: axe, layout, markup, requests.

axe runs at two of the six, in a soak at each.
Pages are those of the table of routes, so that a new one is looked at without a line here.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from reckoner.reports.build import build
from reckoner.reports.commission.requests import Asked, keep_asked
from reckoner.reports.desk import comments
from reckoner.reports.desk.call import Route
from reckoner.reports.desk.pages.registry import ROUTES
from reckoner.reports.desk.spots import figure_spot, paragraphs, rows_of
from reckoner.reports.desk.store import jobs, proposals
from reckoner.reports.desk.word_back import put_by
from reckoner.reports.desk.word_files import hashed
from reckoner.reports.desk.words_kept import keep_version, versions_of
from reckoner.reports.returned.shelf import shelve
from reckoner.reports.schedule.tables import transaction
from tests.web.at_desk import At, example_at, run
from tests.word.ooxml import WordEdit
from tests.word.papers import sent_from

pytestmark = pytest.mark.slow

# What stands in an address, for routes that need something of their own; a page without one is left out.
VALUES = {
    "job": "1",
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
    "/drafts/{publication}/{edition}/{draft}/figures": "?printed=94.1%25",
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


# A file, a page seen apart, and what is answered where the office has accounts: tests/desk/test_oidc.py.
APART = ("/audit/rows.csv", "/sign-in", "/sign-in/office", "/sign-in/office/back")
GETS = [route for route in ROUTES if route.method == "GET" and route.path not in APART]
LISTED = "/drafts/newsletter/2026-02/draft-001/figures"
MORE = {
    "/jobs/2",
    "/jobs/3",
    "/audit?who=nobody",
    "/drafts/newsletter/2026-02/draft-002",
    "/drafts/newsletter/2026-02/draft-002/compare",
    LISTED,
    f"{LISTED}?by=value&way=down",
    f"{LISTED}?search=zz",
}
PATHS = sorted({path for route in GETS if (path := place(route))} | MORE)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[At]:
    with example_at(tmp_path_factory.mktemp("desk")) as at:
        _second_draft(at)
        _work_in_hand(at)
        _comments(at)
        _owed(at)
        _papers(at)
        yield at


@pytest.fixture(scope="module")
def paths(at: At) -> dict[str, int]:
    """Every page with how it answers: the routes', and those whose address comes of what was done."""
    _words_that_came(at)
    refused = {"/nowhere": 404, "/drafts/newsletter/2026-02/draft-099": 400}
    made = ["/proposals/1", "/proposals/2", _version(at), *_links(at), _word(at)]
    return dict.fromkeys([*PATHS, *made], 200) | refused


def _second_draft(at: At) -> None:
    """Another draft of the newsletter, with words, figures and a chart that differ."""
    activity = at.house / "data/hotspot/activity.csv"
    activity.write_text(activity.read_text("utf-8").replace(",46,88", ",47,89"), "utf-8")
    letter = at.house / "content/newsletter/2026-02/edition.md"
    letter.write_text(letter.read_text("utf-8").replace("Extra patrols in", "More patrols in"), "utf-8")
    build(at.house, "newsletter", "2026-02", progress=lambda _number, _name: None)


def _words_that_came(at: At) -> None:
    """Two proposals: one that waits, one that was refused."""
    now, file = at.desk.clock(), at.house / "content/newsletter/2026-02/edition.md"
    stands = file.read_text("utf-8")
    row = {
        "publication": "newsletter", "edition": "2026-02", "file": "edition.md", "opened": hashed(stands),
        "words": "Welcome. It is shorter now.\n", "note": "Shorter.", "person": "policy", "how": "a token",
        "at": now, "state": "open", "settled_by": "", "settled_at": None, "reason": "",
    }  # fmt: skip
    settled = {"state": "refused", "settled_by": "policy", "settled_at": now, "reason": "It says too little."}
    with transaction(at.desk.engine) as connection:
        connection.execute(insert(proposals).values([row, row | settled]))


def _version(at: At) -> str:
    file = "content/newsletter/2026-02/edition.md"
    keep_version(at.desk, file, "What stood there.\n", "policy")
    (kept,) = versions_of(at.desk, file)
    return f"/write/newsletter/2026-02/versions/{kept.id}/edition.md"


def _links(at: At) -> list[str]:
    kept, week = at.desk.draft("newsletter/2026-02/draft-001"), timedelta(days=7)
    approver = "chief-executive"
    to_approve = at.desk.links.make("approve", approver, week, "policy", kept.name, kept.digest)
    return [
        f"/link/{each}" for each in (to_approve, at.desk.links.make("passphrase", approver, week, "policy"))
    ]


def _word(at: At) -> str:
    """A Word file that came back with words changed, a figure typed over and a comment."""
    sent = sent_from(at.house)
    draft = "panel-paper/2025-11/draft-001"
    shelve(at.house, draft, sent.content, sent.map, sent.content, "2026-01-05T09:00:00+00:00")
    word = WordEdit(sent.content)
    words, figures = word.paragraph("objectives has improved"), word.paragraph("8,665")
    word.put(words, 0, "Now. ", tracked=True)
    word.comment(words, 5, 10, "Which one?")
    word.overtype(word.control(figures, "8,665"), "8,700", tracked=True)
    back = put_by(at.desk, "back.docx", word.saved())
    return f"/word/panel-paper/2025-11/{back.parent.name}/{back.name}"


def _owed(at: At) -> None:
    """Two sections on the board: one late, one that was asked for and came back."""
    folder = at.desk.house.root / "content/panel-paper/2025-11"
    for name, by in (("01-summary.md", "2025-11-03"), ("02-recommendations.md", "2099-01-05")):
        path, front = folder / name, f"---\nowner: finance\nby: {by}\ncheck: Read it.\n"
        path.write_text(path.read_text("utf-8").replace("---\n", front, 1), "utf-8")
    key = "content/panel-paper/2025-11/02-recommendations.md"
    asked = Asked("panel-paper", "2025-11", "section", key, "finance", "2099-01-05", "2026-01-05T09:00", "0a")
    keep_asked(at.desk.house.root, [replace(asked, returned="2026-01-07T09:00")])


def _papers(at: At) -> None:
    """An agenda with an item of each kind."""
    (at.house / "agenda.yaml").write_text(
        """
host: {name: Anytown Council, send: 2}
agendas:
  - meeting: 2025-11
    items:
      - {item: 5, paper: panel-paper/2025-11}
      - {item: 6, title: Contract, paper: closed/2025-11, exempt: {paragraph: 3, reason: Bids would be known}}
      - {item: 7a, title: Budget, to_follow: {reason: The settlement is awaited, by: 2025-11-25}}
      - {item: 8, paper: annual-report/2023-24, supplement: 1}
""",
        "utf-8",
    )


def _work_in_hand(at: At) -> None:
    """Work of each kind as it ends, so that its page has something on it."""
    faults = [{"what": "a name is unknown", "where": "content/a.md:3", "todo": "Take it out."}]
    trial = {
        "module": "crimes_solved", "file": "data/crimes_solved/solved.csv", "name": "solved.csv",
        "compared": True, "changes": ["2025-Q2: 1,512 becomes 1,530"],
        "open": [{"edition": "newsletter/2026-02", "lines": ["chart: solved"]}], "delivered": [],
    }  # fmt: skip
    ends = {"failed": {"faults": faults}, "done": trial, "running": {}}
    now = at.desk.clock() + timedelta(hours=1)  # signs of life for as long as the pages are looked at
    for state, result in ends.items():
        row = {
            "kind": "trial" if state == "done" else "build", "about": "newsletter/2026-02",
            "person": "policy", "begun": now, "seen": now, "step": 3, "doing": "draw the charts",
            "state": state, "cancelled_by": "", "result": json.dumps(result),
        }  # fmt: skip
        with transaction(at.desk.engine) as connection:
            connection.execute(insert(jobs).values(row))


def _comments(at: At) -> None:
    kept = at.desk.draft("newsletter/2026-02/draft-001")
    paragraph, row = paragraphs(kept, "web.html")[4], rows_of(kept)[0]
    for spot in (paragraph.spot, paragraph.spot, figure_spot(row), None):
        comments.add(at.desk, kept.name, "", "policy", "Who has read this? It can be said shorter.", spot)
    comments.settle(at.desk, kept.name, "2", "communications")


def test_nothing_is_wrong_with_any_page(at: At, paths: dict[str, int]) -> None:
    answers = run(
        "desk.mjs",
        {
            "url": at.url,
            "signIn": at.sign_in("policy"),
            "paths": paths,
            "shots": os.environ.get("RECKONER_SHOTS"),
        },
    )
    assert answers.keys() == {"/sign-in", *paths}
    assert {path: seen for path, seen in answers.items() if seen} == {}
    assert _templates(at) == set()


# What answers a form, once, and what nobody should see.
_ANSWERS = {
    "broken", "feed_made", "given", "link_done", "put_aside", "token_made", "too_large", "withdrawn",
}  # fmt: skip
_PARTS = {"layout", "parts", "_changes", "_comments", "_placeholders", "_preview"}


def _templates(at: At) -> set[str]:
    """The pages that no address above showed."""
    known = {name.removesuffix(".html.jinja") for name in at.desk.templates.list_templates(["jinja"])}
    shown = {name.removesuffix(".html.jinja") for _, name in at.desk.templates.cache or ()}
    return {name for name in known if not name.endswith(".jinja")} - shown - _ANSWERS - _PARTS


def test_most_routes_are_looked_at() -> None:
    assert len(PATHS) >= 12
    assert {"/", "/drafts", "/write", "/write/newsletter/2026-02/words/edition.md"} <= set(PATHS)
