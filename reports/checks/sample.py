"""Figures invented for the start of a house: a draft may print them, but nobody may approve it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from reckoner.reports.figures.ledger import Entry
from reckoner.reports.findings import SAMPLE, Finding

RULES = (SAMPLE,)


def find(entries: Iterable[Entry], samples: Collection[str]) -> Iterator[Finding]:
    """One finding for the document. ``samples`` are the ids of origins whose figures are invented."""
    figures = [entry.printed.figure for entry in entries]
    names = {each.name.split(".")[0] for each in figures if not set(samples).isdisjoint(each.origins)}
    if names:
        what = f"it prints invented figures of the module {', '.join(sorted(names))}, so it can't be approved"
        todo = "Name the office's own figures in the words instead: reckoner new module NAME --from FILE"
        yield Finding("warning", SAMPLE, what, todo=todo)
