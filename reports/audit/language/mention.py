"""A measure as it is mentioned: the value, what it counts, of which time, in which sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.sentence import Sentence, stem
from reckoner.reports.audit.language.time_of import bind_times
from reckoner.reports.audit.language.vocabulary import COMPARED, MEASURES, STOPS
from reckoner.reports.audit.language.when import When

_MORE = COMPARED - {"additional"}
_TIMES = frozenset(
    ["year", "month", "week", "day", "hour", "minute", "second", "time", "pound", "people", "person"]
)
_VAGUE = frozenset(
    [
        "first",
        "second",
        "third",
        "total",
        "new",
        "other",
        "different",
        "same",
        "further",
        "separate",
        "key",
        "main",
    ]
)


@dataclass(frozen=True)
class Mention:
    """``noun`` are the words that say what is counted; empty where the sentence says it elsewhere."""

    at: int
    quantity: Quantity
    noun: tuple[str, ...]
    when: When | None
    sentence: Sentence
    document: str = ""

    @property
    def head(self) -> str:
        """The first word that names a thing: "hour" of "hours of additional patrols"."""
        return self.noun[-1] if self.noun else ""

    @cached_property
    def names(self) -> frozenset[str]:
        """The sentence's words with capitals, but for the first: places and people it speaks of."""
        text = self.sentence.text
        return frozenset(
            stem(item.lower)
            for item in self.sentence.items[1:]
            if item.kind == "word" and text[item.start].isupper() and item.lower not in ("i", "we")
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """All content words of the sentence."""
        return frozenset(
            stem(item.lower)
            for item in self.sentence.items
            if item.kind == "word" and item.lower not in STOPS and len(item.lower) > 2
        )


def mentions_of(sentence: Sentence, document: str = "") -> Iterator[Mention]:
    """The levels that a sentence states: changes and shares are none."""
    if not sentence.quantities:
        return
    taken = frozenset(change.at for change in changes_of(sentence))
    times = bind_times(sentence.items, taken)
    only = [
        item.when
        for at, item in enumerate(sentence.items)
        if item.when is not None and not item.when.is_relative and not _opens_bracket(sentence, at)
    ]
    for at in sentence.quantities:
        quantity = sentence.items[at].quantity
        if quantity is None or at in taken or quantity.kind not in ("count", "money"):
            continue
        noun = tuple(word for word in sentence.noun(at) if word not in _MORE and word not in _VAGUE)
        when = times.get(at) or (only[0] if len(only) == 1 else None)
        yield Mention(at, quantity, noun, when, sentence, document)


def _opens_bracket(sentence: Sentence, at: int) -> bool:
    """ "(2022: £18,344)": the time of what stands in the bracket only."""
    return at > 0 and sentence.lowers[at - 1] == "(" and sentence.lowers[at + 1 : at + 2] == [":"]


def is_measure(mention: Mention) -> bool:
    """It names what it counts in two words or more, or in one that is no unit of time."""
    units = _TIMES | MEASURES | {"tonne", "hour", "mile", "litre", "kilometre", "metre", "kilogram", "unit"}
    return bool(mention.noun) and not set(mention.noun) <= units and mention.noun[0] not in units - _TIMES
