"""Plain text and Markdown into a document."""

from __future__ import annotations

from reckoner.reports.audit.document import Document
from reckoner.reports.audit.reading.lines import Line, parts_of


def read_text(text: str, name: str) -> Document:
    """A text; a form feed starts a new page."""
    paged = "\f" in text
    lines: list[Line] = []
    page = 1
    for number, line in enumerate(text.split("\n"), 1):
        page += line.count("\f")
        lines.append(Line(line.replace("\f", "").rstrip("\r"), number, page if paged else None))
    return Document(name, tuple(parts_of(lines)))
