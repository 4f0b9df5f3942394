"""The pages that show: what stands on them, what they say when there is nothing, and hostile addresses."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reckoner.reports.desk.call import Route
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.pages.registry import ROUTES
from reckoner.reports.desk.spots import rows_of
from reckoner.reports.desk.times import Times
from reckoner.reports.drafts.history import Act, history_of
from reckoner.reports.drafts.kept import read_draft
from reckoner.reports.schedule.run import Policy
from reckoner.reports.schedule.runs import Runs
from reckoner.reports.schedule.tables import runs, transaction
from reckoner.reports.settings.house import read_house
from tests.desk.at_desk import HOST, Browser, Clock
from tests.desk.test_routes import named, place
from tests.worked_example import edit

DRAFT = "/drafts/panel-paper/2025-11/draft-001"
FIELDS = (
    "hash", "edition", "reason", "to", "outcome", "job", "draft", "sender", "target", "text", "comment",
    "key", "page",
    "name", "passphrase", "next", "role", "sure", "again",
)  # fmt: skip
WRONG = ["../../etc/passwd", "%00", "x" * 3000, "<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --", "٣"]


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_publications_show_their_editions_and_how_each_stands(browser: Browser) -> None:
    browser.sign_in("reader")
    assert "/publications/panel-paper" in browser.get("/publications")
    page = browser.get("/publications/panel-paper")
    assert f'href="{DRAFT}"' in page
    assert "Build a draft" not in page  # a reader may not
    assert "Build a draft" in Browser(browser.desk).sign_in("policy").get("/publications/panel-paper")


def test_the_calendar_has_meetings_deadlines_holidays_and_closures(browser: Browser) -> None:
    browser.sign_in("reader")
    page = shown(browser.get("/calendar?from=2025-11"))
    assert "Friday 28 Meeting Hertfordshire Police and Crime Panel" in page
    assert "Christmas Day" in page
    assert (
        "Office closed between Christmas and New Year ( to 31 December )" in page
        or "(to 31 December)" in page
    )
    assert "Approve by" in page
    for wrong in ("2025", "2025-13", "1999-01", "x", "2000-01", "2099-12"):
        browser.get(f"/calendar?from={wrong}", 400)


def test_a_search_finds_a_measure_by_its_words_and_its_page_has_row_and_places(browser: Browser) -> None:
    browser.sign_in("reader")
    assert "crimes_solved.solved" in browser.get("/figures?search=solved+constabulary")
    assert "No figure holds these words" in browser.get("/figures?search=zzzz")
    page = shown(browser.get("/figures/crimes_solved.solved"))
    assert "8,665" in page
    assert "data/crimes_solved/solved.csv:" in page
    assert "content/panel-paper/2025-11/01-summary.md:6" in page
    assert "Search for it under Figures" in browser.get("/figures/crimes_solved.nothing", 400)
    assert '<td class="govuk-table__cell">8665</td>' in browser.get("/data/crimes_solved/tables/solved")


def test_a_number_of_the_draft_leads_to_its_value_its_working_and_its_other_places(browser: Browser) -> None:
    browser.sign_in("reader")
    words = browser.get(f"{DRAFT}/words/panel-paper.html")
    link = re.search(r'href="([^"]+/figures\?printed=8%2C665)"', words)
    assert link
    page = shown(browser.get(link[1]))
    assert "crimes_solved.solved" in page
    assert "Progress update for the Police and Crime Panel" in page
    browser.get(f"{DRAFT}/figures?printed=nothing+such", 400)
    browser.get(f"{DRAFT}/figures?number=99999", 400)


def test_findings_of_all_severities_lead_to_the_line_that_they_are_about(
    browser: Browser, desk: Desk, house: Path
) -> None:
    path = house / "output/panel-paper/2025-11/draft-001/checks.json"
    name = "content/panel-paper/2025-11/01-summary.md"
    browser.sign_in("reader")
    path.chmod(0o644)
    finding = (
        '{"severity": "%s", "rule": "r", "what": "w", "where": "%s:6", "quote": "<b>q</b>", "todo": "t"}'
    )
    found = ", ".join(finding % (severity, name) for severity in ("note", "error", "warning"))
    path.write_text(f'{{"checked": [], "findings": [{found}]}}', "utf-8")
    page = browser.get(DRAFT)
    assert [page.index(f">{each}</strong>") for each in ("Error", "Warning", "Note")] == sorted(
        page.index(f">{each}</strong>") for each in ("Error", "Warning", "Note")
    )
    assert "&lt;b&gt;q&lt;/b&gt;" in page
    link = re.search(r'href="([^"#]+/source\?[^"#]+)#L6"', page)
    assert link
    assert "<mark>" in browser.get(link[1].replace("&amp;", "&"))
    edit(house / name, lambda text: text + "\nMore.\n")
    assert "has changed since the draft was built" in browser.get(link[1].replace("&amp;", "&"))
    for wrong in ("office.yaml", "../x", "/etc/passwd", "state/history.jsonl", ""):
        browser.get(f"{DRAFT}/source?file={wrong}&line=1", 400 if wrong != "office.yaml" else 200)


def test_what_is_missing_says_who_owes_it_and_how_long_there_is(browser: Browser, house: Path) -> None:
    browser.sign_in("analyst")
    assert "Nothing is still to come" in browser.get("/missing")
    edit(
        house / "content/panel-paper/2025-11/01-summary.md",
        lambda text: (
            text + '\nStill {{ to_come "knife crimes of October", from: analyst, by: 2026-02-04 }}.\n'
        ),
    )
    page = shown(browser.get("/missing"))
    assert "From you" in page
    assert "knife crimes of October by Wednesday 4 February; 3 working days left" in page
    assert "Figures that you owe" in browser.get("/")


def test_the_board_says_who_is_late_and_what_was_asked(browser: Browser, house: Path) -> None:
    browser.sign_in("analyst")
    assert "Nothing is owed" in shown(browser.get("/missing/board"))
    section = house / "content/panel-paper/2025-11/01-summary.md"
    owned = "---\nowner: finance\nby: 2025-11-03\ncheck: Read it.\n"
    edit(section, lambda text: text.replace("---\n", owned, 1))
    kept = {"publication": "panel-paper", "edition": "2025-11", "kind": "section", "person": "finance"}
    kept |= {"key": "content/panel-paper/2025-11/01-summary.md", "by": "2025-11-03", "at": "2025-10-20T09:00"}
    (house / "state").mkdir(exist_ok=True)
    (house / "state/commission.json").write_text(json.dumps([kept]), "utf-8")
    page = shown(browser.get("/missing/board"))
    row = r"the section “[^”]+” Finance officer panel-paper 2025-11 .* Late Monday 20 October"
    assert re.search(row, page)


def test_runs_and_notices_say_when_there_are_none_and_what_became_of_one(
    browser: Browser, desk: Desk, house: Path
) -> None:
    browser.sign_in("policy")
    page = browser.get("/schedule")
    assert "The clock has made nothing yet" in page
    assert "Nobody was told of anything yet" in page
    row = {
        "publication": "newsletter", "edition": "2026-01", "schedule": "newsletter",
        "due": datetime(2026, 2, 2, 7, tzinfo=UTC), "occasion": "2026-02-02", "state": "failed", "tries": 40,
        "fence": 1, "reason": "the words can't be read",
    }  # fmt: skip
    with transaction(desk.engine) as connection:
        connection.execute(runs.insert().values(row))
    assert "the words can&#39;t be read" in browser.get("/schedule/newsletter/2026-01")
    browser.post("/schedule/newsletter/2026-01/again")
    found = Runs(desk.engine, Policy()).get(("newsletter", "2026-01"))
    assert found is not None
    assert found.state == "waiting"
    browser.post("/schedule/panel-paper/2025-11/again", 400)


def test_times_are_told_in_words_with_the_working_days_that_are_left(desk: Desk, clock: Clock) -> None:
    clock.now = datetime(2025, 11, 24, 9, tzinfo=UTC)  # a Monday
    times = Times.of(desk)
    assert (
        times.by(datetime(2025, 11, 27, 16, tzinfo=UTC)) == "by Thursday 27 November, 16:00; 3 working days"
    )
    assert times.by(datetime(2025, 11, 24, 16, tzinfo=UTC)) == "by Monday 24 November, 16:00; today"
    assert times.by(datetime(2025, 11, 20, 16, tzinfo=UTC)).endswith("2 working days ago")
    assert times.by(datetime(2025, 11, 25, 16, tzinfo=UTC)).endswith("; 1 working day")
    assert times.at(datetime(2026, 7, 1, 7, tzinfo=UTC)) == "Wednesday 1 July 2026, 08:00"
    assert times.left(datetime(2025, 11, 22, tzinfo=UTC).date()) == "1 working day ago"
    clock.now = datetime(2025, 11, 21, 9, tzinfo=UTC)  # a Friday
    assert Times.of(desk).left(datetime(2025, 11, 22, tzinfo=UTC).date()) == "before the next working day"
    assert times.left(datetime(2099, 1, 1, tzinfo=UTC).date()) == ""


@pytest.mark.slow
def test_a_document_is_checked_with_its_findings_marked_and_nothing_kept(
    browser: Browser, house: Path
) -> None:
    browser.sign_in("reader")
    before = sorted(path for path in house.rglob("*") if "schedule.sqlite" not in path.name)
    words = b"We solved 100 crimes in 2024 and 150 crimes in 2025, a rise of 20%. <script>alert(1)</script>"
    page = browser.send("/check", 200, "document", ("<b>report.txt", words))
    assert '<mark class="error">' in page
    assert "<script>alert" not in page
    assert sorted(path for path in house.rglob("*") if "schedule.sqlite" not in path.name) == before
    browser.send("/check", 409, "document", ("broken.pdf", b"%PDF-1.7 nothing"))
    browser.send("/check", 400, "document", ("empty.txt", b""))
    browser.post("/check", 400)
    browser.send("/check", 400, "document", ("a.txt", b"x"), draft="../../x")


def test_pages_of_a_pdf_are_painted_apart_and_kept_by_its_hash(
    browser: Browser, desk: Desk, house: Path
) -> None:
    folder = house / "output/panel-paper/2025-11/draft-001"
    objects = (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj",
    )
    pdf = b"%PDF-1.4\n" + b"\n".join(objects) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"
    (folder / "added.pdf").write_bytes(pdf)
    (folder / "broken.pdf").write_bytes(b"no PDF")
    browser.sign_in("reader")
    assert "Page 1 of 1 of added.pdf" in browser.get(DRAFT)
    answer, again = (browser.client.get(f"{DRAFT}/pictures/1/added.pdf") for _ in range(2))
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert again.content == answer.content
    [kept] = (house / "state/desk/pictures").glob("*/1.png")
    assert kept.read_bytes() == answer.content
    for wrong in (
        "2/added.pdf",
        "0/added.pdf",
        "x/added.pdf",
        "1/panel-paper.html",
        "1/..%2Foffice.yaml",
        "1/no.pdf",
    ):
        assert browser.client.get(f"{DRAFT}/pictures/{wrong}").status_code in (400, 404, 409)
    assert browser.client.get(f"{DRAFT}/pictures/1/broken.pdf").status_code == 409


@pytest.mark.parametrize("path", ["/publications", "/drafts", "/schedule", "/figures", "/missing",
                                  "/missing/board", "/data", "/jobs", "/"])  # fmt: skip
def test_a_house_with_nothing_in_it_says_what_to_do_next(path: str, browser: Browser, house: Path) -> None:
    for name in ("data", "content", "templates", "output"):
        shutil.rmtree(house / name)
    text = (house / "schedules.yaml").read_text("utf-8")
    (house / "schedules.yaml").write_text(
        re.sub(r"(?s)^schedules:.*", "schedules: []\n", text, flags=re.M), "utf-8"
    )
    browser.sign_in("policy")
    page = browser.get(path)
    assert re.search(r"(?i)nothing|there is no|no data|no draft|yet", shown(page))


@pytest.mark.slow
@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "GET"], ids=named)
def test_no_address_breaks_a_page(route: Route, browser: Browser) -> None:
    browser.sign_in("chief-executive")
    assert browser.client.get(place(route)).status_code < 500
    for wrong in WRONG:
        address = wrong.replace("/", "%2F").join(re.split(r"\{\w+(?::path)?\}", route.path))
        for query in (
            "",
            f"?search={wrong}&from={wrong}&to={wrong}&edition={wrong}&file={wrong}&line={wrong}",
        ):
            answer = browser.client.get(address + query)
            assert answer.status_code < 500, address
            assert "<script>alert" not in answer.text
            assert ">49<" not in answer.text


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "POST"], ids=named)
@pytest.mark.parametrize("kind", ["missing", "doubled", "huge", "hostile"])
def test_no_form_breaks_the_desk(route: Route, kind: str, browser: Browser, desk: Desk) -> None:
    token = browser.sign_in("chief-executive").token()
    value = {"missing": None, "doubled": "x", "huge": "x" * 200_000, "hostile": "\0../{{ 7*7 }}<script>"}[
        kind
    ]
    data: dict[str, object] = (
        {} if value is None else dict.fromkeys(FIELDS, [value] * (1 + (kind == "doubled")))
    )
    before = len(desk.history.rows())
    answer = browser.client.post(
        place(route),
        data={**data, "token": token},
        headers={"Origin": f"https://{HOST}"},
    )
    assert answer.status_code < 500
    assert "<script>" not in answer.text.replace('<script src="/static/', "")
    assert len(desk.history.rows()) == before


def test_a_figure_says_what_other_drafts_printed_and_a_draft_what_changed_since_the_last_edition(
    browser: Browser, house: Path, desk: Desk
) -> None:
    browser.sign_in("policy")
    row = rows_of(desk.draft("panel-paper/2025-11/draft-001"))[0]
    place = f"/drafts/panel-paper/2025-11/draft-001/figures?number={row['number']}"
    assert "No other draft of this edition" in browser.get(place)
    shutil.copytree(house / "output/panel-paper/2025-11", house / "output/panel-paper/2025-08")
    earlier = house / "output/panel-paper/2025-08/draft-001/manifest.json"
    edit(earlier, lambda text: text.replace('"edition": "2025-11"', '"edition": "2025-08"'))
    old = read_draft(earlier.parent)
    act = Act("delivered", old.name, old.digest, "policy", "policy", desk.clock(), {"channel": "shelf"})
    history_of(read_house(house)).append(act)
    page = browser.get(place)
    assert "panel-paper/2025-08/draft-001" in page.partition("What it was before")[2]
    assert row["printed"] in page.partition("What it was before")[2]
    draft = browser.get("/drafts/panel-paper/2025-11/draft-001")
    assert "Changed since the last edition, panel-paper/2025-08/draft-001" in draft


def test_each_part_of_the_desk_has_a_key_of_its_own_and_the_keys_are_listed(browser: Browser) -> None:
    page = browser.sign_in("policy").get("/keys")
    keys = re.findall(r'accesskey="(.)"', page)
    assert len(keys) == len(set(keys)) >= 12
    assert {f"<kbd>{key}</kbd>" for key in keys} <= set(re.findall(r"<kbd>.</kbd>", page))
