"""The model: how likely each candidate is what a number was meant as.

A feature has a vector, a candidate the sum of its features' vectors, and a small network with one hidden
layer makes of that a score, so that features tell together what none tells alone. One more column of the
vectors is added to the score as it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

from reckoner.reports.audit.links.candidate import Candidate, Candidates
from reckoner.reports.audit.links.features import of_operand, of_run, of_target, of_two, roles_of
from reckoner.reports.audit.links.view import View

WEIGHTS = Path(__file__).with_name("weights.npz")
_HIGHEST = 30.0
Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Model:
    """The row of each kind's features in ``vectors``, whose row 0 is zero; the ``bias`` and the weights
    ``out`` of the hidden layer; and the weights of what the odds of an error rest on."""

    rows: dict[str, dict[str, int]]
    vectors: Numbers
    bias: Numbers
    out: Numbers
    errors: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls, names: Sequence[str], vectors: Numbers, bias: Numbers, out: Numbers, errors: dict[str, float]
    ) -> Model:
        """A model of features named "kind feature", a vector each."""
        rows: dict[str, dict[str, int]] = {}
        for at, name in enumerate(names, 1):
            kind, _, feature = name.partition(" ")
            rows.setdefault(kind, {})[feature] = at
        zero = np.zeros((1, vectors.shape[1]), np.float32)
        return cls(rows, np.vstack([zero, vectors.astype(np.float32)]), bias, out, errors)

    def scores(self, vectors: Numbers) -> Numbers:
        """The score of each candidate from the sum of its features' vectors."""
        hidden = np.maximum(vectors[:, :-1] + self.bias, 0)
        scores: Numbers = np.minimum(vectors[:, -1] + hidden @ self.out, _HIGHEST)
        return scores


def read(path: Path) -> Model:
    """A model as `tools/fit_links.py` wrote it."""
    with np.load(path, allow_pickle=False) as kept:
        names = str(kept["names"]).split("\n")
        errors = json.loads(str(kept["errors"]))
        return Model.of(names, kept["vectors"], kept["bias"], kept["out"], errors)


def write(path: Path, known: Model, fitted_on: str) -> None:
    """Keep a model, and what it was fitted on."""
    names = [""] * (len(known.vectors) - 1)
    for kind, rows in known.rows.items():
        for feature, at in rows.items():
            names[at - 1] = f"{kind} {feature}"
    vectors, bias, out = (one.astype(np.float16) for one in (known.vectors[1:], known.bias, known.out))
    np.savez_compressed(
        path, names=np.array("\n".join(names)), errors=np.array(json.dumps(known.errors)),
        fitted_on=np.array(fitted_on), vectors=vectors, bias=bias, out=out,
    )  # fmt: skip


@cache
def model() -> Model:
    """The model that is shipped."""
    return read(WEIGHTS)


class Scores:
    """The scores of a passage's candidates, each feature looked at once."""

    def __init__(self, view: View, known: Model) -> None:
        self.view = view
        self.model = known
        self.found = Candidates(view)

    def of(self, candidate: Candidate) -> float:
        """The score of a candidate; that of "none of these" is zero."""
        return self._scores[id(candidate)]

    def likely(self, target: int) -> list[tuple[float, Candidate]]:
        """The candidates of a number with the probability that each is what was meant, likeliest first."""
        found = [(self.of(candidate), candidate) for candidate in self.found.of[target]]
        whole = 1 + sum(exp(score) for score, _ in found)
        return sorted(((exp(score) / whole, c) for score, c in found), key=lambda one: -one[0])

    @cached_property
    def _scores(self) -> dict[int, float]:
        every = [candidate for some in self.found.of.values() for candidate in some]
        if not every:
            return {}
        groups = _Groups(self.model.rows)
        parts = [list(groups.of(self.found, candidate)) for candidate in every]
        sums = groups.sums(self.model.vectors)
        wide = max(map(len, parts))
        places = np.array([part + [0] * (wide - len(part)) for part in parts])
        return dict(zip(map(id, every), self.model.scores(sums[places].sum(axis=1)).tolist(), strict=True))


class _Groups:
    """The features of candidates in groups, such as those of one number, that candidates have in common."""

    def __init__(self, rows: dict[str, dict[str, int]]) -> None:
        self._rows = rows
        self._groups = [[0]]
        self._known: dict[tuple[object, ...], int] = {}
        self._told: dict[tuple[object, ...], list[str]] = {}

    def of(self, found_in: Candidates, candidate: Candidate) -> Sequence[int]:
        """The groups of a candidate."""
        view, kind, target, roles = found_in.view, candidate.kind, candidate.target, roles_of(candidate)
        known, rows = self._known, self._rows.get(kind, {})
        key: tuple[object, ...] = (kind, target)
        if key not in known:
            known[key] = self._add(rows, self._of_number(view, target))
        found = [known[key]]
        for role, operand in roles:
            key = (kind, role, target, operand)
            if key not in known:
                known[key] = self._add(rows, self._of_role(view, role, target, operand))
            found.append(known[key])
        found.append(self._add(rows, of_two(found_in, candidate, roles[0][1], roles[1][1])))
        if kind == "sum":
            found.append(self._add(rows, of_run(view, candidate)))
        return found

    def _of_number(self, view: View, target: int) -> list[str]:
        """What a number tells of itself, whatever kind it is looked at for."""
        if (target,) not in self._told:
            self._told[target,] = of_target(view, target)
        return self._told[target,]

    def _of_role(self, view: View, role: str, target: int, operand: int) -> list[str]:
        if (role, target, operand) not in self._told:
            self._told[role, target, operand] = of_operand(view, role, target, operand)
        return self._told[role, target, operand]

    def _add(self, rows: dict[str, int], features: Sequence[str]) -> int:
        self._groups.append([rows[feature] for feature in features if feature in rows] or [0])
        return len(self._groups) - 1

    def sums(self, vectors: Numbers) -> Numbers:
        """The sum of the vectors of each group."""
        flat = np.fromiter((row for group in self._groups for row in group), int)
        starts = np.cumsum([0, *(len(group) for group in self._groups[:-1])])
        return np.add.reduceat(vectors[flat], starts, axis=0)
