"""Charts that read well: a short title, and labels that collide with nothing in the finished picture."""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.charts.collisions import collisions
from reckoner.reports.document import ChartSlot, Document
from reckoner.reports.figures.printed import Printed, Sentence, plain
from reckoner.reports.findings import Finding

RULES = ("chart-labels", "chart-title")
MOST_WORDS = 12


def find(document: Document) -> Iterator[Finding]:
    """Findings of this check."""
    for slot in document.charts():
        where = f"chart {slot.spec.name}"
        if slot.spec.kind != "tile" and (count := _words(slot.spec.title)) > MOST_WORDS:
            yield Finding(
                "warning", "chart-title", f"the title has {count} words", where, plain(slot.spec.title),
                "Say the finding in ten words or fewer; measure, area and period belong in the subtitle.",
            )  # fmt: skip
        for what in _collisions(slot):
            yield Finding(
                "warning", "chart-labels", what, where,
                todo="Shorten the labels, or show fewer series or periods.",
            )  # fmt: skip


def _collisions(slot: ChartSlot) -> list[str]:
    """Of the drawing for the page and of that for a phone."""
    drawings = [slot.drawing, *([slot.narrow] if slot.narrow else [])]
    return list(dict.fromkeys(what for drawing in drawings for what in collisions(drawing.svg)))


def _words(title: Sentence) -> int:
    """How many words a title has; a figure with its unit is one."""
    return len(plain(tuple("0" if isinstance(part, Printed) else part for part in title)).split())
