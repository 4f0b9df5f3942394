"""How sure a link is that fails: how likely it was meant, and what slip would explain it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log

from reckoner.reports.audit.links.candidate import Candidate
from reckoner.reports.audit.links.model import Scores
from reckoner.reports.audit.links.nature import nature_of
from reckoner.reports.audit.links.view import View

_LEAST = 0.05  # a candidate less likely than that isn't looked at
_SMALL = 12
_RARELY = 0.05  # a sum that holds less often than that by chance was meant


@dataclass(frozen=True, slots=True)
class Failing:
    """A link that was likely meant and doesn't hold: the candidate, and what its odds rest on."""

    candidate: Candidate
    likely: float
    told: tuple[str, ...]
    amounts: tuple[float, float]

    def sure(self, known: dict[str, float]) -> float:
        """The probability that something is wrong with its numbers, by the weights of what it rests on."""
        score = sum(known.get(name, 0.0) for name in self.told)
        score += known.get("likely", 0.0) * self.amounts[0] + known.get("held", 0.0) * self.amounts[1]
        return 1 / (1 + exp(-score))


def failing(view: View, scores: Scores) -> Iterator[Failing]:
    """The links of a passage that do not hold, of each number the likeliest."""
    likely = {
        target: scores.likely(target)
        for target, found in scores.found.of.items()
        if found and not any(c.holds and c.chance < _RARELY for c in found)
    }
    told = _by_numbers(likely)
    for found in likely.values():
        held = sum(p for p, candidate in found if candidate.holds)
        wrong = [(p, candidate) for p, candidate in found if not candidate.holds]
        if wrong and wrong[0][0] > _LEAST:
            candidate = wrong[0][1]
            yield _failing(view, candidate, wrong[0][0], held, told)


def _failing(
    view: View, candidate: Candidate, own: float, held: float, told: dict[frozenset[int], float]
) -> Failing:
    p = max(own, told.get(_numbers(candidate), 0.0))
    number = view.numbers[candidate.target]
    nature = nature_of(view, candidate)
    names = ["one", f"kind {candidate.kind}", f"slip {nature}", f"{candidate.kind} {nature}"]
    least = min(view.numbers[n].value for n in (candidate.target, *candidate.operands))
    if number.kind == "c" and least <= _SMALL:
        names.append("small")
    if number.quantity.hedge or any(view.numbers[n].quantity.hedge for n in candidate.operands):
        names.append("hedged")
    if len({view.numbers[n].sentence for n in (candidate.target, *candidate.operands)}) > 1:
        names.append("over sentences")
    if candidate.kind == "sum":
        names.append("parts over" if candidate.truth > number.value else "parts under")
    p = min(max(p, 1e-4), 1 - 1e-4)
    return Failing(candidate, p, tuple(names), (log(p / (1 - p)), log(held + 1e-3)))


def _numbers(candidate: Candidate) -> frozenset[int]:
    return frozenset((candidate.target, *candidate.operands))


def _by_numbers(likely: dict[int, list[tuple[float, Candidate]]]) -> dict[frozenset[int], float]:
    """For three numbers of which one is the sum of the others, how likely any way of it is."""
    most: dict[frozenset[int], float] = {}
    for found in likely.values():
        for p, candidate in found:
            if not candidate.holds and candidate.kind in ("sum", "difference") and p > _LEAST:
                key = _numbers(candidate)
                most[key] = max(most.get(key, 0.0), p)
    return most
