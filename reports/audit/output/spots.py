"""Where on a PDF's page a passage and the number in it stand: the boxes of their letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reckoner.reports.audit.reading.clean import clean
from reckoner.reports.audit.reading.letters import Letter
from reckoner.reports.audit.reading.strip import strips_of

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
_REACHES = (5000, 40, 20, 10, 5)  # letters of the passage around the number, the most first


class Page:
    """The letters of a page without spaces and marks of notes, as one text to search."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        kept: list[tuple[str, Letter]] = []
        for strip in strips_of(letters):
            for letter in strip.letters:
                text = "" if strip.is_mark(letter) else _bare(letter.text)
                kept += [(character, letter) for character in text]
        self._text = "".join(character for character, _ in kept)
        self._letters = [letter for _, letter in kept]

    def find(self, quote: str, mark: tuple[int, int], stated: str) -> list[Box]:
        """The boxes of the number of a quote, one for each line; of the quote where it is not in it."""
        start, end = mark
        if start < 0:
            return self._boxes("", _bare(quote) or _bare(stated), "")
        before, number, after = _bare(quote[:start]), _bare(quote[start:end]), _bare(quote[end:])
        if not before and not after:
            return self._boxes("", number, "")
        for reach in _REACHES:
            left, right = before[-reach:], after[:reach]
            for first, last in ((left, right), (left, ""), ("", right)):
                if (first or last) and (boxes := self._boxes(first, number, last)):
                    return boxes
        return []

    def _boxes(self, before: str, number: str, after: str) -> list[Box]:
        at = self._text.find(before + number + after) if number else -1
        start = at + len(before)
        return list(_boxes(self._letters[start : start + len(number)])) if at >= 0 else []


def _bare(text: str) -> str:
    """The text as it is compared: cleaned, without spaces, soft hyphens and those at a line's end."""
    return "".join(clean(text).replace("•", "").replace("-", "").split())


def _boxes(letters: Sequence[Letter]) -> Iterator[Box]:
    """One box for the letters on each line."""
    box: Box | None = None
    for letter in letters:
        if box is not None and letter.bottom < box[3] and letter.top > box[1] and letter.left >= box[0]:
            box = (box[0], min(box[1], letter.bottom), letter.right, max(box[3], letter.top))
        else:
            if box is not None:
                yield box
            box = (letter.left, letter.bottom, letter.right, letter.top)
    if box is not None:
        yield box
