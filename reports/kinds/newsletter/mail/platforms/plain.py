"""No platform: the mail as it is, for whatever sends it. Nothing is filled, so no token stands in it."""

from __future__ import annotations

from reckoner.reports.kinds.newsletter.mail.platforms.platform import Platform

PLATFORM = Platform(name="plain", title="any other platform")
