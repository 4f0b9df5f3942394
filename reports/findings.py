"""A finding: something wrong with a draft, how bad, where, and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from reckoner.reports.errors import Fault

Severity = Literal["error", "warning", "note"]
SAMPLE = "sample-figures"  # the one rule that forbids approval and leaves a draft fit to be read and built on


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule`` names the check; ``where`` the place in the document; ``quote`` the words in question."""

    severity: Severity
    rule: str
    what: str
    where: str = ""
    quote: str = ""
    todo: str = ""

    @classmethod
    def of(cls, fault: Fault, rule: str, severity: Severity = "error") -> Finding:
        """What is wrong with the input, as a finding of the draft that is made all the same."""
        where = "" if fault.where is None else str(fault.where)
        return cls(severity, rule, fault.what, where, todo=fault.todo or "")

    def lines(self) -> list[str]:
        """The finding for a terminal."""
        place = f"{self.where}: " if self.where else ""
        shown = [f"{self.severity}: {place}{self.what} [{self.rule}]"]
        shown += [f"  in: {self.quote}"] if self.quote else []
        return shown + ([f"  {self.todo}"] if self.todo else [])


def is_unfit(findings: Iterable[Finding]) -> bool:
    """Whether a draft with these findings can't be approved."""
    return any(finding.severity == "error" for finding in findings)


def why_unfit(findings: Iterable[Finding]) -> str:
    """What lies in an unfit draft's folder for whoever opens it."""
    lines = [line for finding in findings if finding.severity == "error" for line in finding.lines()]
    return "\n".join(["This draft is unfit: it can't be approved as it is.", "", *lines]) + "\n"


def to_json(findings: Iterable[Finding], rules: Iterable[str]) -> str:
    """``checks.json``: what was checked and what was found."""
    data = {"checked": sorted(rules), "findings": [asdict(finding) for finding in findings]}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
