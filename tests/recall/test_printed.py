"""Each figure of a kept draft is found where readers meet it: on that page of the PDF, in that sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from reckoner.reports.build import build
from reckoner.reports.compare.ledgers import read_ledger
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.figures.ledger import LEDGER
from reckoner.reports.recall.printed import PrintedDraft, Spot
from tests.worked_example import PAPER, copy_house

LETTER = ("newsletter", "2026-02")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_house(tmp_path_factory.mktemp("printed") / "house")


def kept(house: Path, job: tuple[str, str]) -> Kept:
    return read_draft(build(house, *job, progress=lambda _number, _name: None).saved.folder)


def spots(draft: Kept) -> Iterator[tuple[Spot, tuple[str, ...]]]:
    pages = PrintedDraft.of(draft)
    for stated in read_ledger((draft.folder / LEDGER).read_text("utf-8")):
        yield from ((spot, stated.printed) for spot in pages.spots(stated))


def letters(text: str) -> str:
    """What is left of a text whatever breaks its lines."""
    return re.sub(r"[^A-Za-z0-9]", "", text)


@pytest.mark.parametrize("job", [PAPER, LETTER], ids="/".join)
def test_each_figure_has_its_page_and_its_words(house: Path, job: tuple[str, str]) -> None:
    draft = kept(house, job)
    [file] = draft.folder.glob("*.pdf")
    pdf = pypdfium2.PdfDocument(file)
    pages = [letters(page.get_textpage().get_text_range()) for page in pdf]
    pdf.close()
    found = list(spots(draft))
    assert len(found) > 15
    for spot, printed in found:
        assert spot.page, spot
        if "paragraph" in spot.place:
            assert any(figure in spot.words for figure in printed), spot
            begins = letters(spot.words.rpartition(": ")[2])[:12]  # of a cell, without its row's head
            assert begins in "".join(pages[spot.page - 1 : spot.page + 1]), spot


def test_a_list_of_sources_is_no_place(house: Path) -> None:
    assert not [spot for spot, _ in spots(kept(house, PAPER)) if spot.place.startswith("source")]
