"""Findings as JSON."""

from __future__ import annotations

import json

from reports.audit.run import Report


def to_json(report: Report) -> str:
    """The report for programs: files, findings, and how much was understood."""
    data = {
        "files": [document.name for document in report.documents],
        "findings": [
            {
                "file": finding.file, "line": finding.line, "page": finding.page,
                "severity": finding.severity, "rule": finding.rule, "quote": finding.quote,
                "stated": finding.stated, "computed": finding.computed, "because": finding.because,
                "sure": finding.sure,
            }
            for finding in report.findings
        ],
        "unread": [{"file": each.file, "what": each.what, "todo": each.todo} for each in report.unread],
        "checked": {"numbers": report.checked.numbers, "claims": report.checked.claims},
    }  # fmt: skip
    return json.dumps(data, indent=1, ensure_ascii=False)
