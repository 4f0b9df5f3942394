"""dotdigital: data fields between @ signs; the default for an empty one is set in the account."""

from __future__ import annotations

from reckoner.reports.kinds.newsletter.mail.platforms.platform import Platform

PLATFORM = Platform(
    name="dotdigital",
    title="dotdigital",
    first_name="@FIRSTNAME@",
    unsubscribe="http://$UNSUB$",
    view="http://$CANTREAD$",
    fills_text=True,
    marks=("@FIRSTNAME@", "$UNSUB$", "$CANTREAD$"),
)
