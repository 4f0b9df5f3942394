"""What a value is compared with: "13% more than the 2,720 of last year", "up on last week's 106,900".

A value is a base where its own words say so: it follows "than", "on", "from" or "compared with", stands in
brackets behind an earlier time, or is told with one. It is held against the nearest value of its kind that
is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.vocabulary import CHANGE_NOUNS, CHANGE_VERBS, COMPARED, words
from reckoner.reports.audit.relations.alike import comparable

_LIGHT = words(
    "the a its our their some figure total level number of only result score rate share force "
    "county national "
    "regional local"
)
_AFTER = words("than from against versus vs")
_ON = words("on over")
_WITH = words("with to")
_AGAINST = words("compared comparison relative contrasted")
_SPANS = (("year",), ("month",), ("week",), ("day",), ("hour",), ("minute",))
_TOLD = words("when")
_SAID = words("was were is are stood saw had took received recorded made came been reached it they we there")
_STOPS = words("; : ‖ . but while whilst whereas")
_TARGETS = words(
    "target targets budget budgeted plan planned forecast expected average national standard limit"
)
_THAN_ALONE = words("above below")
_WAYS = words("up down higher lower fewer above below more less")
_OF_THEM = [["of", word] for word in ("them", "these", "which", "whom", "those")]
_REACH = 22
_TIMES = 50
MOVED = CHANGE_NOUNS | CHANGE_VERBS | COMPARED


def bases_of(passage: Passage, taken: frozenset[int]) -> Iterator[tuple[int, int, int | None]]:
    """The earlier value, the later one, and the item of the change that is told between them."""
    levels = [at for at in passage.quantities if at not in taken and _is_level(passage, at, taken)]
    bases = {at for at in levels if is_base(passage, at, taken)}
    for at in sorted(bases):
        new = _compared(passage, at, [level for level in levels if level not in bases])
        if new is not None:
            yield at, new, _change_between(taken, at, new, bases)


def _change_between(taken: frozenset[int], old: int, new: int, bases: set[int]) -> int | None:
    """The first of the changes right before a base: of "59,000 or 10% more than the 598,000" the 59,000."""
    found = None
    for at in sorted((at for at in taken if min(old, new) < at < max(old, new)), reverse=True):
        last = found if found is not None else max(old, new)
        if any(at < base < max(old, new) for base in bases) or (found is not None and last - at > 7):
            break
        found = at
    return found


def _is_level(passage: Passage, at: int, taken: frozenset[int]) -> bool:
    """A value, and not how long something took, unless what changed is a time too."""
    quantity = passage.quantity(at)
    if quantity.kind == "count" and passage.noun(at)[:1] in _SPANS:
        return any(passage.noun(change)[:1] == passage.noun(at)[:1] for change in taken)
    small = quantity.in_words and quantity.value <= 12
    return quantity.kind in ("count", "money", "percent", "clock") and not small


def is_base(passage: Passage, at: int, taken: frozenset[int]) -> bool:
    """Whether the words around a value say that another is compared with it."""
    return (
        _is_led(passage, at, taken)
        or _is_in_bracket(passage, at)
        or _is_told_when(passage, at)
        or _is_earlier(passage, at)
    )


def _is_led(passage: Passage, at: int, taken: frozenset[int]) -> bool:
    """ "Than the 2,780", "on last year's 9,018", "compared with a total of 809"."""
    lowers, items, back = passage.lowers, passage.items, _lead(passage, at)
    if back < 0:
        return False
    word, before = lowers[back], lowers[back - 1] if back else ""
    if word in _WITH:
        return before in _AGAINST
    compared = before in MOVED or (back - 1) in taken or (items[back - 1].kind == "quantity" and back > 0)
    if word in _ON:
        return compared
    if word in _THAN_ALONE:
        return back < at - 1
    if word in ("over", "under") and back in _overs(passage, taken):
        return True
    if word == "short":
        return True
    if word in _AFTER:
        return word not in ("from", "than") or compared or _is_moved(passage, back, taken)
    return False


def _lead(passage: Passage, at: int) -> int:
    """The word that leads a value in, over what only describes it; -1 where there is none."""
    back = at - 1
    while (
        back >= 0
        and at - back < 6
        and (passage.lowers[back] in _LIGHT or passage.items[back].when is not None or _is_aim(passage, back))
    ):
        back -= 1
    return back if back >= 0 and passage.owners[back] == passage.owners[at] else -1


def _is_aim(passage: Passage, at: int) -> bool:
    """The "budget of" in "over the budget of £18.0m"."""
    aims = {passage.lowers[at], passage.lowers[at - 1] if at else ""}
    return bool(_TARGETS & aims) and passage.lowers[at] in _TARGETS | {"of"}


def comparing(passage: Passage, at: int) -> int | None:
    """The word that says how another value lies to this one: "up" of "up on the 106,900"; None without."""
    back = _lead(passage, at)
    if back > 0 and passage.lowers[back] in ("on", "than", "from"):
        return back - 1 if passage.lowers[back - 1] in _WAYS else None
    return back if back >= 0 and passage.lowers[back] in _THAN_ALONE else None


def _is_moved(passage: Passage, at: int, taken: frozenset[int]) -> bool:
    """A change or a word of one close before, in the same thought."""
    for index in range(at - 1, max(-1, at - 9), -1):
        if passage.lowers[index] in _STOPS or passage.owners[index] != passage.owners[at]:
            return False
        if index in taken or passage.lowers[index] in MOVED:
            return True
        if passage.items[index].kind == "quantity":
            return False
    return False


def _is_past(passage: Passage, at: int) -> bool:
    when = passage.items[at].when
    return when is not None and (not when.is_relative or when.order < 0)


def _is_in_bracket(passage: Passage, at: int) -> bool:
    """ "On last year (2,720)", "(2022: 2,720)", "(2,720 in 2022)" behind a change."""
    lowers, items = passage.lowers, passage.items
    start = next((i for i in range(at - 1, max(-1, at - 6), -1) if lowers[i] in ("(", ")")), -1)
    if start < 0 or lowers[start] != "(":
        return False
    inside = list(range(start + 1, at))
    if any(items[i].kind == "quantity" for i in inside):
        return False
    end = next((i for i in range(at + 1, min(at + 6, len(lowers))) if lowers[i] in ("(", ")", ";", ",")), -1)
    if end < 0 or lowers[end] == "(" or any(items[i].kind == "quantity" for i in range(at + 1, end)):
        return False
    told = any(_is_past(passage, i) for i in (*inside, *range(at + 1, end)))
    return told or (_is_past(passage, start - 1) and not inside)


def _overs(passage: Passage, taken: frozenset[int]) -> set[int]:
    """The "over" behind a change: "16% over the budget of £18.0m"."""
    return {at + 1 for at in taken if passage.lowers[at + 1 : at + 2] in (["over"], ["under"])}


def _is_told_when(passage: Passage, at: int) -> bool:
    """ "When we took in 2,720" behind an earlier time."""
    for index in range(at - 1, max(-1, at - 8), -1):
        if passage.items[index].kind == "quantity" or passage.lowers[index] in _STOPS | {"and"}:
            return False
        if passage.lowers[index] in _TOLD:
            return any(_is_past(passage, i) for i in range(max(0, index - 5), index))
    return False


def _is_earlier(passage: Passage, at: int) -> bool:
    """ "The year before there were 6,690", "the previous year's 315", "745 last year"."""
    items, lowers = passage.items, passage.lowers
    for index in range(at - 1, max(-1, at - 6), -1):
        when = items[index].when
        if items[index].kind == "quantity" or lowers[index] in _STOPS:
            return False
        if when is not None:
            return when.is_relative and when.order < 0 and _plain(lowers[index + 1 : at])
    following = [item.when for item in items[at + 1 : at + 3] if item.when is not None]
    was = lowers[at - 1 : at] in (["was"], ["were"])
    return was and any(when.is_relative and when.order < 0 for when in following)


def _plain(between: list[str]) -> bool:
    return all(word in _SAID | {",", "the", "this", "number", "figure", "total"} for word in between)


def _is_of_a_size(passage: Passage, first: int, second: int) -> bool:
    """A value for each share beside one for the whole company is none of its measure."""
    one, other = abs(passage.quantity(first).value), abs(passage.quantity(second).value)
    return bool(one) and bool(other) and one <= _TIMES * other and other <= _TIMES * one


def _compared(passage: Passage, at: int, levels: list[int]) -> int | None:
    """The value that a base is the base of: the nearest before it, or the first behind a base that leads."""
    owner = passage.owners[at]
    alike = [
        level for level in levels if comparable(passage, level, at) and _is_of_a_size(passage, level, at)
    ]
    here = [level for level in alike if passage.owners[level] == owner]
    before = [level for level in here if level < at]
    whole = [level for level in before if passage.lowers[level + 1 : level + 3] not in _OF_THEM]
    before = whole or before
    if before:
        return before[-1] if at - before[-1] <= _REACH else None
    behind = [level for level in here if level > at]
    start = passage.owners.index(owner)
    if behind and behind[0] - at <= _REACH and (at - start <= 8 or passage.lowers[behind[0] - 1] == "to"):
        return behind[0]
    earlier = [level for level in alike if passage.owners[level] == owner - 1]
    if len(earlier) == 1 and not behind:
        return earlier[0]
    later = [level for level in alike if passage.owners[level] == owner + 1]
    return later[0] if len(later) == 1 and not here and not earlier else None
