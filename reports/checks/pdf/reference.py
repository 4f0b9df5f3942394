"""A document's tables of reference in its PDF, such as from priority to page.

Their headings are the language file's and their page numbers the PDF engine's, so that what is compared is
what the document says in each row; page numbers are read back by the tests of the annual report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reckoner.reports.checks.pdf.meant import tidy
from reckoner.reports.checks.pdf.tables import cells_of
from reckoner.reports.checks.pdf.tags import Element
from reckoner.reports.document import Goal, ReferenceTable
from reckoner.reports.findings import Finding

_PAGE = re.compile(r", [a-z]+ \d+")  # what the stylesheet puts behind a link: ", page 12"


def compare(table: Element, meant: ReferenceTable) -> Iterator[Finding]:
    """Findings of one table: rows that are missing or say something else."""
    where, rows = meant.name, meant.rows
    heard: dict[int, list[str]] = {}
    for cell in cells_of(table):
        heard.setdefault(cell.rows.start, []).append(tidy(cell.element.text))
    found = list(heard.values())[1:]
    if len(found) != len(rows):
        what = f"the table has {len(found)} rows in the PDF instead of {len(rows)}"
        yield Finding("error", "pdf-readback", what, where)
    for texts, (head, said, goals) in zip(found, rows, strict=False):
        leads = tidy(_PAGE.sub("", texts[-1]))
        if texts[:2] != [tidy(head), tidy(said)] or (goals and leads != _titles(goals)):
            what = f"a row is heard as {' | '.join(texts)!r}"
            yield Finding("error", "pdf-readback", what[:200], where, head)


def _titles(goals: tuple[Goal, ...]) -> str:
    titles = " ".join(f"{goal.title}: {goal.told}" if goal.told else goal.title for goal in goals)
    return tidy(_PAGE.sub("", titles))
