"""A house for a test: its data files given as text."""

from __future__ import annotations

import textwrap
from pathlib import Path

from reckoner.reports.figures.measure import Measure
from reckoner.reports.modules.library import Library, load_library
from reckoner.reports.periods.period import Period

ORIGINS = """
origins:
  paper:
    kind: kept
    producer: The Force
    document: A paper
    received: 2025-11-20
    from: The office
    licence: Public
"""


def a_house(root: Path, files: dict[str, str]) -> Path:
    """Write files under ``data/``; a module.yaml without origins gets the origin ``paper``."""
    for name, text in files.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = textwrap.dedent(text).lstrip("\n")
        if name.endswith(".yaml") and "origins:" not in text and "sha256" not in text:
            text = ORIGINS.lstrip("\n") + text
        path.write_text(text, encoding="utf-8")
    return root


def the_measure(library: Library, name: str) -> Measure:
    """A measure by name."""
    return library.catalogue.measure(name)


def value(library: Library, name: str, period: str) -> str:
    """What a measure is at a period, as digits."""
    return str(the_measure(library, name).at(Period.parse(period)).value)


def load(root: Path, files: dict[str, str], *names: str) -> Library:
    """The library of a house made of these files."""
    return load_library(a_house(root, files), names or None)
