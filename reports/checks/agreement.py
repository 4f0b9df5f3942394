"""The same measure for the same period has the same value wherever the office prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.drafts.store import drafts
from reckoner.reports.figures.ledger import LEDGER, read_rows
from reckoner.reports.findings import Finding

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


def disagreements(output: Path, publication: str, edition: str, ledger: str) -> Iterator[Finding]:
    """Where this ledger and the newest drafts of other publications give one measure two values."""
    theirs = [
        quoted
        for document in _newest_editions(output, publication)
        for quoted in printed_in(output, document) or ()
    ]
    return find(_quoted(f"{publication} {edition}", ledger), theirs)


def printed_in(output: Path, document: str) -> list[Quoted] | None:
    """The figures of a document's newest draft; None where there is no draft."""
    folders = drafts(output, *document.split(" "))[-1:]
    ledgers = [folder / LEDGER for folder in folders if (folder / LEDGER).is_file()]
    return _quoted(document, ledgers[0].read_text(encoding="utf-8")) if ledgers else None


def _newest_editions(output: Path, publication: str) -> Iterator[str]:
    """The newest edition of each other publication that has drafts, with its publication's name."""
    for folder in sorted(output.iterdir()) if output.is_dir() else ():
        editions = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
        if folder.name != publication and editions:
            yield f"{folder.name} {editions[-1]}"


def _quoted(document: str, ledger: str) -> list[Quoted]:
    return [
        Quoted(document, row.place, row.name, row.noun, row.unit, row.period, row.value, row.printed)
        for row in read_rows(ledger)
    ]


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
