"""Two drafts or editions: what differs in figures, words and charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from reckoner.reports.compare.ledgers import FigureChange, compare_figures
from reckoner.reports.compare.words import WordChange, compare_words
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.errors import InputError, Place
from reckoner.reports.figures.ledger import LEDGER


@dataclass(frozen=True)
class ChartChange:
    """A chart that differs: ``redrawn`` where its data stayed the same. The pictures are SVG."""

    kind: Literal["new", "gone", "changed", "redrawn"]
    name: str
    old: bytes | None
    new: bytes | None

    def line(self) -> str:
        """The change in one line."""
        return f"{self.kind:8}{self.name}"


@dataclass(frozen=True)
class Comparison:
    """All that differs between two drafts, the older one first."""

    old: Kept
    new: Kept
    figures: tuple[FigureChange, ...]
    words: tuple[WordChange, ...]
    charts: tuple[ChartChange, ...]
    inputs: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether readers would see anything else."""
        return bool(self.figures or self.words or self.charts)

    def lines(self) -> Iterator[str]:
        """The comparison as text."""
        yield f"{self.old.name} ({self.old.digest[:12]}) -> {self.new.name} ({self.new.digest[:12]})"
        for title, changes in (("Figures", self.figures), ("Words", self.words), ("Charts", self.charts)):
            yield f"{title}: {len(changes) or 'no changes'}"
            for change in changes:
                yield f"  {change.line()}"
        if self.inputs:
            yield f"Inputs that differ: {', '.join(self.inputs)}"

    def as_data(self) -> dict[str, Any]:
        """The comparison for JSON; pictures are left to the page."""
        return {
            "old": {"draft": self.old.name, "hash": self.old.digest},
            "new": {"draft": self.new.name, "hash": self.new.digest},
            "figures": [asdict(change) for change in self.figures],
            "words": [{"heading": each.heading, "old": each.old, "new": each.new} for each in self.words],
            "charts": [{"kind": each.kind, "name": each.name} for each in self.charts],
            "inputs": list(self.inputs),
        }


def compare(old: Kept, new: Kept) -> Comparison:
    """Compare two drafts. Raises InputError where a file of one can't be read."""
    inputs = tuple(
        name
        for name in sorted(old.manifest.inputs.keys() | new.manifest.inputs.keys())
        if old.manifest.inputs.get(name) != new.manifest.inputs.get(name)
    )
    figures = compare_figures(_text(old, LEDGER), _text(new, LEDGER), inputs)
    words = compare_words(_text(old, _page(old)), _text(new, _page(new)))
    return Comparison(old, new, figures, words, tuple(_charts(old, new)), inputs)


def _page(kept: Kept) -> str:
    """The page that people read: the document's own, or a newsletter's."""
    pages = (f"{kept.manifest.publication}.html", "web.html", "email.html", "index.html")
    return next((name for name in pages if name in kept.manifest.files), pages[0])


def _text(kept: Kept, name: str) -> str:
    """A file of a draft as text; nothing where the draft never had it, as with PDF alone."""
    if name not in kept.manifest.files:
        return ""
    try:
        return kept.read(name).decode()
    except UnicodeDecodeError:
        where = Place(str(kept.folder / name))
        raise InputError("it can't be read", where, "Build the draft again.") from None


def _charts(old: Kept, new: Kept) -> Iterator[ChartChange]:
    """Charts by name; their data decide whether they changed or were drawn anew."""
    names = {
        name.removesuffix(".svg"): None
        for kept in (old, new)
        for name in sorted(kept.manifest.files)
        if name.startswith("charts/") and name.endswith(".svg")
    }
    for stem in names:
        one, other = (kept.manifest.files.get(f"{stem}.svg") for kept in (old, new))
        if one == other:
            continue
        data = [kept.manifest.files.get(f"{stem}.csv") for kept in (old, new)]
        yield ChartChange(
            "new"
            if one is None
            else "gone"
            if other is None
            else "redrawn"
            if data[0] == data[1]
            else "changed",
            stem.removeprefix("charts/"),
            _picture(old, stem) if one else None,
            _picture(new, stem) if other else None,
        )


def _picture(kept: Kept, stem: str) -> bytes:
    return _text(kept, f"{stem}.svg").encode()
