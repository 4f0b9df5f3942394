"""A run over several files: what was read, what was found, what could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reports.audit.document import Document
from reports.audit.engine import audit
from reports.audit.finding import Checked, Finding


@dataclass(frozen=True)
class Report:
    """The outcome of a run."""

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    checked: Checked

    @property
    def has_errors(self) -> bool:
        """Whether anything is certainly wrong."""
        return any(finding.severity == "error" for finding in self.findings)


def run(documents: Iterable[Document]) -> Report:
    """Check each document on its own."""
    kept = tuple(documents)
    findings: list[Finding] = []
    checked = Checked()
    for document in kept:
        found, count = audit(document)
        findings += [replace(finding, file=document.name) for finding in found]
        checked += count
    return Report(kept, tuple(findings), checked)
