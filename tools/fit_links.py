"""Fits the checker's links to correct text: ``python -m tools.fit_links OUT.json FOLDER...``.

Each folder holds texts (.md, .txt) that are taken to be right. A number that exactly one sum over its
neighbours gives was most likely meant as that sum: so text labels itself. For each number the model gives
every candidate a weight by its features, and "none of these" the weight 1; it is fitted so that the
candidates that hold in correct text get most of it, given how often one holds by chance.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from reckoner.reports.audit.document import Table
from reckoner.reports.audit.engine import _block  # noqa: F401
from reckoner.reports.audit.language.passage import Passage, passages_of
from reckoner.reports.audit.language.sentence import sentences_of
from reckoner.reports.audit.links.candidate import Candidates
from reckoner.reports.audit.links.model import features_of
from reckoner.reports.audit.links.view import View
from reckoner.reports.audit.reading.plain import read_text

FEWEST = 25
AMISS = 0.01


def passages(text: str) -> Iterator[Passage]:
    led = []
    for part in read_text(text, "text").parts:
        if isinstance(part, Table):
            led = []
            continue
        sentences = list(sentences_of(part))
        yield from passages_of(led if part.kind == "item" else [], sentences)
        if part.kind != "item":
            led = sentences[-1:] if part.text.rstrip().endswith(":") else []


class Data:
    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.feats: list[np.ndarray] = []
        self.group: list[int] = []  # number of candidates of each target
        self.holds: list[bool] = []
        self.chance: list[float] = []
        self.docs: list[int] = []
        self.sizes: list[int] = []

    def add(self, text: str, doc: int) -> None:
        for passage in passages(text):
            if not 2 < len(passage.quantities) <= 40:
                continue
            view = View(passage)
            all_of = Candidates(view)
            for found in all_of.of.values():
                if not found:
                    continue
                self.group.append(len(found))
                self.docs.append(doc)
                for candidate in found:
                    names = features_of(all_of, candidate)
                    ids = np.array([self.names.setdefault(f, len(self.names)) for f in names], dtype=np.int32)
                    self.feats.append(ids)
                    self.sizes.append(len(ids))
                    self.holds.append(candidate.holds)
                    self.chance.append(candidate.chance)


def fit(data: Data, use: np.ndarray, l2: float, steps: int, weight: np.ndarray, say=print):
    """use: mask over targets."""
    group = np.array(data.group)
    starts = np.concatenate([[0], np.cumsum(group)[:-1]])
    rows = np.concatenate([np.arange(s, s + g) for s, g, u in zip(starts, group, use) if u])
    ids = np.concatenate([data.feats[r] for r in rows])
    sizes = np.array(data.sizes)[rows]
    fstart = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    g = group[use]
    gstart = np.concatenate([[0], np.cumsum(g)[:-1]])
    holds = np.array(data.holds)[rows]
    chance = np.array(data.chance)[rows]
    # chance that at least one holds by chance
    none = np.exp(np.add.reduceat(np.log1p(-np.minimum(chance, 0.5)), gstart))
    anyh = np.logical_or.reduceat(holds, gstart)
    g0 = np.where(anyh, np.clip(1 - none, 1e-3, 0.9), 1.0)
    gc = np.where(holds, 1.0, AMISS)
    count = np.bincount(ids, minlength=len(data.names))
    keep = count >= FEWEST
    w = np.zeros(len(data.names))
    m, v = np.zeros_like(w), np.zeros_like(w)
    rep = np.repeat
    for step in range(1, steps + 1):
        s = np.add.reduceat(w[ids], fstart)
        s = np.minimum(s, 30)
        e = np.exp(s)
        z = 1 + np.add.reduceat(e, gstart)
        p = e / rep(z, g)
        like = np.add.reduceat(p * gc, gstart) + g0 / z
        q = p * gc / rep(like, g)
        grad_s = (q - p) * rep(weight, g)
        grad = np.bincount(ids, weights=rep(grad_s, sizes), minlength=len(w)) - l2 * w
        grad[~keep] = 0
        m = 0.9 * m + 0.1 * grad
        v = 0.99 * v + 0.01 * grad**2
        w += 0.08 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
        if step % 50 == 0:
            say(step, "loglik per target", float(np.log(like).mean()))
    return w


def measure(data: Data, use: np.ndarray, w: np.ndarray) -> float:
    group = np.array(data.group)
    starts = np.concatenate([[0], np.cumsum(group)[:-1]])
    total, n = 0.0, 0
    for s, g, u in zip(starts, group, use):
        if not u:
            continue
        sc = np.array([w[data.feats[r]].sum() for r in range(s, s + g)])
        e = np.exp(np.minimum(sc, 30)); z = 1 + e.sum()
        h = np.array(data.holds[s:s + g]); ch = np.array(data.chance[s:s + g])
        g0 = min(0.9, max(1e-3, 1 - np.prod(1 - np.minimum(ch, .5)))) if h.any() else 1.0
        total += np.log((e / z * np.where(h, 1, AMISS)).sum() + g0 / z); n += 1
    return total / n
