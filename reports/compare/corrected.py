"""What a correction changes: figures that a delivered draft printed otherwise, and who else quoted them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.compare.ledgers import FigureChange, Stated, compare_figures, read_ledger
from reckoner.reports.drafts.kept import Kept, all_drafts, read_draft
from reckoner.reports.errors import InputError, Place

_LEDGER = "figures.csv"


@dataclass(frozen=True)
class Quoting:
    """Another edition's draft that prints a figure as it was before the correction."""

    draft: str
    name: str
    printed: str
    places: tuple[str, ...]

    def line(self) -> str:
        """The quotation in one line."""
        return f"{self.draft}: it prints {self.printed} for {self.name} ({', '.join(self.places[:3])})"


def superseded(output: Path, edition: str, name: str, digest: str) -> Kept:
    """The draft that a correction supersedes, its bytes unchanged. Raises InputError where it isn't there."""
    folder = output / edition / name
    kept = read_draft(folder)
    if kept.digest != digest or kept.damage:
        what = "it is not the draft that was delivered"
        raise InputError(what, Place(str(folder)), "Bring it back from a backup.")
    return kept


def changed_since(kept: Kept, ledger: str) -> tuple[FigureChange, ...]:
    """Figures that the ledger prints otherwise than a draft did, or no longer."""
    old = kept.read(_LEDGER).decode()
    return tuple(
        change
        for change in compare_figures(old, ledger)
        if change.kind == "gone"
        or (
            change.kind == "revised"
            and change.old is not None
            and change.new is not None
            and (set(change.old.printed) != set(change.new.printed) or change.old.period != change.new.period)
        )
    )


def quoting(output: Path, edition: str, changes: Iterable[FigureChange]) -> tuple[Quoting, ...]:
    """Newest drafts of other editions that print a changed figure with its old value and period."""
    old = {(c.old.name, c.old.period, c.old.value) for c in changes if c.old is not None}
    newest = {folder.parent: folder for folder in all_drafts(output)}
    return tuple(
        found
        for folder in newest.values()
        if folder.parent.relative_to(output).as_posix() != edition and (folder / _LEDGER).is_file()
        for found in _quotes(folder.relative_to(output).as_posix(), _stated(folder), old)
    )


def _stated(folder: Path) -> Sequence[Stated]:
    return read_ledger((folder / _LEDGER).read_text(encoding="utf-8"))


def _quotes(draft: str, figures: Iterable[Stated], old: set[tuple[str, str, str]]) -> Iterator[Quoting]:
    for figure in figures:
        if (figure.name, figure.period, figure.value) in old:
            yield Quoting(draft, figure.name, " / ".join(figure.printed), figure.places)
