"""The worked example's annual report, end to end: page numbers, web pages, and that it follows its data."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reckoner.reports.build import Built
from reckoner.reports.checks.pdf import vera
from reckoner.reports.composed import compose_edition
from reckoner.reports.document import NumberedParagraph
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.kinds.report.document import Report
from reckoner.reports.kinds.report.words import read_report
from reckoner.reports.modules.library import load_library
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import Grid, figures_in
from tests.audit.claims_of import claims_of
from tests.booklets import report_house
from tests.worked_example import ANNUAL, ROOT, build_annual, copy_house, edit, ledger, without_pdf

# By a small process in between: to the system a process is as large as the one that it was started by.
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)  # kB, the largest child
"""

WORDS = Path("content", *ANNUAL)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_annual(copy_house(tmp_path_factory.mktemp("annual") / "house"))


@pytest.fixture(scope="module")
def pages(built: Built) -> list[str]:
    """The words of each page of the PDF, with blanks as in the source."""
    with pdfium.PdfDocument(built.saved.folder / "annual-report.pdf") as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


@pytest.fixture(scope="module")
def titles() -> list[str]:
    """The items' titles, as they are printed."""
    sections = read_report(ROOT, *ANNUAL).sections
    return [s.front.title for s in sections if s.front.box not in ("opening", "contact")]


def test_it_has_no_findings_and_twenty_five_pages_or_more(built: Built, pages: list[str]) -> None:
    assert [finding for finding in built.findings if finding.severity != "note"] == []
    assert len(pages) >= 25


def test_each_web_page_has_its_own_title_and_leads_to_the_pdf_and_to_the_contents(built: Built) -> None:
    files = sorted(built.saved.folder.glob("*.html"))
    assert len(files) == 12
    titles = []
    for file in files:
        page = file.read_text(encoding="utf-8")
        assert 'href="annual-report.pdf"' in page
        assert "#contents" in page or file.name == "annual-report.html"
        [title] = re.findall(r"<h1[^>]*>(.*?)</h1>", page)
        titles.append(title)
    assert len(set(titles)) == len(files)


def test_every_page_says_at_its_top_what_the_office_has_readers_know_first(
    built: Built, pages: list[str]
) -> None:
    notice = "This is a worked example. It is not an official publication of the office."
    assert notice in pages[0]
    for file in built.saved.folder.glob("*.html"):
        assert notice in file.read_text(encoding="utf-8").partition("<main")[0], file.name


def test_the_checker_reads_the_same_claims_in_its_pages_and_in_the_pdf(built: Built) -> None:
    folder = built.saved.folder
    in_pages = sum((claims_of(page.name, page.read_bytes()) for page in folder.glob("*.html")), Counter())
    in_print = claims_of("annual-report.pdf", (folder / "annual-report.pdf").read_bytes())
    assert in_pages.total() > 8
    assert in_print.pop(("contents", "", "")) == 1  # only print has a list with the numbers of pages
    in_print[("weekday", "", "")] -= 1  # a cell of the priorities, which in print is read as a sentence
    in_pages[("weekday", "", "")] -= len(list(folder.glob("*.html"))) - 1  # the day at the foot of each page
    assert not in_print - in_pages
    # in print a table with notes beside its numbers is read line by line
    assert {rule for rule, _, _ in in_pages - in_print} <= {"table-total"}


def test_the_contents_give_the_page_on_which_each_item_begins_below_its_group(
    pages: list[str], titles: list[str]
) -> None:
    contents = pages[1]
    groups = {s.front.group for s in read_report(ROOT, *ANNUAL).sections if s.front.group}
    assert all(group in contents for group in groups)
    for title in titles:
        found = re.search(rf"{re.escape(title)} (\d+)", contents)
        assert found, title
        assert title in pages[int(found[1]) - 1], title


