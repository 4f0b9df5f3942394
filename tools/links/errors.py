"""How sure a link that fails is an error: fitted to links that fail in right text, and to slips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.links.candidate import Candidate
from reckoner.reports.audit.links.model import Model, Numbers, Scores
from reckoner.reports.audit.links.odds import AMOUNTS, Failing, failing
from reckoner.reports.audit.links.view import View
from tools.links.fit import MOST
from tools.links.texts import Source, passages

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SLIPPED = 20  # numbers of a passage in which slips are made
_LIKELY, _BY_CHANCE = 0.3, 0.2
_PULL = 0.5


@dataclass(frozen=True)
class Example:
    """A link that fails: what its odds rest on, whether it was a slip, and how much it counts."""

    failing: Failing
    wrong: bool
    counts: float


def examples(source: Source, known: Model, seed: int = 3) -> Iterator[Example]:
    """The links that fail in the source's texts, in those with a slip, and in those where one is made."""
    for text in source.right:
        for _, found in _failing(text, known):
            yield Example(found, False, 1.0)
    for wrong in source.wrong:
        for view, found in _failing(wrong.text, known):
            if wrong.slip in texts(view, found.candidate):
                yield Example(found, True, 1.0)
    chance = Random(seed)
    for text in source.right:
        for passage in passages(text):
            if 2 < len(passage.quantities) <= _SLIPPED:
                yield from _slipped(passage, known, chance, 0.5 if source.name == "made" else 1.0)


def _failing(text: str, known: Model) -> Iterator[tuple[View, Failing]]:
    for passage in passages(text):
        if 2 < len(passage.quantities) <= MOST:
            view = View(passage)
            for found in failing(view, Scores(view, known), range(len(view.numbers))):
                yield view, found


def texts(view: View, candidate: Candidate) -> list[str]:
    """The numbers of a candidate as they are written."""
    return [_text(view, number) for number in (candidate.target, *candidate.operands)]


def _text(view: View, number: int) -> str:
    item = view.passage.items[view.numbers[number].at]
    return view.passage.text[item.start : item.end]


def _slipped(passage: Passage, known: Model, chance: Random, counts: float) -> Iterator[Example]:
    """A slip in a number of each of two links that hold, as far as it is noticed."""
    view = View(passage)
    scores = Scores(view, known)
    holding = [c for n in range(len(view.numbers)) for p, c in scores.likely(n)[:2]
               if c.holds and p > _LIKELY and c.chance < _BY_CHANCE]  # fmt: skip
    chance.shuffle(holding)
    for candidate in holding[:2]:
        number = chance.choice((candidate.target, candidate.target, *candidate.operands))
        old = _text(view, number)
        other = number == candidate.target and chance.random() > 0.75
        new = _other_sum(view, scores, candidate, old, chance) if other else slip(old, chance)
        if new is None:
            continue
        item = passage.items[view.numbers[number].at]
        text = passage.text[: item.start] + new + passage.text[item.end :]
        own = {*texts(view, candidate)} - {old} | {new}
        for seen, found in _failing(text, known):
            named = {*texts(seen, found.candidate)}
            if new in named and len(named & own) > 1:
                yield Example(found, True, counts)


def slip(text: str, chance: Random) -> str | None:
    """A number mistyped, one off, or of another time; None where that would be no number."""
    found = _NUMBER.search(text)
    if not found:
        return None
    old = found[0]
    places, value = len(old.partition(".")[2]), float(old.replace(",", ""))
    digits = [at for at, letter in enumerate(old) if letter.isdigit()]
    letters, new = list(old), ""
    match chance.choice(("swap", "digit", "stale", "stale", "last", "stale")):
        case "swap" if len(digits) > 1:
            at = chance.randrange(len(digits) - 1)
            one, other = digits[at], digits[at + 1]
            letters[one], letters[other] = letters[other], letters[one]
            new = "".join(letters)
        case "digit":
            letters[chance.choice(digits)] = chance.choice("123456789")
            new = "".join(letters)
        case "last":
            new = f"{value + chance.choice((-1, 1, 2, -2)) * 10**-places:,.{places}f}"
        case _:
            new = f"{value * (1 + chance.choice((-1, 1)) * chance.uniform(0.05, 0.35)):,.{places}f}"
    if new in ("", old) or new.startswith("-") or (new.startswith("0") and not old.startswith("0")):
        return None
    return text[: found.start()] + new + text[found.end() :]


def _other_sum(view: View, scores: Scores, candidate: Candidate, text: str, chance: Random) -> str | None:
    """What the wrong sum comes to, also that of the wrong numbers, or ten times the right one."""
    found = _NUMBER.search(text)
    number = view.numbers[candidate.target]
    first, second = (view.numbers[n].value for n in candidate.operands[:2])
    others = [other.truth for _, other in scores.likely(candidate.target)[:6]
              if other.kind == candidate.kind and not other.holds]  # fmt: skip
    if chance.random() < 0.2:
        value = number.value * chance.choice((10, 0.1))
    elif others and chance.random() < 0.6:
        value = chance.choice(others)
    elif candidate.kind == "change" and second:
        value = abs(second - first) / second * 100
    elif candidate.kind == "share":
        value = 100 - number.value
    else:
        return None
    if not found or value <= 0:
        return None
    value /= float(number.quantity.scale)
    places = len(found[0].partition(".")[2])
    new = text[: found.start()] + f"{value:,.{places}f}" + text[found.end() :]
    return None if new == text else new


def fit(found: Iterable[Example]) -> dict[str, float]:
    """The weights, by logistic regression."""
    every = list(found)
    names: dict[str, int] = {name: at for at, name in enumerate(AMOUNTS)}
    rows = [[names.setdefault(name, len(names)) for name in one.failing.told] for one in every]
    told = np.zeros((len(every), len(names)))
    for at, (row, one) in enumerate(zip(rows, every, strict=True)):
        told[at, row] = 1
        told[at, : len(AMOUNTS)] = one.failing.amounts
    wrong, counts = (np.array([getattr(one, name) for one in every], float) for name in ("wrong", "counts"))
    weights = _newton(told, wrong, counts)
    return {name: round(float(weights[at]), 3) for name, at in names.items()}


def _newton(told: Numbers, wrong: Numbers, counts: Numbers) -> Numbers:
    weights = np.zeros(told.shape[1])
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(told @ weights, -30, 30)))
        slope = told.T @ (counts * (wrong - likely)) - _PULL * weights
        bend = (told.T * (counts * likely * (1 - likely))) @ told + _PULL * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights
