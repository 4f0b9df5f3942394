"""What a sentence says changed, and by how much: "a 16% increase", "1,238 more", "down by 5 points"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reckoner.reports.audit.language.item import Item
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.language.vocabulary import (
    CHANGE_NOUNS,
    CHANGE_VERBS,
    COMPARED,
    DOWN_VERBS,
    MEASURES,
    STOPS,
    UP_VERBS,
    Direction,
    direction,
)

_BARRIERS = frozenset({";", ".", "(", ")", ":"})
_FURTHER = frozenset({"extra", "additional", "further", "another"})
_MOVED = frozenset(
    ["rose", "fell", "increased", "decreased", "dropped", "grew", "climbed", "declined", "jumped"]
)
_BASED = frozenset(
    ["figure", "total", "level", "number", "baseline", "average", "on", "from", "than", "compared"]
)
_EARLIER = frozenset({"on", "earlier", "before", "ago", "than"})
_BETWEEN_TIMES = frozenset({"and", ",", "in", "during", "for", "the", "fiscal", "year", "years"})
_AIMS = frozenset({"budget", "target", "plan", "estimate", "limit", "allocation", "forecast", "original"})
_AIMED = {
    **dict.fromkeys(("above", "exceeding", "exceeded", "beating", "beat"), "above"),
    **dict.fromkeys(("below", "missing", "missed"), "below"),
}
_MADE = frozenset({"make", "makes", "made", "making", "signed", "ended", "back"})
_COMPARES = frozenset({"compared", "than", "against", "versus"})
_PLAIN = UP_VERBS | DOWN_VERBS


@dataclass(frozen=True, slots=True)
class Change:
    """``at`` is the item of its quantity; ``word`` the word that makes it a change."""

    at: int
    quantity: Quantity
    direction: Direction
    word: str
    bare: bool = False


@lru_cache(maxsize=64)
def changes_of(sentence: Sentence) -> tuple[Change, ...]:
    """The changes that a sentence states, in order."""
    items = sentence.items
    found: list[Change] = []
    for at in sentence.quantities:
        quantity = items[at].quantity
        if quantity is None:
            continue
        word = _word_after(items, at, quantity) or _word_before(items, at, quantity)
        if word:
            found.append(Change(at, quantity, direction(word), word))
        elif found and at > 1 and [i.lower for i in items[at - 2 : at]] in (["and", "by"], [",", "by"]):
            found.append(Change(at, quantity, found[-1].direction, found[-1].word))
        elif quantity.sign and quantity.kind in ("percent", "points"):
            found.append(Change(at, quantity, "up" if quantity.sign == "+" else "down", quantity.sign))
        elif found and (_restates(items, found[-1], at) or _goes_on(items, found[-1], at)):
            found.append(Change(at, quantity, found[-1].direction, found[-1].word, bare=True))
    return tuple(found)


def _word_after(items: list[Item], at: int, quantity: Quantity) -> str:
    """ "16% increase", "10 percentage point improvement", "1,238 more", "5.2 per cent year on year rise"."""
    if [item.lower for item in items[at + 1 : at + 4 : 2]] == ["(", ")"]:
        items = [*items[: at + 1], *items[at + 4 :]]  # "£0.4m (8%) more than"
    elif len(items) > at + 2 and items[at + 1].lower == "or" and items[at + 2].kind == "quantity":
        items = [*items[: at + 1], *items[at + 3 :]]  # "£14 or 5% up on"
    following = items[at + 1 : at + 6]
    for step, item in enumerate(following):
        if item.kind not in ("word", "sign", "when", "name"):
            return ""
        if item.lower in COMPARED:
            return item.lower if _compares(items, at, step, quantity) else ""
        if item.lower in CHANGE_NOUNS and not _is_verb_here(items, at + 1 + step):
            return item.lower
        if step == 0 and item.lower in ("up", "down"):
            follows = items[at + 2].lower if at + 2 < len(items) else ""
            plain = quantity.kind not in ("percent", "points")
            return item.lower if (follows == "on" if plain else follows not in ("from", "to")) else ""
        if step == 0 and item.lower in ("over", "under", "short") and _is_beside_an_aim(items, at + 1):
            return "above" if item.lower == "over" else "below"
        if (
            item.kind != "name" and item.lower in STOPS - {"on", "and", "over", "annual"}
        ) or item.lower in ",;:()":
            return ""
    return ""


def _compares(items: list[Item], at: int, step: int, quantity: Quantity) -> bool:
    """ "1,238 more", "5% below": the comparing word is this number's."""
    per_cent = quantity.kind in ("percent", "points")
    if items[at + 1 + step].lower in ("above", "below"):
        led = [item.lower for item in items[at + 2 : at + 3]] in (["the"], ["its"], ["our"])
        told = step == 1 and items[at + 1].lower in ("point", "points")
        return (step == 0 and (led or per_cent)) or told
    measured = step == 1 and items[at + 1].lower in MEASURES
    near = step == 0 or measured or (step <= 2 and quantity.kind != "count")
    return near or _ends_noun(items, at + 1 + step)


def _is_beside_an_aim(items: list[Item], at: int) -> bool:
    """ "Over the budget of", "short of the"."""
    following = [item.lower for item in items[at + 1 : at + 4]]
    if items[at].lower == "short":
        return following[:1] == ["of"]
    return bool(_AIMS & set(following)) and following[:1] in (
        ["the"],
        ["its"],
        ["our"],
        ["budget"],
        ["target"],
    )


def _ends_noun(items: list[Item], at: int) -> bool:
    """ "43 offences fewer than": the comparing word after its noun."""
    return at + 1 < len(items) and items[at + 1].lower == "than"


def _is_verb_here(items: list[Item], at: int) -> bool:
    """ "150 offences fall under this heading": the noun's form used as a verb."""
    after = items[at + 1].lower if at + 1 < len(items) else ""
    before = items[at - 1].lower if at else ""
    return after in ("from", "by", "under", "to", "into", "within") and before.endswith("s")


def _word_before(items: list[Item], at: int, quantity: Quantity) -> str:
    """ "rose by 5%", "an increase in thefts of 12", "up 16%", "an extra 338 officers"."""
    if not at:
        return ""
    before = items[at - 1].lower
    if before in _FURTHER:
        return before
    if before in ("a", "an", "the") and at > 1:
        at, before = at - 1, items[at - 2].lower
    if before in ("up", "down") and at > 1 and items[at - 2].lower in _MADE:
        return ""  # "made up 61%"
    if quantity.kind in ("percent", "points", "times", "part") and before in CHANGE_VERBS:
        return "" if before in CHANGE_NOUNS and _has_an_earlier(items, at) else before
    if quantity.kind in ("money", "clock") and before in _MOVED:
        return before
    if before in ("up", "down", "lost", "gained"):
        return before
    return _word_of(before, items, at, quantity)


def _has_an_earlier(items: list[Item], at: int) -> bool:
    """ "Pension increases 2.9% (3.2%)": a rate with that of the year before."""
    behind = items[at + 1 : at + 4]
    earlier = behind[1].quantity if len(behind) > 2 else None
    return (
        earlier is not None and earlier.kind == "percent" and (behind[0].lower, behind[2].lower) == ("(", ")")
    )


def _word_of(before: str, items: list[Item], at: int, quantity: Quantity) -> str:
    """The word of change that a preposition leads back to."""
    if before == "by":
        word = _back(items, at - 2, CHANGE_VERBS | CHANGE_NOUNS | COMPARED) or _beside_aim(items, at - 2)
        return word or (_led_by(items, at) if items[at - 2].lower in (",", "or", "is") else "")
    if before == "of" and at > 2 and items[at - 3].lower == "net" and items[at - 2].lower in ("loss", "gain"):
        return "down" if items[at - 2].lower == "loss" else "up"
    if before == "of" and items[at - 2].lower in ("saving", "savings"):
        earlier = [item.lower for item in items[max(0, at - 16) : at - 2]]
        return "reduction" if "from" in earlier else ""
    if before == "of":
        return _back(items, at - 2, CHANGE_NOUNS, _BASED)
    if before == "at" and quantity.kind == "percent":
        return _back(items, at - 2, CHANGE_NOUNS, _BASED | {"rate"})
    return ""


def _beside_aim(items: list[Item], at: int) -> str:
    """ "Above the 92% target by 2.1 points": the comparing word before the target."""
    before = [item.lower for item in items[max(0, at - 6) : at + 1]]
    return next((_AIMED[word] for word in before if word in _AIMED), "") if _AIMS & set(before) else ""


def _led_by(items: list[Item], at: int) -> str:
    """ "Rose from 27 per cent to 37 per cent, by 10 points": the verb before the values."""
    before = [item.lower for item in items[max(0, at - 22) : at]]
    if "from" not in before:
        return ""
    last = len(before) - before[::-1].index("from") - 1
    return next((word for word in reversed(before[:last]) if word in CHANGE_VERBS), "")


def _back(items: list[Item], at: int, wanted: frozenset[str], barred: frozenset[str] = frozenset()) -> str:
    for step in range(10):
        index = at - step
        if (
            index < 0
            or items[index].kind in ("quantity", "range")
            or items[index].lower in _BARRIERS | barred
        ):
            return ""
        if items[index].lower in wanted:
            return items[index].lower
        if items[index].lower == "," and step > 3:
            return ""
    return ""


def _goes_on(items: list[Item], last: Change, at: int) -> bool:
    """ "By £0.6m in 2019 and £0.4m in 2018": the same change of another time."""
    gap = items[last.at + 1 : at]
    quantity = items[at].quantity
    joined = any(item.lower in ("and", ",") for item in gap) and any(item.kind == "when" for item in gap)
    plain = all(item.kind == "when" or item.lower in _BETWEEN_TIMES for item in gap)
    return quantity is not None and quantity.kind == last.quantity.kind and joined and plain and len(gap) <= 7


def _restates(items: list[Item], last: Change, at: int) -> bool:
    """ "rose by 120 (16%)", "by 120, or 16 per cent": the same change in another unit."""
    gap = items[last.at + 1 : at]
    quantity = items[at].quantity
    if not gap or len(gap) > 7 or quantity is None or quantity.kind == last.quantity.kind:
        return False
    if quantity.kind not in ("percent", "points", "part") and last.quantity.kind not in ("percent", "points"):
        return False
    follows = [item.lower for item in items[at + 1 : at + 5]]
    inside = follows[: follows.index(")")] if ")" in follows else follows
    bracket = gap[-1].lower == "(" and bool({"to", "→"} & set(inside))
    if any(item.kind == "when" or item.lower in _EARLIER for item in gap):
        return False
    if bracket or any(item.lower in _COMPARES for item in gap):
        return False  # "(3,935 offences to 4,199)" gives the values, not the change
    counted = last.quantity.kind in ("percent", "points") and quantity.kind in ("count", "money")
    if counted and {item.lower for item in gap} - {"(", ",", "or", "equivalent", "to", "equating", "–"}:
        return False  # "a rise of 3% in the county (6,103 cases)" counts the cases
    opened = gap[-1].lower in ("(", "or", "–", "—") or gap[-1].lower in ("equivalent", "equal", "equating")
    return opened and not any(item.lower in (";", ".", ")", "to", "from") for item in gap)
