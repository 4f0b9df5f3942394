"""Findings for a terminal: the passage with its number marked, what is stated, what it comes to, and why."""

from __future__ import annotations

from collections.abc import Iterator

from reports.audit.finding import Finding
from reports.audit.run import Report


def lines(report: Report) -> Iterator[str]:
    """The report, finding by finding, and a last line with its sums."""
    for finding in report.findings:
        yield from _finding(finding)
        yield ""
    for unread in report.unread:
        yield f"not read: {unread.file}: {unread.what}"
        if unread.todo:
            yield f"  {unread.todo}"
    if report.unread:
        yield ""
    yield _sums(report)


def _finding(finding: Finding) -> Iterator[str]:
    place = ", ".join(part for part in (finding.file, finding.where) if part)
    yield f"{finding.severity}: {place} [{finding.rule}, {finding.sure}]"
    yield f"  “{marked(finding)}”"
    yield f"  stated: {finding.stated}; comes to: {finding.computed}"
    yield f"  {finding.because}"


def marked(finding: Finding) -> str:
    """The quote on one line, its number between » and «."""
    quote = " ".join(finding.quote.split())
    at = quote.rfind(finding.stated) if finding.stated else -1
    if at < 0:
        return quote
    return f"{quote[:at]}»{finding.stated}«{quote[at + len(finding.stated) :]}"


def _sums(report: Report) -> str:
    counts = {kind: sum(f.severity == kind for f in report.findings) for kind in ("error", "warning", "note")}
    said = ", ".join(_many(count, kind) for kind, count in counts.items() if count)
    files = len(report.documents)
    nothing = "Nothing found in what was read" if report.unread else "Nothing found"
    return (
        f"{said or nothing}; {_many(report.checked.numbers, 'number')} read and "
        f"{_many(report.checked.claims, 'claim')} "
        f"worked out in {_many(files, 'document')}."
    )


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
