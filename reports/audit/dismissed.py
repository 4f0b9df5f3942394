"""Findings in a document that a person has let stand, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.run import Report


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding of a file that a named person lets stand. ``text`` is the passage as the finding quotes it:
    it holds for these words only. ``stated`` is the number meant, "" for each of that passage."""

    file: str
    rule: str
    text: str
    reason: str
    name: str
    stated: str = ""

    def holds_for(self, finding: Finding) -> bool:
        """Whether this finding is the one."""
        same = (self.file, self.rule) == (finding.file, finding.rule)
        return same and _flat(self.text) == _flat(finding.quote) and self.stated in ("", finding.stated)


def without_dismissed(report: Report, dismissed: Iterable[Dismissed]) -> Report:
    """The report without what was dismissed; a note for each dismissal that answers to nothing any more."""
    entries = list(dismissed)
    if not entries:
        return report
    held = [[entry for entry in entries if entry.holds_for(finding)] for finding in report.findings]
    left = tuple(f for f, by in zip(report.findings, held, strict=True) if not by)
    used = {id(entry) for by in held for entry in by}
    expired = tuple(_expired(entry for entry in entries if id(entry) not in used))
    return replace(report, findings=left + expired, dismissed=len(report.findings) - len(left))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _expired(entries: Iterable[Dismissed]) -> Iterator[Finding]:
    for entry in entries:
        because = f"The finding {entry.rule} that {entry.name} dismissed is no longer made: remove it."
        yield Finding("note", "dismissed-finding", entry.text, "", "", because, file=entry.file)
