"""The same measure for the same period has the same value wherever the office prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.checks.finding import Finding

RULES = ("documents-disagree",)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure as a document prints it; ``document`` and ``place`` are where."""

    document: str
    place: str
    name: str
    noun: str
    unit: str
    period: str
    value: str
    printed: str


def find(ours: Iterable[Quoted], theirs: Iterable[Quoted]) -> Iterator[Finding]:
    """Findings of this check: each names both places. ``theirs`` are in other publications' newest drafts."""
    ours = list(ours)
    known: dict[tuple[str, ...], Quoted] = {}
    for quoted in (*ours, *theirs):
        for key in _keys(quoted):
            known.setdefault(key, quoted)
    said: set[tuple[str, str, str]] = set()
    for quoted in (*ours, *theirs):
        for key in _keys(quoted):
            other = known[key]
            pair = (other.name, quoted.name, quoted.period)
            if other.value != quoted.value and quoted.period and pair not in said:
                said.add(pair)
                yield _finding(other, quoted)


def _keys(quoted: Quoted) -> Iterator[tuple[str, ...]]:
    """By name; and facts of one topic by what they count, since two of them may be one measure.

    Cells of a table share their column's words, and differ by row: they are known by name alone.
    """
    yield ("name", quoted.name, quoted.unit, quoted.period)
    group, _, rest = quoted.name.partition(".")
    if quoted.noun and rest.isidentifier():
        yield ("noun", group, quoted.noun.casefold(), quoted.unit, quoted.period)


def _finding(first: Quoted, second: Quoted) -> Finding:
    values = f"{first.printed} and {second.printed}"
    what = f"{second.noun or second.name} for {second.period} has two values: {values}"
    quote = (
        f"{first.document}, {first.place} ({first.name}); {second.document}, {second.place} ({second.name})"
    )
    return Finding("warning", "documents-disagree", what, quote=quote, todo="Print the same value in both.")
