"""What a token is for, as its program can ask."""

from __future__ import annotations

from datetime import datetime

from reckoner.reports.desk.api.models import Model, Nothing
from reckoner.reports.desk.api.operation import Asked, Operation


class Own(Model):
    """The token that was sent. No ``publications`` means every one."""

    id: str
    name: str
    person: str
    scopes: tuple[str, ...]
    publications: tuple[str, ...]
    expires: datetime


def own(asked: Asked, _given: Nothing) -> Own:
    """What this token is for, and until when."""
    token = asked.token
    return Own(
        id=token.id, name=token.name, person=token.person, scopes=token.scopes,
        publications=token.publications, expires=token.expires,
    )  # fmt: skip


OPERATIONS = (Operation("getToken", "GET", "/token", "", own, Own),)
