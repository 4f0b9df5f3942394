"""The pages of a preview: first the part that was changed, then the whole; of several saves the newest."""

from __future__ import annotations

import io
import time
from threading import Event

import pypdfium2
import pytest
from PIL import Image

from reckoner.reports.errors import InputError
from reckoner.reports.preview.paper import Paper
from reckoner.reports.render.pdf.job import Job
from tests.render.pdf.paper import meta_of, paper
from tests.render.pdf.test_runs import page


class Edition:
    """A document of three parts that is being written."""

    def __init__(self) -> None:
        self.html, self.shown = page(30, 60, 100), list[tuple[int, bool, int]]()

    def save(self, old: str, new: str) -> None:
        self.html = self.html.replace(old, new)

    def printed(self) -> Job | None:
        return Job(self.html, {}, meta_of(paper()))


class Watched(Paper):
    """Keeps what was shown: how many pages, whether they are a part, and where that begins in the whole."""

    shown: list[tuple[int, bool, int]]

    def _show(self, pdf: bytes, is_part: bool) -> None:
        super()._show(pdf, is_part)
        with pypdfium2.PdfDocument(pdf) as opened:
            self.shown = [*getattr(self, "shown", []), (len(opened), is_part, self.place)]


def made(watched: Watched, edition: Edition) -> list[tuple[int, bool, int]]:
    watched.ask(edition.printed)
    while watched.is_coming:
        time.sleep(0.02)
    shown, watched.shown = watched.shown, []
    return shown


def test_the_part_that_was_changed_comes_first_and_is_found_in_the_whole() -> None:
    edition, watched = Edition(), Watched()
    assert made(watched, edition) == [(7, False, 0)]
    edition.html = page(30, 100, 100).replace("A line", "Aline", 31).replace("Aline", "A line", 30)
    assert [is_part for _, is_part, _ in made(watched, edition)] == [True, False]
    assert watched.place == 3
    assert len(watched.sizes()) == 8


def test_a_picture_of_each_page_and_no_other() -> None:
    watched = Watched()
    made(watched, Edition())
    assert Image.open(io.BytesIO(watched.picture(7))).size == (655, 927)
    for missing in (0, 8):
        with pytest.raises(IndexError):
            watched.picture(missing)


def test_what_can_t_be_made_leaves_the_pages_as_they_were() -> None:
    edition, watched = Edition(), Watched()
    made(watched, edition)
    edition.html = "<p>An image: <img src='https://example.org/a.png'>"
    assert made(watched, edition) == []
    assert len(watched.sizes()) == 7


def test_of_two_saves_the_older_s_whole_isn_t_made() -> None:
    edition, begun, go = Edition(), Event(), Event()

    def printed() -> Job | None:
        begun.set()
        go.wait()
        return edition.printed()

    watched = Watched()
    watched.ask(printed)
    begun.wait()
    edition.save("<h2>Part", "<h2>The part")
    watched.ask(printed)
    go.set()
    while watched.is_coming:
        time.sleep(0.02)
    assert [is_part for _, is_part, _ in watched.shown] == [False]


def test_words_at_fault_are_left_to_the_page_to_tell() -> None:
    def printed() -> Job | None:
        raise InputError("there are no words")

    watched = Watched()
    watched.ask(printed)
    while watched.is_coming:
        time.sleep(0.02)
    assert watched.number == 0
