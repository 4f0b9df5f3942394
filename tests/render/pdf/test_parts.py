"""Which part of a page has changed, and a part laid out alone."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.render.pdf.engine import rendering
from reckoner.reports.render.pdf.job import Job
from reckoner.reports.render.pdf.parts import changed_part
from tests.render.pdf.paper import meta_of, paper
from tests.render.pdf.test_runs import page

FRONT, PART = "<h1>A</h1>", "<section class='part' data-run id='p'><section><p>{}</p></section></section>"
WORDS = st.text("ab <&", max_size=5).map(lambda text: text.replace("<", "&lt;"))


@given(st.lists(WORDS, min_size=2, max_size=4), st.data())
def test_the_part_that_alone_differs_is_found(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    now = [*words[:place], words[place] + "x", *words[place + 1 :]]
    assert changed_part(whole(words), whole(now)) == place


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (("a", "b"), ("a", "b")),
        (("a", "b"), ("x", "y")),
        (("a", "b"), ("a", "b", "c")),
        (("a",), ("x",)),
        ((), ("a",)),
    ],
)
def test_nothing_several_or_all_of_it_is_no_part(before: tuple[str, ...], now: tuple[str, ...]) -> None:
    assert changed_part(whole(before), whole(now)) is None


def test_what_stands_outside_the_parts_is_none() -> None:
    assert changed_part(whole(("a", "b")), whole(("a", "b")).replace("<h1>A", "<h1>B")) is None
    assert changed_part(whole(("a", "b")), f"{whole(('a', 'b'))}<p>More") is None


def test_only_the_part_wanted_is_laid_out() -> None:
    job = Job(page(30, 60, 100), {}, meta_of(paper()))
    assert pages(replace(job, only=1)) == 2
    assert pages(job) == 1 + 1 + 2 + 3


def whole(parts: list[str] | tuple[str, ...]) -> str:
    return FRONT + "<hr>".join(PART.format(words) for words in parts) + "<p>Sources</p>"


def pages(job: Job) -> int:
    with rendering(job) as finished, pikepdf.open(io.BytesIO(finished().pdf)) as opened:
        return len(opened.pages)
