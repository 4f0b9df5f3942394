"""Links tried on sources that they weren't fitted to: what they find alone, true and false, by how sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reckoner.reports.audit import engine
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.links.find import MOST, silent_of, surest
from reckoner.reports.audit.links.model import Model, Scores
from reckoner.reports.audit.links.view import View
from reckoner.reports.audit.reading.plain import read_text
from reckoner.reports.audit.relations.claim import Claim
from tools.links.texts import Source, Wrong, passages

LEVELS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99)
_MARK = "link"
_NUMBER = re.compile(r"\d[\d,.]*\d|\d|\w+")


@dataclass(frozen=True)
class Found:
    """A link that failed: how sure, whether it names the slip, and whether nothing else had found that."""

    sure: float
    true: bool
    alone: bool
    kind: str
    text: str


@dataclass
class Trial:
    """What came of a source."""

    source: str
    slips: int = 0
    numbers: int = 0
    errors: Counter[bool] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)
    named: list[float] = field(default_factory=list)  # how sure the links are that name a slip, found or not

    def row(self, least: float) -> tuple[int, int, int]:
        """Slips that links alone find, false links, and slips that links name, whoever else finds them."""
        some = [one for one in self.found if one.sure >= least]
        alone = sum(one.true and one.alone for one in some)
        return alone, sum(not one.true for one in some), sum(sure >= least for sure in self.named)


def tried(source: Source, known: Model, least: float = LEVELS[0]) -> Trial:
    """A source read with a model that wasn't fitted to it."""
    trial = Trial(source.name)
    for text in source.right:
        trial.numbers += sum(len(passage.quantities) for passage in passages(text))
        plain, links = _read(text, known, least)
        trial.errors[False] += len(plain)
        trial.found += (Found(sure, False, True, rule, said) for rule, said, sure in links)
    for wrong in source.wrong:
        trial.slips += 1
        plain, links = _read(wrong.text, known, least)
        trial.errors[True] += any(plain)
        trial.named += _naming(wrong, known, least)
        named = {*_NUMBER.findall(wrong.slip.lower())}
        true = [(rule, sure) for rule, told, sure in links if named & {*_NUMBER.findall(told.lower())}]
        others = [link for link in links if not named & {*_NUMBER.findall(link[1].lower())}]
        trial.found += (Found(sure, False, True, rule, told) for rule, told, sure in others)
        if true:
            rule, sure = max(true, key=lambda one: one[1])
            trial.found.append(Found(sure, True, not any(plain), rule, wrong.text[:300]))
    return trial


def links_of(
    passage: Passage, known: Model, least: float, others: Sequence[Claim]
) -> list[tuple[Claim, float]]:
    """The links of a passage that fail."""
    if not 2 < len(passage.quantities) <= MOST:
        return []
    view = View(passage)
    return list(surest(Scores(view, known), least, silent_of(view, others)))


def _naming(wrong: Wrong, known: Model, least: float) -> list[float]:
    """How sure the surest link is that names the slip, were links the only kind."""
    named = {*_NUMBER.findall(wrong.slip.lower())}
    found = [sure for passage in passages(wrong.text) for claim, sure in links_of(passage, known, least, ())
             if named & {*_NUMBER.findall(f"{claim.stated.text} {claim.because}".lower())}]  # fmt: skip
    return found[:1]


def _read(text: str, known: Model, least: float) -> tuple[list[str], list[tuple[str, str, float]]]:
    """The rules of the errors that other kinds find, and the links with what they say and how sure."""

    def claims(passage: Passage, others: Sequence[Claim]) -> Iterator[Claim]:
        for claim, sure in links_of(passage, known, least, others):
            yield replace(claim, rule=f"{_MARK} {sure:.6f} {claim.rule}")

    kept = engine.AFTER_KINDS["link"]
    engine.AFTER_KINDS["link"] = claims
    try:
        found = engine.audit(read_text(text + "\n", "text")).findings
    finally:
        engine.AFTER_KINDS["link"] = kept
    plain, links = [], []
    for one in found:
        mark, _, told = one.rule.partition(" ")
        if mark == _MARK:
            sure, _, rule = told.partition(" ")
            links.append((rule, f"{one.stated} {one.because}", float(sure)))
        elif one.severity == "error":
            plain.append(one.rule)
    return plain, links


def table(trials: Iterable[Trial]) -> str:
    """By how sure a link is: the slips found alone, the false links, the precision of links that stand
    alone, of links as a kind (whoever else finds the same), and of all errors together."""
    every = list(trials)
    slips = sum(trial.slips for trial in every)
    plain, false = sum(trial.errors[True] for trial in every), sum(trial.errors[False] for trial in every)
    numbers = sum(trial.numbers for trial in every)
    lines = [
        f"{slips} slips, of which other kinds find {plain}; {numbers} numbers of right text, {false} false",
        "| sure | slips found alone | false | precision alone | slips named | of the kind | of all errors |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for level in LEVELS:
        rows = [trial.row(level) for trial in every]
        alone, wrong = sum(row[0] for row in rows), sum(row[1] for row in rows)
        whole, named = plain + alone, sum(row[2] for row in rows)
        lines.append(f"| {level} | {alone} | {wrong} | {_part(alone, alone + wrong)} | {named} | "
                     f"{_part(named, named + wrong)} | {_part(whole, whole + false + wrong)} |")  # fmt: skip
    return "\n".join(lines)


def by_source(trials: Iterable[Trial], levels: Iterable[float]) -> str:
    """The same by source: slips found alone and false links."""
    shown = list(levels)
    lines = []
    for trial in trials:
        cells = [f"{alone} / {wrong}" for alone, wrong, _ in map(trial.row, shown)]
        lines.append(
            f"{trial.source:10} {trial.numbers:6} numbers {trial.slips:4} slips  " + "  ".join(cells)
        )
    return "\n".join(lines)


def _part(some: int, whole: int) -> str:
    return f"{some / whole:.1%}" if whole else "-"
