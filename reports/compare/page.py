"""A comparison as one HTML page that stands alone and can be read by everyone."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from reckoner.reports.compare.drafts import ChartChange, Comparison
from reckoner.reports.compare.ledgers import FigureChange, Stated
from reckoner.reports.compare.words import WordChange

_STYLE = """
body { font: 1rem/1.5 "Source Sans Pro", Arial, sans-serif; color: #0b0c0c; background: #fff;
  margin: 0 auto; max-width: 70rem; padding: 1rem; }
h1, h2 { line-height: 1.2; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
th, td { border: 1px solid #b1b4b6; padding: 0.4rem; text-align: left; vertical-align: top; }
del { background: #f6d7d2; color: #0b0c0c; text-decoration: line-through; }
ins { background: #cce2d8; color: #0b0c0c; text-decoration: underline; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; background: #fff; padding: 0.5rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; }
figure { margin: 0; }
img { max-width: 100%; height: auto; border: 1px solid #b1b4b6; }
"""
_CHARTS = {
    "new": "is new",
    "gone": "is gone",
    "changed": "shows other data",
    "redrawn": "shows the same data, drawn another way",
}


def to_page(comparison: Comparison) -> str:
    """The page. Every text goes in as data, so that nothing in a draft can act in it."""
    html = Element("html", {"lang": "en-GB"})
    title = f"{comparison.old.name} and {comparison.new.name} compared"
    head = SubElement(html, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    _add(head, "title", title)
    _add(head, "style", _STYLE)
    body = SubElement(html, "body")
    _add(body, "a", "Skip to the changes", {"class": "skip", "href": "#main"})
    main = SubElement(body, "main", {"id": "main"})
    _add(main, "h1", title)
    counts = f"{len(comparison.figures)} figures, {len(comparison.words)} pieces of text and "
    _add(main, "p", f"{counts}{len(comparison.charts)} charts differ.")
    _figures(main, comparison.figures)
    _words(main, comparison.words)
    _charts(main, comparison.charts)
    if comparison.inputs:
        _add(main, "h2", "Inputs that differ")
        listed = SubElement(main, "ul")
        for name in comparison.inputs:
            _add(listed, "li", name)
    return "<!DOCTYPE html>\n" + tostring(html, encoding="unicode", method="html") + "\n"


def _add(parent: Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> Element:
    element = SubElement(parent, tag, attributes or {})
    element.text = text
    return element


def _figures(main: Element, changes: Iterable[FigureChange]) -> None:
    _add(main, "h2", "Figures")
    rows = [
        (
            change.name,
            change.kind,
            _stated(change.old),
            _stated(change.new),
            "; ".join(change.why) or "not known",
        )
        for change in changes
    ]
    if not rows:
        _add(main, "p", "Every figure is as it was.")
        return
    table = SubElement(main, "table")
    _add(table, "caption", "Figures that are new, moved, revised or gone")
    line = SubElement(SubElement(table, "thead"), "tr")
    for name in ("Figure", "What", "Before", "Now", "Why"):
        _add(line, "th", name, {"scope": "col"})
    within = SubElement(table, "tbody")
    for name, *cells in rows:
        line = SubElement(within, "tr")
        _add(line, "th", name, {"scope": "row"})
        for cell in cells:
            _add(line, "td", cell)


def _stated(stated: Stated | None) -> str:
    if stated is None:
        return "none"
    places = ", ".join(stated.places[:5]) + (" and more" if len(stated.places) > 5 else "")
    period = f" ({stated.period})" if stated.period else ""
    return f"{' / '.join(stated.printed)}{period}: {places}"


def _words(main: Element, changes: Iterable[WordChange]) -> None:
    _add(main, "h2", "Words")
    heading, seen = None, False
    for change in changes:
        seen = True
        if change.heading != heading:
            heading = change.heading
            _add(main, "h3", heading or "At the top")
        paragraph = SubElement(main, "p")
        for kind, text in change.parts:
            element = SubElement(paragraph, {"same": "span", "old": "del", "new": "ins"}[kind])
            if kind == "same":
                element.text = text
                continue
            said = _add(element, "span", "removed: " if kind == "old" else "added: ", {"class": "unseen"})
            said.tail = text
    if not seen:
        _add(main, "p", "Every word is as it was.")


def _charts(main: Element, changes: Iterable[ChartChange]) -> None:
    _add(main, "h2", "Charts")
    seen = False
    for change in changes:
        seen = True
        _add(main, "h3", f"{change.name} {_CHARTS[change.kind]}")
        pair = SubElement(main, "div", {"class": "pair"})
        for when, picture in (("before", change.old), ("now", change.new)):
            if picture is not None:
                figure = SubElement(pair, "figure")
                _add(figure, "figcaption", when.capitalize())
                address = f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}"
                SubElement(figure, "img", {"src": address, "alt": f"The chart {change.name} {when}"})
    if not seen:
        _add(main, "p", "Every chart is as it was.")
