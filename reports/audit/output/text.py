"""Findings for a terminal: the passage with its number marked, what is stated, what it comes to, and why."""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.run import Report


def lines(report: Report, everything: bool = False) -> Iterator[str]:
    """The report, finding by finding; with ``everything`` each claim as it was worked out; and its sums."""
    before: Finding | None = None
    for finding in report.findings:
        same = before is not None and _passage(before) == _passage(finding)
        if before is not None and not same:
            yield ""
        yield from _finding(finding, same)
        before = finding
    if before is not None:
        yield ""
    if everything:
        for working in report.workings:
            place = _place(working.file, working.line, working.place)
            yield f"{working.verdict}: {place} [{working.kind}] {working.formula}"
            yield f"  “{' '.join(working.quote.split())}”"
        yield ""
    said = [document for document in report.documents if document.read]
    yield from (f"read: {document.name}: {document.read}" for document in said)
    for unread in report.unread:
        yield f"not read: {unread.file}: {unread.what}"
        if unread.todo:
            yield f"  {unread.todo}"
    if report.unread or said:
        yield ""
    yield _sums(report)


def _place(file: str, line: int | None, place: str) -> str:
    """``paper.md:12``, as editors open it, or ``paper.pdf, page 3``."""
    if place or line is None:
        return ", ".join(part for part in (file, place) if part)
    return f"{file}:{line}"


def _passage(finding: Finding) -> tuple[object, ...]:
    return finding.file, finding.line, finding.page, finding.quote


def _finding(finding: Finding, same: bool) -> Iterator[str]:
    """``same``: it is about the passage that was quoted just now."""
    named = (_place(finding.file, finding.line, finding.place), finding.cell)
    place = ", ".join(part for part in named if part)
    yield f"{finding.severity}: {place} [{finding.rule}, {finding.sure}] {finding.key}"
    if not same or finding.mark is not None:
        yield f"  “{marked(finding)}”"
    yield f"  stated: {finding.stated}" + (f"; comes to: {finding.computed}" if finding.computed else "")
    yield f"  {finding.because}"


def marked(finding: Finding) -> str:
    """The quote on one line, its number between » and «."""
    start, end = mark_of(finding)
    if start < 0:
        return " ".join(finding.quote.split())
    quote = finding.quote
    return " ".join(f"{quote[:start]}»{quote[start:end]}«{quote[end:]}".split())


def mark_of(finding: Finding) -> tuple[int, int]:
    """Where in the quote the number stands; (-1, -1) where it doesn't."""
    if finding.mark is not None and 0 <= finding.mark[0] < finding.mark[1] <= len(finding.quote):
        return finding.mark
    at = finding.quote.rfind(finding.stated) if finding.stated else -1
    return (at, at + len(finding.stated)) if at >= 0 else (-1, -1)


def _sums(report: Report) -> str:
    counts = {kind: sum(f.severity == kind for f in report.findings) for kind in ("error", "warning", "note")}
    said = ", ".join(many(count, kind) for kind, count in counts.items() if count)
    files = len(report.documents)
    nothing = "Nothing found in what was read" if report.unread else "Nothing found"
    return (
        f"{said or nothing}; {many(report.checked.numbers, 'number')} read and "
        f"{many(report.checked.claims, 'claim')} "
        f"worked out in {many(files, 'document')}."
        f"{f' {report.dismissed} dismissed.' if report.dismissed else ''}"
    )


def many(count: int, what: str) -> str:
    """A count with its noun."""
    return f"{count} {what}{'' if count == 1 else 's'}"
