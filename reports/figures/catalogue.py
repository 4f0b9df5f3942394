"""The catalogue: every name that an editor can use for a number, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reckoner.reports.errors import nearest
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure


@dataclass(frozen=True, slots=True)
class Fact:
    """A one-off number that no table holds, with who said so and the evidence."""

    figure: Figure
    evidence: str = ""

    @property
    def name(self) -> str:
        """What editors call it."""
        return self.figure.name


class UnknownName(ValueError):
    """No measure or fact has that name."""


@dataclass(frozen=True)
class Catalogue:
    """Measures and facts by name. Names have the form ``group.name`` or ``group.name.part``."""

    entries: Mapping[str, Measure | Fact] = field(default_factory=dict)

    @classmethod
    def of(cls, items: Iterable[Measure | Fact]) -> Catalogue:
        """A catalogue of these. Raises ValueError where two share a name."""
        entries: dict[str, Measure | Fact] = {}
        for item in items:
            if item.name in entries:
                raise ValueError(f"two measures or facts are called {item.name}")
            entries[item.name] = item
        return cls(entries)

    def __iter__(self) -> Iterator[Measure | Fact]:
        return iter(self.entries[name] for name in sorted(self.entries))

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def find(self, name: str) -> Measure | Fact:
        """The measure or fact of that name. Raises UnknownName with the nearest names."""
        if name in self.entries:
            return self.entries[name]
        raise UnknownName(f"nothing is called {name!r}. {nearest(name, self.entries)}")

    def measure(self, name: str) -> Measure:
        """The measure of that name. Raises UnknownName where there is none, or it is a fact."""
        found = self.find(name)
        if isinstance(found, Fact):
            raise UnknownName(f"{name} is a one-off fact, not a measure with a series of values")
        return found
