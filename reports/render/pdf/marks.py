"""The marks that WeasyPrint left in the content of a page: where they are, and what is done to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Marks:
    """The marked content of one page: each ``BDC`` by its MCID, in the page's own stream or in a group.

    Edits keep every operator at its place in the list, so that places stay true.
    """

    def __init__(self, stream: Any, groups: Iterable[Any]) -> None:
        self.stream = stream
        self.places: dict[int, tuple[Any, int]] = {}
        for part in (*groups, stream):
            self._find(part)

    def group_of(self, mark: int) -> Any | None:
        """The group that draws it, if that isn't the page itself: what has opacity is drawn apart."""
        stream = self.places[mark][0]
        return None if stream is self.stream else stream

    def make_artifact(self, mark: int, kind: str = "") -> None:
        """Take it out of the reading order: it is an artifact of the page (ISO 32000-1, 14.8.2.2)."""
        stream, at = self.places.pop(mark)
        properties, operator = (kind, b"BDC") if kind else (b"", b"BMC")
        stream.stream[at - 2 : at + 1] = [b"/Artifact", properties, operator]

    def add_space(self, mark: int, glyphs: Mapping[bytes, str]) -> bool:
        """Add a space to the end of the text under a mark; false where its font has none.

        ``glyphs`` has the glyph of the space in each font, by the font's name in the page.
        """
        stream, at = self.places[mark]
        shown, font = 0, b""
        for place in range(at + 1, len(stream.stream)):
            operator = stream.stream[place]
            if operator == b"EMC":
                break
            if isinstance(operator, bytes) and operator.endswith(b" Tf"):
                font = operator.split()[0].removeprefix(b"/")
            elif isinstance(operator, bytes) and operator.endswith(b" TJ"):
                shown = place
        glyph = glyphs.get(font)
        if not shown or glyph is None:
            return False
        stream.stream[shown] = stream.stream[shown].removesuffix(b"] TJ") + f"<{glyph}>] TJ".encode()
        return True

    def _find(self, stream: Any) -> None:
        operators = stream.stream
        for at, operator in enumerate(operators):
            if operator == b"BDC" and isinstance(operators[at - 1], dict) and "MCID" in operators[at - 1]:
                self.places[operators[at - 1]["MCID"]] = (stream, at)


def space_glyphs(fonts: Iterable[Any]) -> dict[bytes, str]:
    """The glyph of the space in each font that has drawn one."""
    glyphs: dict[bytes, str] = {}
    for font in fonts:
        found = next((glyph for glyph, text in font.to_unicode.items() if text == " "), None)
        if found is not None and not font.bitmap:
            glyphs[font.hash.encode()] = f"{found:04x}"
    return glyphs
