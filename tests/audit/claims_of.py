"""The claims that the checker works out in a file."""

from __future__ import annotations

from collections import Counter

from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.reading.read import read_bytes


def claims_of(name: str, data: bytes) -> Counter[tuple[str, str, str]]:
    """Kind, sum and verdict of each."""
    return Counter((w.kind, w.formula, w.verdict) for w in audit(read_bytes(data, name)).workings)
