"""The platforms by name. A new one is a file beside this, a line here, and steps in the language file."""

from __future__ import annotations

from reckoner.reports.kinds.newsletter.mail.platforms import (
    dotdigital,
    govdelivery,
    listmonk,
    mailchimp,
    plain,
)
from reckoner.reports.kinds.newsletter.mail.platforms.platform import Platform

PLATFORMS: dict[str, Platform] = {
    module.PLATFORM.name: module.PLATFORM for module in (mailchimp, dotdigital, listmonk, govdelivery, plain)
}
