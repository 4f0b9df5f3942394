"""A passage: the sentences that are read together, as one run of items with their roles."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reckoner.reports.audit.language.item import Item
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.sentence import Sentence

_LETTERS = {
    "count": "c",
    "money": "m",
    "clock": "k",
    "percent": "p",
    "part": "f",
    "points": "o",
    "times": "x",
}
_AGAIN = re.compile(r"(§[cmkopf]\d+) (?:\( (?:or )?§[pocm]\d+ \)|, or §[pocm]\d+(?: ,)?|or §[pocm]\d+) ")
_LIMITS = frozenset({"within", "after"})
_LIMITED = frozenset({"days", "hours", "minutes", "weeks", "months"})
MOST_NUMBERS = 60  # a passage with more is no prose but data, and its pairs would be endless


@dataclass(frozen=True, eq=False)
class Passage(Sentence):
    """Sentences of one paragraph, or of a list with the words that lead it in; ``pieces`` say where each
    stands."""

    pieces: tuple[Sentence, ...] = ()
    starts: tuple[int, ...] = ()

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Passage:
        """The passage of these sentences, a space between each two."""
        starts, text = [], ""
        for sentence in sentences:
            starts.append(len(text))
            text += sentence.text + " "
        first = sentences[0]
        return cls(text.rstrip(), first.block, first.start, tuple(sentences), tuple(starts))

    @cached_property
    def items(self) -> list[Item]:
        """The items of its sentences, placed in the passage."""
        return [
            Item(i.kind, i.lower, i.start + start, i.end + start, i.quantity, i.when)
            for start, sentence in zip(self.starts, self.pieces, strict=True)
            for i in sentence.items
        ]

    @cached_property
    def owners(self) -> list[int]:
        """For each item the sentence that it stands in."""
        return [number for number, sentence in enumerate(self.pieces) for _ in sentence.items]

    @cached_property
    def outline(self) -> str:
        """Its items, each followed by a space: words as they are, ``§c12`` a count that is item 12."""
        return self._outlined[0]

    @cached_property
    def reduced(self) -> str:
        """The outline without what only says a number again: "( §p9 )" or ", or §p9 ," behind another."""
        return _AGAIN.sub(r"\1 ", self.outline)

    @cached_property
    def _outlined(self) -> tuple[str, list[int]]:
        parts, offsets, length = [" "], [], 1
        owners = self.owners
        for at, item in enumerate(self.items):
            offsets.append(length)
            text = "†" if item.quantity and _is_limit(self.items, at) else _outline(item, at)
            if at + 1 == len(owners) or owners[at + 1] != owners[at]:
                text = text + " ‖" if text not in (".", "!", "?") else "‖"
            parts.append(text + " ")
            length += len(text) + 1
        return "".join(parts), offsets

    def item_at(self, offset: int) -> int:
        """The item that stands at an offset of the outline."""
        offsets = self._outlined[1]
        return min(max(bisect_right(offsets, offset) - 1, 0), len(offsets) - 1)

    def quantity(self, at: int) -> Quantity:
        """The quantity of an item that is one."""
        quantity = self.items[at].quantity
        assert quantity is not None
        return quantity

    def between(self, first: int, second: int) -> list[str]:
        """The words between two items, in either order."""
        low, high = sorted((first, second))
        return self.lowers[low + 1 : high]

    def same_sentence(self, *items: int) -> bool:
        """Whether items stand in one sentence."""
        return len({self.owners[at] for at in items}) == 1

    def place(self, at: int) -> tuple[int | None, int | None]:
        """Line and page of an item."""
        number = self.owners[at]
        sentence = self.pieces[number]
        return sentence.block.place(sentence.start + self.items[at].start - self.starts[number])

    def quote(self, *items: int) -> tuple[str, int]:
        """The sentences from the first to the last of these items, and where that text starts."""
        first, last = self.owners[min(items)], self.owners[max(items)]
        end = self.starts[last] + len(self.pieces[last].text)
        return self.text[self.starts[first] : end], self.starts[first]


def _is_limit(items: Sequence[Item], at: int) -> bool:
    """ "Within 20 working days", "after 18 weeks": a time that something took, and no value beside others."""
    before = items[at - 1].lower if at else ""
    if _is_age(items, at):
        return True
    unit = next((item.lower for item in items[at + 1 : at + 3] if item.lower in _LIMITED), "")
    quantity = items[at].quantity
    return bool(unit) and before in _LIMITS and quantity is not None and quantity.kind == "count"


def _is_age(items: Sequence[Item], at: int) -> bool:
    """ "Over 50 (38 of 249)", "under 25": nothing is counted behind the number."""
    quantity = items[at].quantity
    if quantity is None or quantity.kind != "count" or quantity.hedge not in ("over", "under", "least"):
        return False
    follows = items[at + 1].lower if at + 1 < len(items) else "."
    return (
        10 <= quantity.value <= 90
        and not quantity.in_words
        and follows in ("(", ")", ".", ",", "and", "or", ";")
    )


def _outline(item: Item, at: int) -> str:
    if item.quantity is not None and item.kind == "quantity":
        return f"§{_LETTERS[item.quantity.kind]}{at}"
    if item.kind == "range":
        return f"§r{at}"
    if item.kind == "when":
        return f"¤{at}"
    if item.kind in ("name", "phone"):
        return f"†{at}"
    return item.lower.replace(" ", "_") or "†"


def passages_of(led: Sequence[Sentence], sentences: Sequence[Sentence]) -> Iterator[Passage]:
    """The sentences of a paragraph in passages of a size that can be read at once; ``led`` is the sentence
    that leads in the list whose item it is."""
    held, first, numbers = list(led), len(led), sum(len(s.quantities) for s in led)
    for sentence in sentences:
        count = len(sentence.quantities) if sentence.counts else 0
        if len(held) > first and (numbers + count > MOST_NUMBERS or sum(len(s.text) for s in held) > 3000):
            yield Passage.of(held)
            held, first = held[-1:], 1
            numbers = len(held[0].quantities)
        held.append(sentence)
        numbers += count
    if len(held) > first:
        yield Passage.of(held)
