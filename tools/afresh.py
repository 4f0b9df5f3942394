"""A clone without a history or drafts begins afresh, as ``reckoner init`` does: ``make demo`` runs this."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.drafts.safe import safe_of


def begin_afresh(house: Path) -> None:
    """Put away what was noted of a house that stood here before, unless this one has something of its own."""
    if (house / "state").exists() or any((house / "output").glob("*/*/draft-*")):
        return
    if before := safe_of(house).set_aside():
        print(f"A house stood here before; what was noted of its history is now in {before}.")


if __name__ == "__main__":
    begin_afresh(Path())
