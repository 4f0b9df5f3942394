"""What a correction changes: figures that a delivered draft printed otherwise, and who else quoted them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reckoner.reports.compare.ledgers import FigureChange, Stated, compare_figures, read_ledger
from reckoner.reports.drafts.kept import Kept, all_drafts, read_draft
from reckoner.reports.errors import InputError, Place
from reckoner.reports.figures.ledger import LEDGER


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
    return corrections(kept.read(LEDGER).decode(), ledger)


def corrections(old: str, new: str) -> tuple[FigureChange, ...]:
    """What a note has to say between two ledgers, like with like: the same measure, period, unit and base.

    A figure whose period, unit or base of comparison moved is not another value of the old one: the old one
    is no longer given.
    """
    return tuple(
        change if change.kind == "gone" or _is_like(change) else replace(change, kind="gone", new=None)
        for change in compare_figures(old, new)
        if change.kind == "gone"
        or (change.kind == "revised" and (_prints_otherwise(change) or not _is_like(change)))
    )


def restated(old: str, new: str) -> tuple[FigureChange, ...]:
    """Figures of a ledger that have another value in the new one, like with like."""
    return tuple(change for change in corrections(old, new) if change.kind == "revised")


def _is_like(change: FigureChange) -> bool:
    assert change.old is not None
    assert change.new is not None
    return all(
        getattr(change.old, name) == getattr(change.new, name) for name in ("name", "period", "unit", "bases")
    )


def _prints_otherwise(change: FigureChange) -> bool:
    assert change.old is not None
    assert change.new is not None
    return set(change.old.printed) != set(change.new.printed)


def quoting(
    output: Path, edition: str, changes: Iterable[FigureChange], delivered: Iterable[str] = ()
) -> tuple[Quoting, ...]:
    """Drafts of other editions that print a changed figure with its old value and period.

    Those that are out count, named by ``delivered``, and each edition's newest.
    """
    old = {(c.old.name, c.old.period, c.old.value) for c in changes if c.old is not None}
    newest = {folder.parent: folder for folder in all_drafts(output)}
    folders = sorted({*newest.values(), *(output / name for name in delivered)})
    return tuple(
        found
        for folder in folders
        if folder.parent.relative_to(output).as_posix() != edition and (folder / LEDGER).is_file()
        for found in _quotes(folder.relative_to(output).as_posix(), _stated(folder), old)
    )


def _stated(folder: Path) -> Sequence[Stated]:
    return read_ledger((folder / LEDGER).read_text(encoding="utf-8"))


def _quotes(draft: str, figures: Iterable[Stated], old: set[tuple[str, str, str]]) -> Iterator[Quoting]:
    for figure in figures:
        if (figure.name, figure.period, figure.value) in old:
            yield Quoting(draft, figure.name, " / ".join(figure.printed), figure.places)
