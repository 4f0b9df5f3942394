"""facts.yaml: one-off numbers that no table holds, each with who said so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reckoner.reports.errors import Fault, InputError, nearest
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.unit import unit_named
from reckoner.reports.modules.declaration import FactEntry, FactsFile, bad_names
from reckoner.reports.modules.tables import origin_of
from reckoner.reports.settings.yaml import YamlFile, read_yaml, validate
from reckoner.reports.sources.origin import Origin

FACTS = "facts.yaml"


@dataclass(frozen=True)
class Facts:
    """The facts of a house, and the origins that they name."""

    facts: tuple[Fact, ...] = ()
    origins: dict[str, Origin] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)


def read_facts(path: Path, shown: str) -> Facts:
    """All facts of the file; none where there is no file. Raises InputError with every fault."""
    if not path.is_file():
        return Facts()
    file = read_yaml(path, shown, InputError)
    declared = validate(FactsFile, file, InputError)
    faults = list(_faults(declared, file))
    if faults:
        raise InputError.of(faults)
    return Facts(
        tuple(_fact(name, entry) for name, entry in declared.facts.items()),
        {name: origin_of(name, entry) for name, entry in declared.origins.items()},
        {name: entry.topic or entry.producer for name, entry in declared.origins.items()},
    )


def _faults(declared: FactsFile, file: YamlFile) -> Iterator[Fault]:
    yield from bad_names(file, "origins", declared.origins)
    yield from bad_names(file, "facts", declared.facts)
    for name, entry in declared.facts.items():
        if entry.origin not in declared.origins:
            where = file.place("facts", name, "origin")
            yield Fault(
                f"there is no origin {entry.origin!r}", where, nearest(entry.origin, declared.origins)
            )


def _fact(name: str, entry: FactEntry) -> Fact:
    figure = Figure(
        value=entry.value,
        unit=unit_named(entry.unit),
        name=name,
        period=entry.period,
        origins=(entry.origin,),
        qualifier=entry.qualifier,
        published=entry.published,
        decimals=entry.decimals,
        noun=entry.noun,
    )
    return Fact(figure, entry.says.strip())
