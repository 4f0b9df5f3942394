"""The list of sources begins with its heading, what is said of it and the first source on one page."""

from __future__ import annotations

import re

import weasyprint

from tests.render.pdf.paper import page_of, paper

SAID = '</p>\n<div class="listed-sources">'


def begins(page: str, before: int) -> tuple[int, ...]:
    """The pages on which heading, end of its words and first source stand, after so many millimetres."""
    style, listed = (
        re.findall(pattern, page, re.DOTALL)[0]
        for pattern in ("<style>.*?</style>", '<section class="figures-and-sources".*?</section>')
    )
    listed = listed.replace(SAID, f"{' It says more.' * 12}<b id='said'></b>{SAID}")
    room = f'<div style="height: {before}mm"></div>'
    html = f'<html lang="en"><head>{style}</head><body>{room}{listed}</body></html>'
    pages = weasyprint.HTML(string=html).render().pages
    found = {name: number for number, each in enumerate(pages) for name in each.anchors}
    return tuple(found[name] for name in ("sources-heading", "said", "source-1"))


def test_wherever_a_page_ends_the_list_begins_whole() -> None:
    page = page_of(paper())
    assert {begins(page, before) for before in range(204, 228, 2)} == {(0, 0, 0), (1, 1, 1)}
