"""The model of links, fitted to text that is taken to be right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from reckoner.reports.audit.links.candidate import Candidate, Candidates
from reckoner.reports.audit.links.features import of_operand, of_run, of_target, of_two, roles_of
from reckoner.reports.audit.links.view import View
from tools.links.texts import Source, passages

MOST = 40  # numbers of a passage that is read
_FEWEST = 25  # a feature that is rarer tells nothing
_AMISS = 0.01  # of the sums that are meant, so many do not hold
_SMALL = 0.4  # a weight below is dropped, and the others fitted again
_PULL = 3.0  # towards zero
Numbers = np.ndarray[Any, Any]


class Data:
    """The candidates of every number of the sources, their features by number."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.names: dict[str, int] = {}
        self._rows: list[list[int]] = []
        self._holds: list[bool] = []
        self._chance: list[float] = []
        self._sizes: list[int] = []
        self._counts: list[float] = []
        self._sources: list[int] = []
        for at, source in enumerate(sources):
            for text in source.right:
                self._add(text, at, source.counts)
        self.ids = np.array([feature for row in self._rows for feature in row])
        self.widths = np.array([len(row) for row in self._rows])
        self.holds, self.chance = np.array(self._holds), np.array(self._chance)
        self.sizes, self.counts = np.array(self._sizes), np.array(self._counts)
        self.sources = np.array(self._sources)
        self._rows.clear()

    def _add(self, text: str, source: int, counts: float) -> None:
        for passage in passages(text):
            if not 2 < len(passage.quantities) <= MOST:
                continue
            every = Candidates(View(passage))
            known: dict[tuple[object, ...], list[int]] = {}
            for found in every.of.values():
                if found:
                    self._sizes.append(len(found))
                    self._counts.append(counts)
                    self._sources.append(source)
                for candidate in found:
                    self._rows.append(self._features(every, candidate, known))
                    self._holds.append(candidate.holds)
                    self._chance.append(candidate.chance)

    def _features(
        self, every: Candidates, candidate: Candidate, known: dict[tuple[object, ...], list[int]]
    ) -> list[int]:
        """The features of a candidate; those of a number alone are looked at once."""
        view, kind, target = every.view, candidate.kind, candidate.target
        if (kind, target) not in known:
            known[kind, target] = self._numbers(kind, of_target(view, target))
        found = list(known[kind, target])
        roles = roles_of(candidate)
        for role, operand in roles:
            key = (kind, role, target, operand)
            if key not in known:
                known[key] = self._numbers(kind, of_operand(view, role, target, operand))
            found += known[key]
        found += self._numbers(kind, of_two(every, candidate, roles[0][1], roles[1][1]))
        return found + (self._numbers(kind, of_run(view, candidate)) if kind == "sum" else [])

    def _numbers(self, kind: str, names: list[str]) -> list[int]:
        return [self.names.setdefault(f"{kind} {name}", len(self.names)) for name in names]


class _Part:
    """The data of some sources, ready to fit."""

    def __init__(self, data: Data, use: Numbers) -> None:
        self.names = len(data.names)
        candidates = np.repeat(use, data.sizes)
        self.ids = data.ids[np.repeat(candidates, data.widths)]
        self.widths, self.sizes = data.widths[candidates], data.sizes[use]
        self.holds, self.counts = data.holds[candidates], data.counts[use]
        self.rows, self.groups = _starts(self.widths), _starts(self.sizes)
        never = np.log1p(-np.minimum(data.chance[candidates], 0.5))
        chance = np.clip(1 - np.exp(np.add.reduceat(never, self.groups)), 1e-3, 0.9)
        self.by_chance = np.where(np.logical_or.reduceat(self.holds, self.groups), chance, 1.0)
        self.frequent = np.bincount(self.ids, minlength=self.names) >= _FEWEST

    def only(self, allowed: Numbers) -> None:
        """Leaves out the features that aren't allowed; each candidate keeps the one that all have."""
        kept = allowed[self.ids]
        kept[self.rows] = True
        self.widths = np.add.reduceat(kept.astype(int), self.rows)
        self.ids = self.ids[kept]
        self.rows = _starts(self.widths)

    def fitted(self, steps: int) -> Numbers:
        """The weights, by Adam."""
        weights = np.zeros(self.names)
        mean, square = np.zeros_like(weights), np.zeros_like(weights)
        meant = np.where(self.holds, 1.0, _AMISS)
        counts = np.repeat(self.counts, self.sizes)
        for step in range(1, steps + 1):
            odds = np.exp(np.minimum(np.add.reduceat(weights[self.ids], self.rows), 30))
            whole = 1 + np.add.reduceat(odds, self.groups)
            share = odds / np.repeat(whole, self.sizes)
            likely = np.add.reduceat(share * meant, self.groups) + self.by_chance / whole
            wanted = (share * meant / np.repeat(likely, self.sizes) - share) * counts
            slope = np.bincount(self.ids, np.repeat(wanted, self.widths), self.names) - _PULL * weights
            mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
            weights += 0.08 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        return weights


def _starts(sizes: Numbers) -> Numbers:
    return np.concatenate([[0], np.cumsum(sizes)[:-1]])


def fit(data: Data, without: Iterable[int] = (), steps: int = 100) -> dict[str, dict[str, float]]:
    """The weights by kind, from all sources but some: once of all features, then of those that matter."""
    part = _Part(data, ~np.isin(data.sources, list(without)))
    part.only(part.frequent)
    first = part.fitted(steps)
    part.only(np.abs(first) >= _SMALL)
    weights = part.fitted(steps)
    found: dict[str, dict[str, float]] = {}
    for name, at in data.names.items():
        kind, _, feature = name.partition(" ")
        if abs(weights[at]) > 0.02:
            found.setdefault(kind, {})[feature] = round(float(weights[at]), 2)
    return found
