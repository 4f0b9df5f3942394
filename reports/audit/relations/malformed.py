"""Numbers that are none: "170,00", "1,2345", "£12,50".

A comma parts thousands, so three digits follow it. A document that writes its decimals with a comma all
through is let be.

Against: "grants of £170,00". For: "items 3,14", "12,5 %" in a text from abroad.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from reckoner.reports.audit.document import Block, Document, Row, Table
from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.relations.claim import Claims

Place: TypeAlias = Callable[[int], tuple[int | None, int | None]]
_ILL = re.compile(
    r"(?<![\w.,/-])[£$€]?(?:[0-9]{1,3}(?:,[0-9]{3})*,(?:[0-9]{2}|[0-9]{4,6}))(?![\w,/]|\.[0-9]|-[0-9])"
)
_WELL = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:,[0-9]{3})+(?![\w,])")
_SURE = re.compile(r"[£$€]|[0-9]{3},[0-9]{2}$|[0-9],[0-9]{3},")
_MOST = 2


def find(document: Document, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a document's text and tables."""
    found = [(text, match, place) for text, place in _texts(document) for match in _ILL.finditer(text)]
    if not found or len(found) > _MOST:
        return
    well = any(_WELL.search(text) for text, _ in _texts(document))
    for text, match, place in found:
        line, page = place(match.start())
        claims.count("malformed", text, match[0], "wrong", line, page)
        sure = well and _SURE.search(match[0])
        start = max(text.rfind(". ", 0, match.start()) + 2, 0) if ". " in text[: match.start()] else 0
        quote = text[start : match.end() + 80]
        because = f"{match[0]} is no number: three digits follow a comma."
        mark = (match.start() - start, match.end() - start)
        yield Finding(
            "error" if sure else "warning", "malformed", quote, match[0], "", because, line, page, mark=mark
        )


def _texts(document: Document) -> Iterator[tuple[str, Place]]:
    for part in document.parts:
        if isinstance(part, Block):
            yield part.text, part.place
        elif isinstance(part, Table):
            for row in part.rows:
                yield row.text, partial(_of_row, row)


def _of_row(row: Row, _: int) -> tuple[int | None, int | None]:
    return row.line, row.page
