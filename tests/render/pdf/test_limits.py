"""A page that runs away ends with a clear error, and the next one is rendered as if nothing had been."""

from __future__ import annotations

import pytest

from reckoner.reports.confined.limits import Limits
from reckoner.reports.errors import InputError
from tests.render.pdf.paper import meta_of, paper, render_pdf

META = meta_of(paper())
SHORT = Limits(memory_mb=1024, cpu_seconds=1, wall_seconds=20)
ENDLESS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="a0" width="1" height="1"/>'
    + "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(8))
    + '<use href="#a8"/></svg>'
)
BOMB = (
    '<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    + ']><svg xmlns="http://www.w3.org/2000/svg"><text>&a9;</text></svg>'
)


def page(body: str, style: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><title>A</title><style>{style}</style><body>{body}</body></html>'


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        page("<table><tr><td colspan=1000000>A</td></tr></table>"),
        page("<div>" * 60 + "A" + "</div>" * 60, "div { display: flex }"),
        page("<p>" + "word " * 2_000_000),
        page('<img alt="A" src="a.svg">'),
    ],
    ids=[
        "a table a million columns wide",
        "boxes in boxes",
        "a paragraph of two million words",
        "a picture of pictures",
    ],
)
def test_work_without_end_is_ended(html: str) -> None:
    with pytest.raises(InputError, match="more than 1 second of work"):
        render_pdf(html, {"a.svg": ENDLESS.encode()}, META, limits=SHORT)


def test_a_page_that_eats_memory_is_ended() -> None:
    with pytest.raises(InputError, match=r"more than 300 MB of memory|ended by signal"):
        render_pdf(page("<p>" + "word " * 3_000_000), {}, META, limits=Limits(memory_mb=300))


def test_a_page_that_takes_too_long_is_ended() -> None:
    with pytest.raises(InputError, match=r"not finished after 0\.3 seconds"):
        render_pdf(page("<p>" + "word " * 500_000), {}, META, limits=Limits(wall_seconds=0.3))


def test_a_page_nested_too_deeply_is_refused() -> None:
    with pytest.raises(InputError, match="nested too deeply"):
        render_pdf(page("<div>" * 3000 + "A"), {}, META)


def test_a_picture_that_explodes_is_left_out_and_said_so() -> None:
    rendered = render_pdf(page('<h1>A</h1><img alt="A" src="a.svg">'), {"a.svg": BOMB.encode()}, META)
    assert any("a.svg" in line for line in rendered.log)


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        (page("<p>" + "word " * 30, "@page { size: 1px 1px; margin: 0 }"), 30),
        (page("<div>" + "word " * 40 + "</div>", "div { columns: 1000000 }"), 1),
        (page("<p>A", "p { width: 1e9px; height: 1e9px; counter-increment: x 2147483647 }"), 1),
    ],
    ids=["pages of one pixel", "a million columns", "a box as large as the world"],
)
def test_what_looks_like_a_runaway_and_is_not_is_rendered(html: str, pages: int) -> None:
    assert render_pdf(html, {}, META).pages >= pages


def test_after_a_runaway_the_next_page_is_rendered() -> None:
    with pytest.raises(InputError):
        render_pdf(page("<div>" * 3000), {}, META)
    assert render_pdf(page("<h1>A</h1>"), {}, META).pages == 1
