"""The engine: every rule over every sentence and table of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reports.audit.document import Block, Document, Table
from reports.audit.finding import Checked, Finding
from reports.audit.language.grid import Grid, grid_of, read_cell
from reports.audit.language.mention import Mention, mentions_of
from reports.audit.language.sentence import Sentence, sentences_of
from reports.audit.rules import (
    averages,
    balances,
    change,
    columns,
    contents,
    dates,
    implied,
    lists,
    near_tables,
    parts,
    phones,
    points,
    rates,
    ratios,
    reconcile,
    same_measure,
    series,
    shares,
    spans,
    stages,
    totals,
)
from reports.audit.rules.report import Claims

SENTENCE_RULES = (
    change.find, shares.find, parts.find, ratios.find, averages.find, points.find, dates.find, phones.find,
    spans.find, series.find, lists.find_inline, reconcile.find,
)  # fmt: skip
DIGIT_RULES = (dates.find, phones.find)
TABLE_RULES = (columns.find, totals.find)
DOCUMENT_RULES = (contents.find, lists.find)
MENTION_RULES = (balances.find, same_measure.find, rates.find)

MOST_NUMBERS = 60  # a sentence with more is no sentence but data, and its pairs would be endless
REACH = 3  # a table this many blocks away may be what a sentence speaks of
_LINKS = frozenset(
    ["(", "this", "that", "these", "it", "an", "a", "the", "up", "down", "which", "representing"]
)


@dataclass(frozen=True)
class Audit:
    """What was found in one document, how much was read, and its measures for comparing."""

    findings: tuple[Finding, ...]
    checked: Checked
    mentions: tuple[Mention, ...]


@dataclass
class _Work:
    claims: Claims = field(default_factory=Claims)
    numbers: int = 0
    findings: list[Finding] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    told_twice: list[Sentence] = field(default_factory=list)


def audit(document: Document) -> Audit:
    """What does not agree within a document, in its order, and how much was read."""
    work = _Work()
    grids = {at: grid_of(part) for at, part in enumerate(document.parts) if isinstance(part, Table)}
    for at, part in enumerate(document.parts):
        if isinstance(part, Table):
            _table(grids[at], work)
        else:
            near = [grids[place] for place in range(at - REACH, at + REACH + 1) if place in grids]
            _block(part, near, document.name, work)
    for rule in DOCUMENT_RULES:
        work.findings += rule(document, work.claims)
    for about in MENTION_RULES:
        work.findings += about(work.mentions, work.claims)
    work.findings += [finding for finding, _ in implied.find(work.mentions, work.claims)]
    work.findings += implied.find_reached(work.told_twice, work.mentions, work.claims)
    checked = Checked(work.numbers, work.claims.number)
    return Audit(tuple(_in_order(work.findings)), checked, tuple(work.mentions))


def _table(grid: Grid, work: _Work) -> None:
    work.numbers += sum(read_cell(cell) is not None for row in grid.body for cell in row.cells)
    for rule in TABLE_RULES:
        work.findings += rule(grid, work.claims)


def _block(block: Block, near: Sequence[Grid], name: str, work: _Work) -> None:
    sentences = list(sentences_of(block))
    before: Sentence | None = None
    for sentence in sentences:
        if sentence.counts:
            work.numbers += len(sentence.quantities)
            work.findings += _sentence(before, sentence, work.claims)
            work.mentions += mentions_of(sentence, name)
            if len(sentence.quantities) > 1 and implied.told_twice(sentence):
                work.told_twice.append(sentence)
        for grid in near if len(sentence.quantities) <= MOST_NUMBERS else ():
            work.findings += near_tables.find(sentence, grid, work.claims)
        before = sentence


def _sentence(before: Sentence | None, sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    seen: set[tuple[str, int | None, int | None]] = set()
    for window in _windows(before, sentence):
        rules = SENTENCE_RULES if len(window.quantities) <= MOST_NUMBERS else DIGIT_RULES
        found = [finding for rule in rules for finding in rule(window, claims)]
        yield from (f for f in found if (f.stated, f.line, f.page) not in seen)
        seen.update((f.stated, f.line, f.page) for f in found)
    if before is not None and 0 < len(before.quantities) * len(sentence.quantities) <= 400:
        yield from stages.find(before, sentence, claims)


def _windows(before: Sentence | None, sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, and once more with the one before it where it leans on that or on its own time."""
    yield sentence
    if before is None or not before.quantities or len(before.text) + len(sentence.text) > 2000:
        return
    first = sentence.items[0].lower if sentence.items else ""
    dated = any(item.when is not None for item in sentence.items[:4])
    if first in _LINKS or dated:
        end = sentence.start + len(sentence.text)
        yield Sentence(sentence.block.text[before.start : end], sentence.block, before.start)


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By line, each thing once: of two findings on one number in one place, the shorter quote stays."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.stated, finding.line, finding.page)
        if key not in kept or len(finding.quote) < len(kept[key].quote):
            kept[key] = finding
    return sorted(kept.values(), key=lambda finding: (finding.page or 0, finding.line or 0))
