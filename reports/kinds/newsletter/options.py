"""What publication.yaml may say of a newsletter alone."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from reckoner.reports.errors import Place, SettingsError
from reckoner.reports.settings.mail import Mail
from reckoner.reports.settings.office import OfficeSettings
from reckoner.reports.settings.yaml import Settings


class Selection(Settings):
    """Which of a month's news stories a newsletter takes, and in what order."""

    most: int = Field(default=6, ge=1, le=20)
    order: Literal["oldest first", "newest first"] = "oldest first"


class NewsletterOptions(Settings):
    """``selection`` is the rule that chooses its stories; ``stories_in_mail``, how much of each is mailed."""

    selection: Selection = Selection()
    stories_in_mail: Literal["whole", "short"] = "whole"


def mail_of(office: OfficeSettings) -> Mail:
    """What office.yaml says of mail. Raises SettingsError where it says nothing."""
    if office.mail is None:
        what = "a newsletter needs to know from whom it comes"
        todo = "Add `mail:`, with `from: {name: ..., address: name@example.org}`."
        raise SettingsError(what, Place("office.yaml"), todo)
    return office.mail
