"""A module.yaml drafted from a sheet that was received: what can be known of it, and marks where it can't."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from reckoner.reports.sources.mapping import plain, said
from reckoner.reports.sources.proposal import Proposal
from reckoner.reports.sources.schema import NUMBER_TYPES, TIME_TYPES
from reckoner.reports.sources.take import Receipt

_UNITS = {"percent": "%", "points": "points", "money": "£", "duration": "seconds"}
_ABOUT = """\
# Drafted by `reckoner take {module} FILE --map` from {document}. Look through it, above all at the
# licence, the nouns, and what adds up over time (`over_time: sum` for counts; see docs/data.md).
"""


@dataclass(frozen=True)
class Draft:
    """What a draft says of the file beside its columns."""

    module: str
    file: str
    document: str
    receipt: Receipt


def module_text(draft: Draft, proposal: Proposal, *, every_month: bool) -> str:
    """The declaration as YAML: an origin, the sheet's table, a measure for each column of numbers."""
    region, name = proposal.region, draft.module
    title = region.title or name.replace("_", " ").capitalize()
    origin = f"{name}_received"
    lines = [
        _ABOUT.format(module=name, document=draft.document),
        f"title: {_quoted(title)}\n",
        f"origins:\n  {origin}:\n    kind: snapshot\n",
        f"    producer: {_quoted(draft.receipt.sender)}\n    document: {_quoted(draft.document)}\n",
        f"    received: {draft.receipt.received.isoformat()}\n    from: {_quoted(draft.receipt.sender)}\n",
        "    licence: Not yet known\n",
        f"tables:\n  {name}:\n    title: {_quoted(title)}\n    file: {draft.file}\n",
        f"    origin: {origin}\n    columns:\n",
    ]
    for column, entry in proposal.mapped.columns.items():
        heading = _quoted(said(entry.header).replace(" / ", ": "))
        lines.append(f"      {plain(column)}: {{type: {proposal.types[column]}, heading: {heading}}}\n")
    lines += ["    every: month\n"] if every_month else []
    measures = list(_measures(name, proposal))
    return "".join([*lines, *(["measures:\n", *measures] if measures else [])])


def _measures(table: str, proposal: Proposal) -> Iterator[str]:
    texts = [name for name, kind in proposal.types.items() if kind == "text"]
    for column, kind in proposal.types.items():
        if kind not in NUMBER_TYPES or (len(texts) > 1 and kind not in ("count", "integer", "money")):
            continue
        rows = f", by: {plain(texts[0])}" if len(texts) == 1 else ""
        rows = f", sum_over: {_quoted(texts)}" if len(texts) > 1 else rows
        noun, unit = _noun(proposal.mapped.columns[column].header), _UNITS.get(kind, "count")
        values = f"table: {table}, value: {plain(column)}, unit: {_quoted(unit)}"
        yield f"  {column}: {{{values}, noun: {_quoted(noun)}{rows}}}\n"


def _noun(header: tuple[str, ...]) -> str:
    """What is counted, from what stands over it; only the first word keeps its capital."""
    first, *rest = header or ("",)
    return " ".join([first, *(text[:1].lower() + text[1:] for text in rest)])


def is_monthly(proposal: Proposal) -> bool:
    """Whether the table has one row for each month, without a gap."""
    types = list(proposal.types.values())
    if "text" in types or [kind for kind in types if kind in TIME_TYPES] != ["month"]:
        return False
    position = proposal.table.headings.index(list(proposal.types)[types.index("month")])
    counts = [int(str(row[position])[:4]) * 12 + int(str(row[position])[5:7]) for row in proposal.table.rows]
    return sorted(counts) == list(range(min(counts), max(counts) + 1)) if counts else False


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
