"""Tables that are too wide for their page: set smaller, then on a page turned on its side, until they fit.

What runs off the page is lost to whoever reads the paper, and nobody notices: it is still in the tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from reckoner.reports.render.pdf.fetcher import BASE, HouseFetcher
from reckoner.reports.render.pdf.inside import page_box

# How far each step goes: it is worth trying for a table that is up to so many times too wide.
STEPS = {"snug": 1.3, "turned": 1.9, "tight": float("inf")}
_STYLE = """
@page turned { size: landscape !important }
:is(table.snug, table.turned, table.tight) { font-size: 7.5pt !important; line-height: 1.2 !important }
:is(table.snug, table.turned, table.tight) > * > tr > * { padding: .3em .35em !important }
:is(table.turned, table.tight) { page: turned !important }
table.tight { font-size: 5.5pt !important }
table.tight * { overflow-wrap: anywhere !important; white-space: normal !important }
"""
_SLACK = 1  # CSS pixels


def lay_out(html: str, fetcher: HouseFetcher, **options: Any) -> tuple[weasyprint.HTML, weasyprint.Document]:
    """Lay a page out, and again as long as a table of it is too wide and can be made narrower."""
    fonts = FontConfiguration()
    steps: dict[int, str] = {}
    while True:
        page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher)
        tables = list(page.etree_element.iter("table"))
        for number, step in steps.items():
            tables[number].set("class", f"{tables[number].get('class', '')} {step}")
        style = [weasyprint.CSS(string=_STYLE, url_fetcher=fetcher)] if steps else []
        document = page.render(font_config=fonts, stylesheets=style, **options)
        excess = dict(_too_wide(document))
        wide = [number for number, table in enumerate(tables) if table in excess]
        narrower = {number: _next(steps.get(number), excess[tables[number]]) for number in wide}
        if all(steps.get(number) == step for number, step in narrower.items()):
            return page, document
        steps |= narrower


def _next(step: str | None, excess: float) -> str:
    """The step for a table that is so many times too wide: at least one further than it is."""
    names = list(STEPS)
    least = 0 if step is None else min(names.index(step) + 1, len(names) - 1)
    return next(name for name in names[least:] if excess <= STEPS[name])


def _too_wide(document: weasyprint.Document) -> Iterator[tuple[Any, float]]:
    """The table elements that reach beyond the margins of a page, and how many times too wide they are."""
    for page in document.pages:
        box = page_box(page)
        left = box.content_box_x()
        yield from _beyond(box, left - _SLACK, left + box.width + _SLACK)


def _beyond(box: Any, left: float, right: float) -> Iterator[tuple[Any, float]]:
    for child in box.children:
        if isinstance(child, boxes.TableBox):
            start, width = child.border_box_x(), child.border_width()
            if start < left or start + width > right:
                yield child.element, width / max(right - start, 1)
        elif isinstance(child, boxes.ParentBox) and not isinstance(child, boxes.LineBox):
            yield from _beyond(child, left, right)
