"""What is told of a report, as in a news story, gives the figures that the report's own draft gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.checks.agreement import Quoted, printed_in
from reckoner.reports.document import Document
from reckoner.reports.figures.ledger import Entry, digits
from reckoner.reports.findings import Finding

RULES = ("report-differs", "not-in-report", "report-without-draft")


@dataclass(frozen=True)
class Told:
    """Figures told of a report: ``report`` is its publication and edition."""

    report: str
    figures: tuple[Quoted, ...]

    @classmethod
    def of(cls, report: str, document: Document, entries: Iterable[Entry]) -> Told:
        """Those of a part of a document."""
        name = f"{document.publication} {document.edition}"
        return cls(report, tuple(_quoted(name, entry) for entry in entries))


def differing(output: Path, told: Iterable[Told]) -> Iterator[Finding]:
    """Where other figures are told than the newest draft of the report gives."""
    for each in told:
        yield from dict.fromkeys(find(each.figures, each.report, printed_in(output, each.report)))


def _quoted(document: str, entry: Entry) -> Quoted:
    figure = entry.printed.figure
    return Quoted(
        document,
        entry.place,
        figure.name,
        figure.noun,
        figure.unit.name,
        str(figure.period or ""),
        digits(figure.value),
        entry.printed.text,
    )


def find(told: Iterable[Quoted], report: str, printed: Iterable[Quoted] | None) -> Iterator[Finding]:
    """Findings of this check. ``told`` is the story's, ``printed`` that of the report's draft, if any."""
    if printed is None:
        what = f"{report} has no draft yet, so its figures can't be compared with this story's"
        yield Finding("warning", "report-without-draft", what, todo=f"Run: reckoner build {report}")
        return
    known: dict[tuple[str, str, str], Quoted] = {}
    for quoted in printed:
        known.setdefault(_key(quoted), quoted)
    for quoted in dict.fromkeys(told):
        there = known.get(_key(quoted))
        here = f"{quoted.document}, {quoted.place} ({quoted.name})"
        if there is None:
            what = f"{quoted.printed} is told of {report}, which doesn't print it"
            yield Finding(
                "warning", "not-in-report", what, quote=here, todo="Take it out, or print it there."
            )
        elif there.value != quoted.value:
            what = f"{quoted.noun or quoted.name} is {quoted.printed} here and {there.printed} in {report}"
            both = f"{here}; {there.document}, {there.place} ({there.name})"
            todo = (
                f"Run: reckoner build {report}, and then this again. If they still differ, correct the one."
            )
            yield Finding("error", "report-differs", what, quote=both, todo=todo)


def _key(quoted: Quoted) -> tuple[str, str, str]:
    return quoted.name, quoted.unit, quoted.period
