"""Documents against one another: one measure with two values, a record beaten, an address gone stale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reckoner.reports.audit.document import Document
from reckoner.reports.audit.engine import Audit
from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.relations import addresses, implied, records, same_measure
from reckoner.reports.audit.relations.claim import Claims


def between(documents: Sequence[Document], audits: Sequence[Audit], claims: Claims) -> Iterator[Finding]:
    """What does not agree between documents, each finding with its file."""
    mentions = [mention for audit in audits for mention in audit.mentions]
    found = [
        *same_measure.find_between(mentions, claims),
        *records.find(mentions, claims),
        *implied.find(mentions, claims),
        *addresses.find(documents),
    ]
    seen: set[tuple[object, ...]] = set()
    for finding, name in found:
        key = (finding.rule, finding.stated, finding.line, finding.page, name)
        if key not in seen:
            seen.add(key)
            yield replace(finding, file=name)
