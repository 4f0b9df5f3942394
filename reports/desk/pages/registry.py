"""Every route of the desk. A new group of pages is a file beside and a line here."""

from __future__ import annotations

from reckoner.reports.desk.pages import (
    acting,
    calendar,
    checking,
    data,
    drafts,
    figures,
    jobs,
    judging,
    linked,
    missing,
    office_account,
    own,
    people,
    publications,
    runs,
    signing_in,
    start,
    story,
    tokens,
    writing,
)

ROUTES = (
    *signing_in.ROUTES,
    *office_account.ROUTES,
    *own.ROUTES,
    *people.ROUTES,
    *tokens.ROUTES,
    *linked.ROUTES,
    *start.ROUTES,
    *drafts.ROUTES,
    *judging.ROUTES,
    *acting.ROUTES,
    *publications.ROUTES,
    *jobs.ROUTES,
    *calendar.ROUTES,
    *runs.ROUTES,
    *figures.ROUTES,
    *missing.ROUTES,
    *data.ROUTES,
    *checking.ROUTES,
    *story.ROUTES,
    *writing.ROUTES,
)
