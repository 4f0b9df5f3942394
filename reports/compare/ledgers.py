"""Figures of two drafts side by side: new, moved, revised or gone, with old and new values and why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reckoner.reports.figures.ledger import LedgerRow, read_rows

Kind = Literal["new", "moved", "revised", "gone"]
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NUMBER = re.compile(r"[0-9][0-9.,:]*")


@dataclass(frozen=True)
class Stated:
    """A figure as one draft states it: its value, and every place where it stands."""

    name: str
    period: str
    value: str
    unit: str
    printed: tuple[str, ...]
    how: str
    origins: str
    places: tuple[str, ...]
    noun: str = ""

    @property
    def method(self) -> str:
        """How it was computed, whatever the numbers were."""
        return _NUMBER.sub("#", re.sub(r"\([^)]*\)", "()", self.how))

    @property
    def bases(self) -> tuple[str, ...]:
        """The periods that went into it: what a change is a change from."""
        return tuple(_BRACKETS.findall(self.how))


@dataclass(frozen=True)
class FigureChange:
    """One figure that differs. ``why`` names causes that can be seen in the drafts, the likeliest first."""

    kind: Kind
    name: str
    old: Stated | None
    new: Stated | None
    why: tuple[str, ...] = ()

    def line(self) -> str:
        """The change in one line."""
        said = f"{self.kind:8}{self.name}: {_shown(self.old)} -> {_shown(self.new)}"
        return said + (f" ({'; '.join(self.why)})" if self.why else "")


def _shown(stated: Stated | None) -> str:
    if stated is None:
        return "none"
    period = f", {stated.period}" if stated.period else ""
    return f"{' / '.join(stated.printed)}{period} [{'; '.join(stated.places[:3])}]"


def read_ledger(text: str) -> tuple[Stated, ...]:
    """The figures of a ``figures.csv`` in order, each with all its places."""
    rows: dict[tuple[str, str, str], list[LedgerRow]] = defaultdict(list)
    for row in read_rows(text):
        rows[row.name, row.period, row.value].append(row)
    return tuple(_stated(*key, said) for key, said in rows.items())


def _stated(name: str, period: str, value: str, rows: Sequence[LedgerRow]) -> Stated:
    first = rows[0]
    printed = tuple(dict.fromkeys(row.printed for row in rows))
    places = tuple(dict.fromkeys(row.place for row in rows))
    return Stated(name, period, value, first.unit, printed, first.how, first.origins, places, first.noun)


def compare_figures(old: str, new: str, sources: Sequence[str] = ()) -> tuple[FigureChange, ...]:
    """Every figure that differs between two ledgers, in the new one's order, then those that are gone.

    ``sources`` are the input files of the data that differ between the drafts: where a value moved and its
    module's files did too, that is why.
    """
    before, after = _by_name(read_ledger(old)), _by_name(read_ledger(new))
    changed = [
        change
        for name in dict.fromkeys([*after, *before])
        for change in _named(name, before.get(name, []), after.get(name, []), sources)
    ]
    return tuple(sorted(changed, key=lambda change: change.kind == "gone"))


def _by_name(figures: Sequence[Stated]) -> dict[str, list[Stated]]:
    found: dict[str, list[Stated]] = defaultdict(list)
    for figure in figures:
        found[figure.name].append(figure)
    return found


def _named(
    name: str, before: Sequence[Stated], after: Sequence[Stated], sources: Sequence[str]
) -> Iterator[FigureChange]:
    """The figures of one name: those of the same period belong together, then whatever is left, in order."""
    left = list(before)
    unmatched = []
    for new in after:
        same = [old for old in left if old.period == new.period]
        exact = [old for old in same if old.value == new.value] or same
        if exact:
            left.remove(exact[0])
            yield from _pair(name, exact[0], new, sources)
        else:
            unmatched.append(new)
    for old, new in zip(left, unmatched, strict=False):
        yield from _pair(name, old, new, sources)
    paired = min(len(left), len(unmatched))
    for new in unmatched[paired:]:
        yield FigureChange("new", name, None, new)
    for old in left[paired:]:
        yield FigureChange("gone", name, old, None)


def _pair(name: str, old: Stated, new: Stated, sources: Sequence[str]) -> Iterator[FigureChange]:
    differs = (old.value, old.period, old.unit, set(old.printed)) != (
        new.value, new.period, new.unit, set(new.printed),
    )  # fmt: skip
    if differs:
        yield FigureChange("revised", name, old, new, tuple(_why(old, new, sources)))
    elif old.places != new.places:
        yield FigureChange("moved", name, old, new)


def _why(old: Stated, new: Stated, sources: Sequence[str]) -> Iterator[str]:
    if old.period != new.period:
        yield "period changed"
    if old.method != new.method or old.unit != new.unit:
        yield "method changed"
    module = old.name.partition(".")[0]
    touched = [path for path in sources if path.startswith(f"data/{module}/") or path == "data/facts.yaml"]
    if old.origins != new.origins:
        yield "source changed: another origin"
    elif old.value != new.value and touched:
        yield f"source changed: {', '.join(touched[:3])}"
    elif (old.value, old.period, old.unit) == (new.value, new.period, new.unit):
        yield "printed another way"
