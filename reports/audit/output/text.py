"""Findings for a terminal: the passage with its number marked, what is stated, what it comes to, and why."""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.run import Report


def lines(report: Report, everything: bool = False) -> Iterator[str]:
    """The report, finding by finding; with ``everything`` each claim as it was worked out; and its sums."""
    for finding in report.findings:
        yield from _finding(finding)
        yield ""
    if everything:
        for working in report.workings:
            place = ", ".join(part for part in (working.file, where(working.line, working.page)) if part)
            yield f"{working.verdict}: {place} [{working.kind}] {working.formula}"
            yield f"  “{' '.join(working.quote.split())}”"
        yield ""
    for unread in report.unread:
        yield f"not read: {unread.file}: {unread.what}"
        if unread.todo:
            yield f"  {unread.todo}"
    if report.unread:
        yield ""
    yield _sums(report)


def where(line: int | None, page: int | None) -> str:
    """The place in words: "page 3", "line 12"."""
    if page is not None:
        return f"page {page}"
    return f"line {line}" if line is not None else ""


def _finding(finding: Finding) -> Iterator[str]:
    place = ", ".join(part for part in (finding.file, finding.where, finding.cell) if part)
    yield f"{finding.severity}: {place} [{finding.rule}, {finding.sure}]"
    yield f"  “{marked(finding)}”"
    yield f"  stated: {finding.stated}; comes to: {finding.computed}"
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
    said = ", ".join(_many(count, kind) for kind, count in counts.items() if count)
    files = len(report.documents)
    nothing = "Nothing found in what was read" if report.unread else "Nothing found"
    return (
        f"{said or nothing}; {_many(report.checked.numbers, 'number')} read and "
        f"{_many(report.checked.claims, 'claim')} "
        f"worked out in {_many(files, 'document')}."
        f"{f' {report.dismissed} dismissed.' if report.dismissed else ''}"
    )


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
