"""Findings as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from reckoner.reports.audit.run import Report


def to_json(report: Report, everything: bool = False) -> str:
    """The report for programs: files, findings, and how much was understood; each claim too if asked."""
    data: dict[str, Any] = {
        "files": [document.name for document in report.documents],
        "findings": [
            {
                "file": finding.file, "line": finding.file_line, "page": finding.page,
                "place": finding.where, "table": finding.table, "row": finding.row, "key": finding.key,
                "severity": finding.severity, "rule": finding.rule, "quote": finding.quote,
                "stated": finding.stated, "computed": finding.computed, "because": finding.because,
                "sure": finding.sure, "cell": finding.cell, "mark": finding.mark,
            }
            for finding in report.findings
        ],
        "read": [{"file": each.name, "what": each.read} for each in report.documents],
        "unread": [{"file": each.file, "what": each.what, "todo": each.todo} for each in report.unread],
        "dismissed": report.dismissed,
        "checked": {"numbers": report.checked.numbers, "claims": report.checked.claims},
    }  # fmt: skip
    if everything:
        data["claims"] = [asdict(working) for working in report.workings]
    return json.dumps(data, indent=1, ensure_ascii=False)
