"""The model of links, fitted to text that is taken to be right."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

import numpy as np

from reckoner.reports.audit.links.candidate import Candidate, Candidates
from reckoner.reports.audit.links.features import Key, groups_of
from reckoner.reports.audit.links.model import Model, Numbers
from reckoner.reports.audit.links.view import View
from tools.links.net import RATE, Batch, Net, starts
from tools.links.texts import Source, passages

MOST = 40  # numbers of a passage that is read
WIDE = 16  # columns of a feature's vector
_FEWEST = 15  # a feature that is rarer tells nothing
_SMALL = 0.2  # a vector that is shorter is left out
_NUMBERS = 1500  # of a step


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
        self._texts: list[int] = []
        for at, source in enumerate(sources):
            for number, text in enumerate(source.right):
                self._add(text, at, source.counts)
                self._texts += [number] * (len(self._sizes) - len(self._texts))
        self.ids = np.array([feature for row in self._rows for feature in row])
        self.widths = np.array([len(row) for row in self._rows])
        self.holds, self.chance = np.array(self._holds), np.array(self._chance)
        self.sizes, self.counts = np.array(self._sizes), np.array(self._counts)
        self.sources, self.texts = np.array(self._sources), np.array(self._texts)
        self._rows.clear()

    def _add(self, text: str, source: int, counts: float) -> None:
        for passage in passages(text):
            if not 2 < len(passage.quantities) <= MOST:
                continue
            every = Candidates(View(passage))
            known: dict[tuple[str, Key], list[int]] = {}
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
        self, every: Candidates, candidate: Candidate, known: dict[tuple[str, Key], list[int]]
    ) -> list[int]:
        """The features of a candidate; those that others share are looked at once."""
        kind, found = candidate.kind, list[int]()
        for key, features in groups_of(every, candidate):
            if key is None:
                found += self._numbers(kind, features())
                continue
            if (kind, key) not in known:
                known[kind, key] = self._numbers(kind, features())
            found += known[kind, key]
        return found

    def _numbers(self, kind: str, names: list[str]) -> list[int]:
        return [self.names.setdefault(f"{kind} {name}", len(self.names)) for name in names]

    def batch(self, numbers: Numbers) -> Batch:
        """The candidates of some numbers, by their places."""
        sizes = self.sizes[numbers]
        candidates = _runs(starts(self.sizes)[numbers], sizes)
        widths = self.widths[candidates]
        ids = self.ids[_runs(starts(self.widths)[candidates], widths)]
        holds, groups = self.holds[candidates], starts(sizes)
        never = np.log1p(-np.minimum(self.chance[candidates], 0.5))
        chance = np.clip(1 - np.exp(np.add.reduceat(never, groups)), 1e-3, 0.9)
        by_chance = np.where(np.logical_or.reduceat(holds, groups), chance, 1.0)
        return Batch(ids, widths, sizes, holds, np.repeat(self.counts[numbers], sizes), by_chance)

    def frequent(self, numbers: Numbers) -> Numbers:
        """Whether each feature is met often enough among the candidates of some numbers."""
        return np.bincount(self.batch(numbers).ids, minlength=len(self.names)) >= _FEWEST

    def only(self, allowed: Numbers) -> Data:
        """The same with some features only; each candidate keeps its first."""
        kept = allowed[self.ids]
        kept[starts(self.widths)] = True
        other = copy(self)
        other.ids = self.ids[kept]
        other.widths = np.add.reduceat(kept.astype(int), starts(self.widths))
        return other


def _runs(begin: Numbers, sizes: Numbers) -> Numbers:
    """The places of runs, one after another."""
    return np.repeat(begin - starts(sizes), sizes) + np.arange(sizes.sum())


def fit(data: Data, use: Numbers, rounds: int = 10) -> Model:
    """The model of some numbers (``use`` is true for them), without the odds of errors."""
    numbers = np.flatnonzero(use)
    allowed = data.frequent(numbers)
    known, chance = data.only(allowed), np.random.default_rng(7)
    net = Net(len(data.names), WIDE, chance)
    rate = RATE
    for at in range(rounds):
        chance.shuffle(numbers)
        for start in range(0, len(numbers), _NUMBERS):
            net.step(known.batch(np.sort(numbers[start : start + _NUMBERS])), rate)
        rate *= 0.6 if at >= rounds * 2 // 3 else 1
    kept = np.flatnonzero(allowed & (np.linalg.norm(net.vectors, axis=1) > _SMALL))
    names = list(data.names)
    return Model.of([names[at] for at in kept], net.vectors[kept], net.bias, net.out, {})
