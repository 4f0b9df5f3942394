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
    for texts, row in zip(found, rows, strict=False):
        if len(texts) != len(row) or not all(map(_says, texts, row)):
            what = f"a row is heard as {' | '.join(texts)!r}"
            yield Finding("error", "pdf-readback", what[:200], where, str(row[0]))


def _says(text: str, cell: str | tuple[Goal, ...]) -> bool:
    """Whether a cell is heard as it is meant; one that leads nowhere has words of the language file."""
    if isinstance(cell, str):
        return text == tidy(cell)
    titles = " ".join(goal.title for goal in cell)
    return not cell or tidy(_PAGE.sub("", text)) == tidy(_PAGE.sub("", titles))
