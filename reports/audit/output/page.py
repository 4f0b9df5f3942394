"""The document as a web page with its findings marked where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reckoner.reports.audit.document import Block, Document, Row, Table
from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.output.text import many, mark_of
from reckoner.reports.audit.run import Report

_STYLE = """
body { font: 1rem/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #0b0c0c }
table { border-collapse: collapse } td { border: 1px solid #767676; padding: .2rem .5rem }
mark { background: #fff7bf; border-bottom: 3px solid } mark.error { border-color: #d4351c }
mark.warning { border-color: #f47738 } mark.note { border-color: #1d70b8 }
aside { border-left: 5px solid #d4351c; padding: .2rem .8rem; margin: .5rem 0 1rem; background: #f3f2f1 }
aside.warning { border-color: #f47738 } aside.note { border-color: #1d70b8 }
"""


def to_html(report: Report) -> str:
    """All documents of a run on one page; each finding stands under the passage it is about."""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>Figures checked</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>Figures checked</h1>{to_fragment(report)}</main></body></html>\n"
    )


def to_fragment(report: Report) -> str:
    """The same for a page of somebody else's, without title and style."""
    body = "".join("".join(_document(document, report.findings)) for document in report.documents)
    return _summary(report) + body


def _summary(report: Report) -> str:
    rows = "".join(
        f'<li><a href="#f{number}">{escape(finding.severity)}: {escape(finding.stated)}</a> '
        f"({escape(', '.join(part for part in (finding.file, finding.where, finding.cell) if part))})</li>"
        for number, finding in enumerate(report.findings)
    )
    counted = (
        f"{many(report.checked.numbers, 'number')} read, {many(report.checked.claims, 'claim')} worked out."
    )
    nothing = "Nothing found in what was read." if report.unread else "Nothing found."
    found = f"<p>{counted}</p><ol>{rows}</ol>" if rows else f"<p>{nothing} {counted}</p>"
    return _unread(report) + found + _read(report)


def _read(report: Report) -> str:
    rows = "".join(f"<li>{escape(d.name)}: {escape(d.read)}</li>" for d in report.documents if d.read)
    return f"<p>Read:</p><ul>{rows}</ul>" if rows else ""


def _unread(report: Report) -> str:
    if not report.unread:
        return ""
    rows = "".join(
        f"<li>{escape(' '.join(f'{each.file}: {each.what}. {each.todo}'.split()))}</li>"
        for each in report.unread
    )
    return f"<aside><strong>Not everything was read</strong><ul>{rows}</ul></aside>"


def _document(document: Document, findings: tuple[Finding, ...]) -> Iterator[str]:
    yield f"<h2>{escape(document.name)}</h2>"
    mine = [(number, finding) for number, finding in enumerate(findings) if finding.file == document.name]
    told: set[int] = set()
    for part in document.parts:
        lines = (
            {mark.line for mark in part.marks} if isinstance(part, Block) else {row.line for row in part.rows}
        )
        pages = (
            {mark.page for mark in part.marks} if isinstance(part, Block) else {row.page for row in part.rows}
        )
        text = part.text if isinstance(part, Block) else "\n".join(row.text for row in part.rows)
        here = [
            (number, finding)
            for number, finding in mine
            if number not in told
            and (finding.line in lines or finding.page in pages)
            and finding.quote in text
        ]
        told.update(number for number, _ in here)
        yield _part(part, [finding for _, finding in here])
        yield from (_aside(number, finding) for number, finding in here)
    yield from (_aside(number, finding) for number, finding in mine if number not in told)


def _part(part: Block | Table, findings: list[Finding]) -> str:
    if isinstance(part, Table):
        return "<table>" + "".join(f"<tr>{_row(row, findings)}</tr>" for row in part.rows) + "</table>"
    tag = {"heading": "h3", "item": "li"}.get(part.kind, "p")
    spots = [spot for finding in findings if (spot := _spot(part.text, finding))]
    return f"<{tag}>{_marked(part.text, spots)}</{tag}>"


def _row(row: Row, findings: list[Finding]) -> str:
    """The cells of a row, each marked where a finding's number stands in it."""
    lead = len("\t".join(row.cells)) - len("\t".join(row.cells).lstrip())
    spots = [spot for finding in findings if finding.quote == row.text and (spot := _spot(row.text, finding))]
    cells, start = [], -lead
    for cell in row.cells:
        inside = [(a - start, b - start, sure) for a, b, sure in spots if start <= a < b <= start + len(cell)]
        cells.append(f"<td>{_marked(cell, inside)}</td>")
        start += len(cell) + 1
    return "".join(cells)


def _spot(text: str, finding: Finding) -> tuple[int, int, str] | None:
    """Where in a text the number of a finding stands."""
    start, (first, last) = text.find(finding.quote), mark_of(finding)
    return (start + first, start + last, finding.severity) if start >= 0 and first >= 0 else None


def _marked(text: str, spots: list[tuple[int, int, str]]) -> str:
    """The text with these places marked, each once."""
    out, done = [], 0
    for first, last, severity in sorted(spots):
        if first >= done:
            out.append(
                f'{escape(text[done:first])}<mark class="{severity}">{escape(text[first:last])}</mark>'
            )
            done = last
    return "".join(out) + escape(text[done:])


def _aside(number: int, finding: Finding) -> str:
    computed = f"; it comes to {escape(finding.computed)}" if finding.computed else ""
    place = ", ".join(part for part in (finding.where, finding.cell) if part)
    return (
        f'<aside id="f{number}" class="{finding.severity}"><strong>{finding.severity.capitalize()} '
        f"({finding.sure})</strong>: stated {escape(finding.stated)}{computed}. {escape(finding.because)} "
        f"<small>{escape(place)} [{escape(finding.rule)}, {finding.key}]</small></aside>"
    )
