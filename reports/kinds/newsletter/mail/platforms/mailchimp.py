"""Mailchimp: merge tags between *| and |*; it insists on an unsubscribe link and a postal address."""

from __future__ import annotations

from reckoner.reports.kinds.newsletter.mail.platforms.platform import Platform

PLATFORM = Platform(
    name="mailchimp",
    title="Mailchimp",
    first_name="*|IF:FNAME|**|FNAME|**|ELSE:|*{default}*|END:IF|*",
    unsubscribe="*|UNSUB|*",
    view="*|ARCHIVE|*",
    postal="*|LIST:ADDRESSLINE|*",
    fills_text=True,
    marks=("*|", "|*"),
)
