"""The figure checker over the finished text, held to the draft's own ledger too.

A finding that an editor accepts is recorded in the edition's front matter with rule, words, reason and
name. It holds while the words are the same: changed words are a new passage, and the acceptance is reported
as expired.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reckoner.reports.audit.finding import Finding as Wrong
from reckoner.reports.document import Document
from reckoner.reports.findings import Finding

if TYPE_CHECKING:
    from reckoner.reports.audit.ledger import KnownFigure

RULES = ("figures-agree", "accepted-finding")

# What a source's own notes say, wrong figures included, and a chart's data in words, which stand in the
# page by its templates' markup and are not the document's statements.
_OTHERS_WORDS = re.compile(
    r'<details class="chart-data">.*?</details>|<p class="(?:note )?citation[^"]*">.*?</p>'
    r'|<span class="unseen">.*?</span>',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a named person lets stand. ``text`` is the passage as the finding quotes it."""

    rule: str
    text: str
    reason: str
    name: str


def find(html: str, document: Document, accepted: Iterable[Accepted]) -> Iterator[Finding]:
    """What does not agree in the finished page, less what was accepted in these words."""
    # The checker is loaded here, so that a build loads it while its PDF is made.
    from reckoner.reports.audit.engine import audit
    from reckoner.reports.audit.ledger import against_ledger
    from reckoner.reports.audit.reading.html import read_html
    from reckoner.reports.audit.relations.claim import Claims

    read = read_html(_OTHERS_WORDS.sub("", html), document.publication)
    yield from settle([*audit(read).findings, *against_ledger(read, _known(document), Claims())], accepted)


def settle(wrong: Iterable[Wrong], accepted: Iterable[Accepted]) -> Iterator[Finding]:
    """The findings that nobody accepted in these words, and the acceptances that hold no longer."""
    waiting = {(entry.rule, _flat(entry.text)): entry for entry in accepted}
    used: set[tuple[str, str]] = set()
    for finding in wrong:
        key = (finding.rule, _flat(finding.quote))
        if key in waiting:
            used.add(key)
        else:
            yield _as_check(finding)
    for key, entry in waiting.items():
        if key not in used:
            what = f"the finding {entry.rule} that {entry.name} accepted is no longer made"
            yield Finding(
                "warning", "accepted-finding", what, "edition.md", entry.text,
                "Its words have changed or it was mended: remove it from accepted_findings.",
            )  # fmt: skip


def _as_check(finding: Wrong) -> Finding:
    todo = "Mend the words or the data, or record it under accepted_findings with a reason and a name."
    what = f"{finding.stated}: {finding.because} (rule {finding.rule})"
    return Finding(finding.severity, "figures-agree", what, "", finding.quote, todo)


def _known(document: Document) -> tuple[KnownFigure, ...]:
    """The draft's figures, each with every period that it is given for; what a chart prints is among them."""
    figures = {
        (entry.printed.figure.name, entry.printed.figure.period, entry.printed.figure.value): entry
        for entry in document.entries()
    }
    from reckoner.reports.audit.ledger import KnownFigure

    return tuple(
        KnownFigure(
            name, entry.printed.figure.value, entry.printed.figure.unit.name,
            str(entry.printed.figure.period or ""), entry.printed.figure.noun, entry.printed.text,
        )
        for (name, _, _), entry in figures.items()
    )  # fmt: skip


def _flat(text: str) -> str:
    return " ".join(text.split())
