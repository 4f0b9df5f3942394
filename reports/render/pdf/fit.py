"""Tables that are too wide for their page: set smaller, then on a page turned on its side, until they fit.

What runs off the page is lost to whoever reads the paper, and nobody notices: it is still in the tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy, deepcopy
from typing import Any

import weasyprint
from cssselect2 import ElementWrapper
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from reckoner.reports.render.pdf.fetcher import BASE, HouseFetcher
from reckoner.reports.render.pdf.inside import page_box
from reckoner.reports.render.pdf.runs import Laid, alone, better_steps, pages_of_first, runs_of

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


def lay_out(html: str, fetcher: HouseFetcher, only: int | None = None, **options: Any) -> Laid:
    """Lay a page out, and again as long as a table of it is too wide and can be made narrower; once more
    where a run of its pages is better filled another way. ``only`` is the number of the one run wanted."""
    layout = _Layout(html, fetcher, options)
    if only is not None:
        alone(layout.page, only)
    laid = layout.until_tables_fit()
    steps = better_steps(laid, layout.run_alone)
    laid = layout.with_steps(steps) if steps else laid
    return laid if only is None else (laid[0], pages_of_first(laid))


class _Layout:
    """One page laid out several times: ``tables`` are the steps found for its tables by their number.

    ``whole`` are trials by their step that left nothing out, since the page is one run: they need no second
    layout.
    """

    def __init__(self, html: str, fetcher: HouseFetcher, options: dict[str, Any]) -> None:
        self.page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher)
        self.fetcher, self.options = fetcher, options
        self.fonts = FontConfiguration()
        self.tables: dict[int, str] = {}
        self.whole: dict[str, Laid] = {}

    def until_tables_fit(self) -> Laid:
        """The page with each table narrow enough, or as narrow as it can be made."""
        while True:
            page, document = self.lay({})
            tables = list(page.etree_element.iter("table"))
            excess = dict(_too_wide(document))
            wide = [number for number, table in enumerate(tables) if table in excess]
            narrower = {number: _next(self.tables.get(number), excess[tables[number]]) for number in wide}
            if all(self.tables.get(number) == step for number, step in narrower.items()):
                return page, document
            self.tables |= narrower

    def run_alone(self, number: int, step: str) -> Laid:
        """One run with a step, without the rest of the page."""
        page, tables = self.read()
        found = runs_of(page)
        self.set_steps(tables, found, {number: step})
        is_part = alone(page, number)
        laid = self.render(page)
        if not is_part:
            self.whole[step] = laid
        return laid

    def with_steps(self, runs: dict[int, str]) -> Laid:
        """The page with these steps of its runs."""
        known = self.whole.get(next(iter(runs.values()))) if len(runs) == 1 else None
        return known or self.lay(runs)

    def lay(self, runs: dict[int, str]) -> Laid:
        """The page with the steps of its tables and these of its runs."""
        page, tables = self.read()
        self.set_steps(tables, runs_of(page) if runs else [], runs)
        return self.render(page)

    def read(self) -> tuple[weasyprint.HTML, list[Any]]:
        """The page's elements, as yet without any step, and its tables. A copy: parsing anew takes fifty
        times as long."""
        page = copy(self.page)
        page.wrapper_element = ElementWrapper.from_html_root(
            deepcopy(self.page.etree_element), content_language=None
        )
        page.etree_element = page.wrapper_element.etree_element
        return page, list(page.etree_element.iter("table"))

    def set_steps(self, tables: list[Any], found: list[Any], runs: dict[int, str]) -> None:
        """Give tables and runs their steps, as classes."""
        steps = [(tables[number], step) for number, step in self.tables.items()]
        for element, step in (*steps, *((found[number], step) for number, step in runs.items())):
            element.set("class", f"{element.get('class', '')} {step}")

    def render(self, page: weasyprint.HTML) -> Laid:
        """The page laid out."""
        style = [weasyprint.CSS(string=_STYLE, url_fetcher=self.fetcher)] if self.tables else []
        return page, page.render(font_config=self.fonts, stylesheets=style, **self.options)


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
