"""What is open at the end of each time: what was open before, and what came in, less what went out.

A table whose columns are named so ("Received", "Closed", "Open at end"), one row after another; "Open at
start" may stand among them. Most rows must come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.lines import Lines, is_total

_ROLES = {
    "end": r"(?:open|outstanding|waiting|active|held|live|number|total)?\s*(?:at|by) (?:the )?(?:end|close)"
           r"|clos(?:ing|e of)|carried forward|c/f|outstanding|end of|remaining|backlog|still open",
    "start": r"at (?:the )?(?:start|beginning)|opening|brought forward|b/f|start of",
    "in": r"receiv|new\b|came in|opened|joined|joiners|admi|referr|starters|recruited|additions|registered"
    r"|arriv",
    "out": r"closed|left|leavers|complet|discharg|resolved|disposed|settled|departures|removed"
    r"|decided|cleared",
}  # fmt: skip


class _Row(NamedTuple):
    at: int
    stated: Quantity
    parts: tuple[Quantity, Quantity, Quantity]

    @property
    def value(self) -> Decimal:
        before, came, went = self.parts
        return before.value + came.value - went.value

    @property
    def holds(self) -> bool:
        return self.value == self.stated.value

    @property
    def formula(self) -> str:
        before, came, went = self.parts
        return f"{before.text} + {came.text} - {went.text}"


def find(lines: Lines, claims: Claims) -> Iterator[Finding]:
    """The balances of a table that do not follow from the row before."""
    roles = {role: _of_role(lines, role) for role in _ROLES}
    if len(roles["in"]) != 1 or len(roles["out"]) != 1 or len(roles["end"]) != 1 or len(roles["start"]) > 1:
        return
    end, came, went = roles["end"][0], roles["in"][0], roles["out"][0]
    rows = list(_rows(lines, end, came, went, roles["start"]))
    held = [row for row in rows if row.holds]
    wrong = _culprits(rows, carried=not roles["start"])
    mended = sum(_is_mended(rows, row) for row in wrong) if not roles["start"] else 0
    if len(held) + mended < 2 or len(held) + mended < len(wrong) or (mended and len(wrong) > 1):
        return
    for row in rows:
        line = lines.grid.body[lines.cell(end, row.at)[0]]
        verdict = "agrees" if row.holds else "wrong"
        claims.count(
            "table-total", line.text, f"{row.formula}: {row.stated.text}", verdict, line.line, line.page
        )
    for row in wrong:
        computed = shown(row.value)
        because = f"{row.formula} comes to {computed}, not {row.stated.text}."
        yield lines.finding("error", "table-total", end, row.at, computed, because)


def _of_role(lines: Lines, role: str) -> list[int]:
    """The lines of numbers whose name says this of them, and of no role before it."""
    return [line for line in lines.numeric if _role(lines.label(line)) == role]


def _role(label: str) -> str:
    return next((role for role, name in _ROLES.items() if re.search(rf"(?<![a-z])(?:{name})", label)), "")


def _rows(lines: Lines, end: int, came: int, went: int, start: Sequence[int]) -> Iterator[_Row]:
    for at in range(lines.across):
        before = lines.value(start[0], at) if start else lines.value(end, at - 1) if at else None
        stated, some, others = lines.value(end, at), lines.value(came, at), lines.value(went, at)
        if stated is None or before is None or some is None or others is None or is_total(lines.side(at)):
            continue
        if {value.kind for value in (stated, before, some, others)} == {"count"}:
            yield _Row(at, stated, (before, some, others))


def _culprits(rows: Sequence[_Row], carried: bool) -> list[_Row]:
    """The wrong balances; not the row behind one, which a wrong balance spoils though it is right itself."""
    found: list[_Row] = []
    for row in rows:
        spoiled = carried and found and found[-1].at == row.at - 1
        if not row.holds and not spoiled:
            found.append(row)
    return found


def _is_mended(rows: Sequence[_Row], row: _Row) -> bool:
    """The row behind comes out with this one put right."""
    behind = next((other for other in rows if other.at == row.at + 1), None)
    return behind is not None and behind.value - row.stated.value + row.value == behind.stated.value
