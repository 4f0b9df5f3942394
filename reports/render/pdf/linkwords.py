"""Where each link goes, in words: what a reader hears who asks for the links of a page alone."""

from __future__ import annotations

from typing import Any

from reckoner.reports.render.pdf.words import readable

_LONGEST = 200
_NAMES_ITSELF = {"h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"}


class LinkWords:
    """The words of links, and the names of the places in the page that they may lead to."""

    def __init__(self, page: Any) -> None:
        self.places = {element.get("id"): element for element in page.iter() if element.get("id")}
        self.names: dict[str, str] = {}

    def of(self, link: Any) -> str:
        """Its own words, and the address or the heading it leads to where they don't say it."""
        words, address = _text(link), (link.get("href") or "").strip()
        goal = address.removeprefix("mailto:").removeprefix("tel:")
        if address.startswith("#"):
            goal = self._name(address[1:])
        if not goal or goal in words:
            return words or goal
        return f"{words}: {goal}" if words and words not in goal else goal

    def _name(self, place: str) -> str:
        """The first heading or caption in a place of the page."""
        if place not in self.names:
            element = self.places.get(place)
            parts = () if element is None else element.iter()
            named = next((part for part in parts if part.tag in _NAMES_ITSELF), None)
            self.names[place] = "" if named is None else _text(named)[:_LONGEST]
        return self.names[place]


def _text(element: Any) -> str:
    parts: list[str] = []
    for part in element.iter():
        parts.append(part.get("alt") or "" if part.tag == "img" else part.text or "")
        if part is not element:
            parts.append(part.tail or "")
    return readable(" ".join("".join(parts).split()))
