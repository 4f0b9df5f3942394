"""What stands in a file and is no text: charts, diagrams and pictures, counted so that they can be named."""

from __future__ import annotations

from collections import Counter

_SAID = {"chart": "chart", "relIds": "diagram", "oleObj": "embedded object", "OLEObject": "embedded object"}


class Pictures:
    """Charts and the like of one file; pictures count only where nothing else was there to read."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        if name in _SAID and (name != "chart" or "id" in given):
            self.count[_SAID[name]] += 1

    def unread(self, where: str = "") -> list[str]:
        """What was not read, in words; ``where`` names the slide or sheet."""
        place = f"{where}: " if where else ""
        return [
            f"{place}{number} {what}{'s were' if number > 1 else ' was'} not read"
            for what, number in sorted(self.count.items())
        ]
