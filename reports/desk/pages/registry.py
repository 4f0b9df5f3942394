"""Every route of the desk. A new group of pages is a file beside and a line here."""

from __future__ import annotations

from reckoner.reports.desk.pages import (
    drafts,
    judging,
    linked,
    office_account,
    own,
    people,
    signing_in,
    start,
)

ROUTES = (
    *signing_in.ROUTES,
    *office_account.ROUTES,
    *own.ROUTES,
    *people.ROUTES,
    *linked.ROUTES,
    *start.ROUTES,
    *drafts.ROUTES,
    *judging.ROUTES,
)
