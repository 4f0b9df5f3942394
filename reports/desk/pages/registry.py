"""Every route of the desk. A new group of pages is a file beside and a line here."""

from __future__ import annotations

from reckoner.reports.desk.pages import drafts, judging, signing_in, start, story, writing

ROUTES = (*signing_in.ROUTES, *start.ROUTES, *drafts.ROUTES, *judging.ROUTES, *story.ROUTES, *writing.ROUTES)
