"""Text into sentences, and a sentence as the rules see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reckoner.reports.audit.document import Block
from reckoner.reports.audit.language.item import Item
from reckoner.reports.audit.language.lexer import items_of
from reckoner.reports.audit.language.vocabulary import SPEAKING, STOPS

_END = re.compile(r"[.!?][\"'”’)\]]*+\s+")
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "no",
        "nos",
        "approx",
        "inc",
        "etc",
        "vs",
        "e.g",
        "i.e",
        "cf",
        "dept",
        "prof",
        "rt",
        "hon",
        "jan",
        "feb",
        "mar",
        "apr",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "c",
        "s",
        "p",
        "pp",
        "para",
        "paras",
        "fig",
        "vol",
        "ed",
        "est",
        "avg",
        "min",
        "max",
    ]
)
LONGEST = 6000
_MARKS = "\"'“”‘’().,;:!?–—…"
_COUNTING = SPEAKING - {"a"} | frozenset(
    {"hundred", "thousand", "million", "third", "quarter", "fifth", "dozen"}
)


@dataclass(frozen=True, eq=False)
class Sentence:
    """``start`` is its offset in the block's text."""

    text: str
    block: Block
    start: int = 0

    @cached_property
    def items(self) -> list[Item]:
        """Its words, numbers and times."""
        return items_of(self.text)

    @cached_property
    def counts(self) -> bool:
        """Whether it may hold a number, a time or a multiple at all: what has none needs no reading."""
        if any(map(str.isdecimal, self.text)):
            return any(item.kind not in ("word", "sign") for item in self.items)
        spoken = {token.strip(_MARKS) for token in self.text.lower().replace("-", " ").split()} & _COUNTING
        return bool(spoken) and any(item.kind not in ("word", "sign") for item in self.items)

    @cached_property
    def quantities(self) -> list[int]:
        """The indexes of items that are quantities."""
        return [i for i, item in enumerate(self.items) if item.kind == "quantity"]

    @cached_property
    def lowers(self) -> list[str]:
        """Each item's word, for looking around."""
        return [item.lower for item in self.items]

    @cached_property
    def word_set(self) -> frozenset[str]:
        """Its words and signs, each once."""
        return frozenset(self.lowers)

    def noun(self, at: int, most: int = 7) -> tuple[str, ...]:
        """The words right after item ``at`` that say what it counts: ("recorded", "crimes")."""
        return noun_after(self.items, at, most)


def noun_after(items: list[Item], at: int, most: int = 7) -> tuple[str, ...]:
    """The content words after an item up to a verb, a preposition (but "of"), a sign or a number."""
    found: list[str] = []
    for item in items[at + 1 : at + 1 + most]:
        if item.kind != "word" or (item.lower in STOPS and item.lower != "of"):
            break
        if item.lower == "of":
            if not found:
                break
            continue
        found.append(stem(item.lower))
    return tuple(found)


def stem(word: str) -> str:
    """A word without its possessive or plural ending: enough to compare nouns."""
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
    )


def sentences_of(block: Block) -> Iterator[Sentence]:
    """The sentences of a block; one of more than LONGEST characters is cut."""
    start = 0
    for match in _END.finditer(block.text):
        if _is_end(block.text, match.start(), match.end(), start):
            yield from _cut(block, start, match.end())
            start = match.end()
    yield from _cut(block, start, len(block.text))


def _is_end(text: str, stop: int, after: int, start: int) -> bool:
    if after >= len(text):
        return True
    if text[stop] == ".":
        word = text[max(start, stop - 12) : stop].rpartition(" ")[2].lstrip("(\"'“‘").lower()
        if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
            return text[after].isupper() and word in ("c", "s", "p", "inc", "etc")
    return not text[after].islower()


def _cut(block: Block, start: int, end: int) -> Iterator[Sentence]:
    for begin in range(start, end, LONGEST):
        text = block.text[begin : min(end, begin + LONGEST)]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            yield Sentence(text.strip(), block, begin + lead)
