"""Poppler, which shares no code with us, hears the same words in the same order and finds the same files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reckoner.reports.checks.pdf.meant import tidy
from reckoner.reports.checks.pdf.tags import read_pdf
from tests.render.pdf.paper import FILES, paper, printed


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pdf") / "paper.pdf"
    file.write_bytes(printed(paper()).pdf)
    return file


def poppler(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def letters(text: str) -> str:
    return "".join(text.split())


def test_it_hears_the_same_words_in_the_same_order(pdf: Path) -> None:
    lines = (line.strip() for line in poppler("pdfinfo", "-struct-text", pdf).splitlines())
    heard = "".join(line[1:-1] for line in lines if line.startswith('"'))
    tree = read_pdf(pdf.read_bytes()).tree
    for figure in tree.all("Figure"):
        figure.facts.Alt = ""  # Poppler lists what is drawn, not what is said instead of it
    assert letters(heard) == letters(tree.text)


def test_it_finds_the_words_on_the_page_with_their_spaces(pdf: Path) -> None:
    page = tidy(poppler("pdftotext", "-raw", pdf, "-"))
    assert "The Constabulary solved 8,665 crimes under the plan." in page
    assert "In Welsh: Heddlu Swydd Hertford." in page


def test_it_takes_the_same_files_out(pdf: Path, tmp_path: Path) -> None:
    poppler("pdfdetach", "-saveall", "-o", tmp_path, pdf)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == dict(FILES)
