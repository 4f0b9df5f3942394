"""Letters beside one another on one height: a line of prose, or a cell; small raised digits are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from reckoner.reports.audit.reading.letters import Letter

_GAP = 0.18  # of the font's size: more between two letters is a space
_APART = 0.5  # more is another cell or column
_RAISED = 0.15
_LONGEST_MARK = 6
_HIGH = 0.25  # for a digit as large as the others
_SMALL = 0.93
_TIES = frozenset("\u00a0\u202f")


@dataclass
class Strip:
    """Letters beside one another on one height."""

    letters: list[Letter] = field(default_factory=list)
    order: int = 0

    @cached_property
    def left(self) -> float:
        """Where it starts."""
        return self.letters[0].left

    @cached_property
    def right(self) -> float:
        """Where it ends."""
        return max(letter.right for letter in self.letters)

    @cached_property
    def bottom(self) -> float:
        """The lower edge of its font."""
        return median(letter.bottom for letter in self.letters)

    @cached_property
    def top(self) -> float:
        """The upper edge of its font."""
        return median(letter.top for letter in self.letters)

    @cached_property
    def size(self) -> float:
        """The size of its font."""
        return max(self.top - self.bottom, 0.5)

    @cached_property
    def text(self) -> str:
        """Its words, a space where there is one or a gap; without the marks of notes."""
        words: list[str] = []
        last: Letter | None = None
        for letter in self.letters:
            if self.is_mark(letter):
                last = letter if last is not None else None
                continue
            if last is not None and letter.left - last.right > _GAP * self.size and words[-1] != " ":
                words.append(" ")
            words.append(letter.text)
            last = letter
        return " ".join("".join(words).split())

    def is_mark(self, letter: Letter) -> bool:
        """Whether a letter is the mark of a note, small and raised."""
        if letter.text.isspace():
            return False
        small = letter.top - letter.bottom < _SMALL * self.size
        raised = letter.bottom - self.bottom > (_RAISED if small else _HIGH) * self.size
        return raised and _may_mark(letter.text)

    @cached_property
    def first_word(self) -> float:
        """How wide its first word is; a space that doesn't break a line parts no words."""
        end = self.letters[0].right
        for before, letter in zip(self.letters, self.letters[1:], strict=False):
            tied = _TIES.intersection((before.text, letter.text))
            if not tied and (letter.text.isspace() or letter.left - before.right > _GAP * self.size):
                break
            end = letter.right
        return end - self.left


def strips_of(letters: Sequence[Letter]) -> list[Strip]:
    """The strips of a page, in the order of its content; marks of notes that stand high up are left out."""
    kept: list[Strip] = []
    end = 0.0  # of the mark that stands behind the last strip
    for strip in _runs(letters):
        last = kept[-1] if kept else None
        if last is not None and _is_raised_mark(last, strip):
            end = strip.right
        elif last is not None and end and same_height(last, strip) and _is_close(end, strip):
            kept[-1] = Strip([*last.letters, *_gap(last, strip, end), *strip.letters], last.order)
            end = 0.0
        else:
            kept.append(strip)
            end = 0.0
    return kept


def _is_raised_mark(last: Strip, strip: Strip) -> bool:
    """Whether a strip is the mark of a note that stands behind the other, above its line."""
    if len(strip.letters) > _LONGEST_MARK or not all(_may_mark(letter.text) for letter in strip.letters):
        return False
    raised = _RAISED * last.size < strip.bottom - last.bottom < last.size
    near = -0.1 * last.size < strip.left - last.right < _APART / 2 * last.size
    return raised and near and strip.size < 1.05 * last.size


def _is_close(end: float, strip: Strip) -> bool:
    return -0.2 * strip.size < strip.left - end <= _APART * strip.size


def _gap(last: Strip, strip: Strip, end: float) -> list[Letter]:
    """What stands for the mark that ended there, between two strips: a space where there is one behind it."""
    first = strip.letters[0]
    text = " " if strip.left - end > _GAP * strip.size else "\u200b"
    return [Letter(text, last.right, first.bottom, first.left, first.top)]


def _may_mark(text: str) -> bool:
    return text.isdigit() or text in ",*†‡[]() "


def _runs(letters: Sequence[Letter]) -> Iterator[Strip]:
    strip = Strip()
    order = 0
    for letter in letters:
        if letter.text.isspace() and not strip.letters:
            continue
        if strip.letters and not _goes_on(strip, letter):
            yield _trimmed(strip)
            order += 1
            strip = Strip([], order)
            if letter.text.isspace():
                continue
        strip.letters.append(letter)
    if strip.letters:
        yield _trimmed(strip)


def _trimmed(strip: Strip) -> Strip:
    while len(strip.letters) > 1 and strip.letters[-1].text.isspace():
        strip.letters.pop()
    return strip


def _goes_on(strip: Strip, letter: Letter) -> bool:
    """Whether a letter stands behind the last one of a strip, on its height and close to it."""
    last = strip.letters[-1]
    size = max(last.top - last.bottom, letter.top - letter.bottom, 0.5)
    overlap = min(last.top, letter.top) - max(last.bottom, letter.bottom)
    if overlap < 0.4 * min(last.top - last.bottom, letter.top - letter.bottom):
        return False
    joined = letter.left >= last.left - 0.2 * size  # the letters of a ligature share its box
    return joined and letter.left - last.right <= _APART * size


def same_height(first: Strip, second: Strip) -> bool:
    """Whether two strips stand beside one another."""
    middle = (second.top + second.bottom) / 2
    return abs((first.top + first.bottom) / 2 - middle) < 0.45 * min(first.size, second.size)
