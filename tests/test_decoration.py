"""A picture marked as decoration on its whole way: page, PDF and Word file pass over it in silence."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from reckoner.reports.build import Built, build
from reckoner.reports.checks.page import read_page
from reckoner.reports.checks.pdf.tags import read_pdf
from reckoner.reports.word.body import Body
from reckoner.reports.word.picture import write_picture
from tests.worked_example import ANNUAL, copy_house, edit

ITEM = "content/annual-report/2023-24/61-headquarters.md"
SAID = '  alt: "Drawing: the bare frame of a building with three floors and no walls yet, a crane above it"\n'
CAPTION = re.compile(r"^  caption: .*\n", re.MULTILINE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The annual report, its one drawing marked as decoration."""
    house = copy_house(tmp_path_factory.mktemp("decorated") / "house")

    def silent(text: str) -> str:
        assert SAID in text
        return CAPTION.sub("", text.replace(SAID, "  decoration: true\n"))

    edit(house / ITEM, silent)
    return build(house, *ANNUAL, progress=lambda _number, _name: None)


def test_the_draft_is_fit_and_the_page_has_an_empty_alt_text(built: Built) -> None:
    assert [finding for finding in built.findings if finding.severity != "note"] == []
    page = read_page((built.saved.folder / "digital.html").read_text(encoding="utf-8"))
    [picture] = [each for each in page.pictures if each.get("src") == "pictures/building.svg"]
    assert (picture.get("alt"), picture.get("class")) == ("", "decoration")


def test_the_pdf_draws_it_as_an_artifact(built: Built) -> None:
    pdf = (built.saved.folder / "annual-report.pdf").read_bytes()
    reading = read_pdf(pdf)
    with reading.pdf:
        alts = [figure.fact("/Alt") for figure in reading.tree.all("Figure")]
    assert all(alts)
    assert not any("crane" in (alt or "") for alt in alts)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) > 20


@pytest.mark.parametrize(("alt", "times"), [("", 2), ("A chart.", 0)])
def test_word_is_told_that_it_decorates(alt: str, times: int) -> None:
    body = Body()
    write_picture(body, b"png", "png", alt, 100, 50)
    assert "".join(map(str, body.parts)).count("adec:decorative ") == times
