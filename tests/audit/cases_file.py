"""The labelled cases beside the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.reading.plain import read_text
from tests.audit.mutator import Broken, Claim, broken

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, Any]]:
    """The records of a file of cases."""
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def correct() -> list[Claim]:
    """Claims that hold."""
    return [
        Claim(row["id"], row["text"], row["claim"], row["kind"], tuple(row["operands"]), row["word"])
        for row in rows("correct.jsonl")
    ]


def all_broken() -> list[Broken]:
    """Every claim broken in every way that fits it."""
    return [wrong for claim in correct() for wrong in broken(claim)]


def found(text: str) -> list[Finding]:
    """What the checker says of a text, without its notes."""
    return [finding for finding in audit(read_text(text, "case")).findings if finding.severity != "note"]
