"""The engine: every kind of relation over every passage and table of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reckoner.reports.audit.document import Block, Document, Table
from reckoner.reports.audit.finding import Checked, Finding, Working
from reckoner.reports.audit.language.grid import Grid, grid_of, read_cell
from reckoner.reports.audit.language.mention import Mention, mentions_of
from reckoner.reports.audit.language.passage import MOST_NUMBERS, Passage, passages_of
from reckoner.reports.audit.language.sentence import Sentence, sentences_of
from reckoner.reports.audit.links import find as links
from reckoner.reports.audit.relations import (
    accounts,
    balances,
    change,
    column,
    contents,
    dates,
    fractions,
    hundred,
    implied,
    lists,
    malformed,
    mean,
    movement,
    near_tables,
    overall,
    per_head,
    per_time,
    phones,
    points,
    ranks,
    rates,
    remarks,
    rest,
    rolling,
    running,
    same_measure,
    series,
    share,
    spans,
    stages,
    steady,
    sums,
    times,
    total,
    two_in_a_cell,
    whole_numbers,
    year_labels,
)
from reckoner.reports.audit.relations.claim import Claim, Claims, settle
from reckoner.reports.audit.relations.lines import Lines

# The kinds of relation, by what they are found in. Each may be emptied, and a test fails for it.
PASSAGE_KINDS: dict[str, Callable[[Passage], Iterator[Claim]]] = {
    "change": change.claims, "share": share.claims, "total": total.claims, "times": times.claims,
    "mean": mean.claims, "fraction": fractions.claims,
    "rest": rest.claims, "movement": movement.claims, "rate per head": per_head.claims,
    "hundred": hundred.claims, "rank": ranks.claims,
    "steady": steady.claims, "per time": per_time.claims, "remark": remarks.claims,
    "whole number": whole_numbers.claims,
}  # fmt: skip
AFTER_KINDS: dict[str, Callable[[Passage, Sequence[Claim]], Iterator[Claim]]] = {
    "link": links.claims,  # only for numbers of which words claim nothing
}
SENTENCE_KINDS: dict[str, Callable[[Sentence, Claims], Iterator[Finding]]] = {
    "points": points.find, "date": dates.find, "telephone": phones.find, "months": spans.find,
    "part year": series.find, "list in a sentence": lists.find_inline,
}  # fmt: skip
NEIGHBOUR_KINDS: dict[str, Callable[[Sentence, Sentence, Claims], Iterator[Finding]]] = {
    "stages": stages.find,
}
BESIDE_KINDS: dict[str, Callable[[Sentence, Grid, Claims], Iterator[Finding]]] = {
    "sentence and table": near_tables.find,
}
TABLE_KINDS: dict[str, Callable[[Lines, Lines, Claims], Iterable[Finding]]] = {
    "worked out line": lambda columns, rows, claims: [
        *column.find(columns, claims),
        *column.find(rows, claims),
    ],
    "accounts": lambda _, rows, claims: accounts.find(rows, claims),
    "two in a cell": lambda columns, _, claims: two_in_a_cell.find(columns.grid, claims),
    "running change": lambda columns, _, claims: running.find(columns, claims),
    "rolling balance": lambda columns, _, claims: rolling.find(columns, claims),
    "year labels": lambda columns, rows, claims: [
        *year_labels.find(columns, claims),
        *year_labels.find(rows, claims),
    ],
    "overall rate": lambda columns, _, claims: overall.find(columns, claims),
    "table total": lambda columns, rows, claims: sums.find(rows, columns, claims),
}
DOCUMENT_KINDS: dict[str, Callable[[Document, Claims], Iterator[Finding]]] = {
    "contents": contents.find, "list": lists.find, "malformed": malformed.find,
}  # fmt: skip
MENTION_KINDS: dict[str, Callable[[Sequence[Mention], Claims], Iterable[Finding]]] = {
    "outcome told twice": balances.find, "measure told twice": same_measure.find, "unit of time": rates.find,
    "implied": lambda mentions, claims: [finding for finding, _ in implied.find(mentions, claims)],
}  # fmt: skip

_RANK = ("error", "warning", "note")
REACH = 3  # a table this many blocks away may be what a sentence speaks of


@dataclass(frozen=True)
class Audit:
    """What was found in one document, how much was read, its measures for comparing, and each claim that was
    worked out."""

    findings: tuple[Finding, ...]
    checked: Checked
    mentions: tuple[Mention, ...]
    workings: tuple[Working, ...] = ()


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
    grids = {at: grid_of(part, _caption(document, at))
             for at, part in enumerate(document.parts) if isinstance(part, Table)}  # fmt: skip
    led: list[Sentence] = []
    tables = 0
    for at, part in enumerate(document.parts):
        if isinstance(part, Table):
            tables += 1
            _table(grids[at], part, tables, work)
            led = []
        else:
            near = [grids[place] for place in range(at - REACH, at + REACH + 1) if place in grids]
            led = _block(part, led, near, document.name, work)
    for in_document in DOCUMENT_KINDS.values():
        work.findings += in_document(document, work.claims)
    for among in MENTION_KINDS.values():
        work.findings += among(work.mentions, work.claims)
    work.findings += implied.find_reached(work.told_twice, work.mentions, work.claims)
    checked = Checked(work.numbers, work.claims.number)
    return Audit(tuple(in_order(work.findings)), checked, tuple(work.mentions), tuple(work.claims.workings))


def _caption(document: Document, at: int) -> str:
    """The words before a table, and after it where its notes stand."""
    near = document.parts[max(0, at - 2) : at + 2]
    return " ".join(part.text[-300:] for part in near if isinstance(part, Block))


def _table(grid: Grid, table: Table, number: int, work: _Work) -> None:
    work.numbers += sum(read_cell(cell) is not None for row in grid.body for cell in row.cells)
    if grid.body:
        columns, rows = Lines(grid), Lines(grid, turned=True)
        found = [f for find in TABLE_KINDS.values() for f in find(columns, rows, work.claims)]
        work.findings += [replace(f, table=number, row=_row_of(f, table)) for f in found]


def _row_of(finding: Finding, table: Table) -> int | None:
    """The number of the row that a finding quotes, counted from the table's first."""
    same = [n for n, row in enumerate(table.rows, 1) if row.text == finding.quote]
    near = [n for n in same if table.rows[n - 1].line == finding.line]
    return next(iter(near or same), None)


