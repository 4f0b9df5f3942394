"""Every operation of /api/v1. A new group is a file beside and a line here."""

from __future__ import annotations

from reckoner.reports.desk.api import acts, drafts, measures, own, publications, tables, words, work

OPERATIONS = (
    *own.OPERATIONS,
    *publications.OPERATIONS,
    *drafts.OPERATIONS,
    *acts.OPERATIONS,
    *measures.OPERATIONS,
    *tables.OPERATIONS,
    *words.OPERATIONS,
    *work.OPERATIONS,
)
