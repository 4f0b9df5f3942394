"""A report for the screen, a page for each part; and for a printer, with colour beyond the edge."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reckoner.reports.checks.pdf.meant import tables_in
from reckoner.reports.kinds.report.kind import ReportKind
from reckoner.reports.kinds.report.pages import render_pages
from reckoner.reports.kinds.report.sidebar import sidebar_of
from reckoner.reports.periods.label import label_day
from reckoner.reports.render.files import Rendering
from reckoner.reports.render.html import Templates, render_html
from reckoner.reports.render.pages import joined
from reckoner.reports.settings.publication import read_publication
from tests.booklets import FRONT, OPENING, PRIORITIES, composed, report
from tests.compose.house import library
from tests.small import house, wording
from tests.worked_example import ROOT


@pytest.fixture
def templates() -> Templates:
    publication = read_publication(ROOT, "annual-report")
    design = house().office.design
    return Templates(ROOT, publication, design, wording().language, {"sidebar": sidebar_of})


@pytest.fixture
def pages(tmp_path: Path, templates: Templates) -> dict[str, str]:
    words = report(
        tmp_path,
        {"zz": "title: Write to us\nbox: contact"},
        texts={"10-walks": "See [talks](#talks)."},
    )
    return render_pages(composed(words), templates)


def test_each_part_has_a_page_after_the_front_and_before_the_tables(pages: dict[str, str]) -> None:
    assert list(pages) == [
        "annual-report.html", "first.html", "second.html", "priorities.html", "sources.html", "contact.html",
    ]  # fmt: skip


def test_what_opens_a_part_shows_its_key_numbers(tmp_path: Path, templates: Templates) -> None:
    given = 'numbers:\n  - {figure: "{{ crimes.solved }}", words: crimes solved}'
    words = report(tmp_path, {"20-second": f"{OPENING}\n{given}"})
    shelf = library(tables={"plan.priorities": PRIORITIES})
    page = render_pages(composed(words, shelf), templates)["second.html"]
    opening = page[page.index('class="opening"') : page.index('<section class="item')]
    assert re.findall(r'class="value"><data[^>]*>([^<]*)</data></p><p class="what">([^<]*)', opening) == [
        ("125", "crimes solved")
    ]


POINTS = """title: In short
part: first
layout: numbers
summary: true
numbers:
  - group: Crime
    figure: "{{ crimes.solved }}"
    words: crimes solved
    against: "{{ crimes.solved }} were planned"
  - figure: "{{ crimes.solved }}"
    words: crimes of the same group
