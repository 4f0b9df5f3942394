"""The model: how likely each candidate is what a number was meant as, by its features' weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from reckoner.reports.audit.links.candidate import Candidate, Candidates
from reckoner.reports.audit.links.features import of_operand, of_run, of_target, of_two, roles_of
from reckoner.reports.audit.links.view import View

WEIGHTS = Path(__file__).with_name("weights.json")


def features_of(found_in: Candidates, candidate: Candidate) -> list[str]:
    """All features of a candidate, each under the name of its kind."""
    roles, view = roles_of(candidate), found_in.view
    found = list(of_target(view, candidate.target))
    for role, operand in roles:
        found += of_operand(view, role, candidate.target, operand)
    found += of_two(found_in, candidate, roles[0][1], roles[1][1])
    if candidate.kind == "sum":
        found += of_run(view, candidate)
    return [f"{candidate.kind} {name}" for name in found]


@dataclass(frozen=True)
class Model:
    """The weights of each kind's features, and of what the odds of an error rest on."""

    weights: dict[str, dict[str, float]]
    errors: dict[str, float]


@cache
def model() -> Model:
    """The model as `tools/fit_links.py` wrote it."""
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Model(read["weights"], read["errors"])


class Scores:
    """The scores of a passage's candidates, each feature looked at once."""

    def __init__(self, view: View, known: Model) -> None:
        self.view = view
        self.model = known
        self.found = Candidates(view)
        self._targets: dict[tuple[str, int], float] = {}
        self._operands: dict[tuple[str, str, int, int], float] = {}

    def target(self, kind: str, target: int) -> float:
        """What the number itself adds."""
        key = (kind, target)
        if key not in self._targets:
            self._targets[key] = self._sum(kind, of_target(self.view, target))
        return self._targets[key]

    def _operand(self, kind: str, role: str, target: int, operand: int) -> float:
        key = (kind, role, target, operand)
        if key not in self._operands:
            self._operands[key] = self._sum(kind, of_operand(self.view, role, target, operand))
        return self._operands[key]

    def of(self, candidate: Candidate) -> float:
        """The score of a candidate; that of "none of these" is zero."""
        kind, target, roles = candidate.kind, candidate.target, roles_of(candidate)
        score = self.target(kind, target)
        for role, operand in roles:
            score += self._operand(kind, role, target, operand)
        score += self._sum(kind, of_two(self.found, candidate, roles[0][1], roles[1][1]))
        if kind == "sum":
            score += self._sum(kind, of_run(self.view, candidate))
        return score

    def likely(self, target: int) -> list[tuple[float, Candidate]]:
        """The candidates of a number with the probability that each is what was meant, likeliest first."""
        found = [(min(self.of(candidate), 30.0), candidate) for candidate in self.found.of[target]]
        whole = 1 + sum(exp(score) for score, _ in found)
        return sorted(((exp(score) / whole, c) for score, c in found), key=lambda one: -one[0])

    def _sum(self, kind: str, features: Sequence[str]) -> float:
        known = self.model.weights.get(kind, {})
        return sum(known.get(feature, 0.0) for feature in features)
