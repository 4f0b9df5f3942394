"""What a new version would change, as one HTML page that stands alone: old and new side by side."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from reckoner.reports.upgrade.trial import FileChange, Trial

_STYLE = """
body { font: 1rem/1.5 "Source Sans Pro", Arial, sans-serif; color: #0b0c0c; background: #fff;
  margin: 0 auto; max-width: 100rem; padding: 1rem; }
h1, h2, h3 { line-height: 1.2; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; }
figure { margin: 0 0 1rem; }
img { max-width: 100%; height: auto; border: 1px solid #b1b4b6; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f3f2f1; padding: 0.5rem; }
"""
_MOST_LINES = 200


def to_page(trials: Sequence[Trial], version: str) -> str:
    """The page. Every text goes in as data, so that nothing in a draft can act in it."""
    html = Element("html", {"lang": "en-GB"})
    head, body = SubElement(html, "head"), SubElement(html, "body")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    title = f"What Reckoner {version} would change"
    _add(head, "title", title)
    _add(head, "style", _STYLE)
    main = SubElement(body, "main")
    _add(main, "h1", title)
    differ = sum(trial.differs for trial in trials)
    _add(main, "p", f"{differ} of {len(trials)} editions differ. What differs on a page has a red frame.")
    for trial in trials:
        _edition(main, trial)
    return "<!DOCTYPE html>\n" + tostring(html, encoding="unicode", method="html") + "\n"


def _edition(main: Element, trial: Trial) -> None:
    _add(main, "h2", f"{trial.edition}, {trial.against or 'no draft to compare with'}")
    for line in (*trial.failed, *trial.versions):
        _add(main, "p", line)
    if trial.inputs:
        _add(main, "p", f"Inputs that changed since that draft: {', '.join(trial.inputs)}")
    if not trial.differs:
        _add(main, "p", "The same.")
    for change in trial.changes:
        _file(main, trial, change)


def _file(main: Element, trial: Trial, change: FileChange) -> None:
    _add(main, "h3", f"{change.name}: {change.how}")
    if change.lines:
        more = len(change.lines) - _MOST_LINES
        shown = [*change.lines[:_MOST_LINES], *([f"… and {more} more"] if more > 0 else [])]
        _add(main, "pre", "\n".join(shown))
    for page in change.pages:
        pair = SubElement(main, "div", {"class": "pair"})
        for side, png in (("old", page.old), ("new", page.new)):
            figure = SubElement(pair, "figure")
            _add(figure, "figcaption", f"Page {page.number}, {side}" + ("" if png else ": there is none"))
            if png:
                source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
                alt = f"{trial.edition}, {change.name}: page {page.number}, {side}"
                SubElement(figure, "img", {"src": source, "alt": alt})


def _add(parent: Element, tag: str, text: str) -> None:
    shown = "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in text)
    SubElement(parent, tag).text = shown
