"""A change that runs down a column: each row's per cent is on the row before it.

Only where the line is named a change, the rows are times, and most of its places say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import when_of
from reckoner.reports.audit.language.judge import comes_to, compute, percent_change, verdict
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.formulas import names_of
from reckoner.reports.audit.relations.lines import Lines

Step = tuple[int, Quantity, Quantity, Quantity]


def find(lines: Lines, claims: Claims) -> Iterator[Finding]:
    """What does not agree in the running changes of a table's columns."""
    if sum(when_of(lines.side(at)) is not None for at in range(lines.across)) * 2 < lines.across:
        return
    for line in lines.numeric:
        if names_of(lines.label(line)) != "change":
            continue
        for other in lines.numeric:
            steps = list(_steps(lines, line, other)) if other != line else []
            wrong = [step for step in steps if not _holds(step)]
            held = len(steps) - len(wrong)
            if held >= 2 and len(wrong) <= max(1, held // 3):
                yield from _report(lines, line, steps, wrong, claims)
                break


def _steps(lines: Lines, line: int, other: int) -> Iterator[Step]:
    for at in range(1, lines.across):
        stated, old, new = lines.value(line, at), lines.value(other, at - 1), lines.value(other, at)
        if stated is not None and old is not None and new is not None and old.value and old.kind == new.kind:
            yield at, stated, old, new


def _holds(step: Step) -> bool:
    _, stated, old, new = step
    over = percent_change if stated.kind == "percent" else (lambda a, b: b - a)
    truth = compute(over, old, new)
    rounded = replace(stated, measured=stated.kind == "percent")
    return truth is None or verdict(rounded, truth) in ("agrees", "loosely")


def _report(
    lines: Lines, line: int, steps: list[Step], wrong: list[Step], claims: Claims
) -> Iterator[Finding]:
    for step in steps:
        at, stated, old, new = step
        row = lines.grid.body[lines.cell(line, at)[0]]
        formula = (
            f"({new.text} - {old.text}) / {old.text}"
            if stated.kind == "percent"
            else f"{new.text} - {old.text}"
        )
        claims.count(
            "table-change",
            row.text,
            f"{formula}: {stated.text}",
            "wrong" if step in wrong else "agrees",
            row.line,
            row.page,
        )
        if step in wrong:
            over = percent_change if stated.kind == "percent" else (lambda a, b: b - a)
            computed = comes_to(over(old.value, new.value), replace(stated, measured=True))
            because = f"{formula} comes to {computed}, not {stated.text}."
            yield lines.finding("error", "table-change", line, at, computed, because)
