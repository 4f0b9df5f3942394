"""A report for the screen, a page for each part; and for a printer, with colour beyond the edge."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reckoner.reports.kinds.report.kind import ReportKind
from reckoner.reports.kinds.report.pages import render_pages
from reckoner.reports.kinds.report.sidebar import sidebar_of
from reckoner.reports.render.files import Rendering
from reckoner.reports.render.html import Templates
from reckoner.reports.render.pages import joined
from reckoner.reports.settings.publication import read_publication
from tests.booklets import composed, report
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
        "annual-report.html", "first.html", "second.html", "priorities.html", "contact.html",
    ]  # fmt: skip


def test_a_link_to_another_part_leads_to_its_page(pages: dict[str, str]) -> None:
    assert 'href="second.html#talks"' in pages["first.html"]
    assert 'href="first.html#walks"' in pages["annual-report.html"]


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
    files = ReportKind().render(composed(report(tmp_path)), Rendering(templates, house().office, ""))
    with pdfium.PdfDocument(files.contents["annual-report-for-print.pdf"]) as pdf:
        left, bottom, right, top = pdf[0].get_trimbox()
        outer = pdf[0].get_bleedbox()
    assert round((right - left) * 25.4 / 72) == 210
    assert round((left - outer[0]) * 25.4 / 72) == 3
    assert (top - bottom) < (outer[3] - outer[1])
