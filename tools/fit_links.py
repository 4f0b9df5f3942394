"""Fits the checker's links to correct text: ``python -m tools.fit_links FOLDER...``.

Each folder holds texts (.md, .txt) that are taken to be right. A number that one sum over its neighbours
gives was most likely meant as that sum: so text labels itself. For each number the model gives every
candidate a weight by its features, and "none of these" the weight 1; it is fitted so that the candidates
that hold in correct text get most of it, given how often one holds by chance. A folder named ``own`` counts
four times. The likelihood is printed; the weights are written beside the code, where ``errors`` stay as
they were.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reckoner.reports.audit.document import Table
from reckoner.reports.audit.language.passage import Passage, passages_of
from reckoner.reports.audit.language.sentence import Sentence, sentences_of
from reckoner.reports.audit.links import model
from reckoner.reports.audit.links.candidate import Candidates
from reckoner.reports.audit.links.view import View
from reckoner.reports.audit.reading.plain import read_text

OUT = Path(model.__file__).with_name("weights.json")
FEWEST = 25  # a feature that is rarer tells nothing
AMISS = 0.01  # of the sums that are meant, so many do not hold
SMALL = 0.4  # a weight below is dropped, and the others fitted again
PULL = 3.0  # towards zero
MOST = 40
Numbers = np.ndarray[Any, Any]


class Data:
    """The candidates of every number of the texts, their features by number."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.features: list[list[int]] = []
        self.holds: list[bool] = []
        self.chance: list[float] = []
        self.sizes: list[int] = []
        self.counts: list[float] = []

    def add(self, text: str, counts: float) -> None:
        """One text."""
        for passage in passages(text):
            if not 2 < len(passage.quantities) <= MOST:
                continue
            every = Candidates(View(passage))
            for found in every.of.values():
                if found:
                    self.sizes.append(len(found))
                    self.counts.append(counts)
                for candidate in found:
                    names = model.features_of(every, candidate)
                    self.features.append([self.names.setdefault(n, len(self.names)) for n in names])
                    self.holds.append(candidate.holds)
                    self.chance.append(candidate.chance)


def passages(text: str) -> Iterator[Passage]:
    """The passages of a text, as the checker reads them."""
    led: list[Sentence] = []
    for part in read_text(text, "text").parts:
        if isinstance(part, Table):
            led = []
            continue
        sentences = list(sentences_of(part))
        yield from passages_of(led if part.kind == "item" else [], sentences)
        if part.kind != "item":
            led = sentences[-1:] if part.text.rstrip().endswith(":") else []


def _starts(sizes: Numbers) -> Numbers:
    return np.concatenate([[0], np.cumsum(sizes)[:-1]])


def fit(data: Data, allowed: Numbers, steps: int) -> Numbers:
    """The weights of the features that are allowed, by Adam."""
    ids = np.array([feature for row in data.features for feature in row])
    widths = np.array([len(row) for row in data.features])
    sizes, holds, chance = np.array(data.sizes), np.array(data.holds), np.array(data.chance)
    rows, groups = _starts(widths), _starts(sizes)
    never = np.exp(np.add.reduceat(np.log1p(-np.minimum(chance, 0.5)), groups))
    by_chance = np.where(np.logical_or.reduceat(holds, groups), np.clip(1 - never, 1e-3, 0.9), 1.0)
    meant = np.where(holds, 1.0, AMISS)
    allowed = allowed & (np.bincount(ids, minlength=len(data.names)) >= FEWEST)
    weights, likely = np.zeros(len(data.names)), np.ones(len(sizes))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        odds = np.exp(np.minimum(np.add.reduceat(weights[ids], rows), 30))
        whole = 1 + np.add.reduceat(odds, groups)
        share = odds / np.repeat(whole, sizes)
        likely = np.add.reduceat(share * meant, groups) + by_chance / whole
        wanted = (share * meant / np.repeat(likely, sizes) - share) * np.repeat(data.counts, sizes)
        slope = np.bincount(ids, weights=np.repeat(wanted, widths), minlength=len(weights)) - PULL * weights
        slope[~allowed] = 0
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights += 0.08 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    print(f"{len(sizes)} numbers, mean log-likelihood {np.log(likely).mean():.3f}")
    return weights


def by_kind(names: dict[str, int], weights: Numbers) -> dict[str, dict[str, float]]:
    """The weights as the model reads them."""
    found: dict[str, dict[str, float]] = {}
    for name, at in names.items():
        kind, _, feature = name.partition(" ")
        if abs(weights[at]) > 0.02:
            found.setdefault(kind, {})[feature] = round(float(weights[at]), 2)
    return found


def main(folders: Sequence[Path]) -> None:
    """Fit, drop what is small, fit again, write."""
    data = Data()
    for folder in folders:
        for file in sorted([*folder.glob("*.md"), *folder.glob("*.txt")]):
            data.add(file.read_text(encoding="utf-8"), 4.0 if folder.name == "own" else 1.0)
    first = fit(data, np.ones(len(data.names), bool), 120)
    weights = fit(data, np.abs(first) >= SMALL, 100)
    written = json.loads(OUT.read_text(encoding="utf-8"))
    written["weights"] = by_kind(data.names, weights)
    OUT.write_text(json.dumps(written, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    ask = argparse.ArgumentParser()
    ask.add_argument("folders", nargs="+", type=Path)
    main(ask.parse_args().folders)
