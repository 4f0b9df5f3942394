"""What a person reads before approving a draft: its pages, and what is new since the one that is out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reckoner.reports.errors import ReckonerError

if TYPE_CHECKING:
    from pathlib import Path

    from reckoner.reports.drafts.history import Row
    from reckoner.reports.drafts.kept import Kept

_MOST_LINES = 12


def pages(kept: Kept) -> list[Path]:
    """The files that a person opens, the PDF before the web page."""
    return sorted(kept.folder.glob("*.pdf")) + sorted(kept.folder.glob("*.html"))


def since_out(output: Path, kept: Kept, rows: Sequence[Row]) -> Iterator[str]:
    """What this draft changes of the draft of its edition that was delivered last; nothing where none was."""
    from reckoner.reports.compare.drafts import compare
    from reckoner.reports.drafts.kept import find_draft, read_draft

    edition = f"{kept.edition}/"
    delivered = [row.draft for row in rows if row.what == "delivered" and row.draft.startswith(edition)]
    if not delivered or delivered[-1] == kept.name:
        return
    try:
        out = read_draft(find_draft(output, delivered[-1]))
        lines = list(compare(out, kept).lines())
    except ReckonerError as problem:
        yield f"{delivered[-1]}, which is out, can't be compared with it: {problem.what}"
        return
    yield f"changed since {out.name}, which is out:"
    yield from (f"  {line}" for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"  {len(lines) - _MOST_LINES} more lines: reckoner drafts diff {out.name} {kept.name}"
