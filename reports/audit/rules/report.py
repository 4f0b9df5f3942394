"""How a rule reports: the passage around the items in question."""

from __future__ import annotations

from reports.audit.relations.claim import Claims, passage

__all__ = ["Claims", "passage"]