"""


def test_the_first_page_says_what_a_summary_says(tmp_path: Path, templates: Templates) -> None:
    words = report(tmp_path, {"05-short": POINTS}, texts={"05-short": "More was solved."})
    shelf = library(tables={"plan.priorities": PRIORITIES})
    document = composed(words, shelf)
    pages = render_pages(document, templates)
    summary = re.search(
        r'<section class="summary again".*?</section>', pages["annual-report.html"], re.DOTALL
    )
    assert summary
    assert "More was solved." in summary[0]
    assert re.findall(r'class="what">([^<]*)<', summary[0]) == ["crimes solved"]
    assert 'href="first.html#short"' in summary[0]
    assert 'class="against"' in pages["first.html"]
    assert [entry.printed.text for entry in document.entries() if "In short" in entry.place] == ["125"] * 3


def test_a_summary_in_words_alone_stands_on_the_first_page_and_there_only(
    tmp_path: Path, templates: Templates
) -> None:
    short = "title: In short\npart: first\nsummary: true"
    document = composed(report(tmp_path, {"05-short": short}, texts={"05-short": "More was solved."}))
    pages = render_pages(document, templates)
    assert [name for name, page in pages.items() if "More was solved." in page] == ["annual-report.html"]
    assert 'href="annual-report.html#short"' not in pages["first.html"]  # nor in its list
    assert 'id="short"' in pages["annual-report.html"]
    assert document.items_of(document.parts[0])[0].anchor == "short"  # on paper it stands in its part


CHART = {
    "kind": "bar",
    "title": "More solved",
    "subtitle": "Crimes solved",
    "measures": ["crimes.solved"],
    "periods": ["2025-09", "2025-10"],
}


def test_the_first_page_shows_a_summarys_chart(tmp_path: Path, templates: Templates) -> None:
    words = report(tmp_path, {"05-short": POINTS}, texts={"05-short": "More.\n\n{{ chart crimes.by_month }}"})
    shelf = library(charts={"crimes.by_month": CHART}, tables={"plan.priorities": PRIORITIES})
    pages = render_pages(composed(words, shelf), templates)
    first = pages["annual-report.html"]
    assert first.count('<figure class="chart">') == 1
    assert 'id="chart-' not in first
    assert '<a href="first.html#chart-crimes-by_month">' in first
    assert '<figure class="chart" id="chart-crimes-by_month">' in pages["first.html"]


def test_a_chart_is_offered_as_a_picture_beside_its_data(tmp_path: Path, templates: Templates) -> None:
    words = report(tmp_path, texts={"10-walks": "More.\n\n{{ chart crimes.by_month }}"})
    shelf = library(charts={"crimes.by_month": CHART}, tables={"plan.priorities": PRIORITIES})
    page = render_pages(composed(words, shelf), templates)["first.html"]
    assert '<a href="charts/crimes-by_month.csv" download>' in page
    assert '<a href="charts/crimes-by_month.png" download>' in page


def test_on_each_page_a_bar_leads_to_the_list_of_all(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        [listed] = re.findall(r'<nav class="bar"[^>]*><a href="#([^"]+)">', page)
        kind = "parts" if name == "annual-report.html" else "pages unfolds"
        assert f'<nav class="{kind}" id="{listed}"' in page, name


def test_every_page_names_the_office(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert '<p class="office">' in page.partition("<main")[0], name


def test_the_page_of_contact_gives_the_ways_to_the_office_once(tmp_path: Path, templates: Templates) -> None:
    pages = render_pages(composed(report(tmp_path, {"90-touch": "title: In touch\nbox: contact"})), templates)
    assert pages["contact.html"].count('href="mailto:') == 1
    assert pages["contact.html"].count('href="tel:') == 1


def test_the_first_page_says_in_a_line_what_each_part_holds(tmp_path: Path, templates: Templates) -> None:
    front = FRONT.replace("{id: first,", "{id: first, about: What was done first.,")
    assert front != FRONT
    first = render_pages(composed(report(tmp_path, front=front)), templates)["annual-report.html"]
    parts = first[first.index('<nav class="parts"') :]
    assert re.findall(r"</a><p>([^<]*)</p></li>", parts) == ["What was done first."]


def test_a_group_of_items_is_named_above_the_first_of_them(tmp_path: Path, templates: Templates) -> None:
    more = {name: f"title: {name}\npart: first\ngroup: On foot" for name in ("11-runs", "12-strolls")}
    page = render_pages(composed(report(tmp_path, more)), templates)["first.html"]
    assert re.findall(r'class="thread">([^<]*)</p>\s*<section[^>]* id="([^"]*)"', page) == [
        ("On foot", "runs")
    ]


def test_a_part_of_several_items_has_them_in_the_list_of_pages(tmp_path: Path, templates: Templates) -> None:
    more = {f"1{at}-{at}": f"title: {at}\npart: first" for at in ("runs", "swims")}
    pages = render_pages(composed(report(tmp_path, more)), templates)
    beside = re.search(r'<nav class="pages .*?<main', pages["first.html"], re.DOTALL)
    assert beside
    assert re.findall(r'href="#([^"]+)"', beside[0]) == ["walks", "runs-runs", "swims-swims"]


def test_contents_on_paper_list_every_item_and_a_group_once_above_its_own(
    tmp_path: Path, templates: Templates
) -> None:
    more = {name: f"title: {name}\npart: first\ngroup: On foot" for name in ("11-runs", "12-strolls")}
    page = render_html(composed(report(tmp_path, more)), templates, "print")
    first = page.partition('id="contents"')[2].partition("</ul>")[0]
    listed = re.findall(r'<li class="of-group">([^<]*)<|<li><a href="#([^"]+)"', first)
    assert listed == [("", "walks"), ("On foot", ""), ("", "runs"), ("", "strolls")]


def test_priorities_and_tables_have_their_data(tmp_path: Path, templates: Templates) -> None:
    grid = "Words.\n\nTable: Solved\n\n| Crimes | In all |\n| --- | ---: |\n| Solved | {{ crimes.solved }} |"
    document = composed(report(tmp_path, texts={"10-walks": grid}))
    files = document.table_files()
    assert files["table-1-solved"] == "Crimes,In all\nSolved,125\n"
    head, first, *_ = files["priorities"].splitlines()
    assert head == "Priority,In short,Where in this report,What is known,Evidence"
    assert first.startswith(document.priorities[0].named + ",")
    pages = render_pages(document, templates)
    assert '<a href="tables/table-1-solved.csv" download>' in pages["first.html"]
    assert '<a href="tables/priorities.csv" download>' in pages["priorities.html"]


def test_a_column_of_words_keeps_its_numbers_as_they_are_read(tmp_path: Path) -> None:
    grid = "Words.\n\nTable: T\n\n| Crimes | In all |\n| --- | --- |\n| Solved | {{ crimes.solved as £m }} |"
    files = composed(report(tmp_path, texts={"10-walks": grid})).table_files()
    assert files["table-1-t"].splitlines()[1] == "Solved,0.0 million"


def test_contents_on_paper_have_two_columns_of_one_height(tmp_path: Path) -> None:
    more = {f"1{at}-{at}": f"title: {at}\npart: first" for at in ("runs", "swims", "dives")}
    document = composed(report(tmp_path, more))
    assert document.second_column == document.parts[1].id


def test_a_table_says_its_source_in_words_as_a_chart_does(tmp_path: Path, templates: Templates) -> None:
    grid = "Words.\n\n| Crimes | In all |\n| --- | ---: |\n| Solved | {{ crimes.solved }} |"
    document = composed(report(tmp_path, texts={"10-walks": grid}))
    page = render_pages(document, templates)["first.html"]
    assert f'<p class="note citation">Source: {document.sources[0].citation}<span class="sources">' in page


def test_a_row_that_fills_only_its_first_cell_heads_those_below(tmp_path: Path, templates: Templates) -> None:
    grid = "Words.\n\n| Crimes | In all |\n| --- | ---: |\n| Theft | |\n| Solved | {{ crimes.solved }} |"
    document = composed(report(tmp_path, texts={"10-walks": grid}))
    page = render_pages(document, templates)["first.html"]
    assert '<tr><th scope="rowgroup" colspan="2">Theft</th></tr>' in page
    heard = [each for block in document.blocks() for _, cells in tables_in(block) for each in cells]
    assert [(each.text, each.scope, each.headers) for each in heard if each.text in ("Theft", "Solved")] == [
        ("Theft", "/Row", ("Crimes", "In all")),
        ("Solved", "/Row", ("Crimes", "Theft")),
    ]


def test_the_page_of_sources_leads_to_the_file_of_all_figures(tmp_path: Path, templates: Templates) -> None:
    words = report(tmp_path, texts={"10-walks": "{{ crimes.solved }} were solved."})
    page = render_pages(composed(words), templates)["sources.html"]
    assert '<a href="figures-public.csv" download>' in page


def test_each_page_says_its_day_once_at_its_foot_or_below(tmp_path: Path, templates: Templates) -> None:
    document = composed(report(tmp_path))
    day = label_day(document.dated, templates.language.calendar)
    for name, page in render_pages(document, templates).items():
        assert page.count(f"{document.title}, {day}.") == 1, name


def test_a_link_to_another_part_leads_to_its_page(pages: dict[str, str]) -> None:
    assert 'href="second.html#talks"' in pages["first.html"]
    assert 'href="first.html#part-first"' in pages["annual-report.html"]


def test_a_page_leads_on_and_back(pages: dict[str, str]) -> None:
    turn = re.findall(r'href="([\w-]+\.html)" rel="(\w+)"', pages["second.html"])
    assert turn == [("first.html", "prev"), ("priorities.html", "next")]


def test_joined_pages_lead_within_themselves(pages: dict[str, str]) -> None:
    assert 'href="#talks"' in joined(pages)
    assert "second.html#" not in joined(pages)


def test_a_link_to_the_wrong_page_stays_for_the_checks_to_find(pages: dict[str, str]) -> None:
    wrong = {**pages, "first.html": pages["first.html"].replace("second.html#talks", "sources.html#talks")}
    assert 'href="sources.html#talks"' in joined(wrong)


def test_a_printer_gets_a_second_pdf_with_colour_beyond_the_edge(
    tmp_path: Path, templates: Templates
) -> None:
    bleeding = templates.publication.model_copy(update={"bleed": 3, "outputs": ("pdf",)})
    templates = Templates(ROOT, bleeding, templates.design, templates.language)
    with ExitStack() as making:
        rendering = Rendering(templates, house().office, "", making)
        files = ReportKind().render(composed(report(tmp_path)), rendering)
        files.finish()
    with pdfium.PdfDocument(files.contents["annual-report-for-print.pdf"]) as pdf:
        left, bottom, right, top = pdf[0].get_trimbox()
        outer = pdf[0].get_bleedbox()
    assert round((right - left) * 25.4 / 72) == 210
    assert round((left - outer[0]) * 25.4 / 72) == 3
    assert (top - bottom) < (outer[3] - outer[1])
