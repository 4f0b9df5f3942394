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
from reckoner.reports.audit.links.features import Key, groups_of
from reckoner.reports.audit.links.view import View

WEIGHTS = Path(__file__).with_name("weights.npz")
_HIGHEST = 30.0
Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Model:
    """The row of each kind's features in ``vectors``, whose row 0 is zero; the ``bias`` and the weights
    ``out`` of the hidden layer; and the weights of what the odds of an error rest on."""

    rows: dict[str, dict[str, int]] = field(repr=False)
    vectors: Numbers = field(repr=False)
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
    """The scores of a passage's candidates, of each number when they are asked for; each feature looked at
    once."""

    def __init__(self, view: View, known: Model) -> None:
        self.view = view
        self.model = known
        self.found = Candidates(view)
        self._groups = _Groups(known)
        self._of: dict[int, list[float]] = {}
        self._likely: dict[int, list[tuple[float, Candidate]]] = {}

    def of(self, target: int) -> list[tuple[float, Candidate]]:
        """The candidates of a number, each with its score; that of "none of these" is zero."""
        every = self.found.of[target]
        if target not in self._of:
            self._of[target] = self._scored(every) if every else []
        return list(zip(self._of[target], every, strict=True))

    def likely(self, target: int) -> list[tuple[float, Candidate]]:
        """The candidates of a number with the probability that each is what was meant, likeliest first."""
        if target not in self._likely:
            found = self.of(target)
            whole = 1 + sum(exp(score) for score, _ in found)
            shares = ((exp(score) / whole, c) for score, c in found)
            self._likely[target] = sorted(shares, key=lambda one: -one[0])
        return self._likely[target]

    @cached_property
    def holding_over(self) -> dict[int, tuple[float, Candidate]]:
        """Of each number the likeliest sum that holds over it for another: such a number is hardly wrong."""
        most: dict[int, tuple[float, Candidate]] = {}
        for target, every in self.found.of.items():
            for p, candidate in self.likely(target) if any(c.is_telling for c in every) else ():
                if candidate.is_telling:
                    for n in candidate.operands:
                        if n not in most or p > most[n][0]:
                            most[n] = p, candidate
        return most

    def _scored(self, every: Sequence[Candidate]) -> list[float]:
        sums = [self._groups.sum_of(self.found, candidate) for candidate in every]
        scores: list[float] = self.model.scores(np.array(sums)).tolist()
        return scores


class _Groups:
    """The vectors of candidates, from groups of features that many have in common."""

    def __init__(self, known: Model) -> None:
        self._known = known
        self._told: dict[Key, list[str]] = {}
        self._sums: dict[tuple[str, Key], Numbers] = {}

    def sum_of(self, found_in: Candidates, candidate: Candidate) -> Numbers:
        """The sum of the vectors of a candidate's features."""
        kind = candidate.kind
        parts, own = [], list[str]()
        for key, features in groups_of(found_in, candidate):
            if key is None:
                own += features()
                continue
            if (kind, key) not in self._sums:
                if key not in self._told:
                    self._told[key] = features()
                self._sums[kind, key] = self._sum(kind, self._told[key])
            parts.append(self._sums[kind, key])
        whole: Numbers = np.sum([*parts, self._sum(kind, own)], axis=0)
        return whole

    def _sum(self, kind: str, features: Sequence[str]) -> Numbers:
        rows = self._known.rows.get(kind, {})
        total: Numbers = self._known.vectors[[rows[one] for one in features if one in rows]].sum(axis=0)
        return total
