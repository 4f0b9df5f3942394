"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines of a file."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.run import Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(report: Report) -> str:
    """The report as one run of a tool: a result for each finding, a notification for each thing not read."""
    rules = [{"id": rule} for rule in sorted({finding.rule for finding in report.findings})]
    unread = [
        {"level": "warning", "message": {"text": f"{each.file}: {each.what}. {each.todo}".strip()}}
        for each in report.unread
    ]
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "reckoner check", "rules": rules}},
        "invocations": [{"executionSuccessful": not report.unread, "toolExecutionNotifications": unread}],
        "results": [_result(finding) for finding in report.findings],
        "columnKind": "unicodeCodePoints",
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False)


def _result(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(PurePath(finding.file).as_posix())}}
    if finding.file_line is not None:
        place["region"] = {"startLine": finding.file_line, "snippet": {"text": finding.quote}}
    where = ", ".join(part for part in (finding.where, finding.cell) if part)
    location: dict[str, Any] = {"physicalLocation": place}
    if where:
        location["logicalLocations"] = [{"fullyQualifiedName": where}]
    computed = f"; comes to: {finding.computed}" if finding.computed else ""
    text = f"{finding.because} Stated: {finding.stated}{computed}."
    return {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": f"{where}: {text}" if where else text},
        "locations": [location],
        "partialFingerprints": {"reckoner/v1": finding.key},
        "properties": {"quote": finding.quote, "page": finding.page, "cell": finding.cell},
    }
