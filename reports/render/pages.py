"""Several web pages of one document: links led across them, and all joined for checks of the whole."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ANCHOR = re.compile(r' id="([^"]+)"')
_INSIDE = re.compile(r' href="#([^"]+)"')
_ACROSS = re.compile(r' href="([\w-]+\.html)#([^"]+)"')


def linked(pages: Mapping[str, str]) -> dict[str, str]:
    """The pages with each link led to the page where its goal stands."""
    home = {anchor: name for name, page in pages.items() for anchor in anchors_in(page)}

    def led(name: str, page: str) -> str:
        def across(match: re.Match[str]) -> str:
            there = home.get(match[1], name)
            return match[0] if there == name else f' href="{there}#{match[1]}"'

        return _INSIDE.sub(across, page)

    return {name: led(name, page) for name, page in pages.items()}


def anchors_in(page: str) -> list[str]:
    """The names of the places in a page."""
    return _ANCHOR.findall(page)


def joined(pages: Mapping[str, str]) -> str:
    """The pages as one, for checks that look at the whole: links across pages lead within it again.

    A link that names the wrong page stays as it is, and is found to lead nowhere.
    """
    anchors = {name: set(anchors_in(page)) for name, page in pages.items()}

    def within(match: re.Match[str]) -> str:
        return f' href="#{match[2]}"' if match[2] in anchors.get(match[1], ()) else match[0]

    return "\n".join(_ACROSS.sub(within, page) for page in pages.values())
