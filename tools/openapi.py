"""Writes docs/openapi.json from the operations of /api/v1: python -m tools.openapi."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.desk.api.document import as_json

PLACE = Path(__file__).parent.parent / "docs" / "openapi.json"


def main() -> None:
    """Write the file."""
    PLACE.write_bytes(as_json())


if __name__ == "__main__":
    main()
