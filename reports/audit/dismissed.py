"""Findings in a document that a person has let stand, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.run import Report


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding of a file that a named person lets stand. ``text`` is the passage as the finding quotes it:
    it holds for these words only."""

    file: str
    rule: str
    text: str
    reason: str
    name: str


def without_dismissed(report: Report, dismissed: Iterable[Dismissed]) -> Report:
    """The report without what was dismissed; a note for each dismissal that answers to nothing any more."""
    waiting = {(entry.file, entry.rule, _flat(entry.text)): entry for entry in dismissed}
    if not waiting:
        return report
    used = {key for finding in report.findings if (key := _key(finding)) in waiting}
    left = tuple(finding for finding in report.findings if _key(finding) not in used)
    expired = tuple(_expired(waiting[key] for key in waiting if key not in used))
    return replace(report, findings=left + expired, dismissed=len(report.findings) - len(left))


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.file, finding.rule, _flat(finding.quote)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _expired(entries: Iterable[Dismissed]) -> Iterator[Finding]:
    for entry in entries:
        because = f"The finding {entry.rule} that {entry.name} dismissed is no longer made: remove it."
        yield Finding("note", "dismissed-finding", entry.text, "", "", because, file=entry.file)
