"""``python -m reckoner`` is the same as ``reckoner``."""

from __future__ import annotations

from reckoner.reports.cli.main import main

if __name__ == "__main__":
    main()