def test_no_item_s_heading_stands_alone_at_the_foot_of_a_page(pages: list[str], titles: list[str]) -> None:
    foot = r"(?: Plan priorit(?:y|ies) [\d, ]+)? Web version:"
    assert [title for title in titles for page in pages if re.search(re.escape(title) + foot, page)] == []


def test_nothing_is_set_beyond_the_left_margin(built: Built) -> None:
    with pdfium.PdfDocument(built.saved.folder / "annual-report.pdf") as pdf:
        for number, page in enumerate(pdf, 1):
            text = page.get_textpage()
            boxes = [text.get_rect(at) for at in range(text.count_rects())]
            assert min(left for left, *_ in boxes) > 22 / 25.4 * 72 - 4, f"page {number}"


def test_the_priority_table_gives_the_page_of_each_item(pages: list[str], built: Built) -> None:
    start = next(n for n, page in enumerate(pages) if "What is known of the plan’s priorities" in page)
    table = " ".join(pages[start : start + 2]).split("What the abbreviations")[0]
    sections = [s for s in read_report(ROOT, *ANNUAL).sections if s.front.priorities]
    for section in sections:
        title = section.front.title
        pattern = re.escape(title).replace(r"\-", r"\W*")  # a line may end behind a hyphen
        found = re.findall(rf"{pattern}, page (\d+)", table)
        assert len(set(found)) == 1, title
        assert all(entry.number in table for entry in section.front.priorities), title
        assert all(title in pages[int(number) - 1] for number in found), title


def test_a_link_in_the_words_gives_its_page(pages: list[str]) -> None:
    [number] = re.findall(r"well below 2019 \(page (\d+)\)", " ".join(pages))
    assert "Recorded crime fell, and more of it had an outcome" in pages[int(number) - 1]


def test_the_table_of_priorities_counts_them(pages: list[str]) -> None:
    table = next(page for page in pages if "what is known to have come of it" in page)
    sections = read_report(ROOT, *ANNUAL).sections
    numbers = {int(entry.number) for section in sections for entry in section.front.priorities}
    assert f"names {len(numbers)} of the first {max(numbers)} by number" in table
    assert f"some of the other {max(numbers) - len(numbers)}." in table
    kinds = "Result measured|Result measured: worse|Reported, not measured|Activity only"
    counts = [int(count) for count in re.findall(rf"(?:{kinds}) \((\d+)\)", table)]
    assert (len(counts), sum(counts)) == (4, len(numbers))


def test_the_two_budgets_follow_from_what_is_published() -> None:
    finance = load_library(ROOT, ["finance"]).catalogue
    year = Period.parse("2023-24")

    def value(name: str) -> Decimal:
        return finance.measure(f"finance.{name}").at(year).value

    office = value("office_underspend") / value("office_underspend_percent") * 100
    assert value("office_budget") == round(office, -5)
    assert value("police_budget") == value("net_budget") - value("office_budget")
    percent = value("police_overspend") / value("police_budget") * 100
    assert round(percent, 1) == value("police_overspend_percent")


def test_what_the_report_says_of_its_priorities_is_what_the_table_lists() -> None:
    library = load_library(ROOT, ["plan_priorities"])
    listed = [int(str(row[0])) for row in library.tables["plan_priorities.priorities"].table.rows]
    coverage = library.tables["plan_priorities.coverage"].table.rows
    assert [abs(int(str(row[2]))) for row in coverage] == [max(listed), len(listed)]


def test_the_values_of_a_chart_of_changes_have_their_signs_in_its_table_too(built: Built) -> None:
    page = (built.saved.folder / "glance.html").read_text("utf-8")
    table = page.partition('id="table-crime_and_outcomes-changes-data"')[2].partition("</table>")[0]
    assert re.findall(r">([^<]*%)<", table) == ["−1.8%", "+5.2%", "+4%", "+2.2%", "−8%"]
    assert "lacks-" not in table


