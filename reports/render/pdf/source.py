"""The page's own words, in reading order: where a line broke, was there a space?

WeasyPrint leaves out the space at the end of a line and draws nothing for a space alone between two
elements, so that a reader of the finished page hears "policeofficers". The words of the page
know better.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_SILENT = {"head", "style", "script", "template", "title"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class _Cursor:
    """How far the words of one element have been met. ``spans`` are places in the whole text."""

    spans: list[tuple[int, int]]
    index: int = 0
    at: int = 0


class SourceText:
    """The words of a page as one text, and a cursor for each element's own part of it."""

    def __init__(self, page: Any) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._cursors: dict[Any, _Cursor] = {}
        self._add(page)
        self.text = "".join(self._parts)

    def meet(self, element: Any, words: str) -> Meeting:
        """The next words of an element, as they were drawn: what stands behind them in the page."""
        cursor = self._cursors.get(element)
        if cursor is None or not words.strip():
            return Meeting(known=False)
        for index in range(cursor.index, len(cursor.spans)):
            start, end = cursor.spans[index]
            at = max(start, cursor.at) if index == cursor.index else start
            if (found := self._match(words, at, end)) is not None:
                cursor.index, cursor.at = index, found.end
                return Meeting(True, self._space_at(found.end), found.hyphen)
            if self.text[at:end].strip():
                break
        return Meeting(known=False)

    def _match(self, words: str, at: int, end: int) -> _Match | None:
        words = words.strip(" \n\t")
        while at < end and self.text[at].isspace():
            at += 1
        if self.text.startswith(words, at) and at + len(words) <= end:
            return _Match(at + len(words), False)
        return self._match_loosely(words, at, end)

    def _match_loosely(self, words: str, at: int, end: int) -> _Match | None:
        """Letter by letter, without regard to spaces, case and soft hyphens."""
        for place, letter in enumerate(words):
            if letter.isspace() or letter == _SOFT_HYPHEN:
                continue
            while at < end and (self.text[at].isspace() or self.text[at] == _SOFT_HYPHEN):
                at += 1
            if at < end and self.text[at].casefold() == letter.casefold():
                at += 1
            elif place == len(words) - 1 and place and letter in "-\u2010":
                return _Match(at, True)
            else:
                return None
        return _Match(at, False)

    def _space_at(self, at: int) -> bool:
        return at < len(self.text) and self.text[at] in " \n"

    def _add(self, element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return
        spans: list[tuple[int, int]] = []
        if element.tag == "br":
            self._put("\n")
        spans.append(self._put(element.text))
        for child in element:
            self._add(child)
            spans.append(self._put(child.tail))
        self._cursors[element] = _Cursor(spans)

    def _put(self, text: str | None) -> tuple[int, int]:
        collapsed = _SPACE.sub(" ", text or "")
        start = self._length
        self._parts.append(collapsed)
        self._length += len(collapsed)
        return start, self._length


@dataclass(frozen=True, slots=True)
class Meeting:
    """``known`` is false for words that are not the page's own, such as counters and quotation marks.

    ``space``: white space follows them; ``hyphen``: their last letter is a hyphen that the line's
    end brought in.
    """

    known: bool
    space: bool = False
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    end: int
    hyphen: bool
