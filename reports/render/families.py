"""The families that an office sets its documents in must be there: another would take their place unseen."""

from __future__ import annotations

from pathlib import Path

from reckoner.charts.families import families_in
from reckoner.reports.errors import Fault, SettingsError, nearest
from reckoner.reports.render.pdf.fonts import SYSTEM
from reckoner.reports.settings.office import Design
from reckoner.reports.settings.yaml import read_yaml

BUNDLED = ("Source Sans Pro", "Source Serif Pro", "DejaVu Sans", "DejaVu Sans Mono")
_GENERIC = ("sans-serif", "serif", "monospace")


def require_families(root: Path, design: Design) -> None:
    """Raises SettingsError, with the line of office.yaml, where a family is neither bundled nor installed."""
    wanted = {"text": design.fonts.text, "headings": design.fonts.headings}
    if not _missing(wanted, (*BUNDLED, *_GENERIC)):
        return
    installed = families_in(SYSTEM)
    file = read_yaml(root / "office.yaml", "office.yaml")
    faults = [
        Fault(
            f"{key}: there is no font family {name!r} on this machine",
            file.place("design", "fonts", key),
            f"{nearest(name, {*BUNDLED, *installed})} Install it below {SYSTEM[0]}, or write {BUNDLED[0]}.",
        )
        for key, name in _missing(wanted, (*BUNDLED, *_GENERIC, *installed)).items()
    ]
    if faults:
        raise SettingsError.of(faults)


def _missing(wanted: dict[str, str], known: tuple[str, ...]) -> dict[str, str]:
    """Fontconfig takes no notice of capitals."""
    there = {name.casefold() for name in known}
    return {key: name for key, name in wanted.items() if name.casefold() not in there}
