"""The worked example, end to end: what a draft holds, and that it follows its data."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.reading.read import read_file
from reckoner.reports.build import Built
from reckoner.reports.checks.page import FIGURE, read_page
from reckoner.reports.checks.pdf.vera import validate
from reckoner.reports.drafts.manifest import Manifest, sha256
from reckoner.reports.settings.publication import PINNED, SHIPPED
from tests.audit.claims_of import claims_of
from tests.worked_example import build_paper, copy_house, edit, ledger


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_house(tmp_path_factory.mktemp("worked") / "house")


@pytest.fixture(scope="module")
def built(house: Path) -> Built:
    return build_paper(house)


# Years, and the names with digits that the edition lists under not_figures.
NAMES = re.compile(r"\b(19|20)\d\d(/\d\d)?\b|\b101\b|\b999\b|within 10 seconds")


# Two columns on paper, which the checker's reader takes for a table above its own heading.
CONTENTS = ("contents", "", "")
YEARS = ("year-label", "", "")  # rows of a chart with its values in columns: on paper they read as a table's


def test_the_checker_reads_the_same_claims_in_its_page_and_in_the_pdf(built: Built) -> None:
    folder = built.saved.folder
    in_page, in_print = (
        claims_of(name, (folder / name).read_bytes()) for name in ("panel-paper.html", "panel-paper.pdf")
    )
    assert in_page.total() > 8
    assert {**in_print, CONTENTS: 1} == {**in_page, YEARS: 1}


def page_of(draft: Built) -> str:
    return (draft.saved.folder / "panel-paper.html").read_text(encoding="utf-8")


def test_the_worked_example_has_no_findings(built: Built) -> None:
    assert built.findings == ()


def test_the_checker_reads_the_same_claims_in_the_page_and_in_the_pdf(built: Built) -> None:
    folder = built.saved.folder
    claims = [
        Counter((w.kind, w.formula, w.verdict) for w in audit(read_file(path, path.name)).workings)
        for path in (folder / "panel-paper.html", folder / "panel-paper.pdf")
    ]
    assert claims[0].total() > 8
    assert (claims[0] - claims[1]).keys() <= {CONTENTS}
    # a row of the performance table has no rules on paper: its reader takes it for a sentence of its own
    assert {kind for kind, _, _ in claims[1] - claims[0]} <= {"change", YEARS[0]}
    assert (claims[1] - claims[0]).total() <= 2
    assert {verdict for _, _, verdict in claims[0] | claims[1]} <= {"agrees", ""}


def test_the_paper_takes_no_more_pages_than_its_words_need(built: Built) -> None:
    with pikepdf.open(built.saved.folder / "panel-paper.pdf") as pdf:
        assert len(pdf.pages) <= 14


def test_the_head_of_a_page_names_the_part_with_which_it_begins(built: Built) -> None:
    """A part that began further down stood there, over the last lines of the part before."""
    part, parts = "", {}
    for own, title, number in re.findall(
        r'<h2[^>]* id="[\w-]+-heading">(?:<span class="number">(\d+)</span> )?([^<]+)<'
        r'|<span class="number">(\d+)</span>',
        page_of(built),
    ):
        part = title or part
        parts[own or number] = part
    told, last = [], "3"
    with pdfium.PdfDocument(built.saved.folder / "panel-paper.pdf") as pdf:
        for page in list(pdf)[2:-1]:
            text, height = page.get_textpage(), page.get_height()
            numbers = re.findall(r"^(\d+)(?:\.\d+)?\s*$", text.get_text_bounded(right=81), re.MULTILINE)
            at_top = re.search(r"^\d", text.get_text_bounded(right=81, bottom=height - 120), re.MULTILINE)
            if numbers:
                first = min(numbers, key=int) if at_top else last  # or it begins within a paragraph
                told.append((text.get_text_bounded(bottom=height - 50), parts[first]))
                last = max(numbers, key=int)
    assert len(told) > 8
    assert [part for head, part in told if not head.endswith(f" {part}")] == []
    assert len({part for _, part in told}) > 4  # most groups begin a page or go on over one


def test_the_page_leads_to_the_pdf_and_back_to_its_contents(built: Built) -> None:
    page = page_of(built)
    assert 'href="panel-paper.pdf"' in page
    assert page.count('href="#contents"') == 1  # the bar that stays in sight


def test_on_the_web_no_short_word_stands_alone_with_the_mark_of_its_source(built: Built) -> None:
    marked = re.findall(r'<p>([^\n]+)<span class="sources">', page_of(built))
    assert len(marked) > 15
    assert [words[-40:] for words in marked if re.search(r" [^<>\s]{1,4}$", words)] == []


def test_a_draft_holds_what_the_design_lists(built: Built) -> None:
    folder = built.saved.folder
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names >= {
        "panel-paper.pdf",
        "panel-paper.html",
        "figures.csv",
        "figures-public.csv",
        "checks.json",
        "manifest.json",
        "log.txt",
    }
    charts = {name.removesuffix(".svg") for name in names if name.endswith(".svg")}
    assert charts
    assert all({f"{chart}.png", f"{chart}.csv"} <= names for chart in charts)


def test_the_manifest_covers_every_file_and_every_input(built: Built, house: Path) -> None:
    folder = built.saved.folder
    manifest = Manifest.read((folder / "manifest.json").read_bytes())
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(manifest.files) == names - {"manifest.json", "log.txt"}
    assert all(sha256((folder / name).read_bytes()) == digest for name, digest in manifest.files.items())
    assert {"office.yaml", "schedules.yaml", "data/facts.yaml", "data/crimes_solved/solved.csv"} <= set(
        manifest.inputs
    )
    for name, digest in manifest.inputs.items():
        shipped = SHIPPED / name.removeprefix(f"{PINNED}/")
        assert sha256((shipped if name.startswith(PINNED) else house / name).read_bytes()) == digest


def test_the_log_carries_the_numbered_steps(built: Built) -> None:
    log = (built.saved.folder / "log.txt").read_text(encoding="utf-8")
    assert re.findall(r"^(\d) ", log, re.MULTILINE) == [str(number) for number in range(1, 9)]


def test_a_second_build_of_the_same_writes_nothing(built: Built, house: Path) -> None:
    second = build_paper(house)
    assert not second.saved.is_new
    assert second.saved.folder == built.saved.folder


@pytest.mark.slow
def test_another_process_in_another_folder_makes_the_same_bytes(built: Built, tmp_path: Path) -> None:
    other = copy_house(tmp_path / "elsewhere" / "with a space")
    command = [sys.executable, "-m", "reckoner", "build", "panel-paper", "2025-11", "--house", str(other)]
    subprocess.run(
        command, check=True, capture_output=True, cwd=Path(__file__).parents[1], env={"PATH": "/usr/bin:/bin"}
    )
    there = other / "output" / "panel-paper" / "2025-11" / "draft-001"
    ours = built.saved.folder
    for path in sorted(ours.rglob("*")):
        if path.is_file() and path.name != "log.txt":
            assert (there / path.relative_to(ours)).read_bytes() == path.read_bytes(), path.name


def test_every_number_on_the_page_is_in_the_ledger(built: Built) -> None:
    """Counted by a reader of the page of its own, against the rows of figures.csv."""
    page = page_of(built).replace("\u00a0", " ")
    on_page = sorted(re.findall(r'<data class="figure" value="[^"]+">([^<]+)</data>', page))
    around_pictures = (", title", ", description", ", data")
    rows = [
        row
        for row in ledger(built)
        if not row["place"].startswith("chart ") or row["place"].endswith(around_pictures)
    ]
    # a spreadsheet would take "+4.70 points" for a formula: an apostrophe stands before it
    assert on_page == sorted(row["printed"].removeprefix("'") for row in rows)
    assert len(on_page) > 100


def test_every_number_in_a_chart_is_in_the_ledger(built: Built) -> None:
    rows = [row for row in ledger(built) if row["place"].startswith("chart ")]
    for data in sorted((built.saved.folder / "charts").glob("*.csv")):
        mine = {row["printed"] for row in rows if row["place"].split(",")[0] == f"chart {data.stem}"}
        svg = data.with_suffix(".svg").read_text(encoding="utf-8")
        alt = re.search(r"<title>(.*?)</title>", svg, re.DOTALL)
        assert alt is not None
        numbers = set(re.findall(r"\d[\d,.:]*\d%?|\d%?", NAMES.sub("", alt[1])))
        printed = set(re.findall(r"\d[\d,.:]*\d%?|\d%?", " ".join(mine)))
        assert numbers <= printed, data.stem


def test_each_row_of_the_ledger_names_a_source_and_how(built: Built) -> None:
    for row in ledger(built):
        assert row["sources"], row
        assert row["how"], row
        assert row["origin ids"], row


def test_the_public_ledger_holds_no_unrounded_value_path_or_contact(built: Built) -> None:
    public = (built.saved.folder / "figures-public.csv").read_text(encoding="utf-8")
    assert "@" not in public
    assert "/" not in re.sub(r"\b\d{4}/\d\d\b|https://\S+", "", public)
    assert not re.search(r"\d\.\d{5}", public)
    assert "name" not in public.splitlines()[0].split(",")
    assert 'href="figures-public.csv" download' in page_of(built)


def test_figures_and_sources_are_linked_both_ways(built: Built) -> None:
    page = read_page(page_of(built))
    to_sources = {address for address, _ in page.links if address.startswith("#source-")}
    listed = {f"#{anchor}" for anchor in page.anchors if anchor.startswith("source-")}
    assert to_sources == listed
    html = page_of(built)
    for source in listed:
        entry = html.split(f'id="{source[1:]}"', 1)[1].split('class="source"', 1)[0]
        assert re.search(r'class="places">.*?href="#', entry, re.DOTALL), source


CELLS = [
    ("crimes_solved/solved.csv", "2025-01..2025-10,8665", "2025-01..2025-10,8964", "crimes_solved."),
    ("clares_law/disclosures.csv", "334", "335", "clares_law."),
    ("call_handling/months.csv", "13.31", "13.36", "call_handling."),
    ("call_handling/months.csv", "00:42", "00:57", "call_handling."),
    ("calls_999/answered.csv", "94.08", "96.5", "calls_999."),
    ("crime_recording/accuracy.csv", "92.6", "93.7", "crime_recording."),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "old", "new", "group"), CELLS)
def test_a_changed_cell_moves_all_that_rests_on_it_and_nothing_else(
    built: Built, tmp_path: Path, file: str, old: str, new: str, group: str
) -> None:
    other = copy_house(tmp_path / "house")
    edit(other / "data" / file, lambda text: text.replace(old, new, 1))
    changed = build_paper(other)
    assert changed.findings == ()
    before, after = ledger(built), ledger(changed)
    assert [row["place"] for row in before] == [row["place"] for row in after]
    moved = [(was, now) for was, now in zip(before, after, strict=True) if was != now]
    assert moved
    assert all(was["name"].startswith(group) for was, _ in moved), {was["name"] for was, _ in moved}
    assert all(was["value"] != now["value"] or was["how"] != now["how"] for was, now in moved)
    _only_these_pictures_changed(built, changed, {was["place"] for was, _ in moved})
    assert _words(built) == _words(changed)


def _only_these_pictures_changed(built: Built, changed: Built, places: set[str]) -> None:
    moved = {match[1] for place in places if (match := re.match(r"chart ([^,]+)", place))}
    for path in sorted((built.saved.folder / "charts").glob("*.svg")):
        same = path.read_bytes() == (changed.saved.folder / "charts" / path.name).read_bytes()
        assert same == (path.stem not in moved), path.stem


def _words(draft: Built) -> list[str]:
    """The words of the page with its figures and its PDF's size masked; alt texts are left to the ledger."""
    blocks = read_page(page_of(draft)).blocks
    return [re.sub(r"[0-9]+ KB", "KB", block.text) for block in blocks if FIGURE not in block.text]


def test_checks_json_says_what_was_checked(built: Built) -> None:
    checks = json.loads((built.saved.folder / "checks.json").read_text(encoding="utf-8"))
    assert {"unrecorded-number", "alt-text", "broken-link", "render-log"} <= set(checks["checked"])
    assert checks["findings"] == []


@pytest.mark.slow
def test_the_paper_is_pdf_ua_and_pdf_a_at_once(built: Built) -> None:
    verdicts = validate([built.saved.folder / "panel-paper.pdf"])
    assert [(verdict.flavour, verdict.compliant) for verdict in verdicts] == [("ua1", True), ("3a", True)]


def test_a_chart_that_is_set_as_a_table_has_its_values_apart_from_their_unit(built: Built) -> None:
    with (built.saved.folder / "tables/violence.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["value"] for row in rows] == ["22", "20", "16", "15", "12"]
    assert {row["unit"] for row in rows} == {"per cent"}


def test_each_chart_offers_its_description_and_its_data_on_the_web(built: Built) -> None:
    charts = len(list((built.saved.folder / "charts").glob("*.csv")))
    assert page_of(built).count('<details class="chart-data">') == charts
