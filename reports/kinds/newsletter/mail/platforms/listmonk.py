"""listmonk: Go templates. Subscribers have one name; its first word greets them."""

from __future__ import annotations

from reckoner.reports.kinds.newsletter.mail.platforms.platform import Platform

PLATFORM = Platform(
    name="listmonk",
    title="listmonk",
    first_name="{{ if .Subscriber.FirstName }}{{ .Subscriber.FirstName }}{{ else }}{default}{{ end }}",
    unsubscribe="{{ UnsubscribeURL }}",
    view="{{ MessageURL }}",
    fills_text=True,
    marks=("{{", "}}"),
)
