"""Lists and numbered paragraphs, numbered by Word itself, so that a paragraph put in moves those after it."""

from __future__ import annotations

import re

from reckoner.reports.word.xml import Xml, element, part, valued

_BULLETS, _NUMBERS, _SECTIONS = "1", "2", "3"
_DEEPEST = 9


class Numbering:
    """Hands out lists, and says how a section or paragraph comes by the number that it has in other media."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, tuple[int, int]]] = [(_BULLETS, (0, 0)), (_SECTIONS, (0, 0))]
        self._section, self._paragraph, self._using = 0, 0, 2

    def bullets(self, depth: int) -> Xml:
        """A place in a list of bullets."""
        return _place(1, depth)

    def new_list(self) -> int:
        """A list with numbers that begins at 1."""
        self._lists.append((_NUMBERS, (1, 0)))
        return len(self._lists)

    def item(self, numbered: int, depth: int) -> Xml:
        """A place in such a list."""
        return _place(numbered, depth)

    def of(self, number: str) -> Xml | None:
        """What numbers a heading "2" or a paragraph "2.3"; None where Word can't count that."""
        match = re.fullmatch(r"([1-9][0-9]*)(?:\.([1-9][0-9]*))?", number)
        if not match:
            return None
        section, paragraph = int(match[1]), int(match[2] or 0)
        expected = (self._section, self._paragraph + 1) if paragraph else (self._section + 1, 0)
        if (section, paragraph) != expected:
            self._lists.append((_SECTIONS, (section, paragraph)))
            self._using = len(self._lists)
        self._section, self._paragraph = section, paragraph
        return _place(self._using, 1 if paragraph else 0)

    def part(self) -> bytes:
        """The part ``numbering.xml``."""
        kinds = (_abstract(_BULLETS, "bullet"), _abstract(_NUMBERS, "decimal"), _sections())
        numbers = [
            element("w:num", {"w:numId": str(number)}, valued("w:abstractNumId", kind), *_starts(start))
            for number, (kind, start) in enumerate(self._lists, 1)
        ]
        return part("w:numbering", *kinds, *numbers)


def _place(number: int, depth: int) -> Xml:
    level = valued("w:ilvl", str(min(depth, _DEEPEST - 1)))
    return element("w:numPr", None, level, valued("w:numId", str(number)))


def _starts(start: tuple[int, int]) -> list[Xml]:
    return [
        element("w:lvlOverride", {"w:ilvl": str(level)}, valued("w:startOverride", str(first)))
        for level, first in enumerate(start)
        if first
    ]


def _level(level: int, kind: str, said: str, left: int, hanging: int) -> Xml:
    return element(
        "w:lvl",
        {"w:ilvl": str(level)},
        valued("w:start", "1"),
        valued("w:numFmt", kind),
        valued("w:lvlText", said),
        valued("w:lvlJc", "left"),
        element("w:pPr", None, element("w:ind", {"w:left": str(left), "w:hanging": str(hanging)})),
    )


def _abstract(ident: str, kind: str) -> Xml:
    levels = [
        _level(level, kind, "•" if kind == "bullet" else f"%{level + 1}.", 1162 + 425 * level, 425)
        for level in range(_DEEPEST)
    ]
    return element(
        "w:abstractNum", {"w:abstractNumId": ident}, valued("w:multiLevelType", "hybridMultilevel"), *levels
    )


def _sections() -> Xml:
    levels = (_level(0, "decimal", "%1", 737, 737), _level(1, "decimal", "%1.%2", 737, 737))
    return element(
        "w:abstractNum", {"w:abstractNumId": _SECTIONS}, valued("w:multiLevelType", "multilevel"), *levels
    )
