"""A small grammar: patterns over a sentence's items, such as ``from Q:old ~8 to Q:new``.

=========  ==================================================================
``word``   this word or sign; ``a|b`` either; ``word?`` if it is there
``@NAME``  a word of a class
``Q:name`` a quantity, kept under this name; ``S:name`` a share (per cent or a part in words)
``^8``     a gap that stays in its phrase: it crosses no comma, bracket, "and" or "but" either
``~8``     up to eight items that are neither quantities nor the end of a clause (``;`` or ``.``)
=========  ==================================================================

A gap is at most twelve items and a pattern holds few of them, so a match takes bounded time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from reports.audit.language.item import Item
from reports.audit.language.sentence import Sentence
from reports.audit.language.vocabulary import CHANGE_NOUNS, CHANGE_VERBS, COMPARED, words

Found: TypeAlias = Mapping[str, int]

CLASSES = {
    "CHANGED": CHANGE_VERBS,
    "CHANGE": CHANGE_NOUNS,
    "MORE": COMPARED,
    "IS": words("is was were are represents represented represent equates equated equals makes made accounts "
                "accounted accounting making being equivalent equal representing constitutes "
                "gives giving or"),
    "WITH": words("to with"),
    "OPEN": words("( – — ,"),
}  # fmt: skip
_ENDS = frozenset({";", ".", "?", "!"})
_PHRASE_ENDS = _ENDS | words(", ( ) : – — and but or while which who include includes including included")


class Pattern:
    """A pattern ready to be matched."""

    def __init__(self, text: str) -> None:
        self.parts = tuple(_part(word) for word in text.split())
        self.needed = tuple(part[2] for part in self.parts if part[0] == "word" and not part[3])
        self.numbers = sum(part[0] in ("Q", "S") for part in self.parts)

    def find(self, sentence: Sentence) -> Iterator[Found]:
        """Every place where the pattern matches, at most one match from each start."""
        known = sentence.word_set
        if len(sentence.quantities) < self.numbers or any(known.isdisjoint(words) for words in self.needed):
            return
        items = sentence.items
        for start in self._starts(sentence):
            found = self._match(items, start, 0, {})
            if found is not None:
                yield {**found, "start": start}

    def _starts(self, sentence: Sentence) -> Iterable[int]:
        """Where a match may begin: at the numbers, or at the words that it begins with."""
        kind, _, choices, optional = self.parts[0]
        if kind in ("Q", "S"):
            return sentence.quantities
        if kind == "word" and not optional:
            return [at for at, lower in enumerate(sentence.lowers) if lower in choices]
        return range(len(sentence.items))

    def _match(self, items: list[Item], at: int, part: int, found: dict[str, int]) -> dict[str, int] | None:
        if part == len(self.parts):
            return {**found, "end": at}
        kind, name, choices, most = self.parts[part]
        if kind == "gap":
            return self._gap(items, at, part, found, most)
        fits = at < len(items) and _fits(items[at], kind, choices)
        if fits:
            kept = {**found, name: at} if name else found
            matched = self._match(items, at + 1, part + 1, kept)
            if matched is not None:
                return matched
        return self._match(items, at, part + 1, found) if most else None

    def _gap(
        self, items: list[Item], at: int, part: int, found: dict[str, int], most: int
    ) -> dict[str, int] | None:
        for step in range(most + 1):
            matched = self._match(items, at + step, part + 1, found)
            if matched is not None:
                return matched
            if at + step >= len(items) or _stops(items[at + step], self.parts[part][2]):
                return None
        return None


_Part: TypeAlias = tuple[str, str, frozenset[str], int]


def _part(word: str) -> _Part:
    if word[0] in "~^":
        return "gap", "", _PHRASE_ENDS if word[0] == "^" else _ENDS, min(int(word[1:]), 12)
    if word[:2] in ("Q:", "S:"):
        return word[0], word[2:], frozenset(), 0
    optional = len(word) > 1 and word.endswith("?")
    word = word.removesuffix("?") if optional else word
    if word.startswith("@"):
        return "word", "", CLASSES[word[1:]], int(optional)
    return "word", "", frozenset(word.split("|")), int(optional)


def _fits(item: Item, kind: str, choices: frozenset[str]) -> bool:
    if kind == "word":
        return item.kind in ("word", "sign") and item.lower in choices
    if item.kind != "quantity" or item.quantity is None:
        return False
    return item.quantity.is_share if kind == "S" else True


def _stops(item: Item, ends: frozenset[str]) -> bool:
    return item.kind in ("quantity", "range") or item.lower in ends


@lru_cache(maxsize=256)
def pattern(text: str) -> Pattern:
    """The pattern for a text, made once."""
    return Pattern(text)
