"""What tells a link: the words around a number, where the others stand, and whether they are of one kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import TypeAlias

from reckoner.reports.audit.links.candidate import Candidate, Candidates, alike
from reckoner.reports.audit.links.view import Number, View

Key: TypeAlias = tuple[str, int, int]
Features: TypeAlias = Callable[[], list[str]]
_SIZES = (1.5, 4, 20)


def of_target(view: View, target: int) -> list[str]:
    """What a number itself says of what it is worked out from."""
    number = view.numbers[target]
    at, q = number.at, number.quantity
    found = [
        "one",
        f"t-1 {view.sign(at - 1)}",
        f"t-2 {view.sign(at - 2)}",
        f"t+1 {view.sign(at + 1)}",
        f"t+2 {view.sign(at + 2)}",
        f"t {number.kind}",
    ]
    before, behind = view.around[target]
    found += [f"t< {sign}" for sign in before]
    found += [f"t> {sign}" for sign in behind]
    if target in view.largest:
        found.append("t largest")
    if number.changed:
        found.append("t changes")
    if q.in_words:
        found.append("t in words")
    if q.sign:
        found.append("t signed")
    if q.hedge:
        found.append("t hedged")
    if target == 0 or view.numbers[target - 1].sentence != number.sentence:
        found.append("t first")
    if target + 1 == len(view.numbers) or view.numbers[target + 1].sentence != number.sentence:
        found.append("t last")
    if number.kind == "c" and q.value <= 12:
        found.append("t small")
    return found


def of_operand(view: View, role: str, target: int, operand: int) -> list[str]:
    """Where an operand stands, seen from the number, and what stands around it."""
    number, other = view.numbers[target], view.numbers[operand]
    at, steps = other.at, operand - target
    sentence = other.sentence - number.sentence
    found = [
        f"{role} at {max(-4, min(4, steps))}",
        f"{role} in {sentence}",
        f"{role}-1 {view.sign(at - 1)}",
        f"{role}-2 {view.sign(at - 2)}",
        f"{role}+1 {view.sign(at + 1)}",
    ]
    before, behind = view.around[operand]
    found += [f"{role}< {sign}" for sign in before]
    found += [f"{role}> {sign}" for sign in behind]
    if abs(steps) == 1:
        low, high = min(number.at, at), max(number.at, at)
        between = view.signs[low + 1 : high]
        found.append(f"{role} gap {steps} {min(len(between), 6)}")
        if between[:1] == ["("] or between[-1:] == ["("]:
            found.append(f"{role} bracket {steps}")
    found.append(f"{role} shares {view.shared(target, operand)}")
    if operand in view.largest:
        found.append(f"{role} largest")
    if other.changed:
        found.append(f"{role} changes")
    if other.quantity.in_words:
        found.append(f"{role} in words")
    if other.kind == "c" and other.value <= 12:
        found.append(f"{role} small")
    if number.noun and other.noun:
        found.append(f"{role} noun {bool(number.noun & other.noun)}")
    if operand == 0 or view.numbers[operand - 1].sentence != other.sentence:
        found.append(f"{role} first")
    return found


def of_two(found_in: Candidates, candidate: Candidate, first: int, second: int) -> list[str]:
    """How two operands stand to one another and to the number."""
    view = found_in.view
    numbers, target = view.numbers, candidate.target
    one, other, number = numbers[first], numbers[second], numbers[target]
    order = "".join(name for _, name in sorted(((first, "a"), (second, "b"), (target, "t"))))
    spread = max(first, second, target) - min(first, second, target)
    sentences = len({one.sentence, other.sentence, number.sentence})
    found = [
        f"order {order}",
        f"order {order} over {min(spread, 5)}",
        f"apart {min(abs(first - second), 4)}",
        f"sentences {sentences} {order}",
        f"of {one.kind}",
        f"ab share {view.shared(second, first)}",
    ]
    found += _of_names(one, other)
    larger = max(one.value, other.value) / max(min(one.value, other.value), 1e-9)
    found.append(f"size {next((size for size in _SIZES if larger < size), 'more')}")
    if one.quantity.ulp == other.quantity.ulp:
        found.append("ulps")
    if abs(first - second) == 1:
        low, high = min(one.at, other.at), max(one.at, other.at)
        found += {f"ab {sign}" for sign in view.signs[low + 1 : high] if sign != "word"}
    if found_in.is_used(candidate):
        found.append("used")
    found += [f"{name} explained" for name, n in (("t", target), ("a", first), ("b", second))
              if found_in.is_explained(candidate, n)]  # fmt: skip
    if candidate.kind == "difference":
        found.append("t over" if number.value > max(one.value, other.value) else "t within")
    if candidate.kind in ("change", "difference", "points"):
        found += _of_a_change(view, candidate, first, second)
    if candidate.kind == "share":
        part = view.beside.get(number.at)
        if part is not None:
            found.append(f"beside {part == one.at}")
        if one.value > other.value:
            found.append("over")
    return found


def _of_names(one: Number, other: Number) -> list[str]:
    """What two numbers count, and of which times."""
    found = []
    if one.noun and other.noun:
        found.append(f"nouns {bool(one.noun & other.noun)}")
    elif one.noun or other.noun:
        found.append("nouns half")
    if one.when and other.when and one.when.is_relative == other.when.is_relative:
        later = one.when.order < other.when.order
        found.append("times " + ("on" if later else "back" if one.when.order > other.when.order else "same"))
    elif one.when or other.when:
        found.append(f"times {'a' if one.when else 'b'}")
    return found


def _of_a_change(view: View, candidate: Candidate, first: int, second: int) -> list[str]:
    one, other, number = view.numbers[first], view.numbers[second], view.numbers[candidate.target]
    found = []
    for order, ends in (("on", (one.at, other.at)), ("back", (other.at, one.at))):
        if ends in view.pairs:
            told = view.pairs[ends]
            found.append(f"pair {order}")
            found.append(
                f"pair {order} {'own' if told == number.at else 'none' if told is None else 'other'}"
            )
    if number.way in ("up", "down"):
        found.append(f"way {(number.way == 'up') == (other.value > one.value)}")
    return found


def of_run(view: View, candidate: Candidate) -> list[str]:
    """How parts stand in their row."""
    numbers, run = view.numbers, candidate.operands
    found = [f"parts {min(len(run), 5)}", f"side {'back' if run[0] < candidate.target else 'on'}"]
    joints = []
    for one, other in pairwise(run):
        between = view.signs[numbers[one].at + 1 : numbers[other].at]
        joints.append("and" if "and" in between else "," if "," in between or ";" in between else "none")
        if numbers[one].sentence != numbers[other].sentence:
            found.append("run broken")
    if joints:
        found.append(f"last joint {joints[-1]}")
        if "and" in joints[:-1]:
            found.append("and within")
    after, before = run[-1] + 1, run[0] - 1
    last, first = numbers[run[-1]].sentence, numbers[run[0]].sentence
    if after < len(numbers) and after != candidate.target and numbers[after].sentence == last:
        found.append(f"more behind {alike(numbers[after], numbers[run[-1]])}")
    if before >= 0 and before != candidate.target and numbers[before].sentence == first:
        found.append(f"more before {alike(numbers[before], numbers[run[0]])}")
    gap = run[0] - candidate.target if run[0] > candidate.target else candidate.target - run[-1]
    found.append(f"gap {min(gap, 4)}")
    if any(numbers[n].changed for n in run):
        found.append("changes within")
    nouns = [numbers[n].noun for n in run if numbers[n].noun]
    if len(nouns) > 1:
        found.append(f"parts one noun {bool(frozenset.intersection(*nouns))}")
    if any(numbers[n].value > numbers[candidate.target].value for n in run):
        found.append("part over")
    return found


def groups_of(found_in: Candidates, candidate: Candidate) -> Iterator[tuple[Key | None, Features]]:
    """The features of a candidate in groups, each made when asked for. A group with a key is the same for all
    candidates of that passage that have it, of whatever kind."""
    view, target, roles = found_in.view, candidate.target, roles_of(candidate)
    yield ("", target, target), partial(of_target, view, target)
    for role, operand in roles:
        yield (role, target, operand), partial(of_operand, view, role, target, operand)
    yield None, partial(of_two, found_in, candidate, roles[0][1], roles[1][1])
    if candidate.kind == "sum":
        yield None, partial(of_run, view, candidate)


def roles_of(candidate: Candidate) -> tuple[tuple[str, int], ...]:
    """The operands that are looked at, each with its role."""
    if candidate.kind == "joint":
        return (("a", candidate.operands[0]), ("b", candidate.operands[2]))
    if candidate.kind in ("sum", "balance"):
        return (("near", min(candidate.operands, key=lambda n: abs(n - candidate.target))),
                ("far", max(candidate.operands, key=lambda n: abs(n - candidate.target))))  # fmt: skip
    return tuple(zip("ab", candidate.operands, strict=True))
