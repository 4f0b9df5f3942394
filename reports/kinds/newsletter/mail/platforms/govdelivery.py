"""GovDelivery: the account's template brings header, footer and unsubscribing; it takes the body alone."""

from __future__ import annotations

from reckoner.reports.kinds.newsletter.mail.platforms.platform import Platform

PLATFORM = Platform(
    name="govdelivery",
    title="GovDelivery",
    body_only=True,
    marks=("[[", "]]"),
)
