"""A run over several files: what was read, what was found, how much was understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reckoner.reports.audit.between import between
from reckoner.reports.audit.document import Document
from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.finding import Checked, Finding, Working
from reckoner.reports.audit.ledger import KnownFigure, against_ledger
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.unsourced import unsourced


@dataclass(frozen=True)
class Unread:
    """A file, or a part of one, that was not read, so that nothing is known about it."""

    file: str
    what: str
    todo: str = ""


@dataclass(frozen=True)
class Report:
    """The outcome of a run."""

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    checked: Checked
    workings: tuple[Working, ...] = ()
    unread: tuple[Unread, ...] = ()
    dismissed: int = 0

    @property
    def has_errors(self) -> bool:
        """Whether anything is certainly wrong."""
        return any(finding.severity == "error" for finding in self.findings)


def run(
    documents: Iterable[Document],
    together: bool = False,
    ledger: Iterable[KnownFigure] = (),
    unread: Iterable[Unread] = (),
    ask: bool = False,
) -> Report:
    """Check each document on its own; with one another where asked; against known figures where given.

    ``unread`` are the files that could not be read; what the documents say of themselves is added. ``ask``
    for the source of each number that the ledger does not give.
    """
    kept = tuple(documents)
    known = tuple(ledger)
    audits = [audit(document) for document in kept]
    claims = Claims()
    findings: list[Finding] = []
    workings: list[Working] = []
    checked = Checked()
    for document, done in zip(kept, audits, strict=True):
        held = Claims()
        found = [*done.findings, *(against_ledger(document, known, held) if known else ())]
        if ask:
            told = {(f.stated, f.line, f.page) for f in found if f.rule.startswith("ledger-")}
            found += [f for f in unsourced(document, known) if (f.stated, f.line, f.page) not in told]
        findings += [_placed(finding, document) for finding in found]
        workings += [
            replace(w, file=document.name, place=document.where(w.line, w.page))
            for w in (*done.workings, *held.workings)
        ]
        checked += done.checked + Checked(0, held.number)
    if together:
        mine = {(f.file, f.rule, f.stated, f.line, f.page) for f in findings}
        more = between(kept, audits, claims)
        named = {document.name: document for document in kept}
        findings += [
            _placed(f, named[f.file]) for f in more if (f.file, f.rule, f.stated, f.line, f.page) not in mine
        ]
    left = [*unread, *(Unread(document.name, what) for document in kept for what in document.unread)]
    workings += claims.workings
    return Report(kept, tuple(findings), checked + Checked(0, claims.number), tuple(workings), tuple(left))


def _placed(finding: Finding, document: Document) -> Finding:
    """The finding with its file, and where in it that is."""
    place = document.where(finding.line, finding.page, finding.table, finding.row)
    return replace(finding, file=document.name, place=place)