def _block(block: Block, led: list[Sentence], near: Sequence[Grid], name: str, work: _Work) -> list[Sentence]:
    """Reads a block; returns the sentence that leads in a list, for the items that follow."""
    sentences = list(sentences_of(block))
    for passage in passages_of(led if block.kind == "item" else [], sentences):
        _passage(passage, work)
    before: Sentence | None = None
    for sentence in sentences:
        if sentence.counts:
            _sentence(sentence, name, work)
        for grid in near if len(sentence.quantities) <= MOST_NUMBERS else ():
            work.findings += [f for find in BESIDE_KINDS.values() for f in find(sentence, grid, work.claims)]
        if before is not None and 0 < len(before.quantities) * len(sentence.quantities) <= 400:
            for find in NEIGHBOUR_KINDS.values():
                work.findings += find(before, sentence, work.claims)
        before = sentence
    if block.kind == "item":
        return led
    return sentences[-1:] if block.text.rstrip().endswith(":") else []


def _sentence(sentence: Sentence, name: str, work: _Work) -> None:
    work.numbers += len(sentence.quantities)
    work.findings += [f for find in SENTENCE_KINDS.values() for f in find(sentence, work.claims)]
    work.mentions += mentions_of(sentence, name)
    if len(sentence.quantities) > 1 and implied.told_twice(sentence):
        work.told_twice.append(sentence)


def _passage(passage: Passage, work: _Work) -> None:
    if passage.quantities and len(passage.quantities) <= 2 * MOST_NUMBERS:
        found = [claim for claims in PASSAGE_KINDS.values() for claim in claims(passage)]
        found = links.plausible(passage, found)
        found += [claim for claims in AFTER_KINDS.values() for claim in claims(passage, tuple(found))]
        work.findings += settle(passage, found, work.claims)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By line, each thing once: of two findings on one number in one place, the shorter quote stays."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.stated, finding.line, finding.page, finding.cell)
        if key not in kept or len(finding.quote) < len(kept[key].quote):
            kept[key] = finding
    return sorted(_one_a_cell(kept.values()), key=lambda finding: (finding.page or 0, finding.line or 0))


def _one_a_cell(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of several findings on one cell the surest, by whatever rules they were made."""
    kept: dict[object, Finding] = {}
    for number, finding in enumerate(findings):
        one = (finding.table, finding.row, finding.cell, finding.stated)
        place = one if finding.cell and finding.row is not None else number
        if place not in kept or _RANK.index(finding.severity) < _RANK.index(kept[place].severity):
            kept[place] = finding
    yield from kept.values()
