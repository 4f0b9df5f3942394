"""What differs between a draft and one before it, as people read it: figures, words, charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reckoner.reports.compare.drafts import ChartChange, compare
from reckoner.reports.compare.ledgers import FigureChange
from reckoner.reports.compare.words import WordChange
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept, find_draft, read_draft
from reckoner.reports.errors import ReckonerError
from reckoner.reports.recall.published import names_out


@dataclass(frozen=True)
class Changed:
    """All that differs; ``problem`` says why nothing can be said about it."""

    figures: tuple[FigureChange, ...] = ()
    words: tuple[WordChange, ...] = ()
    charts: tuple[ChartChange, ...] = ()
    inputs: tuple[str, ...] = ()
    problem: str = ""

    @property
    def differs(self) -> bool:
        """Whether readers would see anything else."""
        return bool(self.figures or self.words or self.charts)


def changed(desk: Desk, kept: Kept, name: str) -> Changed:
    """What differs from the draft of that name, kept in mind while neither changes."""
    try:
        stamp = kept.digest, stamp_of(desk.house.output / name)
        return desk.held.get(("compared", kept.name, name), stamp, lambda: _compared(desk, kept, name))
    except ReckonerError as problem:
        return Changed(problem=f"It can't be compared: {problem.what}")


def _compared(desk: Desk, kept: Kept, name: str) -> Changed:
    found = compare(read_draft(find_draft(desk.house.output, name)), kept)
    return Changed(found.figures, found.words, found.charts, found.inputs)


def earlier(desk: Desk, kept: Kept) -> dict[str, str]:
    """Drafts to compare with, each with what it is: the one before, the delivered one, the last edition's."""
    rows, found = desk.history.rows(), dict[str, str]()
    out = [row.draft for row in rows if row.what == "delivered" and row.draft.startswith(f"{kept.edition}/")]
    number = int(kept.folder.name.rpartition("-")[2])
    if number > 1:
        name = f"{kept.edition}/draft-{number - 1:03d}"
        found[name] = f"the draft before, {name}"
    if out:
        found[out[-1]] = f"the delivered draft, {out[-1]}"
    if last := _last_edition(rows, kept):
        found[last] = f"the last edition, {last}"
    return {name: title for name, title in found.items() if name != kept.name}


def _last_edition(rows: Sequence[Row], kept: Kept) -> str:
    """What is out of the edition before; nothing where there is none."""
    own = f"{kept.manifest.publication}/"
    known = {
        name: out for name, out in names_out(rows).items() if name.startswith(own) and name < kept.edition
    }
    return known[max(known)] if known else ""
