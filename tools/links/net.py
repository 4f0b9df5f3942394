"""The network of the model of links, fitted to candidates by the numbers that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from reckoner.reports.audit.links.model import Numbers

_AMISS = 0.01  # of the sums that are meant, so many do not hold
_PULL = 1e-4  # towards zero
_LEFT_OUT = 0.2  # of the features in each step
RATE = 0.02


@dataclass
class Batch:
    """Candidates, each with its features (``ids``, ``widths`` of them); and of numbers so many candidates
    (``sizes``). ``holds`` and ``counts`` are of candidates, ``by_chance`` of numbers: how likely it is that
    one holds though none was meant."""

    ids: Numbers
    widths: Numbers
    sizes: Numbers
    holds: Numbers
    counts: Numbers
    by_chance: Numbers


class Net:
    """Vectors of features, with one column that is added as it is; one hidden layer."""

    def __init__(self, features: int, wide: int, chance: np.random.Generator) -> None:
        self.vectors = np.hstack([chance.normal(0, 0.1, (features, wide)), np.zeros((features, 1))])
        self.vectors = self.vectors.astype(np.float32)
        self.bias = np.zeros(wide, np.float32)
        self.out = chance.normal(0, 0.3, wide).astype(np.float32)
        self._chance = chance
        self._moments = [(np.zeros_like(one), np.zeros_like(one)) for one in self._all]
        self._steps = 0

    @property
    def _all(self) -> tuple[Numbers, Numbers, Numbers]:
        return self.vectors, self.bias, self.out

    def step(self, batch: Batch, rate: float) -> None:
        """One step down the slope of a batch, by Adam."""
        rows = np.repeat(np.arange(len(batch.widths)), batch.widths)
        kept = self._chance.random(len(batch.ids)) >= _LEFT_OUT
        kept[starts(batch.widths)] = True
        ids, rows, scale = batch.ids[kept], rows[kept], 1 / (1 - _LEFT_OUT)
        widths = np.bincount(rows, minlength=len(batch.widths))
        summed = np.add.reduceat(self.vectors[ids], starts(widths), axis=0) * scale
        hidden = np.maximum(summed[:, :-1] + self.bias, 0)
        slope = -_wanted(summed[:, -1] + hidden @ self.out, batch) / len(batch.sizes)
        back = np.outer(slope, self.out) * (hidden > 0)
        order = np.argsort(ids, kind="stable")
        own, first = np.unique(ids[order], return_index=True)
        slopes = np.hstack([back, slope[:, None]])[rows[order]] * scale
        of_vectors = np.add.reduceat(slopes, first, axis=0) + _PULL * self.vectors[own]
        self._steps += 1
        rate *= min(1.0, self._steps / 20)
        self._move(0, own, of_vectors, rate)
        self._move(1, slice(None), back.sum(axis=0), rate)
        self._move(2, slice(None), hidden.T @ slope, rate)

    def _move(self, which: int, at: Any, slope: Numbers, rate: float) -> None:
        mean, square = self._moments[which]
        mean[at] = 0.9 * mean[at] + 0.1 * slope
        square[at] = 0.99 * square[at] + 0.01 * slope**2
        self._all[which][at] -= rate * mean[at] / (np.sqrt(square[at]) + 1e-6)


def _wanted(score: Numbers, batch: Batch) -> Numbers:
    """How the likelihood of what holds, and of what doesn't, grows with each score."""
    groups, sizes = starts(batch.sizes), batch.sizes
    meant = np.where(batch.holds, 1.0, _AMISS)
    odds = np.exp(np.minimum(score, 30))
    whole = 1 + np.add.reduceat(odds, groups)
    share = odds / np.repeat(whole, sizes)
    likely = np.add.reduceat(share * meant, groups) + batch.by_chance / whole
    wanted: Numbers = (share * meant / np.repeat(likely, sizes) - share) * batch.counts
    return wanted


def starts(sizes: Numbers) -> Numbers:
    """Where each of some runs begins."""
    return np.concatenate([[0], np.cumsum(sizes)[:-1]])
