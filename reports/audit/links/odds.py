"""How sure a link is that fails: how likely it was meant, and what slip would explain it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, log

from reckoner.reports.audit.links.candidate import Candidate
from reckoner.reports.audit.links.model import Scores
from reckoner.reports.audit.links.nature import nature_of
from reckoner.reports.audit.links.view import View

AMOUNTS = ("likely", "held", "rivals", "elsewhere")
_LEAST = 0.05  # a candidate less likely than that isn't looked at
_SMALL = 12
_HARDLY, _MAYBE, _LIKELY = 0.02, 0.1, 0.5
_MEANT = 0.3  # less likely than that even a sum that holds may not be meant: a slip may be what another gives


@dataclass(frozen=True, slots=True)
class Failing:
    """A link that was likely meant and doesn't hold: the candidate, and what its odds rest on."""

    candidate: Candidate
    likely: float
    told: tuple[str, ...]
    amounts: tuple[float, ...]

    def sure(self, known: dict[str, float]) -> float:
        """The probability that something is wrong with its numbers, by the weights of what it rests on."""
        score = sum(known.get(name, 0.0) for name in self.told)
        score += sum(
            known.get(name, 0.0) * amount for name, amount in zip(AMOUNTS, self.amounts, strict=True)
        )
        return 1 / (1 + exp(-score))


def failing(view: View, scores: Scores, targets: Iterable[int]) -> Iterator[Failing]:
    """The links of some numbers of a passage that do not hold, of each the likeliest."""
    likely = {}
    for target in targets:
        found = scores.likely(target) if scores.found.of[target] else []
        if found and sum(p for p, c in found if c.is_telling) < _MEANT:
            likely[target] = found
    told = _by_numbers(likely)
    for target, weighed in likely.items():
        held = sum(p for p, candidate in weighed if candidate.holds)
        wrong = [(p, candidate) for p, candidate in weighed if not candidate.holds]
        if wrong and wrong[0][0] > _LEAST:
            candidate = wrong[0][1]
            own = _numbers(candidate)
            rivals = sum(p for p, other in wrong[1:] if _numbers(other) != own)
            p = max(wrong[0][0], told.get(own, 0.0))
            p = min(max(p, 1e-4), 1 - 1e-4)
            elsewhere = scores.holding_over[target][0] if target in scores.holding_over else 0.0
            amounts = log(p / (1 - p)), log(held + 1e-3), log(rivals + 1e-2), log(elsewhere + 1e-2)
            yield Failing(candidate, p, tuple(_told(view, candidate)), amounts)


def holding(scores: Scores, targets: Iterable[int]) -> Iterator[Candidate]:
    """The links that hold, hardly by chance, and were likely meant; of each number the likeliest."""
    for target in targets:
        held = [one for one in scores.of(target) if one[1].is_telling]
        best = max(held, key=lambda one: one[0], default=None)
        if best is not None and best[0] > 0:
            yield best[1]


def otherwise(scores: Scores, targets: Iterable[int]) -> Iterator[Candidate]:
    """The sums that give these numbers, hardly by chance, and may well be meant though words claim others."""
    for target in targets:
        for likely, candidate in scores.likely(target):
            if candidate.holds and candidate.chance < _HARDLY and likely > _MAYBE:
                yield candidate
                break


def used(scores: Scores, targets: Iterable[int]) -> Iterator[tuple[int, Candidate]]:
    """Those of these numbers over which another holds, hardly by chance and likely meant; and that one."""
    for target in targets:
        if target in scores.holding_over:
            likely, candidate = scores.holding_over[target]
            if likely > _LIKELY and candidate.chance < _HARDLY:
                yield target, candidate


def _told(view: View, candidate: Candidate) -> list[str]:
    """What the odds rest on, by name."""
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
    return names


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