def test_counts_below_ten_stand_in_words_in_running_text(built: Built) -> None:
    pages = [file.read_text("utf-8") for file in built.saved.folder.glob("*.html")]
    said = [
        text
        for page in pages
        for text in re.findall(r'<div class="para(?![^"]*tabular).*?</div>', page, re.DOTALL)
    ]
    assert len(said) > 60
    assert [figure for text in said for figure in re.findall(r"<data[^>]*>([1-9])</data>", text)] == []


def test_abbreviations_are_written_out_so_that_no_list_of_them_follows(built: Built) -> None:
    assert not (built.saved.folder / "glossary.html").exists()


def test_every_link_of_the_web_pages_leads_to_a_place_that_is_there(built: Built) -> None:
    files = {path.name: path.read_text("utf-8") for path in built.saved.folder.glob("*.html")}
    anchors = {name: set(re.findall(r' id="([^"]+)"', text)) for name, text in files.items()}
    for name, text in files.items():
        for address, anchor in re.findall(r' href="([\w-]+\.html)?(?:#([^"]+))?"', text):
            there = anchors[address or name]
            assert not anchor or anchor in there, (name, address, anchor)


def test_every_web_page_lists_all_pages_with_the_numbers_of_the_parts(built: Built) -> None:
    for file in built.saved.folder.glob("*.html"):
        page = file.read_text("utf-8")
        if file.name == "annual-report.html":  # it has the parts with a line on each
            parts = re.findall(r'class="to-part"[^>]*><span class="number">(\d)</span>', page)
            assert parts == list("12345678")
            continue
        listed = page.partition('<nav class="pages ')[2].partition("<main")[0]
        assert re.findall(r'<span class="number">(\d)</span>', listed) == list("12345678"), file.name
        assert len(re.findall(r'<a href="[a-z-]+\.html"', listed)) == 12
        assert listed.count('aria-current="page"') == 1


def test_the_web_pages_can_be_turned_from_first_to_last_and_back(built: Built) -> None:
    files = {path.name: path.read_text("utf-8") for path in built.saved.folder.glob("*.html")}
    assert turned(files, "annual-report.html", "next") == list(
        reversed(turned(files, "contact.html", "prev"))
    )
    assert len(turned(files, "annual-report.html", "next")) == len(files)


def turned(files: dict[str, str], start: str, way: str) -> list[str]:
    seen = [start]
    while found := re.search(rf'href="([\w-]+\.html)" rel="{way}"', files[seen[-1]]):
        seen.append(found[1])
    return seen


def test_each_chart_of_the_web_pages_has_its_data_as_a_table_and_to_take_away(built: Built) -> None:
    folder = built.saved.folder
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.html"))
    charts = [path.stem for path in (folder / "charts").glob("*.csv")]
    assert charts
    for chart in charts:
        assert f'id="table-{chart}-data"' in text
        assert f'href="charts/{chart}.csv" download' in text


def test_no_page_needs_a_script(built: Built) -> None:
    assert all("<script" not in path.read_text("utf-8") for path in built.saved.folder.glob("*.html"))


_SETTLED = "Settled by service recovery,{}\n2023-24,Not settled by service recovery,{}"
CHANGES = [
    ("finance/outturn.csv", "4700000,4700000", "5000000,5000000", "finance.", "finance.overspend"),
    ("complaints/complaints.csv", _SETTLED.format(998, 374), _SETTLED.format(1100, 272),
     "complaints.", "complaints.recovered.share"),
    ("crime_and_outcomes/changes.csv", "-1.8,1.8", "-1.9,1.9", "crime_and_", "crime_and_outcomes.size"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("file", "old", "new", "group", "most"), CHANGES)
def test_a_change_in_a_table_moves_all_that_rests_on_it_and_nothing_else(
    built: Built, tmp_path: Path, file: str, old: str, new: str, group: str, most: str
) -> None:
    house = without_pdf(copy_house(tmp_path / "house"))
    edit(house / "data" / file, lambda text: text.replace(old, new, 1))
    changed = build_annual(house)
    assert [finding for finding in changed.findings if finding.severity != "note"] == []
    before, after = ledger(built), ledger(changed)
    assert [row["place"] for row in before] == [row["place"] for row in after]
    moved = [(was, now) for was, now in zip(before, after, strict=True) if was != now]
    assert all(was["name"].startswith(group) for was, _ in moved)
    mine = [row for row in before if row["name"].startswith(most)]
    places = {was["place"] for was, _ in moved if was["name"].startswith(most)}
    assert len(mine) >= 3
    assert len({place.partition(",")[0] for place in places}) >= 2  # sentences, key numbers, tables, charts


def test_what_opens_a_part_and_its_items_pull_out_a_figure_once() -> None:
    sections = read_report(ROOT, *ANNUAL).sections
    for part in dict.fromkeys(section.front.part for section in sections):
        mine = [section.front for section in sections if section.front.part == part]
        pulled = Counter(number.figure for front in mine for number in front.numbers if number.figure)
        assert max(pulled.values(), default=1) == 1, part


def test_each_figure_that_is_pulled_out_stands_in_a_sentence_of_its_part() -> None:
    report = compose_edition(ROOT, *ANNUAL, lambda _: None).document
    assert isinstance(report, Report)
    for part in report.parts:
        sections = [each for each in report.sections if each.item.part == part.id]
        said = {
            printed.figure.identity
            for section in sections
            for block in section.blocks
            if isinstance(block, NumberedParagraph) and not isinstance(block.block, Grid)
            for printed in figures_in(block.block)
        }
        pulled = [n.figure for each in sections if each.item.layout == "text" for n in each.item.numbers]
        alone = {plain(one) for one in pulled if any(p.figure.identity not in said for p in printed_in(one))}
        assert not alone, part.title


def test_a_priority_without_an_item_is_shown_as_such(tmp_path: Path) -> None:
    house = without_pdf(copy_house(tmp_path / "house"))
    edit(house / "data/plan_priorities/priorities.csv", lambda text: f"{text}150,None,Plant more trees\n")
    page = (build_annual(house).saved.folder / "priorities.html").read_text("utf-8")
    row = page.split('id="priority-150"')[1].split("</tr>")[0]
    assert "Plant more trees" in row
    assert "No item in this report" in row


@pytest.mark.slow
def test_a_long_report_stays_within_memory(tmp_path: Path, soak_scale: Callable[[int], int]) -> None:
    """Three hundred pages in a soak run, thirty otherwise."""
    house = report_house(tmp_path / "house", soak_scale(450))
    command = [sys.executable, "-m", "reckoner", "build", "annual-report", "2024-25", "--house", str(house)]
    memory = int(
        subprocess.run(
            [sys.executable, "-c", MEASURED, *command], check=True, capture_output=True, cwd=ROOT
        ).stdout
    )
    with pdfium.PdfDocument(next(house.glob("output/*/*/*/annual-report.pdf"))) as pdf:
        assert len(pdf) >= soak_scale(300)
    assert memory < 600_000


@pytest.mark.slow
def test_the_report_is_pdf_ua_and_pdf_a_at_once(built: Built) -> None:
    assert list(vera.find(vera.validate([built.saved.folder / "annual-report.pdf"]))) == []


def test_what_the_office_worked_out_is_not_said_to_stand_in_the_source(built: Built) -> None:
    with (built.saved.folder / "figures-public.csv").open(encoding="utf-8", newline="") as file:
        how = {row["printed"]: row["how"] for row in csv.DictReader(file)}
    for printed, way in {
        "about 85,500": "74,650 divided by 87.3%, to the nearest hundred",
        "about 76,000": "74,650 divided by 98.2%, to the nearest hundred",
        "about 248": "£253.5 million minus the office’s budgets",
    }.items():
        assert how[printed] == f"worked out: {way}"
