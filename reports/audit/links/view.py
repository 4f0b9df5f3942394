"""A passage as links see it: its numbers in order, and the signs around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.sentence import stem
from reckoner.reports.audit.language.time_of import bind_times
from reckoner.reports.audit.language.vocabulary import MEASURES, words
from reckoner.reports.audit.language.when import When
from reckoner.reports.audit.links.signs import sign_of
from reckoner.reports.audit.relations.beside import beside_of
from reckoner.reports.audit.relations.pairs import pairs_of

_ROUND = 1000
_MEASURES = frozenset(map(stem, MEASURES)) | words("year month week day hour minute second quarter")
_SHORT = {"count": "c", "money": "m", "clock": "k", "percent": "p", "part": "f", "points": "o", "times": "x"}
_FAR = 8
REACH = 6  # numbers before and behind that a number is held to


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a passage: ``at`` is its item, ``half`` how far rounding may have moved it."""

    at: int
    value: float
    half: float
    kind: str
    quantity: Quantity
    sentence: int
    noun: frozenset[str]
    way: str
    changed: bool
    when: When | None
    span: str


class View:
    """The numbers of a passage and what stands around them."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.signs = [sign_of(item) for item in passage.items]
        self.words = [
            stem(item.lower) if sign == "word" and item.lower.isalpha() else ""
            for item, sign in zip(passage.items, self.signs, strict=True)
        ]
        changes = {change.at: change for change in changes_of(passage)}
        times = bind_times(passage.items, frozenset(changes))
        owners = passage.owners
        self.numbers: list[Number] = []
        for at in passage.quantities:
            q = passage.quantity(at)
            change = changes.get(at)
            self.numbers.append(
                Number(at, abs(float(q.value)), _half(q), _SHORT[q.kind], q, owners[at],
                       frozenset(passage.noun(at, 4)), change.direction if change else "", change is not None,
                       times.get(at), _span(passage.noun(at, 2)))
            )  # fmt: skip
        self.bounds = self._bounds()
        self._shared: dict[tuple[int, int], str] = {}

    def _bounds(self) -> list[tuple[int, int]]:
        """For each number where the words before it and behind it end: other numbers, ends of sentences."""
        ends = []
        owners, signs = self.passage.owners, self.signs
        for number in self.numbers:
            low = high = number.at
            while low > 0 and number.at - low < _FAR and owners[low - 1] == number.sentence:
                if signs[low - 1][0] == "#" and signs[low - 1] not in ("#when", "#range", "#multiple"):
                    break
                low -= 1
            while high + 1 < len(signs) and high - number.at < _FAR and owners[high + 1] == number.sentence:
                if signs[high + 1][0] == "#" and signs[high + 1] not in ("#when", "#range", "#multiple"):
                    break
                high += 1
            ends.append((low, high))
        return ends

    @cached_property
    def pairs(self) -> dict[tuple[int, int], int | None]:
        """The pairs, earlier and later, that forms of words propose, with the change said to lie between."""
        return {(pair.old, pair.new): pair.change for pair in pairs_of(self.passage)}

    @cached_property
    def beside(self) -> dict[int, int]:
        """For each share the number that it is told of."""
        return beside_of(self.passage)

    @cached_property
    def subjects(self) -> list[frozenset[str]]:
        """For each number the words around it that tell what it is about."""
        return [
            frozenset(sign[1:] for side in sides for sign in side if sign[0] == "~" and len(sign) > 3)
            for sides in self.around
        ]

    @cached_property
    def largest(self) -> frozenset[int]:
        """The numbers that none of their kind and unit within reach is larger than."""
        found = set()
        for at, number in enumerate(self.numbers):
            near = self.numbers[max(0, at - REACH) : at + REACH + 1]
            if all(other.value <= number.value for other in near
                   if other.kind == number.kind and other.quantity.unit == number.quantity.unit):  # fmt: skip
                found.add(at)
        return frozenset(found)

    def shared(self, one: int, other: int) -> str:
        """How many words about two numbers are the same, and whether no other number has as many."""
        if (one, other) not in self._shared:
            self._shared[one, other] = self._compared(one, other)
        return self._shared[one, other]

    def _compared(self, one: int, other: int) -> str:
        own = self.subjects[one]
        many = len(own & self.subjects[other])
        if not many:
            return "0"
        kind = self.numbers[other].kind
        near = range(max(0, one - REACH), min(len(self.numbers), one + REACH + 1))
        rivals = (n for n in near if n not in (one, other) and self.numbers[n].kind == kind)
        is_most = all(len(own & self.subjects[rival]) < many for rival in rivals)
        return f"{min(many, 2)} {'most' if is_most else 'among'}"

    def sign(self, at: int) -> str:
        """The sign of an item; of none beyond the ends."""
        return self.signs[at] if 0 <= at < len(self.signs) else "END"

    def before(self, number: int) -> list[str]:
        """The signs before a number, back to the number before it."""
        return self.signs[self.bounds[number][0] : self.numbers[number].at]

    def behind(self, number: int) -> list[str]:
        """The signs behind a number, up to the next."""
        return self.signs[self.numbers[number].at + 1 : self.bounds[number][1] + 1]

    @cached_property
    def around(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """For each number the signs and the words before it and behind it, each once."""
        found = []
        for number, (low, high) in zip(self.numbers, self.bounds, strict=True):
            sides = []
            for some in (slice(low, number.at), slice(number.at + 1, high + 1)):
                known = (sign for sign in self.signs[some] if sign != "word")
                words = (f"~{word}" for word in self.words[some] if word)
                sides.append(tuple(dict.fromkeys([*known, *words])))
            found.append((sides[0], sides[1]))
        return found


def _span(noun: tuple[str, ...]) -> str:
    """The unit of time or measure that a number is of; "?" where no word says what it counts."""
    return "?" if not noun else noun[0] if noun[0] in _MEASURES else ""


def _half(quantity: Quantity) -> float:
    """Half of the last place written; of the place it may have been rounded to, where that isn't said."""
    place = float(quantity.ulp)
    if quantity.kind == "count" and quantity.rounded_to >= _ROUND:
        place = float(quantity.rounded_to)
    if quantity.hedge:
        return max(place, float(quantity.rounded_to)) if quantity.kind != "part" else max(2.0, place)
    if quantity.kind == "part":
        return 2.0
    return 0.0 if quantity.is_whole and place == 1 else place / 2
